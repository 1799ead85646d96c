"""Brings in the official ESCO CSV files (English, "classification" download): skills, alternative labels, relations.

A concept whose label names a skill we have is linked to it; every other one becomes a skill of its own, with an English
name alone (ESCO has no Chinese). A name that means another skill already is left where it is and counted. Roles gain
ESCO's other titles where the titles agree; roles are never made, for ESCO knows neither pay nor years.
"""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from core.actor import Actor
from core.audit import record
from core.enums import Language
from core.errors import NotAllowed
from matching.engine.lexicon import fold, squash
from matching.taxonomy.enums import AliasKind, Origin, SkillKind
from matching.taxonomy.errors import EscoFileWrong
from matching.taxonomy.models import Occupation, OccupationAlias, Skill, SkillAlias, SkillRelation, VocabularyVersion
from matching.taxonomy.policies import can_edit_vocabulary
from matching.taxonomy.services.vocabulary import publish_version

NEEDED = {
    "skills_en.csv": ("conceptUri", "skillType", "preferredLabel", "altLabels", "status"),
    "occupations_en.csv": ("conceptUri", "preferredLabel", "altLabels"),
    "skillSkillRelations_en.csv": ("originalSkillUri", "relationType", "relatedSkillUri"),
    "occupationSkillRelations_en.csv": ("occupationUri", "relationType", "skillUri"),
}
STRENGTHS = {"essential": 40, "optional": 30}
BATCH = 2000


@dataclass(slots=True)
class EscoReport:
    """Counts of one import. `names_taken` counts alternative labels that mean another skill already."""

    concepts: int = 0
    linked: int = 0
    created: int = 0
    renamed: int = 0
    names: int = 0
    names_taken: int = 0
    relations: int = 0
    role_titles: int = 0
    role_links_unused: int = 0
    is_new_version: bool = False
    version: VocabularyVersion | None = None


class _DryRun(Exception):
    """Ends the transaction of a dry run."""


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    path = folder / name
    if not path.is_file():
        raise EscoFileWrong(file=name, problem=_("the file is missing"))
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [column for column in NEEDED[name] if column not in (reader.fieldnames or ())]
        if missing:
            raise EscoFileWrong(file=name, problem=_("the column %(name)s is missing") % {"name": missing[0]})
        yield from reader


def _labels(cell: str) -> list[str]:
    """Return the labels of a cell; ESCO separates them by line ends."""
    return [text for line in cell.splitlines() if (text := " ".join(line.split())) and len(text) <= 200]


def _link(folder: Path, report: EscoReport) -> dict[str, int]:
    """Find or make the skill of every released concept; return {uri: skill id}."""
    known = {skill.esco_uri: skill for skill in Skill.objects.exclude(esco_uri="")}
    named = {
        squash(text): merged or pk
        for text, pk, merged in SkillAlias.objects.exclude(kind=AliasKind.EVIDENCE)
        .order_by("-id")
        .values_list("text", "skill_id", "skill__merged_into")
    }
    ids = {uri: skill.merged_into_id or skill.pk for uri, skill in known.items()}
    free = {skill.pk: skill for skill in Skill.objects.filter(esco_uri="", is_active=True)}
    fresh: list[Skill] = []
    changed: list[Skill] = []
    for row in _rows(folder, "skills_en.csv"):
        uri, label = row["conceptUri"], " ".join(row["preferredLabel"].split())[:200]
        if not uri or not squash(label) or row["status"] not in ("", "released"):
            continue
        report.concepts += 1
        mine = known.get(uri)
        if mine is not None:
            is_theirs = mine.origin == Origin.ESCO and not mine.is_edited
            if is_theirs and mine.name_en != label and squash(label) not in named:
                mine.name_en = label
                changed.append(mine)
                report.renamed += 1
            continue
        owner = named.get(squash(label))
        if owner is not None:
            ids[uri] = owner
            skill = free.pop(owner, None)
            if skill is not None:
                skill.esco_uri = uri
                changed.append(skill)
                report.linked += 1
            continue
        kind = SkillKind.KNOWLEDGE if row["skillType"] == "knowledge" else SkillKind.METHOD
        fresh.append(Skill(name_en=label, kind=kind, esco_uri=uri, origin=Origin.ESCO))
        named[squash(label)] = 0
    Skill.objects.bulk_update(changed, ["esco_uri", "name_en"], batch_size=BATCH)
    Skill.objects.bulk_create(fresh, batch_size=BATCH)
    report.created = len(fresh)
    return ids | {skill.esco_uri: skill.pk for skill in fresh}


def _name(folder: Path, ids: dict[str, int], report: EscoReport) -> None:
    """Give the linked and new skills their labels: preferred ones first, then alternatives that are still free."""
    owner: dict[str, int] = {}
    names = SkillAlias.objects.exclude(kind=AliasKind.EVIDENCE)
    for text, folded, skill_id in names.values_list("text", "folded", "skill_id"):
        owner[squash(text)] = owner[folded] = skill_id
    wanted: list[SkillAlias] = []
    rows = [row for row in _rows(folder, "skills_en.csv") if row["conceptUri"] in ids]

    def give(skill: int, text: str, kind: str) -> None:
        key, folded = squash(text), fold(text)
        if not key or len(folded) > 200:
            return
        if key in owner or folded in owner:
            report.names_taken += owner.get(key, owner.get(folded)) != skill
            return
        owner[key] = owner[folded] = skill
        values = {"text": text, "folded": folded, "language": Language.EN, "kind": kind, "origin": Origin.ESCO}
        wanted.append(SkillAlias(skill_id=skill, **values))

    for row in rows:
        give(ids[row["conceptUri"]], " ".join(row["preferredLabel"].split())[:200], AliasKind.LABEL)
    for row in rows:
        for text in _labels(row["altLabels"]):
            give(ids[row["conceptUri"]], text, AliasKind.ALIAS)
    SkillAlias.objects.bulk_create(wanted, batch_size=BATCH)
    report.names = len(wanted)


def _relate(folder: Path, ids: dict[str, int], report: EscoReport) -> None:
    """Store each relation once, source < target; one that is there already keeps its strength."""
    there = set(SkillRelation.objects.values_list("source_id", "target_id"))
    wanted: dict[tuple[int, int], int] = {}
    for row in _rows(folder, "skillSkillRelations_en.csv"):
        first, second = ids.get(row["originalSkillUri"]), ids.get(row["relatedSkillUri"])
        strength = STRENGTHS.get(row["relationType"])
        if first is None or second is None or strength is None or first == second:
            continue
        pair = (min(first, second), max(first, second))
        if pair not in there:
            wanted[pair] = max(strength, wanted.get(pair, 0))
    rows = [
        SkillRelation(source_id=source, target_id=target, strength=strength, origin=Origin.ESCO)
        for (source, target), strength in sorted(wanted.items())
    ]
    SkillRelation.objects.bulk_create(rows, batch_size=BATCH)
    report.relations = len(wanted)


def _retitle(folder: Path, report: EscoReport) -> None:
    """Add ESCO's other titles to roles of the same title; count the role-skill rows, which are not used."""
    roles = {squash(name): pk for pk, name in Occupation.objects.values_list("id", "name_en")}
    have = set(OccupationAlias.objects.values_list("occupation_id", "folded"))
    titles = set(roles) | {squash(text) for text in OccupationAlias.objects.values_list("text", flat=True)}
    wanted: list[OccupationAlias] = []
    for row in _rows(folder, "occupations_en.csv"):
        role = roles.get(squash(row["preferredLabel"]))
        if role is None:
            continue
        for text in _labels(row["altLabels"]):
            if squash(text) not in titles and (role, fold(text)) not in have:
                titles.add(squash(text))
                wanted.append(OccupationAlias(occupation_id=role, text=text, folded=fold(text), language=Language.EN))
    OccupationAlias.objects.bulk_create(wanted, batch_size=BATCH)
    report.role_titles = len(wanted)
    report.role_links_unused = sum(1 for _row in _rows(folder, "occupationSkillRelations_en.csv"))


def import_esco(*, folder: Path, actor: Actor, dry_run: bool = False) -> EscoReport:
    """Bring the four files of `folder` in; the same files again change nothing. A dry run writes nothing.

    Raises EscoFileWrong where a file or a column is missing, NotAllowed.
    """
    if not can_edit_vocabulary(actor):
        raise NotAllowed
    report = EscoReport()
    try:
        with transaction.atomic():
            ids = _link(folder, report)
            _name(folder, ids, report)
            _relate(folder, ids, report)
            _retitle(folder, report)
            report.version, report.is_new_version = publish_version(note="ESCO", actor=actor)
            counts = {name: value for name, value in asdict(report).items() if isinstance(value, int)}
            record("vocabulary.import_esco", report.version, actor=actor, after=counts)
            if dry_run:
                raise _DryRun
    except _DryRun:
        report.version = None
    return report
