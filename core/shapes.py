"""Geometry of what pages draw: receipts, charts, progress. Numbers in, SVG attributes out; no words, no colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

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


def percent(value: float) -> str:
    """Format 12.3456 as "12.346%" without useless zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def receipt_shape(receipt: Receipt, merge: bool = True) -> ReceiptShape:
    """Return the pieces of a receipt bar; `merge` joins the pieces of one status (small bars)."""
    segments = [(str(status), points, max_points) for status, points, max_points in receipt.segments]
    total = sum(max_points for _status, _points, max_points in segments) or 1
    rows: list[tuple[str, int, bool]] = []
    for status in EARNING:
        rows += [(status, points, True) for kind, points, _max in segments if kind == status and points]
    for status in LOSING:
        rows += [(status, most - points, False) for kind, points, most in segments if kind == status and most > points]
    if merge:
        sums: dict[tuple[str, bool], int] = {}
        for status, points, is_earned in rows:
            key = (status, True) if is_earned else ("missing", False)
            sums[key] = sums.get(key, 0) + points
        rows = [(status, points, is_earned) for (status, is_earned), points in sums.items()]
    pieces, start = [], 0
    for status, points, is_earned in rows:
        pieces.append(Piece(status, percent(100 * start / total), percent(100 * points / total), is_earned))
        start += points
    count = {status: sum(kind == status for kind, _points, _max in segments) for status in (*EARNING, "missing")}
    return ReceiptShape(tuple(pieces), count["met"], count["partly"], count["missing"], count["not_stated"])


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: baseline and middle in user units, width as a percentage."""

    label: str
    value: float
    text: str
    y: int
    width: str


@dataclass(frozen=True, slots=True)
class BarChart:
    bars: tuple[Bar, ...]
    height: int


def bar_chart(rows: Iterable[Sequence], most: float | None = None) -> BarChart:
    """Return horizontal bars for rows of (label, value[, text]), from a zero baseline; `most` fixes the scale."""
    data = [(row[0], float(row[1]), str(row[2] if len(row) > 2 else row[1])) for row in rows]
    top = most or max((value for _label, value, _text in data), default=0) or 1
    bars = tuple(
        Bar(label, value, text, 48 * number, percent(max(0.0, 100 * value / top)))
        for number, (label, value, text) in enumerate(data)
    )
    return BarChart(bars, 48 * len(bars))


@dataclass(frozen=True, slots=True)
class Step:
    x: int
    y: int
    height: int
    is_on: bool


def step_shape(done: int, total: int, count: int = 24) -> tuple[Step, ...]:
    """Return the rising steps of a progress picture, `count` of them on a 10-unit grid 48 units high."""
    reached = round(count * done / total) if total else 0
    steps = []
    for number in range(count):
        height = 8 + round(40 * number / max(1, count - 1))
        steps.append(Step(10 * number, 48 - height, height, number < reached))
    return tuple(steps)
