"""Editing the skill list: names, aliases, merging two skills that mean the same."""

from django.db import transaction

from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from matching.taxonomy.enums import AliasKind, Origin
from matching.taxonomy.errors import SkillMerged
from matching.taxonomy.models import Skill, SkillAlias, SkillRelation
from matching.taxonomy.policies import can_edit_vocabulary
from matching.taxonomy.services.names import add_alias, set_labels
from matching.taxonomy.services.vocabulary import publish_version


def _locked(skill: Skill, actor: Actor) -> Skill:
    if not can_edit_vocabulary(actor):
        raise NotAllowed
    locked = Skill.objects.select_for_update().get(pk=skill.pk)
    if not locked.is_active:
        raise SkillMerged
    return locked


@transaction.atomic
def rename_skill(*, skill: Skill, labels: tuple[str, str, str], actor: Actor) -> Skill:
    """Change the three names; the former ones stay findable.

    Raises LabelsMissing, NameTaken, SkillMerged, NotAllowed.
    """
    skill = _locked(skill, actor)
    before = [skill.name_en, skill.name_zh_hant, skill.name_zh_hans]
    if before == list(labels):
        return skill
    skill.is_edited = True
    set_labels(skill, labels)
    record("skill.rename", skill, actor=actor, before={"names": before}, after={"names": list(labels)})
    publish_version(note=f"rename “{skill.name_en}”", actor=actor)
    return skill


@transaction.atomic
def add_skill_name(*, skill: Skill, text: str, actor: Actor) -> Skill:
    """Add one more written form. Raises NameTaken, SkillMerged, NotAllowed."""
    skill = _locked(skill, actor)
    if add_alias(skill, text):
        record("skill.add_name", skill, actor=actor, after={"name": text.strip()})
        publish_version(note=f"add “{text.strip()}”", actor=actor)
    return skill


@transaction.atomic
def remove_skill_name(*, alias: SkillAlias, actor: Actor) -> Skill:
    """Take a written form away (labels are changed, never removed). Raises SkillMerged, NotAllowed."""
    skill = _locked(alias.skill, actor)
    if alias.kind == AliasKind.LABEL:
        raise NotAllowed
    record("skill.remove_name", skill, actor=actor, before={"name": alias.text})
    skill.is_edited = True
    skill.save(update_fields=["is_edited"])
    skill.aliases.filter(folded=alias.folded).exclude(kind=AliasKind.LABEL).delete()
    publish_version(note=f"remove “{alias.text}”", actor=actor)
    return skill


@transaction.atomic
def merge_skills(*, source: Skill, target: Skill, actor: Actor) -> Skill:
    """Retire `source` in favour of `target`: its names and relations move, its id points on. Returns the target.

    Profiles and adverts keep what they say; the lexicon and features read `merged_into`. Raises SkillMerged,
    NotAllowed.
    """
    first, second = sorted((source.pk, target.pk))
    if first == second:
        raise SkillMerged
    locked = {pk: _locked(Skill(pk=pk), actor) for pk in (first, second)}
    source, target = locked[source.pk], locked[target.pk]
    have = set(target.aliases.values_list("folded", "language"))
    for alias in source.aliases.order_by("id"):
        if (alias.folded, alias.language) in have:
            alias.delete()
            continue
        alias.skill, alias.origin = target, Origin.EDITOR
        alias.kind = AliasKind.ALIAS if alias.kind == AliasKind.LABEL else alias.kind
        alias.save(update_fields=["skill", "origin", "kind"])
    _move_relations(source, target)
    source.is_active, source.is_edited, source.merged_into = False, True, target
    source.save(update_fields=["is_active", "is_edited", "merged_into"])
    Skill.objects.filter(merged_into=source).update(merged_into=target)
    record("skill.merge", source, actor=actor, after={"merged_into": target.pk})
    publish_version(note=f"merge “{source.name_en}” into “{target.name_en}”", actor=actor)
    return target


def _move_relations(source: Skill, target: Skill) -> None:
    """Give the target what the source was related to, the stronger link winning; drop the source's own rows."""
    strengths: dict[int, int] = {}
    relations = SkillRelation.objects.filter(source=source) | SkillRelation.objects.filter(target=source)
    for relation in relations:
        other = relation.target_id if relation.source_id == source.pk else relation.source_id
        strengths[other] = relation.strength
    relations.delete()
    strengths.pop(target.pk, None)
    for other, strength in sorted(strengths.items()):
        low, high = sorted((other, target.pk))
        relation, created = SkillRelation.objects.get_or_create(
            source_id=low, target_id=high, defaults={"strength": strength, "origin": Origin.EDITOR}
        )
        if not created and relation.strength < strength:
            relation.strength = strength
            relation.save(update_fields=["strength"])
