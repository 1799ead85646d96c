"""Single lines of a profile: add, change, remove, and take a removal back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.errors import SkillNeedsName, SkillTwice
from expo.models import CandidateProfile, Education, Experience, ProfileSkill
from expo.policies import can_edit_profile
from expo.services.announce import profiles_changed
from expo.services.skill_names import read_skill
from matching.taxonomy.services.terms import note_unknown_terms

Item = ProfileSkill | Education | Experience
MODELS: dict[str, type[Item]] = {"skills": ProfileSkill, "education": Education, "experience": Experience}
FIELDS = {
    "skills": ("skill_id", "text", "level", "evidence", "note", "position"),
    "education": ("qf_level", "field", "institution", "graduates_on"),
    "experience": ("title", "organisation", "started_on", "ended_on", "description", "position"),
}
DATES = frozenset({"graduates_on", "started_on", "ended_on"})


@dataclass(frozen=True, slots=True)
class RemovedItem:
    """What was removed, JSON-ready, enough to put it back."""

    kind: str
    label: str
    fields: dict[str, Any]


def _lock(profile: CandidateProfile, actor: Actor) -> CandidateProfile:
    profile = CandidateProfile.objects.select_for_update().get(pk=profile.pk)
    if not can_edit_profile(actor, profile):
        raise NotAllowed
    return profile


def _check_skill(profile: CandidateProfile, item: ProfileSkill) -> None:
    if item.skill_id is None and not item.text.strip():
        raise SkillNeedsName
    twin = profile.skills.filter(skill_id=item.skill_id) if item.skill_id else profile.skills.filter(text=item.text)
    if twin.exclude(pk=item.pk).exists():
        raise SkillTwice(skill=str(item))


def _named(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with the skill that `text` names, where no skill was chosen."""
    if "text" not in fields or fields.get("skill_id") is not None:
        return dict(fields)
    return {**fields, "skill_id": read_skill(str(fields["text"])).skill_id}


def _save(profile: CandidateProfile, item: Item, fields: Mapping[str, Any], kind: str) -> None:
    unknown = set(fields) - set(FIELDS[kind])
    if unknown:
        raise TypeError(f"not a field of {kind}: {', '.join(sorted(unknown))}")
    for name, value in (_named(fields) if kind == "skills" else fields).items():
        setattr(item, name, value)
    if isinstance(item, ProfileSkill):
        _check_skill(profile, item)
        if item.skill_id is None:
            note_unknown_terms([(item.text, profile.language)])
    item.save()
    profile.save(update_fields=["updated_at"])
    profiles_changed([profile.pk])


@transaction.atomic
def add_item(*, profile: CandidateProfile, kind: str, fields: Mapping[str, Any], actor: Actor) -> Item:
    """Add a line at the end. Raises SkillTwice, SkillNeedsName, NotAllowed; TypeError for an unknown field."""
    profile = _lock(profile, actor)
    model = MODELS[kind]
    item = model(profile=profile)
    if "position" in FIELDS[kind] and "position" not in fields:
        last = model.objects.filter(profile=profile).aggregate(last=models.Max("position"))["last"]
        fields = {**fields, "position": 0 if last is None else last + 1}
    _save(profile, item, fields, kind)
    record(f"profile.{kind}.add", profile, actor=actor, after={"item": item.pk})
    return item


@transaction.atomic
def change_item(*, profile: CandidateProfile, kind: str, item_id: int, fields: Mapping[str, Any], actor: Actor) -> Item:
    """Change a line of this profile. Raises the model's DoesNotExist, SkillTwice, SkillNeedsName, NotAllowed."""
    profile = _lock(profile, actor)
    item = MODELS[kind].objects.get(pk=item_id, profile=profile)
    _save(profile, item, fields, kind)
    record(f"profile.{kind}.change", profile, actor=actor, after={"item": item.pk})
    return item


@transaction.atomic
def remove_item(*, profile: CandidateProfile, kind: str, item_id: int, actor: Actor) -> RemovedItem | None:
    """Remove a line; None when it is gone already. Raises NotAllowed."""
    profile = _lock(profile, actor)
    item = MODELS[kind].objects.filter(pk=item_id, profile=profile).first()
    if item is None:
        return None
    values = {name: getattr(item, name) for name in FIELDS[kind]}
    removed = RemovedItem(
        kind=kind,
        label=str(item),
        fields={name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()},
    )
    item.delete()
    profile.save(update_fields=["updated_at"])
    profiles_changed([profile.pk])
    record(f"profile.{kind}.remove", profile, actor=actor, before={"item": item_id})
    return removed


def restore_item(*, profile: CandidateProfile, removed: RemovedItem, actor: Actor) -> Item:
    """Put a removed line back where it stood. Raises SkillTwice when it was added again meanwhile, NotAllowed."""
    fields = {
        name: date.fromisoformat(value) if name in DATES and value else value for name, value in removed.fields.items()
    }
    return add_item(profile=profile, kind=removed.kind, fields=fields, actor=actor)
