"""The employer's desk: roles with their states, the editor's picture of one role."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Organisation
from core.actor import Actor
from core.enums import Language
from expo.enums import EmployerState, Importance, PostingState
from expo.linter import Flag, advert_flags
from expo.models import Edition, EditionEmployer, Posting, PostingLanguage, Requirement
from expo.policies import can_create_posting, can_edit_posting, can_manage_posting
from expo.queries.posting_page import is_quiet
from expo.workflows import POSTING

EMPLOYER_VERBS = frozenset({"submit", "close", "take_back"})
SUFFIXES = {Language.EN: "en", Language.ZH_HANT: "zh_hant", Language.ZH_HANS: "zh_hans"}


@dataclass(frozen=True, slots=True)
class DeskRow:
    posting: Posting
    is_quiet: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What an employer sees first. Figures count published adverts only."""

    organisation: Organisation
    edition: Edition | None
    part: EditionEmployer | None
    rows: list[DeskRow]
    adverts: int
    openings: int
    may_create: bool

    @property
    def needs_attention(self) -> list[DeskRow]:
        return [row for row in self.rows if row.posting.state == PostingState.RETURNED or row.is_quiet]


@dataclass(frozen=True, slots=True)
class Translation:
    """How far one language of an advert is written: `done` of `parts` (title, description)."""

    language: str
    label: str
    done: int
    parts: int = 2

    @property
    def percent(self) -> int:
        return 100 * self.done // self.parts


def desk(organisation: Organisation, *, actor: Actor, now: datetime | None = None) -> Desk:
    """Return the employer's roles in the current edition, those that need the employer first. Three queries."""
    at = now or timezone.now()
    edition = Edition.objects.current()
    part = EditionEmployer.objects.filter(edition=edition, organisation=organisation).first() if edition else None
    order = {state: place for place, state in enumerate(["returned", "draft", "submitted", "published", "closed"])}
    postings = Posting.objects.filter(organisation=organisation, edition=edition) if edition else Posting.objects.none()
    wanted = postings.defer("search_text", "search_bigrams", "search_skills").order_by("-updated_at", "-pk")
    rows = [DeskRow(one, is_quiet(one, at), can_edit_posting(actor, one)) for one in wanted]
    rows.sort(key=lambda row: order[row.posting.state])
    live = [row.posting for row in rows if row.posting.state == PostingState.PUBLISHED]
    return Desk(
        organisation=organisation,
        edition=edition,
        part=part,
        rows=rows,
        adverts=len(live),
        openings=sum(one.openings for one in live),
        may_create=edition is not None
        and can_create_posting(actor, organisation)
        and (actor.is_organiser or (part is not None and part.state != EmployerState.WITHDRAWN)),
    )


def translations_of(posting: Posting) -> list[Translation]:
    """Return how far each language is written."""
    return [
        Translation(
            language.value,
            str(language.label),
            sum(bool(getattr(posting, f"{name}_{suffix}")) for name in ("title", "description")),
        )
        for language, suffix in SUFFIXES.items()
    ]


def flags_of(posting: Posting, requirements: list[Requirement], languages: list[PostingLanguage]) -> list[Flag]:
    """Return what the linter says about an advert as it is stored."""
    texts = [getattr(posting, f"{name}_{suffix}") for name in ("title", "description") for suffix in SUFFIXES.values()]
    return advert_flags(
        text="\n".join([*texts, *(item.text for item in requirements)]),
        states_pay=posting.pay_min is not None or posting.pay_max is not None,
        musts=sum(item.importance == Importance.MUST for item in requirements),
        free_texts=[item.text for item in requirements if item.skill_id is None],
        unexplained=sum(item.is_required and not item.reason for item in languages),
    )


def verbs_for(posting: Posting, *, actor: Actor) -> list[str]:
    """Return the steps that the employer's side may take now."""
    if not can_manage_posting(actor, posting):
        return []
    return [verb for verb in POSTING.verbs(posting.state) if verb in EMPLOYER_VERBS]
