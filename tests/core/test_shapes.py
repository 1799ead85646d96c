"""The geometry of receipts, charts and progress."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.shapes import bar_chart, histogram, percent, receipt_shape, stack_chart, step_shape, whole

RECEIPT = SimpleNamespace(
    segments=[("met", 4000, 4000), ("missing", 0, 2000), ("partly", 1000, 2000), ("not_stated", 1000, 2000)]
)
STATUS = st.sampled_from(["met", "partly", "missing", "not_stated"])


def number(text: str) -> float:
    return float(text.rstrip("%"))


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (100, "100%"), (33.33333, "33.333%"), (12.5, "12.5%"), (10, "10%")]
)
def test_percent_has_no_useless_zeros(value: float, text: str) -> None:
    assert percent(value) == text


def test_a_receipt_fills_from_zero_to_the_score() -> None:
    shape = receipt_shape(RECEIPT)
    assert [(piece.status, piece.x, piece.width, piece.is_earned) for piece in shape.pieces] == [
        ("met", "0%", "40%", True),
        ("partly", "40%", "10%", True),
        ("not_stated", "50%", "10%", True),
        ("missing", "60%", "40%", False),
    ]
    assert shape.earned == "60%"
    assert (shape.met, shape.partly, shape.missing, shape.not_stated) == (1, 1, 1, 1)


def test_a_large_receipt_keeps_every_part_apart() -> None:
    shape = receipt_shape(RECEIPT, merge=False)
    assert [(piece.status, piece.width, piece.is_earned) for piece in shape.pieces] == [
        ("met", "40%", True),
        ("partly", "10%", True),
        ("not_stated", "10%", True),
        ("partly", "10%", False),
        ("not_stated", "10%", False),
        ("missing", "20%", False),
    ]


def test_an_empty_receipt_draws_nothing() -> None:
    assert receipt_shape(SimpleNamespace(segments=[])).pieces == ()


# A busy machine generates slowly; that says nothing about the shapes.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(STATUS, st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=20), st.booleans())
def test_the_pieces_of_a_receipt_cover_the_bar_once(rows: list[tuple[str, int, int]], merge: bool) -> None:
    segments = []
    for status, first, second in rows:
        least, most = sorted((first, second))
        points = {"met": most, "missing": 0}.get(status, least)
        segments.append((status, points, most))
    shape = receipt_shape(SimpleNamespace(segments=segments), merge=merge)
    total = sum(most for _status, _points, most in segments)
    earned = sum(points for _status, points, _most in segments)
    place = 0.0
    for piece in shape.pieces:
        assert number(piece.x) == pytest.approx(place, abs=0.05)
        place += number(piece.width)
    assert place == pytest.approx(100 if total else 0, abs=0.05)
    assert number(shape.earned) == pytest.approx(100 * earned / total if total else 0, abs=0.001)
    assert sum(number(piece.width) for piece in shape.pieces if piece.is_earned) == pytest.approx(
        number(shape.earned), abs=0.05
    )


def test_bars_start_at_zero_and_the_longest_fills_the_width() -> None:
    chart = bar_chart([("AI", 200), ("Chips", 50, "fifty"), ("None", 0)])
    assert [(bar.label, bar.text, bar.width, bar.share, bar.step) for bar in chart.bars] == [
        ("AI", "200", "100%", "100%", "100%"),
        ("Chips", "fifty", "25%", "25%", "25%"),
        ("None", "0", "0%", "0%", "0%"),
    ]
    assert chart.height == 132


def test_bars_of_a_fixed_scale_never_run_out_of_it() -> None:
    assert [bar.width for bar in bar_chart([("a", 50), ("b", 150)], most=100).bars] == ["50%", "100%"]


def test_bars_of_nothing() -> None:
    assert bar_chart([]).bars == ()


def test_a_histogram_rises_from_its_baseline() -> None:
    chart = histogram([("0–50", 10), ("50–100", 40)], marks=[(60, "bar")])
    assert [(column.label, column.text, column.y, column.height, column.middle) for column in chart.columns] == [
        ("0–50", "10", 90.0, 30.0, "25%"),
        ("50–100", "40", 0.0, 120.0, "75%"),
    ]
    assert chart.marks == (("60%", "bar"),)


def test_stacks_share_each_row_or_the_longest() -> None:
    rows = [("Must", [30, 10]), ("Should", [5, 5])]
    assert [[part.width for part in row.parts] for row in stack_chart(rows)] == [["75%", "25%"], ["50%", "50%"]]
    assert [[part.width for part in row.parts] for row in stack_chart(rows, as_share=False)] == [
        ["75%", "25%"],
        ["12.5%", "12.5%"],
    ]
    assert [(row.text, [part.share for part in row.parts]) for row in stack_chart(rows)] == [
        ("40", ["75%", "25%"]),
        ("10", ["50%", "50%"]),
    ]


@pytest.mark.parametrize(
    ("done", "total", "on"), [(0, 100, 0), (99, 100, 23), (100, 100, 24), (0, 0, 0), (50, 100, 12)]
)
def test_the_last_step_of_progress_is_lit_only_at_the_end(done: int, total: int, on: int) -> None:
    steps = step_shape(done, total)
    assert sum(step.is_on for step in steps) == on
    assert [step.height for step in steps] == sorted(step.height for step in steps)


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_thousands_stand_in_threes_in_every_language(language: str) -> None:
    with translation.override(language):
        assert whole(1234567) == "1,234,567"
        assert whole(0.5) == "0.5"


def test_a_level_stands_at_its_height_and_never_above_the_plot() -> None:
    rows = [("1", 0.3), ("2", 0.1)]
    assert histogram(rows).level is None
    assert histogram(rows, level=0.1).level == 80
    assert histogram(rows, level=0.6).level == 0
    assert histogram(rows, level=0.6).columns[0].height == 60


def test_no_number_is_struck_by_the_line_of_the_level() -> None:
    chart = histogram([("1", 36), ("2", 13), ("3", 9), ("4", 7), ("5", 1)], level=10)
    assert chart.level is not None
    for column in chart.columns:
        assert not column.foot - 10 < chart.level < column.foot + 1
    feet = [column.foot for column in chart.columns]
    assert feet[0] == -5  # above its column
    assert feet[2] == feet[3] == chart.level - 5  # lifted over the line
    assert feet[4] == chart.columns[4].y - 5  # far below the line
