"""The inner loops, compiled by numba: score, check eligibility and keep the best of both sides in one pass; explain the
kept.

Same numbers as `table`, `scoring` and `explain`, to the last bit. Candidates go by blocks of LANES: one uint8 credit
per (row, lane), laid out so that a row is one cache line, and a posting adds up its rows for all lanes at once. Title
and text, which belong to one posting, are worked out only for pairs whose score without them could still enter a list.
All whole numbers. Everything here is a plain function over the tuples of `arrays`; without numba nothing in here is
called.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from matching.engine.credits import CREDIT_ONE, POINT_SHIFT, RAMP_SHIFT

try:
    from numba import njit
except ImportError:
    AVAILABLE = False

    def njit(**options: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Leave the function as it is."""
        return lambda function: function
else:
    AVAILABLE = True

LANES = 64
HALF = 1 << (POINT_SHIFT - 1)
RAMP_HALF = 1 << (RAMP_SHIFT - 1)
LOW = 0xFFFFFFFF


@njit(cache=True, nogil=True, inline="always")
def ramp(dot, numbers):
    """`credits.ramp` of one dot."""
    rise = min(max(dot - numbers[0], 0), numbers[1])
    return min((rise * numbers[2] + RAMP_HALF) >> RAMP_SHIFT, CREDIT_ONE)


@njit(cache=True, nogil=True)
def dot(a, i, b, j):
    """Integer product of row i of `a` with row j of `b`; 32-bit sums, so that the compiler uses wide instructions."""
    total = np.int32(0)
    for d in range(a.shape[1]):
        total = np.int32(total + np.int32(a[i, d]) * np.int32(b[j, d]))
    return np.int64(total)


@njit(cache=True, nogil=True)
def title_points(asked, people, numbers, posting, candidate):
    """Credit of the nearest pair of titles."""
    nearest = 0
    for mine in range(people.title_offsets[candidate], people.title_offsets[candidate + 1]):
        for theirs in range(asked.title_offsets[posting], asked.title_offsets[posting + 1]):
            nearest = max(nearest, dot(asked.titles, theirs, people.titles, mine))
    return ramp(nearest, numbers.title)


@njit(cache=True, nogil=True, inline="always")
def text_points(meaning, words, numbers):
    """`credits.text_credit` of one pair of dots."""
    share = numbers.terms_share
    return (ramp(words, numbers.terms) * share + ramp(meaning, numbers.text) * (100 - share) + 50) // 100


@njit(cache=True, nogil=True)
def fill(table, products, lane0, first, lanes, asked, people, reached, wishes, numbers, near):
    """Write the credits of all rows for up to LANES candidates; `near` is scratch of (u, LANES)."""
    bottom, width, slope = numbers.near_profile
    for u in range(near.shape[0]):
        for lane in range(lanes):
            value = np.int64(products[u, lane0 + lane])
            near[u, lane] = numbers.profile[ramp(value, numbers.near_profile)] if value > bottom else 0
    for row in range(wishes.first[0]):
        for lane in range(LANES):
            table[row, lane] = near[asked.vector_of[row], lane]
    for lane in range(lanes):
        who = people.order[first + lane]
        for line in range(people.line_offsets[who], people.line_offsets[who + 1]):
            key, had, evidence = people.key[line], people.level[line], people.evidence[line]
            for e in range(reached.offsets[key], reached.offsets[key + 1]):
                row = reached.row[e]
                percents = numbers.level[had, asked.level[row]] * numbers.proof[evidence, asked.proof[row]]
                credit = (reached.base[e] * percents + 5000) // 10000
                if credit > table[row, lane]:
                    table[row, lane] = credit
        copy_wish(table, lane, wishes.first[0], wishes.site, people.wish_key[0, who])
        copy_wish(table, lane, wishes.first[1], wishes.kind, people.wish_key[1, who])
        copy_wish(table, lane, wishes.first[2], wishes.cluster, people.wish_key[2, who])
        copy_wish(table, lane, wishes.first[3], wishes.pay, people.wish_key[3, who])
        copy_wish(table, lane, wishes.first[4], wishes.start, people.wish_key[4, who])


@njit(cache=True, nogil=True)
def copy_wish(table, lane, first, credit, key):
    """Copy one column of a wish's table into a lane."""
    for row in range(credit.shape[0]):
        table[first + row, lane] = credit[row, key]


@njit(cache=True, nogil=True)
def insert(places, points, owner, place, score):
    """Put a pair into the owner's list, best first; the list's last falls out. Equal scores keep who came first."""
    at = points.shape[1] - 1
    while at > 0 and points[owner, at - 1] < score:
        points[owner, at] = points[owner, at - 1]
        places[owner, at] = places[owner, at - 1]
        at -= 1
    points[owner, at] = score
    places[owner, at] = place


@njit(cache=True, nogil=True)
def scan(products, begin, start, stop, asked, people, reached, wishes, numbers, mine, theirs):
    """Score candidates [start, stop), counted by ascending id, and update the lists.

    products: (u, candidates from `begin` on) float32 dots of the plan's vectors with profiles. mine, theirs: pairs of
    (owners, k) places (by ascending id for `mine`'s owners, else in the block) and points; points -1 where empty. To be
    called with ascending candidates for the same `theirs`.
    """
    my_places, my_points = mine
    their_places, their_points = theirs
    last = my_points.shape[1] - 1
    table = np.zeros((wishes.first[5], LANES), dtype=np.uint8)
    near = np.zeros((asked.vectors.shape[0], LANES), dtype=np.uint8)
    words = np.zeros((asked.columns, LANES), dtype=np.uint8)
    score, common = np.zeros(LANES, dtype=np.int32), np.zeros(LANES, dtype=np.int32)
    forbid, is_in = np.zeros(LANES, dtype=np.uint64), np.zeros(LANES, dtype=np.uint8)
    days = np.zeros((4, LANES), dtype=np.int32)
    bar, shown = np.zeros(LANES, dtype=np.int32), np.zeros(LANES, dtype=np.uint8)
    for first in range(start, stop, LANES):
        lanes = min(LANES, stop - first)
        fill(table, products, first - begin, first, lanes, asked, people, reached, wishes, numbers, near)
        for lane in range(lanes):
            who = people.order[first + lane]
            forbid[lane], shown[lane], bar[lane] = people.forbid[who], people.shown[who], my_points[first + lane, last]
            days[0, lane], days[1, lane] = people.hk_from[who], people.cn_from[who]
            days[2, lane], days[3, lane] = people.free_from[who], people.free_until[who]
            for t in range(people.term_offsets[who], people.term_offsets[who + 1]):
                words[people.term_columns[t], lane] = people.term_weights[t]
        for place in range(asked.order.shape[0]):
            posting = asked.order[place]
            if not admit(is_in, lanes, forbid, days, asked, posting):
                continue
            add_up(score, table, asked, posting)
            title_most = (asked.title_factor[posting] * CREDIT_ONE + HALF) >> POINT_SHIFT
            text_most = (asked.text_factor[posting] * CREDIT_ONE + HALF) >> POINT_SHIFT
            floor = their_points[posting, last]
            if not still_in(is_in, lanes, score, title_most + text_most, bar, shown, floor):
                continue
            if text_most:
                add_words(common, words, asked, posting)
            for lane in range(lanes):
                if not is_in[lane]:
                    continue
                who = people.order[first + lane]
                total = np.int64(score[lane])
                if text_most:
                    meaning = dot(asked.whole, posting, people.profile, who)
                    credit = text_points(meaning, np.int64(common[lane]), numbers)
                    total += (asked.text_factor[posting] * credit + HALF) >> POINT_SHIFT
                floor = their_points[posting, last]
                if title_most and (total + title_most > bar[lane] or (shown[lane] and total + title_most > floor)):
                    credit = title_points(asked, people, numbers, posting, who)
                    total += (asked.title_factor[posting] * credit + HALF) >> POINT_SHIFT
                if total > bar[lane]:
                    insert(my_places, my_points, first + lane, posting, total)
                    bar[lane] = my_points[first + lane, last]
                if shown[lane] and total > floor:
                    insert(their_places, their_points, posting, who, total)
        for lane in range(lanes):
            who = people.order[first + lane]
            for t in range(people.term_offsets[who], people.term_offsets[who + 1]):
                words[people.term_columns[t], lane] = 0


@njit(cache=True, nogil=True)
def admit(is_in, lanes, forbid, days, asked, posting):
    """Mark the eligible lanes; returns whether there is one."""
    need, hk_by, cn_by = asked.need[posting], asked.hk_by[posting], asked.cn_by[posting]
    start_by, start_from = asked.start_by[posting], asked.start_from[posting]
    some = np.uint8(0)
    for lane in range(LANES):
        fits = (forbid[lane] & need) == 0
        fits &= (days[0, lane] <= hk_by) & (days[1, lane] <= cn_by)
        fits &= (days[2, lane] <= start_by) & (days[3, lane] >= start_from) & (lane < lanes)
        is_in[lane] = fits
        some |= is_in[lane]
    return some > 0


@njit(cache=True, nogil=True)
def add_up(score, table, asked, posting):
    """Sum of the points of all parts that have a row, for every lane."""
    for lane in range(LANES):
        score[lane] = 0
    for part in range(asked.row_offsets[posting], asked.row_offsets[posting + 1]):
        row, factor = asked.rows[part], np.uint32(asked.factors[part])
        for lane in range(LANES):
            earned = (np.uint32(table[row, lane]) * factor + np.uint32(HALF)) & LOW
            score[lane] += np.int32(earned >> POINT_SHIFT)


@njit(cache=True, nogil=True)
def still_in(is_in, lanes, score, more, bar, shown, floor):
    """Unmark lanes whose score cannot enter a list with `more` points; returns whether one is left."""
    some = np.uint8(0)
    for lane in range(LANES):
        best = score[lane] + more
        is_in[lane] &= (best > bar[lane]) | ((shown[lane] > 0) & (best > floor))
        some |= is_in[lane]
    return some > 0


@njit(cache=True, nogil=True)
def add_words(common, words, asked, posting):
    """Integer products of term weights for every lane."""
    for lane in range(LANES):
        common[lane] = 0
    for t in range(asked.term_offsets[posting], asked.term_offsets[posting + 1]):
        column, weight = asked.term_columns[t], np.int32(asked.term_weights[t])
        for lane in range(LANES):
            common[lane] += np.int32(words[column, lane]) * weight


@njit(cache=True, nogil=True)
def explain(start, stop, by_candidate, candidate, posting, parts, asked, people, reached, wishes, numbers, found):
    """Credits of pairs [start, stop) in the order `by_candidate`, and what earned them.

    parts: (part_offsets, part_kind, part_row) of the plan. found: (offsets of each pair, credit, how, line) to be
    written, flat over the parts of the pairs; how 3 and line -1 where no item earned the credit.
    """
    part_offsets, part_kind, part_row = parts
    offsets, credits_, hows, lines = found
    best = np.zeros(wishes.first[0], dtype=np.int64)
    what = np.zeros(wishes.first[0], dtype=np.int64)
    line_of = np.zeros(wishes.first[0], dtype=np.int64)
    words = np.zeros(asked.columns, dtype=np.int64)
    previous = -1
    for at in range(start, stop):
        pair = by_candidate[at]
        who, role = candidate[pair], posting[pair]
        if who != previous:
            if previous >= 0:
                forget(previous, people, reached, best, words)
            remember(who, asked, people, reached, numbers, best, what, line_of, words)
            previous = who
        for i in range(part_offsets[role + 1] - part_offsets[role]):
            kind, row = part_kind[part_offsets[role] + i], part_row[part_offsets[role] + i]
            here = offsets[pair] + i
            hows[here], lines[here] = 3, -1
            if kind == 0:
                near = dot(asked.vectors, asked.vector_of[row], people.profile, who)
                credit = np.int64(numbers.profile[ramp(near, numbers.near_profile)])
                if best[row] and best[row] >= credit:
                    credit, hows[here], lines[here] = best[row], what[row], line_of[row]
            elif kind == 1:
                credit = title_points(asked, people, numbers, role, who)
            elif kind == 2:
                total = 0
                for t in range(asked.term_offsets[role], asked.term_offsets[role + 1]):
                    total += words[asked.term_columns[t]] * asked.term_weights[t]
                credit = text_points(dot(asked.whole, role, people.profile, who), total, numbers)
            else:
                credit = wish(wishes, kind - 3, row, people, who)
            credits_[here] = credit


@njit(cache=True, nogil=True)
def wish(wishes, which, row, people, who):
    """Credit of a row of a wish."""
    column, key = row - wishes.first[which], people.wish_key[which, who]
    if which == 0:
        return np.int64(wishes.site[column, key])
    if which == 1:
        return np.int64(wishes.kind[column, key])
    if which == 2:
        return np.int64(wishes.cluster[column, key])
    if which == 3:
        return np.int64(wishes.pay[column, key])
    return np.int64(wishes.start[column, key])


@njit(cache=True, nogil=True)
def remember(who, asked, people, reached, numbers, best, what, line_of, words):
    """Note for each row the best credit that an item earns, how, and the first line that earns it."""
    for line in range(people.line_offsets[who], people.line_offsets[who + 1]):
        key, had, evidence = people.key[line], people.level[line], people.evidence[line]
        for e in range(reached.offsets[key], reached.offsets[key + 1]):
            row = reached.row[e]
            percents = numbers.level[had, asked.level[row]] * numbers.proof[evidence, asked.proof[row]]
            credit = (reached.base[e] * percents + 5000) // 10000
            if credit > best[row]:
                best[row], what[row], line_of[row] = credit, reached.how[e], line
    for t in range(people.term_offsets[who], people.term_offsets[who + 1]):
        words[people.term_columns[t]] = people.term_weights[t]


@njit(cache=True, nogil=True)
def forget(who, people, reached, best, words):
    """Undo `remember`."""
    for line in range(people.line_offsets[who], people.line_offsets[who + 1]):
        key = people.key[line]
        for e in range(reached.offsets[key], reached.offsets[key + 1]):
            best[reached.row[e]] = 0
    for t in range(people.term_offsets[who], people.term_offsets[who + 1]):
        words[people.term_columns[t]] = 0
