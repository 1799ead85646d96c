"""The receipts of pairs that were kept, compiled by numba: the same lines as `explain` writes, to the last bit.

Pairs go by candidate, so that what a candidate earns on every requirement row is noted once. Arguments are the arrays
of `arrays`; without numba nothing in here is called.
"""

import numpy as np

from matching.engine.arrays import (
    FIVE,
    ITEM_EVIDENCE,
    ITEM_KEY,
    ITEM_LEVEL,
    ITEM_NAME,
    ITEM_SOURCE,
    LINES,
    LINES_END,
    NO_ITEMS,
    NO_PROFILE,
    NO_TITLES,
    NO_WORDS,
    PART_FACTOR,
    PART_KIND,
    PART_MOST,
    PART_REFERENCE,
    PART_ROW,
    PROFILE_RAMP,
    REACH_ASKS,
    REACH_BASE,
    REACH_HOW,
    REACH_ROW,
    ROW_LEVEL,
    ROW_PROOF,
    STATED,
    TERM_COLUMN,
    TERM_WEIGHT,
    TERMS,
    TERMS_END,
    TERMS_RAMP,
    TERMS_SHARE,
    TEXT_RAMP,
    TITLES,
    TITLES_END,
    WISH,
)
from matching.engine.compiled import inner, outer
from matching.engine.credit_kernel import dot, points_of, ramp, reduced, text_credit, title_credit
from matching.engine.credits import CREDIT_ONE, FINE_ONE
from matching.engine.reach import NEAR, RELATED

# Of `explain.Credit` and `explain.Status`, as numbers.
NONE, EXACT, LOWER_LEVEL, LEVEL_NOT_STATED, LESS_PROOF, RELATED_SKILL, NEAR_TEXT, WHOLE_PROFILE, ALIKE_TEXTS = range(9)
WISH_FITS, WISH_PARTLY, WISH_UNMET, WISH_NOT_STATED, POSTING_NOT_STATED, PROFILE_EMPTY = range(9, 15)
MISSING, PARTLY, MET, NOT_STATED = range(4)


@inner
def remember(best, facts, items, reach_offsets, reach, percents):
    """Note for each row the best credit that an item earns, how, and the first item that earns it: best (r, 3)."""
    for line in range(facts[LINES], facts[LINES_END]):
        key, had, evidence = items[line, ITEM_KEY], items[line, ITEM_LEVEL], items[line, ITEM_EVIDENCE]
        for e in range(reach_offsets[key], reach_offsets[key + 1]):
            row = reach[e, REACH_ROW]
            credit = reduced(reach[e, REACH_BASE], percents[FIVE * had + evidence, reach[e, REACH_ASKS]])
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
    return LESS_PROOF if percents[FIVE * had + evidence, FIVE * level + proof] < 10000 else EXACT


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
    middle[here, 2], middle[here, 3] = points_of(line[PART_FACTOR], credit), line[PART_MOST]
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
            remember(best, facts, items, earning.reach_offsets, earning.reach, earning.percents)
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
                meaning = ramp(dot(asked.whole, posting, people.whole, who), numbers, np.int64(TEXT_RAMP))
                credit = text_credit(meaning, ramp(common, numbers, np.int64(TERMS_RAMP)), numbers[TERMS_SHARE])
                reason = PROFILE_EMPTY if facts[STATED] & NO_WORDS else (ALIKE_TEXTS if credit else NONE)
            elif kind == 8:
                credit = ramp(dot(asked.wanted, posting, people.profile, who), numbers, np.int64(PROFILE_RAMP))
                reason = WHOLE_PROFILE if credit else (PROFILE_EMPTY if facts[STATED] & NO_PROFILE else NONE)
            else:
                wish = kind - 3
                credit = np.int64(earning.wishes[earning.wish_offsets[row - asked.wish_first[0]] + facts[WISH + wish]])
                reason = wish_reason(credit, (facts[STATED] >> wish) & 1, (role[STATED] >> wish) & 1)
            write_line(receipts, offsets[pair] + part - role[LINES], line, credit, reason, source, name)
