"""Credits of one pair, compiled by numba: the same numbers as `credits`, for the scan and for receipts.

`numbers`: of the weights, as `arrays.Earning` has them. Without numba nothing in here is called.
"""

import numpy as np

from matching.engine.arrays import TITLE_RAMP
from matching.engine.compiled import inner
from matching.engine.credits import FINE_ONE, FINE_SHIFT, POINT_HALF, POINT_SHIFT

RAMP_HALF = 1 << (FINE_SHIFT - 1)


@inner
def ramp(dot, numbers, which):
    """`credits.fine_ramp` of one dot."""
    rise = min(max(dot - numbers[which], 0), numbers[which + 1])
    return min((rise * numbers[which + 2] + RAMP_HALF) >> FINE_SHIFT, FINE_ONE)


@inner
def points_of(factor, credit):
    """`credits.earned` of one credit."""
    return (np.int64(factor) * np.int64(credit) + POINT_HALF) >> POINT_SHIFT


@inner
def reduced(base, percent):
    """`credits.reduced` by the product of two percents."""
    return (np.uint32(base) * np.uint32(percent) + np.uint32(5000)) // np.uint32(10000)


@inner
def dot(a, i, b, j):
    """Integer product of row i of `a` with row j of `b`; no view of a row, whose owners would be counted each time."""
    row, column, total = np.uint64(i), np.uint64(j), np.int32(0)
    for d in range(np.uint64(a.shape[1])):
        total = np.int32(total + np.int32(np.int32(a[row, d]) * np.int32(b[column, d])))
    return np.int64(total)


@inner
def title_credit(titles, begin, end, own, own_begin, own_end, numbers):
    """Credit of the nearest pair of titles."""
    nearest = np.int64(0)
    for mine in range(own_begin, own_end):
        for theirs in range(begin, end):
            nearest = max(nearest, dot(titles, theirs, own, mine))
    return ramp(nearest, numbers, np.int64(TITLE_RAMP))


@inner
def text_credit(meaning, words, share):
    """`credits.text_credit` from the fine credits of meaning and of words."""
    return (words * share + meaning * (100 - share) + 50) // 100
