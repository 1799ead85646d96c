"""Checks one row of a file of openings and makes a draft of it: plain data, ready to be kept and written."""

import hashlib
import re
from collections import Counter
from typing import Any

from expo.enums import (
    Currency,
    Importance,
    JobFunction,
    LanguageAbility,
    LanguageLevel,
    PayPeriod,
    PostingKind,
    Seniority,
    WorkSite,
)
from expo.models.posting import MOST_MONTHS
from expo.services.imports.context import Context
from expo.services.imports.values import CellReader, choice_of, place_text
from matching.engine.lexicon import scripts, squash
from matching.taxonomy.models import Occupation

Draft = dict[str, Any]
CellErrors = list[tuple[str, str, dict[str, Any]]]
COLUMN_IMPORTANCE = {
    "skills_must": Importance.MUST,
    "skills_should": Importance.SHOULD,
    "skills_nice": Importance.NICE,
}
MOST_REQUIREMENTS = 60
LINES_PER_VOTE = 4
SENIORITY_WORDS = (
    (Seniority.INTERN, r"\bintern(ship)?\b|实习|實習"),
    (Seniority.GRADUATE, r"\bgraduate\b|\btrainee\b|管培|见习|見習|畢業生|毕业生"),
    (Seniority.DIRECTOR, r"\bdirector\b|\bchief\b|\bvp\b|总监|總監"),
    (Seniority.MANAGER, r"\bmanager\b|\bhead of\b|经理|經理"),
    (Seniority.LEAD, r"\blead\b|\bprincipal\b|主管|负责人|負責人"),
    (Seniority.SENIOR, r"\bsenior\b|\bsr\b|高级|高級|资深|資深"),
    (Seniority.JUNIOR, r"\bjunior\b|\bassistant\b|初级|初級|助理"),
)
BUSINESS_CLUSTERS = frozenset({"business_startup"})


def check_posting(cells: dict[str, Any], context: Context) -> tuple[Draft | None, CellErrors]:
    """Return the draft (None when a cell is wrong) and the errors as (column, code, params)."""
    reader = CellReader(cells)
    titles, descriptions = place_text(cells, "title"), place_text(cells, "description")
    for column, title in titles.items():
        if len(title) > 200:
            reader.wrong(column, "too_long", most=200, length=len(title))
    if not any(titles.values()):
        reader.wrong("title_en", "title_missing")
    requirements = _requirements(reader, descriptions, context)
    fields: dict[str, Any] = {**titles, **descriptions, "language": _language(titles, descriptions)}
    fields |= _kind_of_work(reader, titles, requirements, context)
    fields |= _pay(reader)
    starts_from, starts_by = reader.day("starts_from"), reader.day("starts_by")
    if starts_from and starts_by and starts_by < starts_from:
        reader.wrong("starts_by", "before_start")
    fields |= {"starts_from": _iso(starts_from), "starts_by": _iso(starts_by)}
    fields |= {name: reader.flag(name) for name in ("sponsors_hk", "has_techtas_quota", "sponsors_cn")}
    site = reader.choice("site", WorkSite)
    if site is None and not reader.text("site"):
        site = context.options.site
        context.note("default_site")
    fields |= {"site": site, "openings": reader.number("openings", low=1, high=9999) or 1}
    languages = _languages(reader)
    employer = _employer(reader, context)
    reference = reader.text("reference", most=80)
    if reader.errors:
        return None, reader.errors
    fields["reference"] = reference or _made_reference(employer["name"], titles, fields["site"])
    return {"employer": employer, "fields": fields, "requirements": requirements, "languages": languages}, []


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _language(titles: dict[str, str], descriptions: dict[str, str]) -> str:
    """Return the language that most of the advert is written in."""
    lengths = {
        code: len(titles[f"title_{suffix}"]) + len(descriptions[f"description_{suffix}"]) * (1 if code == "en" else 3)
        for code, suffix in (("en", "en"), ("zh-hant", "zh_hant"), ("zh-hans", "zh_hans"))
    }
    return max(lengths, key=lambda code: lengths[code])


def _made_reference(employer: str, titles: dict[str, str], site: str) -> str:
    """Return a reference for a row without one: the same employer, title and site give the same advert."""
    text = "\n".join([squash(employer), *(squash(title) for title in titles.values()), site])
    return f"row-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _employer(reader: CellReader, context: Context) -> dict[str, Any]:
    name = reader.text("employer", most=160) or context.options.employer
    found = context.organisations.get(squash(name)) if squash(name) else None
    if not squash(name):
        reader.wrong("employer", "employer_missing")
    elif found is None and not context.options.create_employers:
        reader.wrong("employer", "employer_unknown", value=name[:60])
    return {"id": found, "name": name}


def _requirements(reader: CellReader, descriptions: dict[str, str], context: Context) -> list[dict[str, Any]]:
    """Explicit columns first (what names no skill stays as text), then what the description names, as "should"."""
    wanted: list[dict[str, Any]] = []
    seen: set[int | str] = set()

    def ask(skill: int | None, text: str, importance: str, level: int | None = None) -> None:
        key: int | str = skill if skill is not None else squash(text)
        if key and key not in seen and len(wanted) < MOST_REQUIREMENTS:
            seen.add(key)
            wanted.append({"skill": skill, "text": text, "importance": importance, "level": level})

    for column, importance in COLUMN_IMPORTANCE.items():
        for item in reader.items(column):
            phrase = context.resolver.phrase(item)
            for skill in phrase.skills:
                ask(skill, phrase.text, importance, phrase.level)
            if not phrase.skills:
                ask(None, phrase.text, importance, phrase.level)
                if phrase.is_unknown:
                    context.unknown.append((phrase.text, scripts(phrase.text)[0]))
    text = max(descriptions.values(), key=len)
    if text:
        for skill, written in context.resolver.in_text(text):
            ask(skill, written[:200], Importance.SHOULD)
    return wanted


def _kind_of_work(
    reader: CellReader, titles: dict[str, str], requirements: list[dict[str, Any]], context: Context
) -> dict[str, Any]:
    """Return kind, function, cluster, seniority and role: as told, else as the title's role of the vocabulary says,
    else as title words and skills suggest; what was suggested is noted."""
    occupation = next((found for t in titles.values() if (found := context.occupations.get(squash(t)))), None)
    words = " ".join(titles.values()).lower()
    told_seniority = reader.choice("seniority", Seniority)
    seniority = told_seniority or (occupation.seniority if occupation else _seniority(words))
    kind = reader.choice("kind", PostingKind) or (
        PostingKind.INTERNSHIP if seniority == Seniority.INTERN else PostingKind.JOB
    )
    cluster = _cluster(reader, occupation, requirements, context)
    function = reader.choice("function", JobFunction)
    if function is None:
        function = occupation.function if occupation else _function(context.cluster_keys.get(cluster or 0, "general"))
        if not reader.text("function") and occupation is None:
            context.note("guessed_function")
    return {
        "kind": kind,
        "function": function,
        "cluster": cluster,
        "seniority": seniority,
        "occupation": occupation.pk if occupation else None,
    }


def _seniority(words: str) -> str:
    return next((step for step, pattern in SENIORITY_WORDS if re.search(pattern, words)), Seniority.MID)


def _function(cluster_key: str) -> str:
    if cluster_key in BUSINESS_CLUSTERS:
        return JobFunction.BUSINESS
    return JobFunction.OPERATIONS if cluster_key == "general" else JobFunction.TECHNOLOGY


def _cluster(
    reader: CellReader, occupation: Occupation | None, requirements: list[dict[str, Any]], context: Context
) -> int | None:
    told = reader.text("cluster")
    if told:
        found = context.clusters.get(squash(told.replace("_", " ")))
        if found is not None:
            return found
        if not reader.cells.get("cluster_is_loose"):
            reader.wrong("cluster", "cluster_unknown", value=told[:60], choices=list(context.cluster_keys.values()))
            return None
    if occupation is not None:
        return occupation.cluster_id
    context.note("guessed_cluster")
    return _voted_cluster(requirements, context)


def _voted_cluster(requirements: list[dict[str, Any]], context: Context) -> int | None:
    """Return the cluster that most skills belong to, if it holds one line in four; else the general one."""
    votes = Counter(c for item in requirements for c in context.skill_clusters.get(item["skill"] or 0, []))
    general = context.clusters.get("general") or next(iter(context.cluster_keys), None)
    ranked = sorted((c for c in votes if c != general), key=lambda c: (-votes[c], c))
    return ranked[0] if ranked and votes[ranked[0]] * LINES_PER_VOTE >= len(requirements) else general


def _pay(reader: CellReader) -> dict[str, Any]:
    low, high = reader.number("pay_min"), reader.number("pay_max")
    if low is not None and high is not None and high < low:
        reader.wrong("pay_max", "pay_order", low=low, high=high)
    months = reader.text("pay_months")
    if months and not re.fullmatch(r"\d{1,2}(\.\d)?", months):
        reader.wrong("pay_months", "not_a_number", value=months[:40])
    elif months and not 1 <= float(months) <= MOST_MONTHS:
        reader.wrong("pay_months", "out_of_range", value=months, low=1, high=MOST_MONTHS)
    return {
        "pay_min": low,
        "pay_max": high,
        "pay_currency": reader.choice("pay_currency", Currency) or Currency.HKD,
        "pay_period": reader.choice("pay_period", PayPeriod) or PayPeriod.MONTH,
        "pay_months": months or None,
    }


def _languages(reader: CellReader) -> list[dict[str, Any]]:
    """Read "ability:level" or "ability:level:required"; each ability once."""
    wanted: dict[str, dict[str, Any]] = {}
    for item in reader.items("languages"):
        name, level, is_required = (*re.split(r"\s*[:：]\s*", item), "", "")[:3]
        ability = choice_of(LanguageAbility, name)
        step = choice_of(LanguageLevel, level) if level else LanguageLevel.WORKING
        if ability is None or step is None:
            reader.wrong("languages", "not_a_language", value=item[:60])
            continue
        hard = squash(is_required) in {"required", "必须", "必需", "要求", "yes", "是"}
        wanted[ability] = {"ability": ability, "level": int(step), "is_required": hard, "reason": ""}
    return list(wanted.values())
