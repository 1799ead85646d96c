"""JSON files into rows: schema.org JobPosting (JSON or JSON-LD), JSON Resume, and lines of plain records."""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from expo.import_files.columns import CANDIDATES, COLUMNS, POSTINGS
from expo.import_files.limits import MAX_CELL, MAX_ROWS, FileRefused
from matching.engine.folding import scripts

Json = dict[str, Any]
Row = dict[str, Any]
PERIODS = {"HOUR": "hour", "DAY": "day", "MONTH": "month", "YEAR": "year"}
BLOCKS = frozenset({"p", "br", "li", "div", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})
PLAIN = {"id": "reference", "required": "skills_must", "preferred": "skills_nice"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")


def plain_text(html: str) -> str:
    """Return what a piece of HTML says, one line per block; plain text passes unchanged."""
    if "<" not in html:
        return html.strip()
    words = _Words()
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def as_list(value: object) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]


def text_of(value: object) -> str:
    """Return the text of a JSON value: of an object its name or value, of a list its parts by line."""
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("value") or value.get("@value") or "")
    if isinstance(value, list):
        return "\n".join(part for item in value if (part := text_of(item)))
    return "" if value is None or isinstance(value, bool) else str(value).replace("\x00", "").strip()


def written_in(field: str, text: str) -> dict[str, str]:
    """Return {field_en | field_zh_hant | field_zh_hans: text} by the script that the text is written in."""
    return {f"{field}_{scripts(text)[0].replace('-', '_')}": text} if text else {}


def _documents(text: str) -> list[Any]:
    try:
        return [json.loads(text)]
    except (json.JSONDecodeError, RecursionError) as whole:
        documents = []
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            try:
                documents.append(json.loads(line))
            except (json.JSONDecodeError, RecursionError) as error:
                if not documents:
                    raise FileRefused("broken_json", line=getattr(whole, "lineno", 1)) from error
                raise FileRefused("broken_json", line=number) from error
        return documents


def _records(documents: Iterable[Any]) -> Iterator[Json]:
    for document in documents:
        if isinstance(document, list):
            yield from _records(document)
        elif isinstance(document, dict):
            inner = document.get("@graph") or document.get("itemListElement")
            if inner is not None:
                yield from _records(as_list(inner))
            elif isinstance(document.get("item"), dict):
                yield document["item"]
            else:
                yield document


def _type_of(record: Json) -> str:
    types = [str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in as_list(record.get("@type"))]
    if "JobPosting" in types:
        return "job_posting"
    if types:
        return "other_type"
    if "basics" in record or ("work" in record and "education" in record):
        return "json_resume"
    return "plain"


def read_json(kind: str, text: str) -> tuple[list[Row], list[str]]:
    """Return rows {"row", "cells"} and what was not read. Raises FileRefused for broken or foreign JSON."""
    rows: list[Row] = []
    unread: set[str] = set()
    for number, record in enumerate(_records(_documents(text)), 1):
        if len(rows) >= MAX_ROWS:
            raise FileRefused("too_many_rows", most=MAX_ROWS)
        found = _type_of(record)
        if kind == POSTINGS and found == "job_posting":
            cells = job_posting_cells(record)
        elif kind == CANDIDATES and found == "json_resume":
            cells = resume_cells(record)
        elif found == "plain":
            cells, left = plain_cells(kind, record)
            unread |= left
        elif found == "other_type":
            unread.add(text_of(record.get("@type")))
            continue
        else:
            raise FileRefused("wrong_kind", row=number)
        cells = {key: value for key, value in cells.items() if value not in ("", [], None)}
        if any(isinstance(value, str) and len(value) > MAX_CELL for value in cells.values()):
            raise FileRefused("cell_too_long", row=number, most=MAX_CELL)
        if cells:
            rows.append({"row": number, "cells": cells})
    return rows, sorted(unread)


def plain_cells(kind: str, record: Json) -> tuple[Json, set[str]]:
    """Read a record whose fields carry our column keys, or `id title text skills required preferred`."""
    lists = {column.key: column.is_list for column in COLUMNS[kind]}
    cells: Json = {}
    unread: set[str] = set()
    for name, value in record.items():
        key = PLAIN.get(name, name)
        if kind == POSTINGS and name == "skills":
            key = "skills_must"
        if name in ("title", "text") and kind == POSTINGS:
            cells |= written_in("title" if name == "title" else "description", plain_text(text_of(value)))
        elif name in ("title", "text"):
            cells["headline" if name == "title" else "summary"] = text_of(value)
        elif key in lists:
            cells[key] = [text_of(item) for item in as_list(value) if text_of(item)] if lists[key] else text_of(value)
        else:
            unread.add(name)
    return cells, unread


def _site(record: Json) -> str:
    if "TELECOMMUTE" in text_of(record.get("jobLocationType")).upper():
        return "remote"
    places = " ".join(json.dumps(place, ensure_ascii=False) for place in as_list(record.get("jobLocation"))).lower()
    in_hk = bool(re.search(r'hong ?kong|香港|"hk"|沙田|sha ?tin', places))
    in_sz = bool(re.search(r"shenzhen|深圳|futian|福田|hetao|河套", places))
    return "both" if in_hk and in_sz else "hk" if in_hk else "sz" if in_sz else ""


def _pay(record: Json) -> Json:
    salary = record.get("baseSalary")
    if not isinstance(salary, dict):
        return {"pay_min": text_of(salary), "pay_max": text_of(salary)} if salary else {}
    value = salary.get("value")
    cells: Json = {"pay_currency": text_of(salary.get("currency"))}
    if isinstance(value, dict):
        single = text_of(value.get("value"))
        cells["pay_min"] = text_of(value.get("minValue")) or single
        cells["pay_max"] = text_of(value.get("maxValue")) or single
        cells["pay_period"] = PERIODS.get(text_of(value.get("unitText")).upper(), text_of(value.get("unitText")))
    elif value is not None:
        cells["pay_min"] = cells["pay_max"] = text_of(value)
    return cells


def job_posting_cells(record: Json) -> Json:
    """Read one schema.org JobPosting."""
    kinds = " ".join(text_of(kind) for kind in as_list(record.get("employmentType"))).upper()
    more = ("responsibilities", "qualifications", "experienceRequirements", "educationRequirements")
    description = "\n".join(part for name in ("description", *more) if (part := plain_text(text_of(record.get(name)))))
    skills = [
        item
        for value in as_list(record.get("skills"))
        for item in re.split(r"[;,，；、\n]", plain_text(text_of(value)))
        if item.strip()
    ]
    return {
        "reference": text_of(record.get("identifier")) if not isinstance(record.get("identifier"), dict)
        else text_of(record["identifier"].get("value")),
        "employer": text_of(record.get("hiringOrganization")),
        "kind": "internship" if "INTERN" in kinds else "",
        "cluster": text_of(record.get("industry")),
        "cluster_is_loose": "1" if record.get("industry") else "",
        "site": _site(record),
        "openings": text_of(record.get("totalJobOpenings")),
        "starts_from": text_of(record.get("jobStartDate"))[:10],
        "skills_must": [" ".join(item.split()) for item in skills],
        **written_in("title", text_of(record.get("title"))),
        **written_in("description", description),
        **_pay(record),
    }  # fmt: skip


def resume_cells(record: Json) -> Json:
    """Read one JSON Resume (schema 1.0). Photo, phone, address and birth date are not read."""
    told = record.get("basics")
    basics: Json = told if isinstance(told, dict) else {}
    levels = {"beginner": "1", "intermediate": "2", "advanced": "3", "master": "4", "expert": "4"}
    skills: list[str] = []
    for skill in as_list(record.get("skills")):
        if not isinstance(skill, dict):
            skills.append(text_of(skill))
            continue
        level = levels.get(text_of(skill.get("level")).lower(), "")
        skills += [f"{name}:{level}" if level else name for name in (text_of(skill.get("name")),) if name]
        skills += [text_of(word) for word in as_list(skill.get("keywords"))]
    return {
        "reference": text_of((record.get("meta") or {}).get("id") if isinstance(record.get("meta"), dict) else ""),
        "email": text_of(basics.get("email")),
        "preferred_name": text_of(basics.get("name")),
        "headline": text_of(basics.get("label")),
        "summary": plain_text(text_of(basics.get("summary"))),
        "skills": [skill for skill in skills if skill],
        "languages": [f"{text_of(lang.get('language'))}:{text_of(lang.get('fluency'))}"
                      for lang in as_list(record.get("languages")) if isinstance(lang, dict)],
        "education": [_study(item) for item in as_list(record.get("education")) if isinstance(item, dict)],
        "experience": [_work(item) for item in [*as_list(record.get("work")), *as_list(record.get("projects"))]
                       if isinstance(item, dict)],
    }  # fmt: skip


def _study(item: Json) -> Json:
    return {
        "qf_level": text_of(item.get("studyType")),
        "field_of_study": text_of(item.get("area")),
        "institution": text_of(item.get("institution")),
        "graduates_on": text_of(item.get("endDate")),
    }


def _work(item: Json) -> Json:
    highlights = [text_of(line) for line in as_list(item.get("highlights"))]
    return {
        "title": text_of(item.get("position") or item.get("name")),
        "organisation": text_of(item.get("name") or item.get("company")) if item.get("position") else "",
        "started_on": text_of(item.get("startDate")),
        "ended_on": text_of(item.get("endDate")),
        "description": "\n".join(part for part in [plain_text(text_of(item.get("summary"))), *highlights] if part),
    }
