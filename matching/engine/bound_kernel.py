"""What candidates can reach at most with every posting, compiled by numba: one byte a pair.

Requirements are added up exactly: a candidate reaches few rows, and each row knows who asks for it. Profile and meaning
enter by upper bounds of their dots (`sketch`), words, wishes and title by the most they can give. A byte counts steps
of STEP points, rounded up, plus 1: no pair scores more than (byte - 1) x STEP; 0 is not eligible, UNBOUND no bound.
Plain loops over contiguous arrays of 32 bits, which the compiler turns into wide instructions. Arguments are the arrays
of `arrays`; without numba nothing in here is called.
"""

import numpy as np

from matching.engine.arrays import (
    ASKER,
    ASKER_FACTOR,
    CN_BY,
    FIVE,
    FORBID,
    HK_BY,
    ITEM_EVIDENCE,
    ITEM_KEY,
    ITEM_LEVEL,
    LINES,
    LINES_END,
    NEED,
    PROFILE_RAMP,
    REACH_ASKS,
    REACH_BASE,
    REACH_ROW,
    SHOWN,
    START_BY,
    START_FROM,
    TEXT_RAMP,
)
from matching.engine.compiled import inner, outer
from matching.engine.credit_kernel import points_of, reduced

STEP, UNBOUND = 48, 255
GROUPS, SPARE = 64, 12  # see `promising`
NOTHING = np.float32(0)


@inner
def earn_all(begin, count, facts, items, rows, reach_offsets, reach, percents):
    """The best credits that `count` candidates earn on requirement rows, from rank `begin` on.

    Returns the rows and credits, flat, and (count + 1,) where each candidate's begin; rows: how many there are.
    """
    most = 0
    for who in range(begin, begin + count):
        for line in range(facts[who, LINES], facts[who, LINES_END]):
            key = items[line, ITEM_KEY]
            most += reach_offsets[key + 1] - reach_offsets[key]
    row_of, credit_of, offsets = np.zeros(most, np.int32), np.zeros(most, np.int32), np.zeros(count + 1, np.int64)
    credit, total = np.zeros(rows, np.int32), 0
    for number in range(count):
        who = begin + number
        for line in range(facts[who, LINES], facts[who, LINES_END]):
            key, had = items[line, ITEM_KEY], FIVE * items[line, ITEM_LEVEL] + items[line, ITEM_EVIDENCE]
            for e in range(reach_offsets[key], reach_offsets[key + 1]):
                row = reach[e, REACH_ROW]
                earned = np.int32(reduced(reach[e, REACH_BASE], percents[had, reach[e, REACH_ASKS]]))
                if earned > credit[row]:
                    if credit[row] == 0:
                        row_of[total] = row
                        total += 1
                    credit[row] = earned
        for at in range(offsets[number], total):
            credit_of[at] = credit[row_of[at]]
            credit[row_of[at]] = 0
        offsets[number + 1] = total
    return row_of, credit_of, offsets


@inner
def add_requirements(points, row_of, credit_of, begin, end, askers, offsets):
    """Write the points of requirements of every posting, points (m,) int32, from the credits begin … end - 1."""
    points[:] = 0
    for at in range(begin, end):
        row, credit = np.uint64(row_of[at]), np.int64(credit_of[at])
        for e in range(np.uint64(offsets[row]), np.uint64(offsets[row + np.uint64(1)])):
            points[np.uint64(askers[e, ASKER])] += np.int32(points_of(askers[e, ASKER_FACTOR], credit))


@inner
def bars_of(facts):
    """The candidate's bars against the needs, 32 bits each."""
    return (
        np.int32(facts[FORBID + NEED]),
        np.int32(facts[FORBID + HK_BY]),
        np.int32(facts[FORBID + CN_BY]),
        np.int32(facts[FORBID + START_BY]),
        np.int32(facts[FORBID + START_FROM]),
    )


@inner
def leave_out(bounds, need, hk_by, cn_by, start_by, start_from, bars):
    """Set the bytes to 0 where the candidate is not eligible."""
    forbid, hk_from, cn_from, free_from, free_until = bars
    for at in range(bounds.shape[0]):
        fits = np.uint8((forbid & need[at]) == 0) & np.uint8(hk_from <= hk_by[at]) & np.uint8(cn_from <= cn_by[at])
        fits &= np.uint8(free_from <= start_by[at]) & np.uint8(free_until >= start_from[at])
        bounds[at] = np.uint8(bounds[at] * np.uint8(fits))


@inner
def reach_at_most(bounds, points, dots, meanings, rest, far, most, gain, gain_text, slacks, bottoms):
    """Write the bytes of all postings, (m,).

    dots, rest and meanings, far: (m,) of the sketches; slacks: the candidate's lengths of what these leave out;
    bottoms: of the ramps of profile and meaning.
    """
    slack, text_slack = slacks
    bottom, text_bottom = bottoms
    for at in range(bounds.shape[0]):
        rise = dots[at] + slack * rest[at] - bottom
        rise = rise if rise > NOTHING else NOTHING
        near = meanings[at] + text_slack * far[at] - text_bottom
        near = near if near > NOTHING else NOTHING
        total = rise * gain[at] + near * gain_text[at] + most[at] + np.float32(points[at])
        step = np.int32(total * np.float32(1 / STEP)) + np.int32(2)
        bounds[at] = np.uint8(step if step < UNBOUND else UNBOUND)


@inner
def choose(chosen, marks, bounds, floors, own):
    """Write the places whose byte is at least min(own, their floor); returns how many.

    marks: room for as many bytes, a multiple of 8; own: uint8.
    """
    size, count = bounds.shape[0], 0
    for at in range(size):
        gate = floors[at] if floors[at] < own else own
        marks[at] = np.uint8(bounds[at] >= gate)
    wide = marks.view(np.uint64)
    for group in range((size + 7) >> 3):
        if wide[group]:
            for at in range(group << 3, min(size, (group + 1) << 3)):
                chosen[count] = at
                count += marks[at]
    return count


@inner
def promising(bounds, tops, k):
    """A byte that a little more than k postings are likely to reach.

    Postings are dealt to GROUPS groups; it is the best of the group that comes k + SPARE-th. 0 where there are fewer.
    """
    if bounds.shape[0] < GROUPS:
        return np.uint8(0)
    tops[:] = 0
    for first in range(0, bounds.shape[0] - GROUPS + 1, GROUPS):
        for group in range(GROUPS):
            tops[group] = max(tops[group], bounds[first + group])
    tops.sort()
    return tops[max(GROUPS - k - SPARE, 0)]


@inner
def above(byte):
    """The next byte, which a pair must have to come before one with this byte."""
    return min(byte, np.uint8(UNBOUND - 1)) + 1


@inner
def keep_best(who, reach, counts, posting, width):
    """Keep the `width` candidates of a posting's room whose bytes are highest, in the order they came.

    Of equal ones at the edge the first to come stay. Returns the least byte that stays.
    """
    seen = np.zeros(UNBOUND + 1, np.int32)
    for at in range(counts[posting]):
        seen[reach[posting, at]] += 1
    least, better = UNBOUND, 0
    while least > 0 and better + seen[least] < width:
        better += seen[least]
        least -= 1
    spare, kept = width - better, 0
    for at in range(counts[posting]):
        byte = reach[posting, at]
        if byte < least or (byte == least and spare == 0):
            continue
        spare -= np.int64(byte == least)
        who[posting, kept], reach[posting, kept] = who[posting, at], byte
        kept += 1
    counts[posting] = kept
    return np.uint8(least)


@outer
def settle(who, reach, counts, width):
    """Leave at most `width` candidates in every posting's room; the places behind them have byte 0."""
    for posting in range(counts.shape[0]):
        if counts[posting] > width:
            keep_best(who, reach, counts, posting, width)
        for at in range(counts[posting], reach.shape[1]):
            reach[posting, at] = 0


@outer
def draft(dots, meanings, slack, text_slack, begin, asked, rest, far, people, earning, bounds, likely, width):
    """Write the bytes of the candidates of rank begin … begin + b - 1, and note who is likeliest for each posting.

    dots, meanings: (b, m) float32 products of the sketches; rest, far: (m,), slack, text_slack: (b,) what these leave
    out. bounds: (b, m) uint8. likely: see `search.Likely`; a posting's room is cut to the best `width` when it is full,
    and from then on only who is better comes in. Width 0: nobody is noted.
    """
    (b, m), numbers = dots.shape, earning.numbers
    who, reach, counts, gates = likely.who, likely.reach, likely.counts, likely.gates
    room = reach.shape[1]
    bottoms = (np.float32(numbers[PROFILE_RAMP]), np.float32(numbers[TEXT_RAMP]))
    row_of, credit_of, offsets = earn_all(
        *(begin, b, people.facts, people.items, len(asked.rows)),
        *(earning.reach_offsets, earning.reach, earning.percents),
    )
    points, chosen = np.zeros(m, np.int32), np.zeros(m + 1, np.int32)
    marks = np.zeros((m + 7) // 8 * 8, np.uint8)
    for row in range(b):
        facts, mine = people.facts[begin + row], bounds[row]
        add_requirements(
            *(points, row_of, credit_of, offsets[row], offsets[row + 1], asked.askers, asked.asker_offsets)
        )
        reach_at_most(
            *(mine, points, dots[row], meanings[row], rest, far, asked.most, asked.gain, asked.gain_text),
            *((slack[row], text_slack[row]), bottoms),
        )
        need, hk_by, cn_by = asked.needs[NEED], asked.needs[HK_BY], asked.needs[CN_BY]
        leave_out(mine, need, hk_by, cn_by, asked.needs[START_BY], asked.needs[START_FROM], bars_of(facts))
        if not facts[SHOWN] or width == 0:
            continue
        for number in range(choose(chosen, marks, mine, gates, np.uint8(UNBOUND))):
            posting = np.int64(chosen[number])
            at = counts[posting]
            who[posting, at], reach[posting, at] = begin + row, mine[posting]
            counts[posting] = at + 1
            if at + 1 == room:
                gates[posting] = above(keep_best(who, reach, counts, posting, width))
