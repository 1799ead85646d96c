"""The columns of import files, with their headings in three languages. Pure: also read by the child process."""

import csv
from dataclasses import dataclass
from pathlib import Path

from matching.engine.folding import squash

POSTINGS, CANDIDATES = "postings", "candidates"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `headings` are English, Traditional, Simplified; `also` other headings that are understood.

    `is_list` cells hold several values separated by semicolons. `example` fills the template's second row.
    """

    key: str
    headings: tuple[str, str, str]
    example: str
    also: tuple[str, ...] = ()
    is_list: bool = False


def _read() -> dict[str, tuple[Column, ...]]:
    table: dict[str, list[Column]] = {POSTINGS: [], CANDIDATES: []}
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            headings = (row["en"], row["zh_hant"], row["zh_hans"])
            also = tuple(row["also"].split("|")) if row["also"] else ()
            table[row["file"]].append(Column(row["key"], headings, row["example"], also, bool(row["is_list"])))
    return {kind: tuple(columns) for kind, columns in table.items()}


COLUMNS = _read()
LIST_KEYS = {kind: frozenset(c.key for c in columns if c.is_list) for kind, columns in COLUMNS.items()}


def heading_keys(kind: str) -> dict[str, str]:
    """Return {squashed heading: column key} for files of `kind`; the first column to claim a heading keeps it."""
    table: dict[str, str] = {}
    for column in COLUMNS[kind]:
        for heading in (column.key.replace("_", " "), *column.headings):
            table.setdefault(squash(heading), column.key)
    for column in COLUMNS[kind]:
        for heading in column.also:
            table.setdefault(squash(heading), column.key)
    return table


def split_cell(text: str) -> list[str]:
    """Return the values of a list cell: separated by semicolons or line ends, by commas only where there are none."""
    unified = text.replace("；", ";").replace("\r", "\n").replace("\n", ";").replace("、", ";").replace("|", ";")
    if ";" not in unified:
        unified = unified.replace("，", ";").replace(",", ";")
    return [" ".join(part.split()) for part in unified.split(";") if part.strip()]
