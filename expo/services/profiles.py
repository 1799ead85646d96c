"""Writing candidate profiles, section by section. Missing answers stay missing; nothing here is ever required."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.consents import WITH_THE_PROFILE
from accounts.models import User
from accounts.services.consents import give_consent, withdraw_consent
from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.enums import Proof, Visibility
from expo.errors import SkillNeedsName, SkillTwice
from expo.models import CandidateProfile, Education, Experience, ProfileLanguage, ProfileSkill
from expo.policies import can_edit_profile
from expo.services.announce import profiles_changed
from matching.taxonomy.models import Cluster
from matching.taxonomy.services.terms import note_unknown_terms

CONTENT_FIELDS = frozenset(
    [
        "reference",
        "visibility",
        "headline",
        "summary",
        "language",
        "wished_sites",
        "wished_kinds",
        "wished_pay_min",
        "wished_pay_currency",
        "wished_pay_period",
        "available_from",
        "available_until",
        "right_to_work_hk",
        "right_to_work_hk_from",
        "right_to_work_cn",
        "right_to_work_cn_from",
        "experience_years",
        "is_demo",
    ]
)
PERSONAL_TEXTS = frozenset({"headline", "summary"})


@dataclass(frozen=True, slots=True)
class SkillInput:
    """A skill as entered: of the vocabulary (`skill_id`) or free `text`, with level and evidence."""

    skill_id: int | None = None
    text: str = ""
    level: int | None = None
    evidence: str = Proof.SELF
    note: str = ""


@dataclass(frozen=True, slots=True)
class EducationInput:
    qf_level: int | None = None
    field: str = ""
    institution: str = ""
    graduates_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExperienceInput:
    title: str
    organisation: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class SpokenInput:
    """A language ability with its level."""

    ability: str
    level: int


@transaction.atomic
def ensure_profile(*, user: User, actor: Actor) -> CandidateProfile:
    """Return the profile of `user`, made Private and empty where there was none. Raises NotAllowed."""
    existing = CandidateProfile.objects.filter(user=user).first()
    if existing is not None:
        return existing
    if not can_edit_profile(actor, CandidateProfile(user=user)):
        raise NotAllowed
    profile, created = CandidateProfile.objects.get_or_create(user=user, defaults={"language": user.language})
    if created:
        record("profile.create", profile, actor=actor)
    return profile


def _locked(profile: CandidateProfile, actor: Actor) -> CandidateProfile:
    profile = CandidateProfile.objects.select_for_update().get(pk=profile.pk)
    if not can_edit_profile(actor, profile):
        raise NotAllowed
    return profile


def _touch(profile: CandidateProfile, verb: str, actor: Actor, before: dict[str, Any], after: dict[str, Any]) -> None:
    profile.save(update_fields=["updated_at"])
    record(verb, profile, actor=actor, before=before, after=after)
    profiles_changed([profile.pk])


@transaction.atomic
def save_profile(
    *,
    profile: CandidateProfile,
    fields: Mapping[str, Any],
    wished_clusters: Iterable[Cluster] | None = None,
    actor: Actor,
) -> CandidateProfile:
    """Save the fields given (content fields of CandidateProfile by name); None leaves the wished clusters.

    Raises NotAllowed; TypeError for a field that is no content. The trail masks what a person wrote about themself.
    Opening a profile is the consent to be found by employers, and closing it withdraws that.
    """
    unknown = set(fields) - CONTENT_FIELDS
    if unknown:
        raise TypeError(f"not content of a profile: {', '.join(sorted(unknown))}")
    profile = _locked(profile, actor)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in fields.items():
        old = getattr(profile, name)
        if old != value:
            before[name], after[name] = ("…", "…") if name in PERSONAL_TEXTS else (str(old), str(value))
            setattr(profile, name, value)
    profile.save()
    if wished_clusters is not None:
        profile.wished_clusters.set(wished_clusters)
        after["wished_clusters"] = sorted(cluster.key for cluster in wished_clusters)
    if "visibility" in after:
        agree = give_consent if profile.visibility == Visibility.OPEN else withdraw_consent
        agree(user=profile.user, purpose=WITH_THE_PROFILE, actor=actor)
    record("profile.save", profile, actor=actor, before=before, after=after)
    profiles_changed([profile.pk])
    return profile


@transaction.atomic
def save_skills(*, profile: CandidateProfile, skills: Sequence[SkillInput], actor: Actor) -> list[ProfileSkill]:
    """Replace the skills, in the order given. Raises SkillTwice, SkillNeedsName, NotAllowed."""
    profile = _locked(profile, actor)
    seen: set[int] = set()
    for item in skills:
        if item.skill_id is None and not item.text.strip():
            raise SkillNeedsName
        if item.skill_id is not None and item.skill_id in seen:
            raise SkillTwice(skill=item.text)
        if item.skill_id is not None:
            seen.add(item.skill_id)
    note_unknown_terms((item.text, profile.language) for item in skills if item.skill_id is None)
    before = {"skills": profile.skills.count()}
    profile.skills.all().delete()
    rows = ProfileSkill.objects.bulk_create(
        ProfileSkill(
            profile=profile,
            position=position,
            skill_id=item.skill_id,
            text=item.text.strip(),
            level=item.level,
            evidence=item.evidence,
            note=item.note.strip(),
        )
        for position, item in enumerate(skills)
    )
    _touch(profile, "profile.skills", actor, before, {"skills": len(rows)})
    return rows


@transaction.atomic
def save_education(*, profile: CandidateProfile, education: Sequence[EducationInput], actor: Actor) -> list[Education]:
    """Replace the courses of study. Raises NotAllowed."""
    profile = _locked(profile, actor)
    before = {"education": profile.education.count()}
    profile.education.all().delete()
    rows = Education.objects.bulk_create(
        Education(
            profile=profile,
            qf_level=item.qf_level,
            field=item.field,
            institution=item.institution,
            graduates_on=item.graduates_on,
        )
        for item in education
    )
    _touch(profile, "profile.education", actor, before, {"education": len(rows)})
    return rows


@transaction.atomic
def save_experience(
    *, profile: CandidateProfile, experience: Sequence[ExperienceInput], actor: Actor
) -> list[Experience]:
    """Replace the pieces of work, in the order given. Raises NotAllowed."""
    profile = _locked(profile, actor)
    before = {"experience": profile.experience.count()}
    profile.experience.all().delete()
    rows = Experience.objects.bulk_create(
        Experience(
            profile=profile,
            position=position,
            title=item.title,
            organisation=item.organisation,
            started_on=item.started_on,
            ended_on=item.ended_on,
            description=item.description,
        )
        for position, item in enumerate(experience)
    )
    _touch(profile, "profile.experience", actor, before, {"experience": len(rows)})
    return rows


@transaction.atomic
def save_languages(
    *, profile: CandidateProfile, languages: Sequence[SpokenInput], actor: Actor
) -> list[ProfileLanguage]:
    """Replace the language abilities. Raises NotAllowed."""
    profile = _locked(profile, actor)
    before = {"languages": profile.languages.count()}
    profile.languages.all().delete()
    rows = ProfileLanguage.objects.bulk_create(
        ProfileLanguage(profile=profile, ability=item.ability, level=item.level) for item in languages
    )
    _touch(profile, "profile.languages", actor, before, {"languages": len(rows)})
    return rows
