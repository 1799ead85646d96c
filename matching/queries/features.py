"""The only bridge from rows to the engine: database rows become plain records, in a fixed number of queries.

What is *not* read here is as much part of the contract as what is: no name, e-mail, institution, employer's name,
date of graduation, photo or gap leaves the database on this way (tests/matching/test_queries_features.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from core.enums import Language
from expo.models import (
    CandidateProfile,
    Education,
    Experience,
    Posting,
    PostingLanguage,
    ProfileLanguage,
    ProfileSkill,
    Requirement,
)
from matching.engine.data import CandidateRecord, PostingRecord, RequirementLine, SkillItem
from matching.engine.lexicon import EVIDENCE, Lexicon
from matching.engine.spelling import SpellingIndex
from matching.queries.rates import Rates

LANGUAGES = tuple(code.replace("-", "_") for code in Language.values)
Record = TypeVar("Record", CandidateRecord, PostingRecord)
SKILL = Coalesce("skill__merged_into_id", "skill_id")


def _by_owner(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Group rows by their first column, which is left out of the groups."""
    groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for owner, *rest in rows:
        groups[owner].append(tuple(rest))
    return groups


def read_candidates(profiles: QuerySet[CandidateProfile], *, rates: Rates) -> Iterator[CandidateRecord]:
    """Yield one record per profile in id order. Six queries; no model instances are made."""
    ids = profiles.order_by().values("pk")
    skills = _by_owner(
        ProfileSkill.objects.filter(profile__in=ids)
        .order_by("profile_id", "position", "pk")
        .values_list("profile_id", SKILL, "text", "level", "evidence", "pk")
    )
    languages = _by_owner(
        ProfileLanguage.objects.filter(profile__in=ids)
        .order_by("profile_id", "ability")
        .values_list("profile_id", "ability", "level")
    )
    work = _by_owner(
        Experience.objects.filter(profile__in=ids)
        .order_by("profile_id", "position", "pk")
        .values_list("profile_id", "title", "description")
    )
    fields = _by_owner(
        Education.objects.filter(profile__in=ids)
        .exclude(field="")
        .order_by("profile_id", "field", "pk")
        .values_list("profile_id", "field")
    )
    clusters = _by_owner(
        CandidateProfile.wished_clusters.through.objects.filter(candidateprofile__in=ids)
        .order_by("candidateprofile_id", "cluster_id")
        .values_list("candidateprofile_id", "cluster_id")
    )
    for row in profiles.order_by("pk").values(*CANDIDATE_COLUMNS).iterator(chunk_size=5000):
        pk = row["pk"]
        yield _candidate(row, skills[pk], languages[pk], work[pk], fields[pk], clusters[pk], rates)


def with_skills_of_text(record: CandidateRecord, lexicon: Lexicon) -> CandidateRecord:
    """Add the skills that the person's own words name, where no profile line states them. Level: not stated.

    Suggestions ("evidence"), words with several meanings and skills that the text says are lacking are left out.
    """
    stated = {item.skill for item in record.skills}
    spans = lexicon.find("\n".join((*record.titles, record.text)))
    found = {span.skills[0] for span in spans if len(span.skills) == 1 and span.kind != EVIDENCE and not span.denied}
    denied = {skill for span in spans if span.denied for skill in span.skills}
    extra = tuple(SkillItem(skill=skill, source="text") for skill in sorted(found - denied - stated))
    return replace(record, skills=record.skills + extra) if extra else record


def with_meant_skills(records: Sequence[Record], spelling: SpellingIndex) -> list[Record]:
    """Give lines that resolved to no skill the skill whose name they misspell, if there is one."""
    unknown = list(
        dict.fromkeys(line.text for record in records for line in _lines(record) if line.skill is None and line.text)
    )
    meant = {text: skill for text, skill in zip(unknown, spelling.meant(unknown), strict=True) if skill}
    return [_respelt(record, meant) for record in records]


def _lines(record: CandidateRecord | PostingRecord) -> Sequence[SkillItem | RequirementLine]:
    return record.skills if isinstance(record, CandidateRecord) else record.requirements


def _respelt(record: Record, meant: dict[str, int]) -> Record:
    lines = _lines(record)
    if not any(line.skill is None and line.text in meant for line in lines):
        return record
    read = tuple(replace(line, skill=meant.get(line.text)) if line.skill is None else line for line in lines)
    name = "skills" if isinstance(record, CandidateRecord) else "requirements"
    changed: dict[str, Any] = {name: read}
    return replace(record, **changed)


CANDIDATE_COLUMNS = (
    "pk",
    "headline",
    "summary",
    "wished_sites",
    "wished_kinds",
    "wished_pay_min",
    "wished_pay_currency",
    "wished_pay_period",
    "right_to_work_hk",
    "right_to_work_hk_from",
    "right_to_work_cn",
    "right_to_work_cn_from",
    "available_from",
    "available_until",
)


def _candidate(
    row: dict[str, Any],
    skills: list[tuple[Any, ...]],
    languages: list[tuple[Any, ...]],
    work: list[tuple[Any, ...]],
    fields: list[tuple[Any, ...]],
    clusters: list[tuple[Any, ...]],
    rates: Rates,
) -> CandidateRecord:
    titles = [row["headline"], *(title for title, _ in work)]
    texts = [row["summary"], *(description for _, description in work), *(field for (field,) in fields)]
    return CandidateRecord(
        id=row["pk"],
        skills=tuple(
            SkillItem(skill=skill, text=text, level=level, evidence=evidence, ref=ref)
            for skill, text, level, evidence, ref in skills
        ),
        titles=tuple(title for title in titles if title),
        text="\n".join(text for text in texts if text),
        wished_sites=tuple(sorted(row["wished_sites"])),
        wished_kinds=tuple(sorted(row["wished_kinds"])),
        wished_clusters=tuple(cluster for (cluster,) in clusters),
        wished_pay=rates.monthly_hkd(row["wished_pay_min"], row["wished_pay_currency"], row["wished_pay_period"]),
        languages=tuple((ability, level) for ability, level in languages),
        right_to_work_hk=row["right_to_work_hk"],
        right_to_work_hk_from=row["right_to_work_hk_from"],
        right_to_work_cn=row["right_to_work_cn"],
        right_to_work_cn_from=row["right_to_work_cn_from"],
        available_from=row["available_from"],
        available_until=row["available_until"],
    )


POSTING_COLUMNS = (
    "pk",
    *(f"title_{code}" for code in LANGUAGES),
    *(f"description_{code}" for code in LANGUAGES),
    "site",
    "kind",
    "cluster_id",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "pay_months",
    "starts_from",
    "starts_by",
    "sponsors_hk",
    "has_techtas_quota",
    "sponsors_cn",
)


def read_postings(postings: QuerySet[Posting], *, rates: Rates) -> Iterator[PostingRecord]:
    """Yield one record per posting in id order. Three queries; no model instances are made."""
    ids = postings.order_by().values("pk")
    requirements = _by_owner(
        Requirement.objects.filter(posting__in=ids)
        .order_by("posting_id", "position", "pk")
        .values_list("posting_id", SKILL, "text", "importance", "level", "proof", "pk")
    )
    languages = _by_owner(
        PostingLanguage.objects.filter(posting__in=ids, is_required=True)
        .order_by("posting_id", "ability")
        .values_list("posting_id", "ability", "level")
    )
    for row in postings.order_by("pk").values(*POSTING_COLUMNS).iterator(chunk_size=5000):
        yield _posting(row, requirements[row["pk"]], languages[row["pk"]], rates)


def _posting(
    row: dict[str, Any], requirements: list[tuple[Any, ...]], languages: list[tuple[Any, ...]], rates: Rates
) -> PostingRecord:
    pay = {
        key: rates.monthly_hkd(row[key], row["pay_currency"], row["pay_period"], row["pay_months"])
        for key in ("pay_min", "pay_max")
    }
    return PostingRecord(
        id=row["pk"],
        titles=tuple(row[f"title_{code}"] for code in LANGUAGES if row[f"title_{code}"]),
        text="\n".join(row[f"description_{code}"] for code in LANGUAGES if row[f"description_{code}"]),
        requirements=tuple(
            RequirementLine(skill=skill, text=text, importance=importance, level=level, proof=proof, ref=ref)
            for skill, text, importance, level, proof, ref in requirements
        ),
        site=row["site"],
        kind=row["kind"],
        cluster=row["cluster_id"],
        pay_min=pay["pay_min"],
        pay_max=pay["pay_max"],
        starts_from=row["starts_from"],
        starts_by=row["starts_by"],
        languages=tuple((ability, level) for ability, level in languages),
        sponsors_hk=row["sponsors_hk"],
        has_techtas_quota=row["has_techtas_quota"],
        sponsors_cn=row["sponsors_cn"],
    )
