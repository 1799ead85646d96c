"""CSV and XLSX into rows of cells by column key. Runs in the child process."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from expo.import_files.columns import LIST_KEYS, heading_keys, split_cell
from expo.import_files.limits import MAX_CELL, MAX_COLUMNS, MAX_ENTRIES, MAX_ROWS, MAX_UNPACKED, FileRefused
from matching.engine.folding import squash

Row = dict[str, Any]


def check_archive(data: bytes) -> None:
    """Refuse an archive that declares more than it may unpack to. Raises FileRefused."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise FileRefused("broken_archive") from error
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED:
        raise FileRefused("unpacks_too_large", megabytes=total // 1024**2, most=MAX_UNPACKED // 1024**2)
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("encrypted")


def cell_text(value: object) -> str:
    """Return what a cell says as text: whole numbers without ".0", dates as ISO, formulas as they are written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\x00", "").strip()


def _xlsx_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
            yield number, [cell_text(value) for value in values]
    except FileRefused:
        raise
    except Exception as error:  # a broken workbook raises anything from KeyError to XML errors
        raise FileRefused("broken_workbook") from error


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL * 20)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    started = 1
    try:
        for values in reader:
            yield started, [value.replace("\x00", "").strip() for value in values]
            started = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused("broken_csv", line=reader.line_num) from error


def read_lines(kind: str, lines: Iterable[tuple[int, list[str]]]) -> tuple[list[Row], list[str]]:
    """Turn lines under a heading line into rows {"row", "cells"}; also return the headings that are not understood.

    Raises FileRefused where there is no heading line, a heading stands twice, or a limit is passed.
    """
    known, lists = heading_keys(kind), LIST_KEYS[kind]
    keys: list[str] = []
    unread: list[str] = []
    rows: list[Row] = []
    for number, values in lines:
        if not any(values):
            continue
        if not keys:
            keys, unread = _headings(known, values)
            continue
        if len(rows) >= MAX_ROWS:
            raise FileRefused("too_many_rows", most=MAX_ROWS)
        cells: dict[str, Any] = {}
        for key, value in zip(keys, values, strict=False):
            if len(value) > MAX_CELL:
                raise FileRefused("cell_too_long", row=number, most=MAX_CELL)
            if key and value:
                cells[key] = split_cell(value) if key in lists else value
        if cells:
            rows.append({"row": number, "cells": cells})
    return rows, unread


def _headings(known: dict[str, str], values: list[str]) -> tuple[list[str], list[str]]:
    if len(values) > MAX_COLUMNS:
        raise FileRefused("too_many_columns", most=MAX_COLUMNS)
    keys = [known.get(squash(value.replace("_", " ")), "") for value in values]
    if not any(keys):
        raise FileRefused("no_headings", seen=", ".join(value for value in values if value)[:120])
    twice = next((value for key, value in zip(keys, values, strict=True) if key and keys.count(key) > 1), "")
    if twice:
        raise FileRefused("heading_twice", heading=twice)
    return keys, [value for key, value in zip(keys, values, strict=True) if value and not key]


def read_csv(kind: str, text: str) -> tuple[list[Row], list[str]]:
    return read_lines(kind, _csv_lines(text))


def read_xlsx(kind: str, data: bytes) -> tuple[list[Row], list[str]]:
    return read_lines(kind, _xlsx_lines(data))
