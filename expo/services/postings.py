"""Writing adverts: content with requirements and languages. Steps of the workflow are in posting_steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Organisation
from core.actor import Actor
from core.audit import record
from core.db import violations_as
from core.errors import NotAllowed
from expo.enums import EmployerState, Proof
from expo.errors import NotConfirmedEmployer, ReferenceTaken, SkillNeedsName, SkillTwice
from expo.models import Edition, EditionEmployer, Posting, PostingLanguage, Requirement
from expo.policies import can_create_posting, can_edit_posting
from expo.services.announce import postings_changed
from expo.services.search_index import index_posting
from matching.taxonomy.models import Skill
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.services.terms import note_unknown_terms

CONTENT_FIELDS = frozenset(
    [
        "reference",
        "kind",
        "function",
        "cluster",
        "occupation",
        "seniority",
        "title_en",
        "title_zh_hant",
        "title_zh_hans",
        "description_en",
        "description_zh_hant",
        "description_zh_hans",
        "language",
        "site",
        "openings",
        "pay_min",
        "pay_max",
        "pay_currency",
        "pay_period",
        "pay_months",
        "pay_negotiable",
        "starts_from",
        "starts_by",
        "sponsors_hk",
        "has_techtas_quota",
        "sponsors_cn",
        "is_demo",
    ]
)

TAKEN = {"posting_reference_once": ReferenceTaken}


@dataclass(frozen=True, slots=True)
class RequirementInput:
    """One requirement as entered: a skill of the vocabulary (`skill_id`) or free `text`, or both."""

    importance: str
    skill_id: int | None = None
    text: str = ""
    level: int | None = None
    proof: str = Proof.SELF


@dataclass(frozen=True, slots=True)
class LanguageInput:
    """One language ability that the work needs."""

    ability: str
    level: int
    is_required: bool = False
    reason: str = ""


def _set_fields(posting: Posting, fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set the content fields given; return {"before": …, "after": …} of those that changed, as texts."""
    unknown = set(fields) - CONTENT_FIELDS
    if unknown:
        raise TypeError(f"not content of a posting: {', '.join(sorted(unknown))}")
    changed: dict[str, list[str]] = {}
    for name, value in fields.items():
        old = getattr(posting, name, None)
        if old != value:
            changed[name] = [str(old), str(value)]
            setattr(posting, name, value)
    return changed


def _save_requirements(posting: Posting, wanted: Sequence[RequirementInput]) -> None:
    seen: set[int] = set()
    for item in wanted:
        if item.skill_id is None and not item.text.strip():
            raise SkillNeedsName
        if item.skill_id is not None and item.skill_id in seen:
            raise SkillTwice(skill=item.text or str(Skill.objects.get(pk=item.skill_id)))
        if item.skill_id is not None:
            seen.add(item.skill_id)
    note_unknown_terms((item.text, posting.language) for item in wanted if item.skill_id is None)
    posting.requirements.all().delete()
    Requirement.objects.bulk_create(
        Requirement(
            posting=posting,
            position=position,
            skill_id=item.skill_id,
            text=item.text.strip(),
            importance=item.importance,
            level=item.level,
            proof=item.proof,
        )
        for position, item in enumerate(wanted)
    )


def _save_languages(posting: Posting, wanted: Sequence[LanguageInput]) -> None:
    posting.languages.all().delete()
    PostingLanguage.objects.bulk_create(
        PostingLanguage(
            posting=posting, ability=item.ability, level=item.level, is_required=item.is_required, reason=item.reason
        )
        for item in wanted
    )


def _write(
    posting: Posting,
    fields: Mapping[str, Any],
    requirements: Sequence[RequirementInput] | None,
    languages: Sequence[LanguageInput] | None,
) -> dict[str, list[str]]:
    changed = _set_fields(posting, fields)
    if posting._state.adding:
        posting.save()
    if requirements is not None:
        _save_requirements(posting, requirements)
        changed["requirements"] = ["", str(len(requirements))]
    if languages is not None:
        _save_languages(posting, languages)
        changed["languages"] = ["", str(len(languages))]
    index_posting(posting, posting.requirements.select_related("skill"), current_lexicon())
    posting.save()
    postings_changed([posting.pk])
    return changed


@transaction.atomic
def create_posting(
    *,
    edition: Edition,
    organisation: Organisation,
    fields: Mapping[str, Any],
    requirements: Sequence[RequirementInput] = (),
    languages: Sequence[LanguageInput] = (),
    actor: Actor,
) -> Posting:
    """Create a draft of `organisation` in `edition`; `fields` are content fields of Posting by name.

    Raises NotAllowed, NotConfirmedEmployer, ReferenceTaken, SkillTwice, SkillNeedsName; TypeError for no content.
    """
    if not can_create_posting(actor, organisation):
        raise NotAllowed
    taking_part = EditionEmployer.objects.filter(edition=edition, organisation=organisation)
    if not actor.is_organiser and not taking_part.exclude(state=EmployerState.WITHDRAWN).exists():
        raise NotConfirmedEmployer
    posting = Posting(edition=edition, organisation=organisation)
    with violations_as(TAKEN):
        _write(posting, fields, requirements, languages)
    record("posting.create", posting, actor=actor, organisation_id=organisation.pk)
    return posting


@transaction.atomic
def update_posting(
    *,
    posting: Posting,
    fields: Mapping[str, Any],
    requirements: Sequence[RequirementInput] | None = None,
    languages: Sequence[LanguageInput] | None = None,
    actor: Actor,
) -> Posting:
    """Change content; None leaves the requirements or languages as they are, an empty list removes them.

    Raises NotAllowed, ReferenceTaken, SkillTwice, SkillNeedsName; TypeError for a field that is no content.
    """
    locked = Posting.objects.select_for_update(of=["self"]).select_related("organisation", "occupation")
    posting = locked.get(pk=posting.pk)
    if not can_edit_posting(actor, posting):
        raise NotAllowed
    with violations_as(TAKEN):
        changed = _write(posting, fields, requirements, languages)
    record(
        "posting.update",
        posting,
        actor=actor,
        before={name: pair[0] for name, pair in changed.items()},
        after={name: pair[1] for name, pair in changed.items()},
        organisation_id=posting.organisation_id,
    )
    return posting
