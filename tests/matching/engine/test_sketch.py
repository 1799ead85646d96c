"""Sketches bound dot products from above."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from matching.engine import sketch

ROWS = arrays.arrays(np.int8, st.tuples(st.integers(1, 12), st.just(16)), elements=st.integers(-127, 127))


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS, st.integers(1, 16))
def test_no_dot_exceeds_its_bound(own: np.ndarray, other: np.ndarray, directions: int) -> None:
    basis = sketch.basis(directions, own, other)
    mine, theirs = sketch.draw(own, basis), sketch.draw(other, basis)
    bound = mine.rows @ theirs.rows.T + np.outer(mine.rest, theirs.rest)
    assert (own.astype(np.int64) @ other.astype(np.int64).T <= bound + 1e-3).all()


def test_rows_that_lie_in_few_directions_are_bounded_closely() -> None:
    rng = np.random.default_rng(4)
    rows = (rng.integers(-9, 10, (40, 2)) @ rng.integers(-6, 7, (2, 16))).astype(np.int8)
    drawn = sketch.draw(rows, sketch.basis(2, rows))
    dots = rows.astype(np.int64) @ rows.astype(np.int64).T
    lengths = np.linalg.norm(rows.astype(float), axis=1)
    bound = drawn.rows @ drawn.rows.T + np.outer(drawn.rest, drawn.rest)
    assert np.abs(bound - dots).max() <= 2 * sketch.ROUNDING * lengths.max() ** 2


def test_exact_rows_leave_nothing_out() -> None:
    rows = np.array([[3, 0, -5], [0, 0, 7]], dtype=np.int8)
    drawn = sketch.exact(rows, np.array([0, 2]))
    assert drawn.rows.tolist() == [[3, -5], [0, 7]]
    assert not drawn.rest.any()
