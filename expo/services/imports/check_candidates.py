"""Checks one row of a file of candidates and makes a draft of it: plain data, ready to be kept and written."""

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from expo.enums import Currency, LanguageAbility, LanguageLevel, PayPeriod, PostingKind, Proof, RightToWork, WorkSite
from expo.services.imports.context import Context
from expo.services.imports.values import CellReader, choice_of, qf_level
from matching.engine.lexicon import scripts, squash

Draft = dict[str, Any]
NAMES = {"family_name": 80, "given_name": 80, "preferred_name": 80, "chinese_name": 40}
MOST_SKILLS = 80
# Languages of a JSON Resume that are not abilities of ours are left out, not refused.
OTHER_LANGUAGE_CODE = "other_languages"


def check_candidate(
    cells: dict[str, Any], context: Context
) -> tuple[Draft | None, list[tuple[str, str, dict[str, Any]]]]:
    """Return the draft (None when a cell is wrong) and the errors as (column, code, params)."""
    reader = CellReader(cells)
    summary = reader.text("summary")
    headline = reader.text("headline")[:200]
    email = reader.text("email", most=254).lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            reader.wrong("email", "not_an_email", value=email[:60])
    names = {name: reader.text(name, most=most) for name, most in NAMES.items()}
    fields: dict[str, Any] = {"headline": headline, "summary": summary, "language": scripts(summary or headline)[0]}
    fields |= _wishes(reader)
    fields["experience_years"] = reader.number("experience_years", high=60)
    experience = _experience(reader)
    skills = _skills(reader, "\n".join([headline, summary, *(item["description"] for item in experience)]), context)
    draft = {
        "user": {"email": email, **names, "language": fields["language"]},
        "fields": fields,
        "skills": skills,
        "languages": _languages(reader, context),
        "education": _education(reader),
        "experience": experience,
        "wished_clusters": _clusters(reader, context),
    }
    reference = reader.text("reference", most=80)
    if not (reference or email or summary or headline or skills):
        reader.wrong("reference", "nobody")
    if reader.errors:
        return None, reader.errors
    fields["reference"] = f"{context.edition.slug}:{reference}"[:80] if reference else _made_reference(draft)
    return draft, []


def _made_reference(draft: Draft) -> str:
    """Return a reference for a person without one: the e-mail address, else what they wrote, makes it."""
    text = draft["user"]["email"] or squash(draft["fields"]["headline"] + draft["fields"]["summary"])
    text = text or ";".join(item["text"] for item in draft["skills"])
    return f"row-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _choices(reader: CellReader, column: str, kind: Any) -> list[str]:
    return [v for item in reader.items(column) if (v := reader.choice(column, kind, value=item)) is not None]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _wishes(reader: CellReader) -> dict[str, Any]:
    starts, ends = reader.day("available_from"), reader.day("available_until")
    if starts and ends and ends < starts:
        reader.wrong("available_until", "before_start")
    return {
        "wished_sites": sorted(set(_choices(reader, "wished_sites", WorkSite))),
        "wished_kinds": sorted(set(_choices(reader, "wished_kinds", PostingKind))),
        "wished_pay_min": reader.number("wished_pay_min"),
        "wished_pay_currency": reader.choice("wished_pay_currency", Currency) or Currency.HKD,
        "wished_pay_period": reader.choice("wished_pay_period", PayPeriod) or PayPeriod.MONTH,
        "available_from": _iso(starts),
        "available_until": _iso(ends),
        "right_to_work_hk": reader.choice("right_to_work_hk", RightToWork) or RightToWork.NOT_STATED,
        "right_to_work_cn": reader.choice("right_to_work_cn", RightToWork) or RightToWork.NOT_STATED,
    }


def _clusters(reader: CellReader, context: Context) -> list[int]:
    found = []
    for item in reader.items("wished_clusters"):
        cluster = context.clusters.get(squash(item.replace("_", " ")))
        if cluster is None:
            reader.wrong("wished_clusters", "cluster_unknown", value=item[:60],
                         choices=list(context.cluster_keys.values()))  # fmt: skip
        else:
            found.append(cluster)
    return sorted(set(found))


def _skills(reader: CellReader, text: str, context: Context) -> list[dict[str, Any]]:
    """Listed skills first (what names no skill stays as text), then what the person's own texts name."""
    skills: list[dict[str, Any]] = []
    seen: set[int | str] = set()

    def have(skill: int | None, written: str, level: int | None, note: str) -> None:
        key: int | str = skill if skill is not None else squash(written)
        if key and key not in seen and len(skills) < MOST_SKILLS:
            seen.add(key)
            skills.append({"skill": skill, "text": written, "level": level, "evidence": Proof.SELF, "note": note})

    for item in reader.items("skills"):
        phrase = context.resolver.phrase(item)
        for skill in phrase.skills:
            have(skill, phrase.text, phrase.level, "")
        if not phrase.skills:
            have(None, phrase.text, phrase.level, "")
            if phrase.is_unknown:
                context.unknown.append((phrase.text, scripts(phrase.text)[0]))
    for skill, written in context.resolver.in_text(text):
        have(skill, written[:200], None, _around(text, written))
    return skills


def _around(text: str, written: str) -> str:
    """Return the line that a skill was read from, cut to what the note holds."""
    at = text.find(written)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end != -1 else len(text)].strip()
    if len(line) <= 200:
        return line
    offset = max(0, min(at - start - 80, len(line) - 198))
    return f"…{line[offset : offset + 198]}…"[:200]


def _languages(reader: CellReader, context: Context) -> list[dict[str, Any]]:
    have: dict[str, dict[str, Any]] = {}
    for item in reader.items("languages"):
        name, level = (*re.split(r"\s*[:：]\s*", item), "")[:2]
        ability, step = choice_of(LanguageAbility, name), choice_of(LanguageLevel, level) if level else None
        if ability is None:
            context.note(OTHER_LANGUAGE_CODE)
        elif step is None and squash(level).isdecimal():
            reader.wrong("languages", "not_a_language", value=item[:60])
        else:
            have[ability] = {"ability": ability, "level": int(step or LanguageLevel.WORKING)}
    return list(have.values())


def _education(reader: CellReader) -> list[dict[str, Any]]:
    rows = reader.cells.get("education") or [
        {name: reader.text(name) for name in ("qf_level", "field_of_study", "institution", "graduates_on")}
    ]
    return [
        {
            "qf_level": qf_level(row["qf_level"]) if row["qf_level"] else None,
            "field": row["field_of_study"][:160],
            "institution": row["institution"][:160],
            "graduates_on": _iso(reader.day("graduates_on", value=row["graduates_on"])),
        }
        for row in rows
        if any(row.values())
    ]


def _experience(reader: CellReader) -> list[dict[str, Any]]:
    rows = reader.cells.get("experience")
    if not isinstance(rows, list):
        told = {name: reader.text(f"job_{name}") for name in ("title", "organisation", "description")}
        rows = [{**told, "started_on": "", "ended_on": ""}] if told["title"] or told["description"] else []
    return [_piece_of_work(reader, row) for row in rows]


def _piece_of_work(reader: CellReader, row: dict[str, str]) -> dict[str, Any]:
    starts, ends = (reader.day("job_title", value=row[name]) for name in ("started_on", "ended_on"))
    if starts and ends and ends < starts:
        reader.wrong("job_title", "before_start")
    return {
        "title": (row["title"] or row["organisation"] or "–")[:200],
        "organisation": row["organisation"][:160],
        "started_on": _iso(starts),
        "ended_on": _iso(ends),
        "description": row["description"],
    }
