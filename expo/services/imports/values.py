"""Cells into values, leniently: what a person may write for a number, a date, a choice; errors by cell with a code."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils.translation import override

from matching.engine.lexicon import scripts, squash


def _read_synonyms() -> dict[str, dict[str, str]]:
    """Return {list name: {synonym: value}} from choices.csv."""
    table: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("choices.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            table.setdefault(row["list"], {}).update(dict.fromkeys(row["also"].split("|"), row["value"]))
    return table


ALSO = _read_synonyms()
YES = frozenset(map(squash, ("yes", "y", "true", "1", "是", "有", "可")))
NO = frozenset(map(squash, ("no", "n", "false", "0", "否", "無", "没有", "不可")))
QF = {"phd": 7, "doctor": 7, "博士": 7, "master": 6, "硕士": 6, "bachelor": 5, "学士": 5, "本科": 5, "degree": 5,
      "associate": 4, "higherdiploma": 4, "高级文凭": 4, "副学士": 4, "diploma": 3, "文凭": 3, "大专": 4}  # fmt: skip
_NUMBER = re.compile(
    r"^(?:hk\$|us\$|rmb|hkd|cny|usd|[$¥￥])?\s*(\d[\d,，\s]*)(?:\.(\d+))?\s*(k|千|萬|万)?\s*(?:元|hkd|cny|usd)?$",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*(?:[-/.月]\s*(\d{1,2})?)\s*日?)?(?:[T ].*)?$")
_SCALE = {"k": 1000, "千": 1000, "萬": 10_000, "万": 10_000}


@dataclass(slots=True)
class CellReader:
    """Reads the cells of one row and collects what is wrong: (column, code, params)."""

    cells: Mapping[str, Any]
    errors: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def wrong(self, column: str, code: str, **params: object) -> None:
        self.errors.append((column, code, params))

    def text(self, column: str, *, most: int | None = None) -> str:
        value = str(self.cells.get(column, "")).strip()
        if most is not None and len(value) > most:
            self.wrong(column, "too_long", most=most, length=len(value))
            return ""
        return value

    def items(self, column: str) -> list[str]:
        value = self.cells.get(column, [])
        return [str(item).strip() for item in value if str(item).strip()] if isinstance(value, list) else []

    def number(self, column: str, *, low: int = 0, high: int = 100_000_000) -> int | None:
        text = self.text(column)
        if not text:
            return None
        match = _NUMBER.match(text.lower())
        if match is None:
            self.wrong(column, "not_a_number", value=text[:40])
            return None
        whole = re.sub(r"[,，\s]", "", match[1])
        amount = (
            int((float(f"{whole}.{match[2] or 0}")) * _SCALE.get(match[3] or "", 1)) if len(whole) < 12 else high + 1
        )
        if not low <= amount <= high:
            self.wrong(column, "out_of_range", value=text[:40], low=low, high=high)
            return None
        return amount

    def day(self, column: str, *, value: str | None = None) -> date | None:
        text = self.text(column) if value is None else value
        if not text:
            return None
        match = _DATE.match(text)
        try:
            if match is not None:
                return date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            pass
        if re.fullmatch(r"\d{4}", text) and value is not None:
            return date(int(text), 1, 1)
        self.wrong(column, "not_a_date", value=text[:40])
        return None

    def flag(self, column: str) -> bool | None:
        text = squash(self.text(column))
        if not text:
            return None
        if text in YES or text in NO:
            return text in YES
        self.wrong(column, "not_yes_or_no", value=self.text(column)[:40])
        return None

    def choice(self, column: str, choices: type[Choices], *, value: str | None = None) -> Any:
        """Return the value that the cell names by value, by label in any language or by synonym; None if empty."""
        text = self.text(column) if value is None else value
        if not text:
            return None
        found = choice_of(choices, text)
        if found is None:
            codes = [str(code) for code in choices.values]
            self.wrong(column, "not_a_choice", value=text[:40], list=choices.__name__, choices=codes)
        return found


@cache
def _names(choices: type[Choices]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for value, label in choices.choices:
                table.setdefault(squash(str(label)), value)
                table.setdefault(squash(str(value).replace("_", " ")), value)
    by_text = {str(value): value for value in choices.values}
    for name, value in ALSO.get(choices.__name__, {}).items():
        table.setdefault(squash(name) or name, by_text[value])
    return table


def choice_of(choices: type[Choices], text: str) -> Any:
    """Return the value named by `text`, None where it names none."""
    table = _names(choices)
    key = squash(text.replace("_", " "))
    return table.get(key) if key else table.get(text.strip())


def qf_level(text: str) -> int | None:
    """Return the QF-like level (1 to 7) of a number or a degree's name."""
    key = squash(text)
    digits = re.search(r"[1-7]", key)
    if digits and len(key) <= 8 and not re.search(r"\d\d", key):
        return int(digits[0])
    return next((level for name, level in QF.items() if squash(name) in key), None)


def place_text(cells: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return {name_en, name_zh_hant, name_zh_hans}; a text in another script than its column says is moved."""
    columns = {code: f"{name}_{code.replace('-', '_')}" for code in ("en", "zh-hant", "zh-hans")}
    placed = dict.fromkeys(columns.values(), "")
    waiting: list[str] = []
    for code, column in columns.items():
        text = str(cells.get(column, "")).strip()
        if text and code in scripts(text):
            placed[column] = text
        elif text:
            waiting.append(text)
    for text in waiting:
        column = next((columns[code] for code in scripts(text) if not placed[columns[code]]), "")
        if column:
            placed[column] = text
    return placed
