"""Loads the project's vocabulary files and publishes versions of the vocabulary.

Ids come from the files, so that runs on two machines with the same files can be compared; what editors or ESCO add is
numbered from LOCAL_ID_START on. A reload touches only rows of its own origin, and never names an editor has changed.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from core.actor import Actor
from core.audit import record
from matching.taxonomy.enums import AliasKind, Origin, SkillKind
from matching.taxonomy.models import (
    AmbiguousTerm,
    Cluster,
    Occupation,
    OccupationAlias,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    VocabularyVersion,
)
from matching.taxonomy.services.seed import DATA_DIR, RoleRow, SkillRow, VocabularyFiles, read_files

LOCAL_ID_START = 100_000
LABELS = ("name_en", "name_zh_hant", "name_zh_hans")
BATCH = 2000


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `changed` counts rows written or removed; `version` is the vocabulary's version afterwards."""

    version: VocabularyVersion
    is_new_version: bool
    skills: int
    aliases: int
    relations: int
    roles: int
    terms: int
    changed: int


def relation_strength(kinds: tuple[str, str], *, is_mutual: bool) -> int:
    """Return how far one skill stands for a related one, in percent.

    Two tools of one kind replace each other best (PyTorch for TensorFlow: 50). A tool and the field it serves, or two
    neighbouring fields or methods: 40. A certificate and its subject, or a language and its test: 60, since one
    attests the other; but two languages tell little about each other (20), two soft skills some (30).
    Named from both sides: 10 more, for the link is then not one-way.
    """
    first, second = sorted(kinds)
    if SkillKind.CERTIFICATE in kinds and first != second:
        strength = 60
    elif first == second:
        same = {SkillKind.TOOL: 50, SkillKind.LANGUAGE: 20, SkillKind.SOFT: 30}
        strength = same.get(SkillKind(first), 40)
    else:
        strength = 40
    return strength + 10 * is_mutual


def bulk_sync(
    model: type[models.Model], wanted: dict[Any, dict[str, Any]], existing: Mapping[Any, models.Model], *, delete: bool
) -> int:
    """Make the rows of `model` equal `wanted` ({key: field values}); return how many rows were written or removed."""
    created, updated, fields = [], [], set()
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            created.append(model(**values))
            continue
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        if differing:
            for name in differing:
                setattr(row, name, values[name])
            fields.update(differing)
            updated.append(row)
    gone = [row.pk for key, row in existing.items() if key not in wanted] if delete else []
    manager = model._default_manager
    if gone:
        manager.filter(pk__in=gone).delete()
    if updated:
        manager.bulk_update(updated, sorted(fields), batch_size=BATCH)
    manager.bulk_create(created, batch_size=BATCH)
    return len(created) + len(updated) + len(gone)


def _load_skills(rows: Sequence[SkillRow], cluster_ids: dict[str, int]) -> int:
    known = {skill.pk: skill for skill in Skill.objects.filter(pk__in=[row.id for row in rows])}
    wanted = {}
    for row in rows:
        values: dict[str, Any] = {"id": row.id, "kind": row.kind, "origin": Origin.SEED}
        if row.id not in known or not known[row.id].is_edited:
            values |= {name: getattr(row, name) for name in LABELS}
        wanted[row.id] = values
    changed = bulk_sync(Skill, wanted, known, delete=False)
    through = Skill.clusters.through
    links = {
        (row.id, cluster_ids[key]): {"skill_id": row.id, "cluster_id": cluster_ids[key]}
        for row in rows
        for key in row.clusters
    }
    existing = {(link.skill_id, link.cluster_id): link for link in through.objects.filter(skill__in=list(wanted))}
    return changed + bulk_sync(through, links, existing, delete=True)


def _load_aliases(rows: Sequence[SkillRow]) -> tuple[int, int]:
    """Write the aliases of unedited skills; return (aliases wanted, rows changed).

    A name that an editor has given to a skill meanwhile stays where the editor put it.
    """
    edited = set(Skill.objects.filter(is_edited=True).values_list("pk", flat=True))
    others = SkillAlias.objects.exclude(origin=Origin.SEED).exclude(kind=AliasKind.EVIDENCE)
    taken = set(others.values_list("folded", flat=True))
    wanted = {
        (row.id, alias.folded, alias.language): {
            "skill_id": row.id,
            "text": alias.text,
            "folded": alias.folded,
            "language": alias.language,
            "kind": alias.kind,
            "origin": Origin.SEED,
        }
        for row in rows
        if row.id not in edited
        for alias in row.aliases
        if alias.folded not in taken or alias.kind == AliasKind.EVIDENCE
    }
    seed = SkillAlias.objects.filter(origin=Origin.SEED).exclude(skill__in=edited)
    existing = {(alias.skill_id, alias.folded, alias.language): alias for alias in seed}
    return len(wanted), bulk_sync(SkillAlias, wanted, existing, delete=True)


def _load_relations(rows: Sequence[SkillRow]) -> tuple[int, int]:
    """Write the relations, each once with source < target; return (relations wanted, rows changed)."""
    by_name = {row.name_en: row for row in rows}
    named = {(row.id, by_name[name].id) for row in rows for name in row.related}
    kind = {row.id: row.kind for row in rows}
    wanted = {}
    for pair in sorted({(min(pair), max(pair)) for pair in named if pair[0] != pair[1]}):
        strength = relation_strength(
            (kind[pair[0]], kind[pair[1]]), is_mutual=pair in named and (pair[1], pair[0]) in named
        )
        wanted[pair] = {"source_id": pair[0], "target_id": pair[1], "strength": strength, "origin": Origin.SEED}
    existing = {(r.source_id, r.target_id): r for r in SkillRelation.objects.filter(origin=Origin.SEED)}
    others = set(SkillRelation.objects.exclude(origin=Origin.SEED).values_list("source_id", "target_id"))
    wanted = {pair: values for pair, values in wanted.items() if pair not in others}
    return len(wanted), bulk_sync(SkillRelation, wanted, existing, delete=True)


def _load_roles(rows: Sequence[RoleRow], cluster_ids: dict[str, int], skill_ids: dict[str, int]) -> int:
    ids = [row.id for row in rows]
    wanted = {row.id: {"id": row.id, "cluster_id": cluster_ids[row.cluster], **row.values} for row in rows}
    changed = bulk_sync(Occupation, wanted, Occupation.objects.in_bulk(ids), delete=False)
    aliases = {
        (row.id, alias.folded): {
            "occupation_id": row.id,
            "text": alias.text,
            "folded": alias.folded,
            "language": alias.language,
        }
        for row in rows
        for alias in row.aliases
        if alias.text not in (row.values["name_en"], row.values["name_zh_hant"], row.values["name_zh_hans"])
    }
    existing_aliases = {(a.occupation_id, a.folded): a for a in OccupationAlias.objects.filter(occupation__in=ids)}
    changed += bulk_sync(OccupationAlias, aliases, existing_aliases, delete=True)
    links = {
        (row.id, skill_ids[name]): {"occupation_id": row.id, "skill_id": skill_ids[name], "position": position}
        for row in rows
        for position, name in enumerate(row.skills)
    }
    existing_links = {(o.occupation_id, o.skill_id): o for o in OccupationSkill.objects.filter(occupation__in=ids)}
    return changed + bulk_sync(OccupationSkill, links, existing_links, delete=True)


def _load_terms(files: VocabularyFiles) -> int:
    wanted = {term: {"term": term, **values} for term, values in files.terms.items()}
    return bulk_sync(AmbiguousTerm, wanted, {term.term: term for term in AmbiguousTerm.objects.all()}, delete=False)


def _reserve_ids() -> None:
    """Let ids that the database gives start above those of the files; never lowers a sequence."""
    with connection.cursor() as cursor:
        for model in (Cluster, Skill, Occupation):
            sequence = f"{model._meta.db_table}_id_seq"
            highest = model._default_manager.aggregate(highest=models.Max("id"))["highest"] or 1
            cursor.execute("SELECT last_value FROM pg_sequences WHERE sequencename = %s", [sequence])
            row = cursor.fetchone()
            last = (row and row[0]) or 1
            cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, max(LOCAL_ID_START, highest, last)])


@transaction.atomic
def load_vocabulary(*, actor: Actor, folder: Path = DATA_DIR) -> LoadReport:
    """Bring the database to the vocabulary files of `folder`. Loading the same files again changes nothing.

    Raises VocabularyFileWrong, and then nothing is changed.
    """
    files = read_files(folder)
    clusters = {
        row["key"]: {"id": int(row["id"]), "position": position, **{name: row[name] for name in ("key", *LABELS)}}
        for position, row in enumerate(files.clusters)
    }
    changed = bulk_sync(Cluster, clusters, {c.key: c for c in Cluster.objects.all()}, delete=False)
    cluster_ids = dict(Cluster.objects.values_list("key", "id"))
    changed += _load_skills(files.skills, cluster_ids)
    aliases, alias_changes = _load_aliases(files.skills)
    relations, relation_changes = _load_relations(files.skills)
    changed += alias_changes + relation_changes
    changed += _load_roles(files.roles, cluster_ids, {row.name_en: row.id for row in files.skills})
    changed += _load_terms(files)
    _reserve_ids()
    version, is_new = publish_version(note=f"files {files.version}", actor=actor)
    return LoadReport(
        version, is_new, len(files.skills), aliases, relations, len(files.roles), len(files.terms), changed
    )


def vocabulary_hash() -> str:
    """Return the SHA-256 over all that matching reads of the vocabulary: active skills, names, relations, rules."""
    digest = hashlib.sha256()

    def add(rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            digest.update(repr(row).encode())

    add(Skill.objects.order_by("id").values_list("id", *LABELS, "kind", "is_active", "merged_into_id"))
    names = SkillAlias.objects.order_by("skill_id", "folded", "language", "kind", "text")
    add(names.values_list("skill_id", "folded", "language", "kind", "text"))
    add(SkillRelation.objects.order_by("source_id", "target_id").values_list("source_id", "target_id", "strength"))
    add(Skill.clusters.through.objects.order_by("skill_id", "cluster__key").values_list("skill_id", "cluster__key"))
    add(AmbiguousTerm.objects.order_by("term").values_list("term", "rule"))
    return digest.hexdigest()


@transaction.atomic
def publish_version(*, note: str, actor: Actor) -> tuple[VocabularyVersion, bool]:
    """Give the present state a version; return it and whether it is new (no new one where nothing changed)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('vocabulary_version'))")
    sha256 = vocabulary_hash()
    latest = VocabularyVersion.objects.order_by("-number").first()
    if latest is not None and latest.sha256 == sha256:
        return latest, False
    active = Skill.objects.filter(is_active=True).count()
    version = VocabularyVersion.objects.create(
        number=latest.number + 1 if latest else 1, sha256=sha256, note=note[:300], skills=active
    )
    Skill.objects.filter(since=None).update(since=version)
    record("vocabulary.publish", version, actor=actor, after={"number": version.number, "skills": active})
    return version, True
