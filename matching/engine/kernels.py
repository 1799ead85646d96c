"""The inner loops, compiled by numba: score, check eligibility and keep the best of both sides in one pass; explain the
kept.

Same numbers as `table`, `scoring` and `explain`, to the last bit. Candidates go by blocks of LANES: one uint8 credit
per (row, lane), laid out so that a row is one cache line, and a posting adds up its rows for all lanes at once. Title
and text, which belong to one posting, are worked out only for pairs whose score without them could still enter a list.
All whole numbers; casts to 32 bits are there so that the compiler uses wide instructions. Arguments are the arrays of
`arrays`; without numba nothing in here is called.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from matching.engine.arrays import (
    CN_BY,
    FORBID,
    HK_BY,
    ITEM_EVIDENCE,
    ITEM_KEY,
    ITEM_LEVEL,
    ITEM_NAME,
    ITEM_SOURCE,
    LINES,
    LINES_END,
    NEED,
    NO_ITEMS,
    NO_PROFILE,
    NO_TITLES,
    NO_WORDS,
    PART_FACTOR,
    PART_KIND,
    PART_MOST,
    PART_REFERENCE,
    PART_ROW,
    PROFILE_FACTOR,
    PROFILE_RAMP,
    REACH_BASE,
    REACH_HOW,
    REACH_ROW,
    ROW_LEVEL,
    ROW_PROOF,
    SHOWN,
    START_BY,
    START_FROM,
    STATED,
    TERM_COLUMN,
    TERM_WEIGHT,
    TERMS,
    TERMS_END,
    TERMS_RAMP,
    TERMS_SHARE,
    TEXT_FACTOR,
    TEXT_RAMP,
    TITLE_FACTOR,
    TITLE_RAMP,
    TITLES,
    TITLES_END,
    WISH,
)
from matching.engine.credits import CREDIT_ONE, FINE_ONE, FINE_SHIFT, POINT_SHIFT
from matching.engine.reach import NEAR, RELATED

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
RAMP_HALF = 1 << (FINE_SHIFT - 1)
LOW = 0xFFFFFFFF
ALIKE = 1 << 40
# A term that MANY lanes of a block have is kept as a row; at most FREQUENT such rows.
MANY, FREQUENT = 5, 400
# Of `explain.Credit` and `explain.Status`, as numbers.
NONE, EXACT, LOWER_LEVEL, LEVEL_NOT_STATED, LESS_PROOF, RELATED_SKILL, NEAR_TEXT, WHOLE_PROFILE, ALIKE_TEXTS = range(9)
WISH_FITS, WISH_PARTLY, WISH_UNMET, WISH_NOT_STATED, POSTING_NOT_STATED, PROFILE_EMPTY = range(9, 15)
MISSING, PARTLY, MET, NOT_STATED = range(4)
inner = njit(cache=True, nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
outer = njit(cache=True, nogil=True, no_cfunc_wrapper=True)


@inner
def ramp(dot, numbers, which):
    """`credits.fine_ramp` of one dot."""
    rise = min(max(dot - numbers[which], 0), numbers[which + 1])
    return min((rise * numbers[which + 2] + RAMP_HALF) >> FINE_SHIFT, FINE_ONE)


@inner
def dot(a, i, b, j):
    """Integer product of row i of `a` with row j of `b`."""
    total = np.int32(0)
    for d in range(a.shape[1]):
        total = np.int32(total + np.int32(a[i, d]) * np.int32(b[j, d]))
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
def text_credit(meaning, words, numbers):
    """`credits.text_credit` of one pair of dots."""
    by_words = ramp(words, numbers, np.int64(TERMS_RAMP)) * numbers[TERMS_SHARE]
    by_meaning = ramp(meaning, numbers, np.int64(TEXT_RAMP)) * (100 - numbers[TERMS_SHARE])
    return (by_words + by_meaning + 50) // 100


@inner
def add_profiles(score, products, posting, column, factor, numbers):
    """Add the points of each lane's whole profile for one posting."""
    bottom, width = np.int32(numbers[PROFILE_RAMP]), np.int32(numbers[PROFILE_RAMP + 1])
    slope, share = np.int32(numbers[PROFILE_RAMP + 2]), np.uint32(factor)
    for lane in range(LANES):
        rise = np.int32(min(max(np.int32(np.int32(products[posting, column + lane]) - bottom), np.int32(0)), width))
        credit = np.int32(np.int32(np.int32(rise * slope) + np.int32(RAMP_HALF)) >> np.int32(FINE_SHIFT))
        credit = min(credit, np.int32(FINE_ONE))
        earned = (np.uint32(credit) * share + np.uint32(HALF)) & LOW
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
def admit(is_in, lanes, bars, needs):
    """Mark the eligible lanes; returns whether there is one. bars: (6, LANES) int64 from FORBID on."""
    some = np.uint8(0)
    for lane in range(LANES):
        fits = (bars[0, lane] & needs[NEED]) == 0
        fits &= (bars[1, lane] <= needs[HK_BY]) & (bars[2, lane] <= needs[CN_BY])
        fits &= (bars[3, lane] <= needs[START_BY]) & (bars[4, lane] >= needs[START_FROM]) & (lane < lanes)
        is_in[lane] = fits
        some |= is_in[lane]
    return some > 0


@inner
def add_up(score, table, parts, begin, end):
    """Sum of the points of all parts that have a row, for every lane."""
    for lane in range(LANES):
        score[lane] = 0
    for part in range(begin, end):
        row, factor = parts[part, PART_ROW], np.uint32(parts[part, PART_FACTOR])
        if row >= 0:
            for lane in range(LANES):
                earned = (np.uint32(table[row, lane]) * factor + np.uint32(HALF)) & LOW
                score[lane] += np.int32(earned >> POINT_SHIFT)


@inner
def still_in(is_in, score, more, bar, shown, floor):
    """Unmark lanes whose score cannot enter a list with `more` points; returns whether one is left."""
    some = np.uint8(0)
    for lane in range(LANES):
        best = score[lane] + more
        is_in[lane] &= (best > bar[lane]) | ((shown[lane] > 0) & (best > floor))
        some |= is_in[lane]
    return some > 0


@inner
def link_words(head, counts, chain, dense, terms, facts, lanes):
    """Note, for each term, which lanes have it: many lanes as a row of weights, few as a chain. Returns the rows used.

    head: (columns,) first link of the chain, -1 for none, or -2 - row; counts: (columns,) zeros, left as zeros; chain:
    (links, 3) next link, lane, weight; dense: (rows, LANES).
    """
    for lane in range(lanes):
        for t in range(facts[lane, TERMS], facts[lane, TERMS_END]):
            counts[terms[t, TERM_COLUMN]] += 1
    link = row = 0
    for lane in range(lanes):
        for t in range(facts[lane, TERMS], facts[lane, TERMS_END]):
            column, weight = terms[t, TERM_COLUMN], terms[t, TERM_WEIGHT]
            if head[column] == -1 and counts[column] >= MANY and row < dense.shape[0]:
                head[column] = -2 - row
                for other in range(LANES):
                    dense[row, other] = 0
                row += 1
            if head[column] <= -2:
                dense[-2 - head[column], lane] = weight
            else:
                chain[link, 0], chain[link, 1], chain[link, 2] = head[column], lane, weight
                head[column] = link
                link += 1
    for lane in range(lanes):
        for t in range(facts[lane, TERMS], facts[lane, TERMS_END]):
            counts[terms[t, TERM_COLUMN]] = 0
    return row


@inner
def add_words(common, head, chain, dense, terms, begin, end):
    """Integer products of term weights for every lane."""
    for lane in range(LANES):
        common[lane] = 0
    for t in range(begin, end):
        link, weight = head[terms[t, TERM_COLUMN]], terms[t, TERM_WEIGHT]
        if link <= -2:
            row = -2 - link
            for lane in range(LANES):
                common[lane] = np.int32(common[lane] + np.int32(dense[row, lane]) * weight)
        while link >= 0:
            common[chain[link, 1]] += chain[link, 2] * weight
            link = chain[link, 0]


@outer
def scan(products, begin, start, stop, asked, people, earning, mine, theirs):
    """Score the candidates of rank [start, stop) and update the lists.

    products: (m, candidates from rank `begin` on) float32 dots of what is wanted with profiles, padded to whole blocks.
    mine, theirs: (ranks, points), each (owners, k), points -1 where empty. To be called with ascending
    candidates for the same `theirs`.
    """
    numbers, last = earning.numbers, mine[1].shape[1] - 1
    table = np.zeros((asked.wish_first[5], LANES), dtype=np.uint8)
    head, counts = np.full(asked.columns, -1, dtype=np.int32), np.zeros(asked.columns, dtype=np.int32)
    dense = np.zeros((FREQUENT, LANES), dtype=np.int32)
    score, common = np.zeros(LANES, dtype=np.int32), np.zeros(LANES, dtype=np.int32)
    bars, is_in = np.zeros((6, LANES), dtype=np.int64), np.zeros(LANES, dtype=np.uint8)
    bar = np.zeros(LANES, dtype=np.int32)
    shown = bars[SHOWN - FORBID]
    for first in range(start, stop, LANES):
        lanes = min(LANES, stop - first)
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
            bar[lane] = mine[1][first + lane, last]
            for column in range(6):
                bars[column, lane] = facts[lane, FORBID + column]
        links = 0
        for lane in range(lanes):
            links += facts[lane, TERMS_END] - facts[lane, TERMS]
        chain = np.empty((links, 3), dtype=np.int32)
        link_words(head, counts, chain, dense, people.terms, facts, lanes)
        for posting in range(asked.facts.shape[0]):
            role = asked.facts[posting]
            if not admit(is_in, lanes, bars, role):
                continue
            add_up(score, table, asked.parts, role[LINES], role[LINES_END])
            if role[PROFILE_FACTOR]:
                add_profiles(score, products, posting, first - begin, role[PROFILE_FACTOR], numbers)
            title_most = (role[TITLE_FACTOR] * FINE_ONE + HALF) >> POINT_SHIFT
            text_most = (role[TEXT_FACTOR] * FINE_ONE + HALF) >> POINT_SHIFT
            if not still_in(is_in, score, title_most + text_most, bar, shown, theirs[1][posting, last]):
                continue
            if text_most:
                add_words(common, head, chain, dense, asked.terms, role[TERMS], role[TERMS_END])
            for lane in range(lanes):
                if not is_in[lane]:
                    continue
                total, floor = np.int64(score[lane]), np.int64(theirs[1][posting, last])
                if not shown[lane]:
                    floor = np.int64(1 << 30)
                if text_most:
                    credit = text_credit(np.int64(ALIKE), np.int64(common[lane]), numbers)
                    most = total + title_most + ((role[TEXT_FACTOR] * credit + HALF) >> POINT_SHIFT)
                    if most <= bar[lane] and most <= floor:
                        continue
                    meaning = dot(asked.whole, posting, people.whole, first + lane)
                    credit = text_credit(meaning, np.int64(common[lane]), numbers)
                    total += (role[TEXT_FACTOR] * credit + HALF) >> POINT_SHIFT
                if title_most and (total + title_most > bar[lane] or total + title_most > floor):
                    credit = title_credit(
                        asked.titles,
                        role[TITLES],
                        role[TITLES_END],
                        people.titles,
                        facts[lane, TITLES],
                        facts[lane, TITLES_END],
                        numbers,
                    )
                    total += (role[TITLE_FACTOR] * credit + HALF) >> POINT_SHIFT
                if total > bar[lane]:
                    insert(mine[0], mine[1], first + lane, posting, total)
                    bar[lane] = mine[1][first + lane, last]
                if total > floor:
                    insert(theirs[0], theirs[1], posting, first + lane, total)
        for lane in range(lanes):
            for t in range(facts[lane, TERMS], facts[lane, TERMS_END]):
                head[people.terms[t, TERM_COLUMN]] = -1


@inner
def remember(best, facts, items, rows, reach_offsets, reach, percents):
    """Note for each row the best credit that an item earns, how, and the first item that earns it: best (r, 3)."""
    for line in range(facts[LINES], facts[LINES_END]):
        key, had, evidence = items[line, ITEM_KEY], items[line, ITEM_LEVEL], items[line, ITEM_EVIDENCE]
        for e in range(reach_offsets[key], reach_offsets[key + 1]):
            row = reach[e, REACH_ROW]
            percent = percents[had, rows[row, ROW_LEVEL], evidence, rows[row, ROW_PROOF]]
            credit = (reach[e, REACH_BASE] * percent + 5000) // 10000
            if credit > best[row, 0]:
                best[row, 0], best[row, 1], best[row, 2] = credit, reach[e, REACH_HOW], line


@inner
def forget(best, words, facts, items, reach_offsets, reach, terms):
    """Undo what was noted of a candidate."""
    for line in range(facts[LINES], facts[LINES_END]):
        key = items[line, ITEM_KEY]
        for e in range(reach_offsets[key], reach_offsets[key + 1]):
            best[reach[e, REACH_ROW], 0] = 0
    for t in range(facts[TERMS], facts[TERMS_END]):
        words[terms[t, TERM_COLUMN]] = 0


@inner
def item_reason(how, had, evidence, level, proof, level_percent, percents):
    """Why an item earned its credit."""
    if how == RELATED:
        return RELATED_SKILL
    if how == NEAR:
        return NEAR_TEXT
    if level_percent[had, level] < 100:
        return LOWER_LEVEL if had else LEVEL_NOT_STATED
    return LESS_PROOF if percents[had, level, evidence, proof] < 10000 else EXACT


@inner
def wish_reason(credit, wished, known):
    """Why a wish earned its credit."""
    if not wished:
        return WISH_NOT_STATED
    if not known:
        return POSTING_NOT_STATED
    if credit == CREDIT_ONE:
        return WISH_FITS
    return WISH_PARTLY if credit else WISH_UNMET


@inner
def write_line(receipts, here, line, credit, reason, source, name):
    """Write one line of a receipt; `line`: the part."""
    small, middle, large = receipts
    full = FINE_ONE if line[PART_KIND] in (1, 2, 8) else CREDIT_ONE
    status = MET if credit == full else (PARTLY if credit else MISSING)
    if reason == LEVEL_NOT_STATED or reason >= WISH_NOT_STATED:
        status = NOT_STATED
    small[here, 0], small[here, 1], small[here, 2], small[here, 3] = line[PART_KIND], status, reason, source
    middle[here, 2], middle[here, 3] = (line[PART_FACTOR] * credit + HALF) >> POINT_SHIFT, line[PART_MOST]
    large[here, 2], large[here, 3] = line[PART_REFERENCE], name


@outer
def explain(start, stop, by_candidate, pairs, offsets, level_percent, asked, people, earning, receipts):
    """Write the receipts of the pairs by_candidate[start … stop).

    pairs: (p, 2) ranks of candidate and posting; offsets: (p + 1,) first line of each pair; level_percent: (5, 5).
    receipts: the lines of `explain.LINE` as bytes (l, 16), as 16 bits (l, 8) and as 32 bits (l, 4).
    """
    numbers, items, rows = earning.numbers, people.items, asked.rows
    best = np.zeros((rows.shape[0], 3), dtype=np.int64)
    words = np.zeros(asked.columns, dtype=np.int64)
    previous = -1
    for at in range(start, stop):
        pair = by_candidate[at]
        who, posting = pairs[pair, 0], pairs[pair, 1]
        facts, role = people.facts[who], asked.facts[posting]
        if who != previous:
            if previous >= 0:
                old = people.facts[previous]
                forget(best, words, old, items, earning.reach_offsets, earning.reach, people.terms)
            remember(best, facts, items, rows, earning.reach_offsets, earning.reach, earning.percents)
            for t in range(facts[TERMS], facts[TERMS_END]):
                words[people.terms[t, TERM_COLUMN]] = people.terms[t, TERM_WEIGHT]
            previous = who
        for part in range(role[LINES], role[LINES_END]):
            line = asked.parts[part]
            kind, row = line[PART_KIND], line[PART_ROW]
            source, name, reason = 0, 0, NONE
            if kind == 0:
                credit = best[row, 0]
                reason = PROFILE_EMPTY if facts[STATED] & NO_ITEMS else NONE
                if credit:
                    item = items[best[row, 2]]
                    source, name = 1 + item[ITEM_SOURCE], item[ITEM_NAME]
                    had, evidence = item[ITEM_LEVEL], item[ITEM_EVIDENCE]
                    level, proof = rows[row, ROW_LEVEL], rows[row, ROW_PROOF]
                    reason = item_reason(best[row, 1], had, evidence, level, proof, level_percent, earning.percents)
            elif kind == 1:
                own, own_end = facts[TITLES], facts[TITLES_END]
                begin, end = role[TITLES], role[TITLES_END]
                credit = title_credit(asked.titles, begin, end, people.titles, own, own_end, numbers)
                reason = PROFILE_EMPTY if facts[STATED] & NO_TITLES else (ALIKE_TEXTS if credit else NONE)
            elif kind == 2:
                common = np.int64(0)
                for t in range(role[TERMS], role[TERMS_END]):
                    common += words[asked.terms[t, TERM_COLUMN]] * asked.terms[t, TERM_WEIGHT]
                credit = text_credit(dot(asked.whole, posting, people.whole, who), common, numbers)
                reason = PROFILE_EMPTY if facts[STATED] & NO_WORDS else (ALIKE_TEXTS if credit else NONE)
            elif kind == 8:
                credit = ramp(dot(asked.wanted, posting, people.profile, who), numbers, np.int64(PROFILE_RAMP))
                reason = WHOLE_PROFILE if credit else (PROFILE_EMPTY if facts[STATED] & NO_PROFILE else NONE)
            else:
                wish = kind - 3
                credit = np.int64(earning.wishes[earning.wish_offsets[row - asked.wish_first[0]] + facts[WISH + wish]])
                reason = wish_reason(credit, (facts[STATED] >> wish) & 1, (role[STATED] >> wish) & 1)
            write_line(receipts, offsets[pair] + part - role[LINES], line, credit, reason, source, name)
