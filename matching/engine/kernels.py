"""The inner loop, compiled by numba: score the pairs that can matter and keep the best of both sides.

Same numbers as `table` and `scoring`, to the last bit. Every pair has an upper bound of its score, one byte
(`bound_kernel`). Pairs whose bound can still enter a list, the candidate's own or the posting's, are scored part by
part, cheap parts first; after each part a tighter bound may end it. The likeliest for each posting go first, then the
most promising of each candidate, so that lists fill with good pairs and most others never come up. What is left out
could not have entered: bounds decide how long it takes, not what comes out. Arguments are the arrays of `arrays`;
without numba nothing in here is called.
"""

import numpy as np

from matching.engine.arrays import (
    ASKS,
    ASKS_END,
    PROFILE_FACTOR,
    PROFILE_RAMP,
    SHOWN,
    TERM_COLUMN,
    TERM_WEIGHT,
    TERMS,
    TERMS_END,
    TERMS_RAMP,
    TERMS_SHARE,
    TEXT_FACTOR,
    TEXT_MOST,
    TEXT_RAMP,
    TITLE_FACTOR,
    TITLE_MOST,
    TITLES,
    TITLES_END,
    WISH,
    WISH_FACTOR,
    WISH_MOST,
    WISH_ROW,
    WORD_SHIFT,
    WORD_WEIGHT,
)
from matching.engine.bound_kernel import GROUPS, STEP, UNBOUND, choose, earn_all, promising
from matching.engine.compiled import AVAILABLE, fetch_rows, inner, outer, step
from matching.engine.credit_kernel import dot, points_of, ramp, text_credit
from matching.engine.credits import FINE_ONE

__all__ = ["AVAILABLE", "LIKELY", "PROMISING", "REST", "scan"]

LIKELY, PROMISING, REST = range(3)
NO_LIMIT = 1 << 30
SOON, NEXT = 8, 4  # pairs ahead


@inner
def wish_points(who, posting, facts, roles, offsets, credits):
    """Points of the five wishes; facts, roles: of all candidates and all postings."""
    total = np.int64(0)
    for wish in range(5):
        credit = credits[offsets[roles[posting, WISH_ROW + wish]] + facts[who, WISH + wish]]
        total += points_of(roles[posting, WISH_FACTOR + wish], credit)
    return total


@inner
def near_titles(nearest, facts, credits, place):
    """Write the credit of the nearest own title for each distinct title asked: nearest (u,) uint16.

    credits: (titles of people, u) uint16; place: the row in it of each title of the block of candidates.
    """
    nearest[:] = 0
    for mine in range(facts[TITLES], facts[TITLES_END]):
        own = credits[place[mine]]
        for title in range(nearest.shape[0]):
            nearest[title] = max(nearest[title], own[title])


@inner
def title_points(posting, roles, title_of, nearest):
    """Points of the nearest pair of titles."""
    credit = np.int64(0)
    for title in range(roles[posting, TITLES], roles[posting, TITLES_END]):
        credit = max(credit, np.int64(nearest[title_of[title]]))
    return points_of(roles[posting, TITLE_FACTOR], credit)


@inner
def requirement_points(credit, asks, begin, end):
    """Points of a posting's requirements; credit: (r,) the candidate's."""
    total = np.int64(0)
    for ask in range(np.uint64(begin), np.uint64(end)):
        total += points_of(asks[ask, 1], credit[np.uint64(asks[ask, 0])])
    return total


@inner
def note_words(words, terms, begin, end, is_noted):
    """Write a candidate's term weights into words (columns,), or take them out again."""
    for t in range(begin, end):
        words[terms[t, TERM_COLUMN]] = terms[t, TERM_WEIGHT] if is_noted else 0


@inner
def word_credit(words, said, begin, end, numbers):
    """Credit of the words in common; words: (columns,) the candidate's weights, said: as `Asked.words`."""
    common = np.int32(0)
    for t in range(np.uint64(begin), np.uint64(end)):
        weight = np.int32(words[np.uint64(said[t] >> np.uint32(WORD_SHIFT))])
        common = np.int32(common + np.int32(weight * np.int32(said[t] & np.uint32(WORD_WEIGHT))))
    return ramp(np.int64(common), numbers, np.int64(TERMS_RAMP))


@inner
def insert(places, points, owner, place, gained):
    """Put a pair into the owner's list if it belongs there, best first; equal ones by place. Returns whether."""
    at = points.shape[1] - 1
    if points[owner, at] > gained or (points[owner, at] == gained and places[owner, at] < place):
        return False
    while at > 0 and (
        points[owner, at - 1] < gained or (points[owner, at - 1] == gained and places[owner, at - 1] > place)
    ):
        points[owner, at] = points[owner, at - 1]
        places[owner, at] = places[owner, at - 1]
        at -= 1
    points[owner, at] = gained
    places[owner, at] = place
    return True


@inner
def fetch_soon(facts, wanted, whole, posting):
    """Ask for what is read of a posting SOON pairs later."""
    fetch_rows(facts, posting, posting + 1)
    fetch_rows(wanted, posting, posting + 1)
    fetch_rows(whole, posting, posting + 1)


@inner
def fetch_next(facts, table, words, posting, column):
    """Ask for the rest, whose place the facts tell, NEXT pairs later: words, and rows from one column to the next."""
    fetch_rows(table, facts[posting, column], facts[posting, column + 1])
    fetch_rows(words, facts[posting, TERMS], facts[posting, TERMS_END])


@inner
def byte_of(points):
    """The least byte of a pair that may reach these points; negative ones are reached by all that are eligible."""
    return np.uint8(min(np.int64(points) // STEP + 2, UNBOUND))


@step
def hopeful(who, count, chosen, sums, mosts, reachable, nearest, own, floors, asked, people, earning):
    """Leave those of the postings chosen[:count] that may still enter a list after wishes and title; returns how many.

    sums, mosts: (m,) int32, written beside them: the points so far, and the most that they and the bound allow.
    reachable: (m,) the candidate's bytes, 0 from now on. own, floors: what enters its list, and those of postings.
    """
    facts, roles, title_of = people.facts, asked.facts, asked.title_of
    wish_offsets, wish_credits = earning.wish_offsets, earning.wishes
    kept = 0
    for number in range(count):
        soon = np.int64(chosen[min(number + SOON, count - 1)])
        fetch_rows(roles, soon, soon + 1)
        posting = np.int64(chosen[number])
        byte, least = reachable[posting], min(own, floors[posting])
        most = np.int64(byte - 1) * STEP if byte < UNBOUND else NO_LIMIT
        reachable[posting] = 0
        if byte == 0 or most < least:
            continue
        wished = wish_points(who, posting, facts, roles, wish_offsets, wish_credits)
        most -= roles[posting, WISH_MOST] - wished
        if most < least:
            continue
        titled = title_points(posting, roles, title_of, nearest)
        most -= roles[posting, TITLE_MOST] - titled
        if most < least:
            continue
        chosen[kept], sums[kept], mosts[kept] = posting, wished + titled, most
        kept += 1
    return kept


@step
def enter(who, count, chosen, sums, mosts, credit, words, asked, people, earning, mine, theirs, floors, reachable_by):
    """Score the rest of the pairs that `hopeful` left and put them into both lists where they belong.

    credit, words: of the candidate, see `requirement_points`, `note_words`. reachable_by: the bytes of `floors`.
    """
    said, asks, roles, numbers = asked.words, asked.asks, asked.facts, earning.numbers
    wanted, profiles, roles_whole, wholes = asked.wanted, people.profile, asked.whole, people.whole
    my_places, my_points, their_places, their_points = mine[0], mine[1], theirs[0], theirs[1]
    share, is_shown, last = numbers[TERMS_SHARE], people.facts[who, SHOWN] > 0, mine[1].shape[1] - 1
    for number in range(count):
        soon = np.int64(chosen[min(number + SOON, count - 1)])
        fetch_rows(wanted, soon, soon + 1)
        fetch_rows(roles_whole, soon, soon + 1)
        fetch_rows(their_places, soon, soon + 1)
        fetch_rows(their_points, soon, soon + 1)
        fetch_next(roles, asks, said, np.int64(chosen[min(number + NEXT, count - 1)]), ASKS)
        posting, total = np.int64(chosen[number]), np.int64(sums[number])
        least = min(my_points[who, last], floors[posting]) if is_shown else my_points[who, last]
        if mosts[number] < least:
            continue
        total += requirement_points(credit, asks, roles[posting, ASKS], roles[posting, ASKS_END])
        if roles[posting, PROFILE_FACTOR]:
            whole = ramp(dot(wanted, posting, profiles, who), numbers, np.int64(PROFILE_RAMP))
            total += points_of(roles[posting, PROFILE_FACTOR], whole)
        text = roles[posting, TEXT_FACTOR]
        if text:
            if total + roles[posting, TEXT_MOST] < least:
                continue
            meaning = ramp(dot(roles_whole, posting, wholes, who), numbers, np.int64(TEXT_RAMP))
            if total + points_of(text, text_credit(meaning, np.int64(FINE_ONE), share)) < least:
                continue
            by_words = word_credit(words, said, roles[posting, TERMS], roles[posting, TERMS_END], numbers)
            total += points_of(text, text_credit(meaning, by_words, share))
        insert(my_places, my_points, who, posting, total)
        if is_shown and insert(their_places, their_points, posting, who, total):
            floors[posting] = max(floors[posting], their_points[posting, last])
            reachable_by[posting] = byte_of(floors[posting])


@outer
def scan(bounds, begin, sweeps, pairs, pair_offsets, titles, title_place, asked, people, earning, mine, theirs, floors):
    """Score the candidates of rank begin … begin + b - 1 and update the lists.

    bounds: (b, m) bytes, set to 0 for pairs that are done. sweeps: the first and the last of LIKELY (the postings
    pairs[pair_offsets[row] : pair_offsets[row + 1]]), PROMISING and REST. titles: uint16 credits (titles of people,
    distinct ones asked), title_place: see `near_titles`. mine, theirs: (ranks, points), each (owners, k), points -1
    where empty. floors: (m,) int32, what a pair must reach to enter a posting's list; threads share them, and a late
    sight of one costs time only.
    """
    m, k = bounds.shape[1], mine[1].shape[1]
    facts, terms, my_points = people.facts, people.terms, mine[1]
    row_of, credit_of, offsets = earn_all(
        *(begin, len(bounds), facts, people.items, len(asked.rows)),
        *(earning.reach_offsets, earning.reach, earning.percents),
    )
    credit, chosen = np.zeros(len(asked.rows), np.int32), np.zeros(m + 1, np.int32)
    sums, mosts = np.zeros(m, np.int32), np.zeros(m, np.int32)
    marks, tops = np.zeros((m + 7) // 8 * 8, np.uint8), np.zeros(GROUPS, np.uint8)
    closed, hidden, reachable_by = np.full(m, NO_LIMIT, np.int32), np.full(m, UNBOUND, np.uint8), np.zeros(m, np.uint8)
    nearest, words = np.zeros(titles.shape[1], np.uint16), np.zeros(asked.columns, np.uint8)
    for posting in range(m):
        reachable_by[posting] = byte_of(floors[posting])
    for row in range(bounds.shape[0]):
        who = begin + row
        is_shown, reachable = facts[who, SHOWN] > 0, bounds[row]
        for at in range(offsets[row], offsets[row + 1]):
            credit[row_of[at]] = credit_of[at]
        near_titles(nearest, facts[who], titles, title_place)
        note_words(words, terms, facts[who, TERMS], facts[who, TERMS_END], True)
        for sweep in range(sweeps[0], sweeps[1] + 1):
            least = my_points[who, k - 1]
            own, count = byte_of(least), 0
            if sweep == LIKELY:
                for at in range(pair_offsets[row], pair_offsets[row + 1]):
                    chosen[count] = pairs[at]
                    count += 1
            elif sweep == PROMISING:
                own = max(own, np.uint8(max(promising(reachable, tops, k), 1)))
                count = choose(chosen, marks, reachable, hidden, own)
            else:
                count = choose(chosen, marks, reachable, reachable_by if is_shown else hidden, own)
            if count == 0:
                continue
            entering = floors if is_shown else closed
            count = hopeful(
                *(who, count, chosen, sums, mosts, reachable, nearest, least, entering, asked, people, earning)
            )
            enter(
                *(who, count, chosen, sums, mosts, credit, words, asked, people, earning),
                *(mine, theirs, floors, reachable_by),
            )
        note_words(words, terms, facts[who, TERMS], facts[who, TERMS_END], False)
        for at in range(offsets[row], offsets[row + 1]):
            credit[row_of[at]] = 0
