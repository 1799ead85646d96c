"""Geometry of what pages draw: receipts, charts, progress. Numbers in, SVG attributes out; no words, no colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.formats import number_format

EARNING = ("met", "partly", "not_stated")
LOSING = ("partly", "not_stated", "missing")


class Receipt(Protocol):
    """What a receipt bar needs: `segments` of (status, points, max_points), in hundredths of a point."""

    @property
    def segments(self) -> Sequence[tuple[str, int, int]]: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar: `x` and `width` are percentages ready for SVG attributes."""

    status: str
    x: str
    width: str
    is_earned: bool


@dataclass(frozen=True, slots=True)
class ReceiptShape:
    """The earned pieces run from zero without a gap, so the filled length is the score; what was not earned follows."""

    pieces: tuple[Piece, ...]
    met: int
    partly: int
    missing: int
    not_stated: int
    earned: str


def percent(value: float) -> str:
    """Format 12.3456 as "12.346%" without useless zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def whole(value: float) -> str:
    """Write a number with thousands as the reader's language does; fractions keep one place."""
    places = 0 if float(value).is_integer() else 1
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def _pieces(rows: Iterable[tuple[str, int, bool]], total: int) -> tuple[Piece, ...]:
    pieces, start = [], 0
    for status, points, is_earned in rows:
        pieces.append(Piece(status, percent(100 * start / total), percent(100 * points / total), is_earned))
        start += points
    return tuple(pieces)


def receipt_shape(receipt: Receipt, merge: bool = True) -> ReceiptShape:
    """Return the pieces of a receipt bar; `merge` joins the pieces of one status (small bars)."""
    segments = [(str(status), points, most) for status, points, most in receipt.segments]
    total = sum(most for _status, _points, most in segments) or 1
    rows: list[tuple[str, int, bool]] = []
    for status in EARNING:
        rows += [(status, points, True) for kind, points, _most in segments if kind == status and points]
    earned = sum(points for _status, points, _is_earned in rows)
    for status in LOSING:
        rows += [(status, most - points, False) for kind, points, most in segments if kind == status and most > points]
    if merge:
        sums: dict[tuple[str, bool], int] = {}
        for status, points, is_earned in rows:
            key = (status, True) if is_earned else ("missing", False)
            sums[key] = sums.get(key, 0) + points
        rows = [(status, points, is_earned) for (status, is_earned), points in sums.items()]
    count = {status: sum(kind == status for kind, _points, _most in segments) for status in (*EARNING, "missing")}
    return ReceiptShape(
        _pieces(rows, total),
        met=count["met"],
        partly=count["partly"],
        missing=count["missing"],
        not_stated=count["not_stated"],
        earned=percent(100 * earned / total),
    )


def line_shape(points: int, most: int, largest: int) -> tuple[str, str]:
    """Return the widths of what a line could and did earn; the largest line of its receipt is 100 %."""
    return percent(100 * most / (largest or 1)), percent(100 * points / (largest or 1))


def largest_line(receipt: Receipt) -> int:
    """Return the most points that one line of a receipt can earn."""
    return max((most for _status, _points, most in receipt.segments), default=0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a horizontal chart; `share` is the value per cent of the first row, `step` of the row before."""

    label: str
    value: float
    text: str
    y: int
    width: str
    share: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    bars: tuple[Bar, ...]
    height: int


ROW = 44


def bar_chart(rows: Iterable[Sequence], most: float | None = None) -> BarChart:
    """Return horizontal bars for rows of (label, value[, text]), from a zero baseline; `most` fixes the scale."""
    data = [(row[0], float(row[1]), str(row[2]) if len(row) > 2 else whole(row[1])) for row in rows]
    first = data[0][1] if data else 0
    top = most or max((value for _label, value, _text in data), default=0) or 1
    bars, before = [], first
    for number, (label, value, text) in enumerate(data):
        bars.append(
            Bar(
                label,
                value,
                text,
                y=ROW * number,
                width=percent(max(0.0, min(100.0, 100 * value / top))),
                share=f"{100 * value / first:.0f}%" if first else "",
                step=f"{100 * value / before:.0f}%" if before else "",
            )
        )
        before = value
    return BarChart(tuple(bars), ROW * len(bars))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram: x and width in per cent, y and height in units of a 120-unit plot.

    `foot` is where its number stands: just above the column, or above the level's line where that would strike it.
    """

    label: str
    text: str
    x: str
    middle: str
    width: str
    y: float
    height: float
    foot: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """`level` is a height to compare the columns with, in units of the plot, or None."""

    columns: tuple[Column, ...]
    marks: tuple[tuple[str, str], ...]
    first: str
    last: str
    level: float | None = None


PLOT = 120
GAP = 5
NUMBER = 12


def histogram(rows: Iterable[Sequence], marks: Iterable[Sequence] = (), level: float | None = None) -> Histogram:
    """Return columns for rows of (label, value[, text]) in order; `marks` are (per cent along the axis, words).

    `level` is a value that the columns are compared with; it never lies above the plot.
    """
    data = [(str(row[0]), float(row[1]), str(row[2]) if len(row) > 2 else whole(row[1])) for row in rows]
    top = max((*(value for _label, value, _text in data), level or 0)) or 1
    line = None if level is None else round(PLOT - PLOT * level / top, 2)
    step = 100 / max(1, len(data))
    columns = tuple(
        Column(
            label,
            text,
            x=percent(step * number + step * 0.06),
            middle=percent(step * (number + 0.5)),
            width=percent(step * 0.88),
            y=round(PLOT - PLOT * value / top, 2),
            height=round(PLOT * value / top, 2),
            foot=_foot(round(PLOT - PLOT * value / top, 2), line),
        )
        for number, (label, value, text) in enumerate(data)
    )
    return Histogram(
        columns,
        tuple((percent(float(place)), str(words)) for place, words in marks),
        first=data[0][0] if data else "",
        last=data[-1][0] if data else "",
        level=line,
    )


def _foot(y: float, line: float | None) -> float:
    """Return the baseline of the number above a column that ends at y, clear of the line that crosses the plot."""
    struck = line is not None and y - GAP - NUMBER < line < y
    return round((line if struck and line is not None else y) - GAP, 2)


@dataclass(frozen=True, slots=True)
class StackPart:
    series: int
    text: str
    share: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class StackRow:
    label: str
    text: str
    y: int
    parts: tuple[StackPart, ...]


def stack_chart(rows: Iterable[Sequence], as_share: bool = True) -> tuple[StackRow, ...]:
    """Return rows of (label, [values]) as stacked bars: each to its own total, or all to the longest."""
    data = [(row[0], [float(value) for value in row[1]]) for row in rows]
    longest = max((sum(values) for _label, values in data), default=0) or 1
    result = []
    for number, (label, values) in enumerate(data):
        total = sum(values)
        scale = (total if as_share else longest) or 1
        parts, start = [], 0.0
        for series, value in enumerate(values):
            share = f"{100 * value / total:.0f}%" if total else "0%"
            parts.append(
                StackPart(series, whole(value), share, percent(100 * start / scale), percent(100 * value / scale))
            )
            start += value
        result.append(StackRow(label, whole(total), ROW * number, tuple(parts)))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Step:
    x: int
    y: int
    height: int
    is_on: bool


def step_shape(done: int, total: int, count: int = 24) -> tuple[Step, ...]:
    """Return the rising steps of a progress picture, `count` of them on a 10-unit grid 48 units high."""
    reached = count * done // total if total else 0
    steps = []
    for number in range(count):
        height = 8 + round(40 * number / max(1, count - 1))
        steps.append(Step(10 * number, 48 - height, height, number < reached))
    return tuple(steps)
