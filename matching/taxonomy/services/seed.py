"""The project's own vocabulary files, read and checked before anything is written."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.enums import Language
from matching.engine.lexicon import fold, scripts, squash
from matching.taxonomy.enums import AliasKind, JobFunction, Seniority, SkillKind
from matching.taxonomy.errors import VocabularyFileWrong

DATA_DIR = Path(__file__).resolve().parent.parent / "data"
FILES = ("clusters.csv", "skills.csv", "roles.csv", "ambiguous_terms.csv")
NEAR_WINDOW = 8


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One written form; `folded` is its compared form."""

    text: str
    folded: str
    language: str
    kind: str


@dataclass(slots=True)
class SkillRow:
    id: int
    name_en: str
    name_zh_hant: str
    name_zh_hans: str
    kind: str
    clusters: list[str]
    aliases: list[AliasRow]
    related: list[str]


@dataclass(slots=True)
class RoleRow:
    """One role; `values` are fields of Occupation by name."""

    id: int
    values: dict[str, Any]
    cluster: str
    aliases: list[AliasRow]
    skills: list[str]


@dataclass(slots=True)
class VocabularyFiles:
    """All files of one folder. `sha256` is over their bytes in the order of FILES."""

    version: str
    sha256: str
    clusters: list[dict[str, str]] = field(default_factory=list)
    skills: list[SkillRow] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    terms: dict[str, dict[str, Any]] = field(default_factory=dict)


def split_list(cell: str) -> list[str]:
    """Return the parts of a cell that holds a list separated by semicolons."""
    return [part for raw in cell.split(";") if (part := raw.strip())]


def alias_rows(
    labels: tuple[str, str, str], aliases: list[str], evidence: list[str], *, language: str = ""
) -> list[AliasRow]:
    """Return labels, aliases and evidence terms in this order, each folded form once per language.

    The language of an alias is read from its characters unless `language` says it; a form that both Chinese scripts
    write alike is returned once for each.
    """
    rows: list[AliasRow] = []
    seen: set[tuple[str, str]] = set()
    wanted: list[tuple[str, tuple[str, ...], str]] = [
        (text, (code,), AliasKind.LABEL) for text, code in zip(labels, Language.values, strict=True)
    ]
    for texts, group in ((aliases, AliasKind.ALIAS), (evidence, AliasKind.EVIDENCE)):
        wanted += [(text, (language,) if language else scripts(text), group) for text in texts]
    for text, languages, kind in wanted:
        folded = fold(text)
        for code in languages:
            if folded and (folded, code) not in seen:
                seen.add((folded, code))
                rows.append(AliasRow(text, folded, str(code), str(kind)))
    return rows


def _read(folder: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        for row in reader:
            yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}


def _require(holds: object, file: str, line: int, problem: str) -> None:
    if not holds:
        raise VocabularyFileWrong(file=file, line=line, problem=problem)


def _skills(folder: Path, clusters: set[str]) -> list[SkillRow]:
    rows: list[SkillRow] = []
    owner: dict[str, str] = {}
    related_at: list[tuple[int, SkillRow]] = []
    for line, raw in _read(folder, "skills.csv"):
        labels = (raw["name_en"], raw["name_zh_hant"], raw["name_zh_hans"])
        _require(all(labels), "skills.csv", line, _("a name is missing"))
        _require(raw["kind"] in SkillKind.values, "skills.csv", line, _("unknown kind “%s”") % raw["kind"])
        keys = split_list(raw["clusters"])
        _require(keys and clusters.issuperset(keys), "skills.csv", line, _("unknown cluster “%s”") % raw["clusters"])
        aliases = alias_rows(
            labels,
            split_list(raw["aliases_en"]) + split_list(raw["aliases_zh"]),
            split_list(raw["evidence_en"]) + split_list(raw["evidence_zh"]),
        )
        for alias in aliases:
            if alias.kind != AliasKind.EVIDENCE:
                other = owner.setdefault(squash(alias.text), raw["name_en"])
                _require(
                    other == raw["name_en"],
                    "skills.csv",
                    line,
                    _("“%(text)s” already names %(skill)s") % {"text": alias.text, "skill": other},
                )
        row = SkillRow(int(raw["id"]), *labels, raw["kind"], keys, aliases, split_list(raw["related"]))
        rows.append(row)
        related_at.append((line, row))
    names = {row.name_en for row in rows}
    _require(len({row.id for row in rows}) == len(rows), "skills.csv", 1, _("an id is used twice"))
    for line, row in related_at:
        missing = [name for name in row.related if name not in names]
        _require(not missing, "skills.csv", line, _("unknown skill “%s”") % "; ".join(missing))
    return rows


def _roles(folder: Path, clusters: set[str], skills: set[str]) -> list[RoleRow]:
    rows = []
    for line, raw in _read(folder, "roles.csv"):
        names = split_list(raw["skills"])
        missing = [name for name in names if name not in skills]
        _require(not missing, "roles.csv", line, _("unknown skill “%s”") % "; ".join(missing))
        _require(raw["cluster"] in clusters, "roles.csv", line, _("unknown cluster “%s”") % raw["cluster"])
        _require(raw["function"] in JobFunction.values, "roles.csv", line, _("unknown function “%s”") % raw["function"])
        _require(raw["seniority"] in Seniority.values, "roles.csv", line, _("unknown step “%s”") % raw["seniority"])
        values: dict[str, Any] = {
            name: raw[name]
            for name in ("name_en", "name_zh_hant", "name_zh_hans", "function", "seniority", "employment_type")
        }
        values |= {name: int(raw[name]) for name in ("years_min", "years_max", "qf_level", "pay_min", "pay_max")}
        values["pay_basis"] = raw["pay_basis"]
        labels = (raw["name_en"], raw["name_zh_hant"], raw["name_zh_hans"])
        aliases = alias_rows(labels, split_list(raw["aliases_en"]), [])
        rows.append(RoleRow(int(raw["id"]), values, raw["cluster"], aliases, names))
    return rows


def _terms(folder: Path, skills: set[str]) -> dict[str, dict[str, Any]]:
    """Return the ambiguous terms by their written form; several lines of one term are its senses, in order."""
    terms: dict[str, dict[str, Any]] = {}
    for line, raw in _read(folder, "ambiguous_terms.csv"):
        names = split_list(raw["skills"])
        missing = [name for name in names if name not in skills]
        _require(not missing, "ambiguous_terms.csv", line, _("unknown skill “%s”") % "; ".join(missing))
        term = terms.setdefault(
            raw["term"],
            {
                "meanings": raw["meanings"],
                "rule_text": raw["rule_text"],
                "rule": {
                    "case_sensitive": bool(raw["case_sensitive"]),
                    "never": bool(raw["never"]),
                    "window": int(raw["window"] or NEAR_WINDOW),
                    "not_after": raw["not_after"],
                    "not_before": raw["not_before"],
                    "senses": [],
                },
            },
        )
        if not raw["never"]:
            term["rule"]["senses"].append(
                {"skills": names, "near": split_list(raw["near"]), "not_near": split_list(raw["not_near"])}
            )
    return terms


def read_files(folder: Path = DATA_DIR) -> VocabularyFiles:
    """Read and check every file of `folder`. Raises VocabularyFileWrong; reads only."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    clusters = [row for _line, row in _read(folder, "clusters.csv")]
    keys = {row["key"] for row in clusters}
    skills = _skills(folder, keys)
    names = {row.name_en for row in skills}
    return VocabularyFiles(
        version=(folder / "VERSION").read_text(encoding="utf-8").strip(),
        sha256=digest.hexdigest(),
        clusters=clusters,
        skills=skills,
        roles=_roles(folder, keys, names),
        terms=_terms(folder, names),
    )
