"""Vectors in few numbers, so that an upper bound of every dot product costs little.

Rows of both sides are projected on the directions that hold most of them (the first eigenvectors of their second
moments); what is left over enters by its length alone. For rows a, b with projections p, q and left-overs of
length r, s: a . b <= p . q + r s (Cauchy and Schwarz). Only bounds are made here, so any basis gives the same result.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PROFILE, MEANING = 96, 48  # directions
SAMPLE = 2048
# Lengths of left-overs are told a little too long, by which the product above covers all rounding of float32.
ROUNDING = 1e-4


class Sketch(NamedTuple):
    """rows: (n, d) float32; rest: (n,) float32, the length of what the rows leave out."""

    rows: NDArray[np.float32]
    rest: NDArray[np.float32]


def basis(directions: int, *sides: NDArray[np.int8]) -> NDArray[np.float32]:
    """Orthonormal columns (D, directions) that hold most of the rows (., D) of all sides, each counting alike."""
    total = np.zeros((sides[0].shape[1],) * 2)
    for side in sides:
        rows = side[:: max(1, len(side) // SAMPLE)].astype(np.float32)
        moments = rows.T @ rows
        total += moments / max(1.0, float(np.trace(moments)))
    return np.ascontiguousarray(np.linalg.eigh(total)[1][:, : -directions - 1 : -1], dtype=np.float32)


def draw(rows: NDArray[np.int8], directions: NDArray[np.float32]) -> Sketch:
    """Project rows (n, D) on orthonormal directions (D, d)."""
    whole = rows.astype(np.float32)
    drawn = whole @ directions
    square = np.einsum("nd,nd->n", whole, whole)
    left = np.maximum(square - np.einsum("nd,nd->n", drawn, drawn), 0)
    return Sketch(drawn, np.sqrt(left + ROUNDING * square))


def exact(rows: NDArray[np.int8], columns: NDArray[np.int64] | slice) -> Sketch:
    """The columns that count, all of them: nothing is left out."""
    return Sketch(rows[:, columns].astype(np.float32), np.zeros(len(rows), dtype=np.float32))
