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
    TERMS,
    TERMS_END,
    TERMS_SHARE,
    TEXT_RAMP,
    TITLES,
    TITLES_END,
    WISH,
)
from matching.engine.compiled import fetch_rows, inner, outer
from matching.engine.credit_kernel import dot, points_of, ramp, reduced, text_credit, title_credit
from matching.engine.credits import CREDIT_ONE, FINE_ONE
from matching.engine.kernels import NEXT, SOON, fetch_next, fetch_soon, note_words, word_credit
from matching.engine.reach import NEAR, RELATED
from matching.engine.receipts import LINE_WORDS, NAME_WORDS, SHIFTS

# Of `explain.Credit` and `explain.Status`, as numbers.
NONE, EXACT, LOWER_LEVEL, LEVEL_NOT_STATED, LESS_PROOF, RELATED_SKILL, NEAR_TEXT, WHOLE_PROFILE, ALIKE_TEXTS = range(9)
WISH_FITS, WISH_PARTLY, WISH_UNMET, WISH_NOT_STATED, POSTING_NOT_STATED, PROFILE_EMPTY = range(9, 15)
MISSING, PARTLY, MET, NOT_STATED = range(4)
LOW = 0xFFFF
_, STATUS_AT, SOURCE_AT, REASON_AT = SHIFTS


@inner
def remember(best, facts, who, items, reach_offsets, reach, percents):
    """Note for each row the best credit that an item earns, how, and the first item that earns it: best (r, 3)."""
    for line in range(facts[who, LINES], facts[who, LINES_END]):
        key, had, evidence = items[line, ITEM_KEY], items[line, ITEM_LEVEL], items[line, ITEM_EVIDENCE]
        for e in range(reach_offsets[key], reach_offsets[key + 1]):
            row = reach[e, REACH_ROW]
            credit = reduced(reach[e, REACH_BASE], percents[FIVE * had + evidence, reach[e, REACH_ASKS]])
            if credit > best[row, 0]:
                best[row, 0], best[row, 1], best[row, 2] = credit, reach[e, REACH_HOW], line


@inner
def forget(best, facts, who, items, reach_offsets, reach):
    """Undo what `remember` noted of a candidate."""
    for line in range(facts[who, LINES], facts[who, LINES_END]):
        key = items[line, ITEM_KEY]
        for e in range(reach_offsets[key], reach_offsets[key + 1]):
            best[reach[e, REACH_ROW], 0] = 0


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
def write_line(words, here, line, kind, credit, reason, source, parts):
    """Write what every line of a receipt has, part `line`, from `here` on."""
    full = FINE_ONE if kind in (1, 2, 8) else CREDIT_ONE
    status = MET if credit == full else (PARTLY if credit else MISSING)
    if reason == LEVEL_NOT_STATED or reason >= WISH_NOT_STATED:
        status = NOT_STATED
    words[here] = kind | status << STATUS_AT | source << SOURCE_AT | reason << REASON_AT
    words[here + 1], words[here + 2] = points_of(parts[line, PART_FACTOR], credit), parts[line, PART_MOST]


@inner
def write_name(words, there, reference, item):
    """Write which requirement a line is of, and what item earned its credit, from `there` on."""
    words[there], words[there + 1] = reference & LOW, reference >> 16
    words[there + 2], words[there + 3] = item & LOW, item >> 16


@outer
def explain(start, stop, by_candidate, pairs, line_at, name_at, level_percent, asked, people, earning, packed):
    """Write the receipts of the pairs by_candidate[start … stop).

    pairs: (p, 2) ranks of candidate and posting; level_percent: (5, 5); packed, line_at, name_at: words, line and
    name of `receipts.Room`.
    """
    facts, roles, parts, items, rows = people.facts, asked.facts, asked.parts, people.items, asked.rows
    reach_offsets, reach, percents, numbers = earning.reach_offsets, earning.reach, earning.percents, earning.numbers
    said, terms, titles, own_titles = asked.words, people.terms, asked.titles, people.titles
    wanted, profiles, roles_whole, wholes = asked.wanted, people.profile, asked.whole, people.whole
    wishes, wish_offsets, first_wish = earning.wishes, earning.wish_offsets, asked.wish_first[0]
    best = np.zeros((rows.shape[0], 3), dtype=np.int32)
    words = np.zeros(asked.columns, dtype=np.uint8)
    previous = np.int64(-1)
    for at in range(start, stop):
        fetch_soon(roles, wanted, roles_whole, pairs[by_candidate[min(at + SOON, stop - 1)], 1])
        following = pairs[by_candidate[min(at + NEXT, stop - 1)], 1]
        fetch_next(roles, parts, said, following, LINES)
        fetch_rows(titles, roles[following, TITLES], roles[following, TITLES_END])
        pair = by_candidate[at]
        who, posting = pairs[pair, 0], pairs[pair, 1]
        if who != previous:
            if previous >= 0:
                forget(best, facts, previous, items, reach_offsets, reach)
                note_words(words, terms, facts[previous, TERMS], facts[previous, TERMS_END], False)
            remember(best, facts, who, items, reach_offsets, reach, percents)
            note_words(words, terms, facts[who, TERMS], facts[who, TERMS_END], True)
            previous = who
        here, there, stated = line_at[pair], name_at[pair], facts[who, STATED]
        for line in range(roles[posting, LINES], roles[posting, LINES_END]):
            kind, row = parts[line, PART_KIND], parts[line, PART_ROW]
            source, name, reason = np.int64(0), np.int64(0), np.int64(NONE)
            if kind == 0:
                credit = best[row, 0]
                reason = PROFILE_EMPTY if stated & NO_ITEMS else NONE
                if credit:
                    item = best[row, 2]
                    source, name = 1 + items[item, ITEM_SOURCE], items[item, ITEM_NAME]
                    had, evidence = items[item, ITEM_LEVEL], items[item, ITEM_EVIDENCE]
                    level, proof = rows[row, ROW_LEVEL], rows[row, ROW_PROOF]
                    reason = item_reason(best[row, 1], had, evidence, level, proof, level_percent, percents)
                write_name(packed, there, parts[line, PART_REFERENCE], name)
                there += NAME_WORDS
            elif kind == 1:
                own, own_end = facts[who, TITLES], facts[who, TITLES_END]
                begin, end = roles[posting, TITLES], roles[posting, TITLES_END]
                credit = title_credit(titles, begin, end, own_titles, own, own_end, numbers)
                reason = PROFILE_EMPTY if stated & NO_TITLES else (ALIKE_TEXTS if credit else NONE)
            elif kind == 2:
                by_words = word_credit(words, said, roles[posting, TERMS], roles[posting, TERMS_END], numbers)
                meaning = ramp(dot(roles_whole, posting, wholes, who), numbers, np.int64(TEXT_RAMP))
                credit = text_credit(meaning, by_words, numbers[TERMS_SHARE])
                reason = PROFILE_EMPTY if stated & NO_WORDS else (ALIKE_TEXTS if credit else NONE)
            elif kind == 8:
                credit = ramp(dot(wanted, posting, profiles, who), numbers, np.int64(PROFILE_RAMP))
                reason = WHOLE_PROFILE if credit else (PROFILE_EMPTY if stated & NO_PROFILE else NONE)
            else:
                wish = kind - 3
                credit = np.int64(wishes[wish_offsets[row - first_wish] + facts[who, WISH + wish]])
                reason = wish_reason(credit, (stated >> wish) & 1, (roles[posting, STATED] >> wish) & 1)
            write_line(packed, here, line, kind, credit, reason, source, parts)
            here += LINE_WORDS
