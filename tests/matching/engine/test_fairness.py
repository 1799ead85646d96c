"""Spread of recommendations, counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.fairness import Exposure, Reach, exposure, gini, histogram, reach


def test_exposure_counts_every_employer() -> None:
    employer_of = np.array([0, 0, 1, 2])
    shown = exposure(np.array([0, 1, 1, 2, 0, 0, 0, 0]), employer_of, 20)
    assert shown == Exposure(employers=20, recommendations=8, without=18, top_share=1.0, gini=shown.gini)
    assert shown.gini == pytest.approx((2 * (19 * 1 + 20 * 7) - 21 * 8) / (20 * 8))


def test_the_top_tenth_is_rounded_up() -> None:
    employer_of = np.arange(11)
    shown = exposure(np.array([0, 0, 0, 1, 1, *range(2, 7)]), employer_of, 11)
    assert shown.top_share == 0.5
    assert shown.without == 4


@pytest.mark.parametrize(
    ("values", "expected"), [([], 0.0), ([0, 0], 0.0), ([5, 5, 5], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)]
)
def test_gini_of_known_cases(values: list[int], expected: float) -> None:
    assert gini(np.array(values, dtype=np.int64)) == expected


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_gini_is_the_mean_difference_over_twice_the_mean(values: list[int]) -> None:
    array = np.array(values, dtype=np.int64)
    differences = np.abs(array[:, None] - array[None, :]).mean()
    expected = differences / (2 * array.mean()) if array.sum() else 0.0
    assert gini(array) == pytest.approx(expected)


def test_reach_counts_candidates_with_enough_roles_above_the_bar() -> None:
    offsets, points = np.array([0, 3, 3, 5]), np.array([90, 80, 70, 85, 60])
    assert reach(offsets, points, bar=70, enough=2) == Reach(candidates=3, served=1, without=1, enough=2, bar=70)
    assert reach(offsets, points, bar=70, enough=2).share == pytest.approx(1 / 3)
    assert reach(np.array([0]), np.zeros(0, dtype=np.int32), bar=1).share == 1.0


def test_a_histogram_holds_every_score() -> None:
    counts = histogram(np.array([0, 499, 500, 9_999, 10_000], dtype=np.int32))
    assert counts.tolist() == [2, 1, *[0] * 16, 0, 2]
