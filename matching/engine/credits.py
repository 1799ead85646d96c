"""Credit rules: how much of a part one candidate earns, as whole numbers 0 … CREDIT_ONE.

Every rule works on numpy arrays of any shape and equally on single integers, in exact integer arithmetic, so the same
number comes out for one pair, for a block, on any machine. A dot is the integer product of two vectors of length
VECTOR_NORM.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.data import CREDIT_ONE, SCORE_ONE, VECTOR_NORM, Weights

HALF = (CREDIT_ONE + 1) // 2
COSINE_ONE = VECTOR_NORM * VECTOR_NORM
RAMP_SHIFT = 22
# Title, text and profile, which are worked out for each pair, have credits 0 … FINE_ONE, so that near pairs differ.
FINE_ONE = 16 * CREDIT_ONE
FINE_SHIFT = RAMP_SHIFT - 4
POINT_SHIFT = 16
POINT_HALF = 1 << (POINT_SHIFT - 1)
SITE_NEEDS = (1, 2, 3, 0)
REMOTE_BIT = 4


def dots(rows: NDArray[np.int8], columns: NDArray[np.int8]) -> NDArray[np.int32]:
    """Integer products of all rows with all columns, (a, d) and (b, d) to (a, b), exactly.

    In float32, whose every partial sum is a whole number below 2^24 (two vectors of length about VECTOR_NORM).
    """
    return (rows.astype(np.float32) @ columns.astype(np.float32).T).astype(np.int32)


def cosine(percent_: int) -> int:
    """The dot of two vectors whose cosine is so many percent."""
    return percent_ * COSINE_ONE // 100


def ramp(dot: ArrayLike, low: int, high: int) -> NDArray[np.int64]:
    """Credit that rises evenly from 0 at a cosine of `low` percent to CREDIT_ONE at `high` percent."""
    bottom, width, slope = ramp_numbers(low, high)
    rise = np.clip(np.asarray(dot, dtype=np.int64) - bottom, 0, width)
    return np.minimum((rise * slope + (1 << (RAMP_SHIFT - 1))) >> RAMP_SHIFT, CREDIT_ONE)


def ramp_numbers(low: int, high: int) -> tuple[int, int, int]:
    """Where a ramp begins, how wide it is (as dots), and its rise per dot, shifted by RAMP_SHIFT."""
    width = max(1, cosine(high - low))
    return cosine(low), width, (CREDIT_ONE << RAMP_SHIFT) // width + 1


def fine_ramp(dot: ArrayLike, low: int, high: int) -> NDArray[np.int64]:
    """`ramp` up to FINE_ONE."""
    bottom, width, slope = ramp_numbers(low, high)
    rise = np.clip(np.asarray(dot, dtype=np.int64) - bottom, 0, width)
    return np.minimum((rise * slope + (1 << (FINE_SHIFT - 1))) >> FINE_SHIFT, FINE_ONE)


def percent(credit: ArrayLike, share: ArrayLike) -> NDArray[np.int64]:
    """`share` percent of a credit, rounded half up."""
    return (np.asarray(credit, dtype=np.int64) * np.asarray(share, dtype=np.int64) + 50) // 100


def level_percent(weights: Weights) -> NDArray[np.int64]:
    """Table [level had 0 … 4, level asked 0 … 4] of percent; 0 = not stated."""
    table = np.full((5, 5), 100, dtype=np.int64)
    for asked in range(1, 5):
        table[0, asked] = weights.level_unstated if asked > 1 else 100
        for had in range(1, asked):
            table[had, asked] = weights.level_steps[asked - had]
    return table


def proof_percent(weights: Weights) -> NDArray[np.int64]:
    """Table [evidence had 0 … 4, proof asked 0 … 4] of percent."""
    steps = np.array(weights.proof_steps, dtype=np.int64)
    had, asked = np.indices((5, 5))
    return steps[np.maximum(asked - had, 0)]


def reduced(base: ArrayLike, level: ArrayLike, proof: ArrayLike) -> NDArray[np.int64]:
    """A base credit reduced by the percents of level and proof, rounded half up."""
    whole = np.asarray(base, dtype=np.int64) * np.asarray(level, dtype=np.int64) * np.asarray(proof, dtype=np.int64)
    return (whole + 5000) // 10_000


def site_credit(wished: ArrayLike, site: ArrayLike) -> NDArray[np.int64]:
    """`wished`: bits hk 1, sz 2, remote 4, 0 = not stated. Half where one of two fits, or remote was not wished."""
    bits = np.asarray(wished, dtype=np.int64)
    place = np.asarray(site, dtype=np.int64)
    need = np.array(SITE_NEEDS)[place]
    have = bits & need
    partly = np.where(need == 0, np.where(bits & REMOTE_BIT, CREDIT_ONE, HALF), np.where(have > 0, HALF, 0))
    return np.where((bits == 0) | ((need > 0) & (have == need)), CREDIT_ONE, partly)


def kind_credit(wished: ArrayLike, kind: ArrayLike) -> NDArray[np.int64]:
    """`wished`: one bit per kind, 0 = not stated."""
    bits = np.asarray(wished, dtype=np.int64)
    return np.where((bits == 0) | ((bits >> np.asarray(kind, dtype=np.int64)) & 1 == 1), CREDIT_ONE, 0)


def cluster_credit(stated: ArrayLike, fits: ArrayLike, known: ArrayLike) -> NDArray[np.int64]:
    """`stated`: the person named clusters; `fits`: the posting's is one of them; `known`: the posting has one."""
    missed = np.where(known, 0, HALF)
    return np.where(np.logical_not(stated) | np.asarray(fits, dtype=bool), CREDIT_ONE, missed)


def pay_credit(wished: ArrayLike, top: ArrayLike, weights: Weights) -> NDArray[np.int64]:
    """`wished`, `top` of the posting's range: HKD a month, 0 = not stated. Falls to nothing at `pay_floor` percent."""
    wish, pay = np.asarray(wished, dtype=np.int64), np.asarray(top, dtype=np.int64)
    width = np.maximum(wish * (100 - weights.pay_floor), 1)
    below = np.clip(CREDIT_ONE * (pay * 100 - wish * weights.pay_floor) // width, 0, CREDIT_ONE)
    return np.where((wish == 0) | (pay >= wish), CREDIT_ONE, np.where(pay == 0, HALF, below))


def start_credit(available: ArrayLike, start: ArrayLike, weights: Weights) -> NDArray[np.int64]:
    """Ordinals, 0 = not stated. Falls evenly to nothing when the person is free `start_days` after the start."""
    free, begin = np.asarray(available, dtype=np.int64), np.asarray(start, dtype=np.int64)
    late = np.clip(free - begin, 0, weights.start_days)
    falling = CREDIT_ONE * (weights.start_days - late) // weights.start_days
    return np.where(free == 0, CREDIT_ONE, np.where(begin == 0, HALF, falling))


def text_credit(dot: ArrayLike, terms: ArrayLike, weights: Weights) -> NDArray[np.int64]:
    """Fine credit of two near texts: `terms_share` percent by words in common, the rest by meaning; both as dots."""
    words = fine_ramp(terms, weights.terms_low, weights.terms_high) * weights.terms_share
    meaning = fine_ramp(dot, weights.text_low, weights.text_high) * (100 - weights.terms_share)
    return (words + meaning + 50) // 100


def point_factor(max_points: ArrayLike, one: ArrayLike = CREDIT_ONE) -> NDArray[np.int64]:
    """The factor f with (f * credit + half) >> POINT_SHIFT = round(max_points * credit / one).

    Exact for CREDIT_ONE: it is odd, so no value lies on a half, and the factor's error times 255 is below the least
    distance to one. For FINE_ONE a value on a half may be rounded either way, always the same way.
    """
    whole = np.asarray(one, dtype=np.int64)
    return ((np.asarray(max_points, dtype=np.int64) << POINT_SHIFT) + whole // 2) // whole


def earned(factor: ArrayLike, credit: ArrayLike) -> NDArray[np.int64]:
    """Points of a credit by the factor of `point_factor`."""
    return (np.asarray(factor, dtype=np.int64) * np.asarray(credit, dtype=np.int64) + POINT_HALF) >> POINT_SHIFT


def points(max_points: ArrayLike, credit: ArrayLike, one: ArrayLike = CREDIT_ONE) -> NDArray[np.int64]:
    """round(max_points * credit / one) in whole hundredths."""
    return earned(point_factor(max_points, one), credit)


def shared_points(weights: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Divide SCORE_ONE over each segment of `weights` by largest remainder; ties go to the earlier part.

    weights: (p,) whole numbers >= 0; offsets: (m + 1,). A segment of zeros gets nothing.
    """
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    total = np.bincount(owner, weights=weights, minlength=len(offsets) - 1).astype(np.int64)
    divisor = np.maximum(total, 1)[owner]
    base, rest = np.divmod(weights * SCORE_ONE, divisor)
    given = np.bincount(owner, weights=base, minlength=len(total)).astype(np.int64)
    short = np.where(total > 0, SCORE_ONE - given, 0)
    order = np.lexsort((np.arange(len(weights)), -rest, owner))
    rank = np.empty(len(weights), dtype=np.int64)
    rank[order] = np.arange(len(weights)) - offsets[:-1][owner[order]]
    return base + (rank < short[owner])
