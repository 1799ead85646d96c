"""The inner loop, compiled by numba: score, check eligibility and keep the best of both sides in one pass.

Same numbers as `table` and `scoring`, to the last bit. Candidates go by blocks of LANES: one uint8 credit per (row,
lane), laid out so that a row is one cache line, and a posting adds up its rows for all lanes at once. Who is eligible
comes as one byte per (distinct need, lane). Profile, text and title, which belong to one posting, come as dots that
matrix products made before (see `fast`). The words in common cost most, so a block goes over TILE postings twice: first
everything but the words, which bounds every score from below and from above and every candidate's last place from
below; then words for the pairs whose upper bound could still enter a list. All whole numbers; casts to 32 bits are
there so that the compiler uses wide instructions. Arguments are the arrays of `arrays`; without numba nothing in here
is called.
"""

import numpy as np

from matching.engine.arrays import (
    FITS,
    FORBID,
    ITEM_EVIDENCE,
    ITEM_KEY,
    ITEM_LEVEL,
    LINES,
    LINES_END,
    PROFILE_FACTOR,
    PROFILE_RAMP,
    REACH_BASE,
    REACH_ROW,
    ROW_LEVEL,
    ROW_PROOF,
    SHOWN,
    SUM_FACTOR,
    SUM_ROW,
    SUMS,
    SUMS_END,
    TERM_COLUMN,
    TERM_WEIGHT,
    TERMS,
    TERMS_END,
    TERMS_RAMP,
    TERMS_SHARE,
    TEXT_FACTOR,
    TEXT_RAMP,
    TITLE_FACTOR,
    TITLES,
    TITLES_END,
    WISH,
)
from matching.engine.compiled import AVAILABLE, inner, outer
from matching.engine.credit_kernel import HALF, RAMP_HALF, ramp, text_credit
from matching.engine.credits import FINE_ONE, FINE_SHIFT, POINT_SHIFT

__all__ = ["AVAILABLE", "LANES", "scan"]

LANES = 64
TILE = 2048
NOT_IN = -1
LOW = 0xFFFFFFFF


@inner
def ramps(credit, dots, numbers, which):
    """`ramp` of one dot for every lane; the products stay below 2^31."""
    bottom, width, slope = np.int32(numbers[which]), np.int32(numbers[which + 1]), np.int32(numbers[which + 2])
    for lane in range(LANES):
        rise = np.int32(min(max(np.int32(np.int32(dots[lane]) - bottom), np.int32(0)), width))
        risen = np.int32(np.int32(np.int32(rise * slope) + np.int32(RAMP_HALF)) >> np.int32(FINE_SHIFT))
        credit[lane] = min(risen, np.int32(FINE_ONE))


@inner
def add_points(score, credit, factor):
    """Add the points of a part that belongs to one posting, for every lane."""
    share = np.uint32(factor)
    for lane in range(LANES):
        earned = (np.uint32(credit[lane]) * share + np.uint32(HALF)) & LOW
        score[lane] += np.int32(earned >> POINT_SHIFT)


@inner
def add_up(score, table, sums, begin, end):
    """Sum of the points of all parts that have a row, for every lane."""
    for lane in range(LANES):
        score[lane] = 0
    for part in range(begin, end):
        row, factor = sums[part, SUM_ROW], np.uint32(sums[part, SUM_FACTOR])
        for lane in range(LANES):
            earned = (np.uint32(table[row, lane]) * factor + np.uint32(HALF)) & LOW
            score[lane] += np.int32(earned >> POINT_SHIFT)


@inner
def fill(table, lane, facts, items, rows, reach_offsets, reach, percents, wishes, wish_offsets, wish_first):
    """Write the credits of one candidate (its `facts`) for all rows into a lane whose requirement rows are 0."""
    for line in range(facts[LINES], facts[LINES_END]):
        key, had, evidence = items[line, ITEM_KEY], items[line, ITEM_LEVEL], items[line, ITEM_EVIDENCE]
        for e in range(reach_offsets[key], reach_offsets[key + 1]):
            row = reach[e, REACH_ROW]
            percent = percents[had, rows[row, ROW_LEVEL], evidence, rows[row, ROW_PROOF]]
            credit = (reach[e, REACH_BASE] * percent + 5000) // 10000
            if credit > table[row, lane]:
                table[row, lane] = credit
    for which in range(5):
        key = facts[WISH + which]
        for row in range(wish_first[which], wish_first[which + 1]):
            table[row, lane] = wishes[wish_offsets[row - wish_first[0]] + key]


@inner
def insert(places, points, owner, place, score):
    """Put a pair into the owner's list, best first; the list's last falls out. Equal scores keep who came first."""
    at = points.shape[1] - 1
    while at > 0 and points[owner, at - 1] < score:
        points[owner, at] = points[owner, at - 1]
        places[owner, at] = places[owner, at - 1]
        at -= 1
    points[owner, at] = score
    places[owner, at] = place


@inner
def judge(fits, bars, needs, first, lanes):
    """Write which lanes meet each distinct need: fits (needs, LANES) of 0 and 1, `first` (6,) as in `arrays.Asked`.

    bars: (6, LANES) int64, the columns of a candidate from FORBID on.
    """
    for row in range(first[0], first[1]):
        for lane in range(LANES):
            fits[row, lane] = ((bars[0, lane] & needs[row]) == 0) & (lane < lanes)
    for which in range(1, 4):
        for row in range(first[which], first[which + 1]):
            for lane in range(LANES):
                fits[row, lane] = bars[which, lane] <= needs[row]
    for row in range(first[4], first[5]):
        for lane in range(LANES):
            fits[row, lane] = bars[4, lane] >= needs[row]


@inner
def admit(is_in, fits, role):
    """Mark the eligible lanes; returns whether there is one."""
    some = np.uint8(0)
    forbid, hk, cn, by, since = role[FITS], role[FITS + 1], role[FITS + 2], role[FITS + 3], role[FITS + 4]
    for lane in range(LANES):
        fit = np.uint8(fits[forbid, lane] & fits[hk, lane] & fits[cn, lane] & fits[by, lane] & fits[since, lane])
        is_in[lane] = fit
        some = np.uint8(some | fit)
    return some > 0


@inner
def bound(upper, lower, is_in, score, meaning, factor, share):
    """Bounds of the score from the points without text and the credit of meaning: all words in common, or none.

    Not more than two points wide of the truth; NOT_IN where a lane is not in. share: percent that words have of a text.
    """
    rest = (100 - share) * (1 << 16)
    most, rise, fall = np.int32((FINE_ONE * share + 99) // 100 + 1), np.int32((rest + 99) // 100), np.int32(rest // 100)
    worth = np.uint32(factor)
    for lane in range(LANES):
        high = np.uint32(np.int32(np.int32(meaning[lane] * rise) >> np.int32(16)) + most)
        low = np.uint32(np.int32(meaning[lane] * fall) >> np.int32(16))
        over = np.int32(((high * worth + np.uint32(HALF)) & LOW) >> POINT_SHIFT)
        under = np.int32(((low * worth + np.uint32(HALF)) & LOW) >> POINT_SHIFT)
        upper[lane] = np.int16(score[lane] + over) if is_in[lane] else NOT_IN
        lower[lane] = np.int16(score[lane] + under) if is_in[lane] else NOT_IN


@inner
def settle(upper, lower, is_in, score):
    """`bound` of a posting without text."""
    for lane in range(LANES):
        upper[lane] = lower[lane] = np.int16(score[lane]) if is_in[lane] else NOT_IN


@inner
def raise_least(least, low, lower, lanes):
    """Put lower bounds into each lane's list of the best, best first; low: (LANES,) what the last of each list has."""
    most, last = np.int16(-1), least.shape[1] - 1
    for lane in range(LANES):
        most = max(most, np.int16(lower[lane] - low[lane]))
    if most <= 0:
        return
    for lane in range(lanes):
        score = lower[lane]
        if score > low[lane]:
            at = last
            while at > 0 and least[lane, at - 1] < score:
                least[lane, at] = least[lane, at - 1]
                at -= 1
            least[lane, at] = score
            low[lane] = least[lane, last]


@inner
def hopeful(is_in, upper, bar, low, shown, floor):
    """Mark the lanes whose upper bound may enter a list: their own, or the posting's where they may appear there.

    A pair enters a list above its last (`bar`, `floor`). As many pairs as the list has places reach `low`, so a pair
    below it cannot; one that equals it may, by its rank. Returns whether a lane is left.
    """
    some, floor = np.uint8(0), np.int16(floor)
    for lane in range(LANES):
        own = max(bar[lane], np.int16(low[lane] - 1))
        gate = floor if shown[lane] else own
        fit = np.uint8(upper[lane] > min(own, gate))
        is_in[lane] = fit
        some = np.uint8(some | fit)
    return some > 0


@inner
def near_titles(nearest, wide, credits, place, facts, lanes):
    """Write each lane's credit for each distinct title asked, by its nearest own title: nearest (u, LANES).

    credits: (titles of people, u) uint16; place: the row in it of each title of the block of candidates.
    """
    wide[:] = 0
    for lane in range(lanes):
        for mine in range(facts[lane, TITLES], facts[lane, TITLES_END]):
            own = place[mine]
            for u in range(wide.shape[1]):
                wide[lane, u] = max(wide[lane, u], credits[own, u])
    for u in range(wide.shape[1]):
        for lane in range(LANES):
            nearest[u, lane] = wide[lane, u]


@inner
def nearest_title(credit, nearest, title_of, begin, end):
    """Take the nearest of a posting's titles for every lane."""
    row = title_of[begin]
    for lane in range(LANES):
        credit[lane] = nearest[row, lane]
    for title in range(begin + 1, end):
        row = title_of[title]
        for lane in range(LANES):
            credit[lane] = max(credit[lane], np.int32(nearest[row, lane]))


@inner
def common_words(asked_words, terms, begin, end):
    """Integer product of a candidate's term weights with a posting's, which stand in asked_words (columns,)."""
    common = np.int64(0)
    for t in range(begin, end):
        common += asked_words[terms[t, TERM_COLUMN]] * terms[t, TERM_WEIGHT]
    return common


@inner
def note_words(words, terms, begin, end, is_noted):
    """Write a posting's term weights into words (columns,), or take them out again."""
    for t in range(begin, end):
        words[terms[t, TERM_COLUMN]] = terms[t, TERM_WEIGHT] if is_noted else 0


@outer
def scan(dots, title_place, begin, start, stop, asked, people, earning, mine, theirs):
    """Score the candidates of rank [start, stop) and update the lists.

    dots: float32 products of (what is wanted with profiles, texts with texts), each (m, candidates from rank `begin`
    on), padded to whole blocks, and uint16 credits of titles (of people, distinct ones asked); title_place: see
    `near_titles`. mine, theirs: (ranks, points), each (owners, k), points -1 where empty. To be called with ascending
    candidates for the same `theirs`.
    """
    profiles, meanings, titles = dots
    numbers, k, share = earning.numbers, mine[1].shape[1], earning.numbers[TERMS_SHARE]
    table = np.zeros((asked.wish_first[5], LANES), dtype=np.uint8)
    nearest, wide = np.zeros((titles.shape[1], LANES), np.uint16), np.zeros((LANES, titles.shape[1]), np.uint16)
    fits, words = np.zeros((len(asked.needs), LANES), dtype=np.uint8), np.zeros(asked.columns, dtype=np.int32)
    # One array each: rows of a common one have no fixed stride for the compiler, which then uses no wide instructions.
    base, upper = np.zeros((TILE, LANES), dtype=np.int16), np.zeros((TILE, LANES), dtype=np.int16)
    score, credit = np.zeros(LANES, dtype=np.int32), np.zeros(LANES, dtype=np.int32)
    lower, bar, low = np.zeros(LANES, dtype=np.int16), np.zeros(LANES, dtype=np.int16), np.zeros(LANES, dtype=np.int16)
    least = np.zeros((LANES, k), dtype=np.int16)
    bars, is_in = np.zeros((6, LANES), dtype=np.int64), np.zeros(LANES, dtype=np.uint8)
    shown = np.zeros(LANES, dtype=np.uint8)
    for first in range(start, stop, LANES):
        lanes, column = min(LANES, stop - first), first - begin
        facts = people.facts[first : first + lanes]
        table[: asked.wish_first[0]] = 0
        for lane in range(lanes):
            fill(
                table,
                lane,
                facts[lane],
                people.items,
                asked.rows,
                earning.reach_offsets,
                earning.reach,
                earning.percents,
                earning.wishes,
                earning.wish_offsets,
                asked.wish_first,
            )
            for fact in range(6):
                bars[fact, lane] = facts[lane, FORBID + fact]
            shown[lane] = facts[lane, SHOWN]
        judge(fits, bars, asked.needs, asked.need_first, lanes)
        near_titles(nearest, wide, titles, title_place, facts, lanes)
        for tile in range(0, asked.facts.shape[0], TILE):
            end = min(tile + TILE, asked.facts.shape[0])
            for lane in range(lanes):
                least[lane] = mine[1][first + lane]
                bar[lane] = low[lane] = least[lane, k - 1]
            for posting in range(tile, end):
                role, at = asked.facts[posting], posting - tile
                if not admit(is_in, fits, role):
                    upper[at] = NOT_IN
                    continue
                add_up(score, table, asked.sums, role[SUMS], role[SUMS_END])
                if role[PROFILE_FACTOR]:
                    ramps(credit, profiles[posting, column : column + LANES], numbers, PROFILE_RAMP)
                    add_points(score, credit, role[PROFILE_FACTOR])
                if role[TITLE_FACTOR]:
                    nearest_title(credit, nearest, asked.title_of, role[TITLES], role[TITLES_END])
                    add_points(score, credit, role[TITLE_FACTOR])
                base[at] = score
                if role[TEXT_FACTOR]:
                    ramps(credit, meanings[posting, column : column + LANES], numbers, TEXT_RAMP)
                    bound(upper[at], lower, is_in, score, credit, role[TEXT_FACTOR], share)
                else:
                    settle(upper[at], lower, is_in, score)
                raise_least(least, low, lower, lanes)
            for posting in range(tile, end):
                role, at = asked.facts[posting], posting - tile
                if not hopeful(is_in, upper[at], bar, low, shown, theirs[1][posting, k - 1]):
                    continue
                text = role[TEXT_FACTOR]
                if text:
                    note_words(words, asked.terms, role[TERMS], role[TERMS_END], True)
                for lane in range(lanes):
                    if not is_in[lane]:
                        continue
                    total = np.int64(base[at, lane])
                    if text:
                        common = common_words(words, people.terms, facts[lane, TERMS], facts[lane, TERMS_END])
                        by_words = ramp(common, numbers, np.int64(TERMS_RAMP))
                        meaning = ramp(np.int64(meanings[posting, column + lane]), numbers, np.int64(TEXT_RAMP))
                        total += (text * text_credit(meaning, by_words, share) + HALF) >> POINT_SHIFT
                    if total > bar[lane]:
                        insert(mine[0], mine[1], first + lane, posting, total)
                        bar[lane] = mine[1][first + lane, k - 1]
                    if shown[lane] and total > theirs[1][posting, k - 1]:
                        insert(theirs[0], theirs[1], posting, first + lane, total)
                if text:
                    note_words(words, asked.terms, role[TERMS], role[TERMS_END], False)
