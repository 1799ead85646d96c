"""Credit rules in exact whole numbers."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import credits
from matching.engine.data import Weights


def test_points_are_rounded_exactly_for_every_credit() -> None:
    most = np.arange(10_001)[:, None]
    credit = np.arange(256)[None, :]
    assert (credits.points(most, credit) == (2 * most * credit + 255) // 510).all()
    assert (credits.points(most, 255) == most).all()


def test_points_are_divided_by_largest_remainder() -> None:
    weights, offsets = np.array([1, 1, 1, 5, 0, 0, 0]), np.array([0, 3, 5, 7])
    assert credits.shared_points(weights, offsets).tolist() == [3334, 3333, 3333, 10_000, 0, 0, 0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 10**6), max_size=9), min_size=1, max_size=5))
def test_shared_points_add_up_and_are_within_one_of_the_exact_share(segments: list[list[int]]) -> None:
    offsets = np.cumsum([0, *map(len, segments)])
    shared = credits.shared_points(np.array(sum(segments, []), dtype=np.int64), offsets)
    for at, segment in enumerate(segments):
        given_ = shared[offsets[at] : offsets[at + 1]].tolist()
        assert sum(given_) == (10_000 if sum(segment) else 0)
        for points, weight in zip(given_, segment, strict=True):
            assert abs(points - Fraction(10_000 * weight, max(1, sum(segment)))) < 1


def test_a_ramp_rises_evenly_from_nothing_to_full() -> None:
    one = credits.COSINE_ONE
    assert credits.ramp([0, one // 4, one // 2, 3 * one // 4, one], 25, 75).tolist() == [0, 0, 128, 255, 255]
    everything = credits.ramp(np.arange(-one, one + 1), 20, 95)
    assert (np.diff(everything) >= 0).all()
    assert set(everything.tolist()) == set(range(256))


def test_products_of_vectors_are_exact() -> None:
    rng = np.random.default_rng(0)
    one, other = rng.integers(-127, 128, (9, 200), dtype=np.int8), rng.integers(-127, 128, (7, 200), dtype=np.int8)
    assert (credits.dots(one, other) == one.astype(np.int64) @ other.T.astype(np.int64)).all()


@pytest.mark.parametrize(("wished", "top", "credit"), [(0, 0, 255), (30, 0, 128), (30, 30, 255), (30, 21, 0)])
def test_pay_falls_to_nothing_at_its_floor(wished: int, top: int, credit: int) -> None:
    assert credits.pay_credit(wished * 1000, top * 1000, Weights()) == credit


def test_pay_between_floor_and_wish_counts_in_proportion() -> None:
    assert credits.pay_credit(30_000, 25_500, Weights()) == 127
    assert credits.pay_credit(30_000, 1, Weights(pay_floor=100)) == 0


def test_a_late_start_falls_to_nothing() -> None:
    days = credits.start_credit(700_000 + np.array([-5, 0, 90, 180, 400]), 700_000, Weights())
    assert days.tolist() == [255, 255, 127, 0, 0]
    assert credits.start_credit(0, 700_000, Weights()) == 255
    assert credits.start_credit(700_000, 0, Weights()) == 128


def test_levels_and_proofs_below_what_is_asked_count_less() -> None:
    levels, proofs = credits.level_percent(Weights()), credits.proof_percent(Weights())
    assert levels[:, 3].tolist() == [85, 40, 70, 100, 100]
    assert levels[:, 1].tolist() == [100] * 5
    assert levels[:, 0].tolist() == [100] * 5
    assert proofs[0].tolist() == [100, 95, 90, 85, 80]
    assert proofs[4].tolist() == [100] * 5
