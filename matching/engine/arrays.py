"""Plan and candidates as few plain arrays, the way `kernels` take them.

Records are counted by ascending id here ("rank"), so that the lower id comes first wherever ranks are compared. What is
one number of a record is a column of an int64 table (the constants below name the columns). A wish compares one value
of a candidate with one of a posting, so its credits are worked out once per pair of distinct values.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits
from matching.engine.blocks import Block, CandidateBlock
from matching.engine.data import SOURCES, Weights
from matching.engine.eligibility import Rules, candidate_bars
from matching.engine.explain import no_items, wishes_stated
from matching.engine.plan import Plan, distinct
from matching.engine.reach import Items, distinct_items, make_reach
from matching.engine.table import cluster_facts

# Columns of both tables of facts: sections of the flat arrays.
LINES, LINES_END, TITLES, TITLES_END, TERMS, TERMS_END, STATED = range(7)
# Columns of candidates alone. STATED holds five bits of wishes, then the bits below.
FORBID, HK_FROM, CN_FROM, FREE_FROM, FREE_UNTIL, SHOWN, WISH = range(7, 14)
CANDIDATE_COLUMNS = WISH + 5
NO_ITEMS, NO_TITLES, NO_WORDS, NO_PROFILE = 32, 64, 128, 256
# Columns of postings alone. LINES … LINES_END are its parts; for each wish its row, counted from the first wish row,
# and its factor; the most points that wishes, title and text can give.
TITLE_FACTOR, TEXT_FACTOR, PROFILE_FACTOR, ASKS, ASKS_END, WISH_MOST, TITLE_MOST, TEXT_MOST = range(7, 15)
WISH_ROW, WISH_FACTOR = 15, 20
POSTING_COLUMNS = WISH_FACTOR + 5
# Columns of the parts, of the postings that ask for a row, of the items of candidates, of what an item reaches, of the
# rows of requirements.
PART_ROW, PART_FACTOR, PART_KIND, PART_MOST, PART_REFERENCE = range(5)
ASKER, ASKER_FACTOR = range(2)
ITEM_KEY, ITEM_LEVEL, ITEM_EVIDENCE, ITEM_SOURCE, ITEM_NAME = range(5)
REACH_ROW, REACH_BASE, REACH_HOW, REACH_ASKS = range(4)
ROW_LEVEL, ROW_PROOF = range(2)
FIVE = 5  # levels, or proofs
TERM_COLUMN, TERM_WEIGHT = range(2)
WORD_SHIFT, WORD_WEIGHT = 8, 255  # column and weight in one number
# Rows of the needs; the same as the candidates' columns from FORBID on.
NEED, HK_BY, CN_BY, START_BY, START_FROM = range(5)
# Places among the numbers of the weights; a ramp is three: bottom, width, slope.
PROFILE_RAMP, TITLE_RAMP, TEXT_RAMP, TERMS_RAMP, TERMS_SHARE = 0, 3, 6, 9, 12


class Asked(NamedTuple):
    """m postings by rank and r requirement rows; whole, wanted: (m, d) int8.

    asks: (q, 2) requirement row and factor, from ASKS to ASKS_END of a posting; askers: (q, 2) the same the other way
    round, rank and factor of the postings that ask for row r from asker_offsets[r] to asker_offsets[r + 1]. title_of:
    (titles,) which of the distinct title_rows (u, d) each title is. needs: (5, m), see NEED. most, gain, gain_text:
    (m,) float32, the most points of wishes, title and words, and those of profile and meaning for each unit of their
    dots. wish_first: (6,) where the rows of each wish begin, then their end. words: the terms, see WORD_SHIFT.
    """

    order: NDArray[np.int64]
    facts: NDArray[np.int32]
    parts: NDArray[np.int64]
    asks: NDArray[np.int32]
    askers: NDArray[np.int32]
    asker_offsets: NDArray[np.int32]
    rows: NDArray[np.int32]
    titles: NDArray[np.int8]
    title_of: NDArray[np.int64]
    title_rows: NDArray[np.int8]
    needs: NDArray[np.int32]
    most: NDArray[np.float32]
    gain: NDArray[np.float32]
    gain_text: NDArray[np.float32]
    whole: NDArray[np.int8]
    wanted: NDArray[np.int8]
    terms: NDArray[np.int32]
    words: NDArray[np.uint32]
    columns: int
    wish_first: NDArray[np.int64]


class People(NamedTuple):
    """n candidates by rank; titles, texts and profiles are (., d) int8; title_of, title_rows: as in `Asked`."""

    order: NDArray[np.int64]
    facts: NDArray[np.int64]
    items: NDArray[np.int64]
    titles: NDArray[np.int8]
    title_of: NDArray[np.int64]
    title_rows: NDArray[np.int8]
    whole: NDArray[np.int8]
    profile: NDArray[np.int8]
    terms: NDArray[np.int32]


class Earning(NamedTuple):
    """What earns how much.

    reach: (e, 4) with reach_offsets (k + 1,), REACH_ASKS: FIVE x level + proof that the row asks; wishes: flat uint8
    credits, those of a wish row from wish_offsets[row - first wish row] on, by the candidate's column; percents:
    (25, 25) of FIVE x level + evidence had, FIVE x level + proof asked; numbers: see above.
    """

    reach_offsets: NDArray[np.int64]
    reach: NDArray[np.int32]
    wishes: NDArray[np.uint8]
    wish_offsets: NDArray[np.int64]
    percents: NDArray[np.int32]
    numbers: NDArray[np.int64]


class Laid(NamedTuple):
    """What of a pass depends on the postings alone; known: (columns,) the term of each column."""

    asked: Asked
    known: NDArray[np.uint32]


class Crowd(NamedTuple):
    """What of a pass depends on the candidates and the rules alone, in the order of the block where not by rank.

    facts: (n, CANDIDATE_COLUMNS) without TERMS, SHOWN and WISH; lines: (l, 5), see ITEM_KEY; wishes: the distinct
    values of sites, kinds, pay and first day, and which of them each candidate has, (n,).
    """

    order: NDArray[np.int64]
    facts: NDArray[np.int64]
    items: Items
    lines: NDArray[np.int64]
    wishes: list[tuple[NDArray[np.integer], NDArray[np.int64]]]
    titles: NDArray[np.int8]
    title_of: NDArray[np.int64]
    title_rows: NDArray[np.int8]
    whole: NDArray[np.int8]
    profile: NDArray[np.int8]


class Pool(NamedTuple):
    """All that a pass needs."""

    asked: Asked
    people: People
    earning: Earning


def lay_out_people(candidates: CandidateBlock, rules: Rules) -> Crowd:
    """Lay out a block of candidates, once for many plans."""
    bars = candidate_bars(candidates, rules)
    order = np.argsort(candidates.ids, kind="stable")
    facts = sections(candidates, CANDIDATE_COLUMNS, candidates.line_offsets, candidates.term_offsets)
    facts[:, STATED] = wishes_stated(candidates) @ (1 << np.arange(5))
    facts[:, STATED] += NO_ITEMS * no_items(candidates)
    facts[:, STATED] += NO_PROFILE * ~candidates.profile.any(axis=1)
    facts[:, STATED] += NO_TITLES * (np.diff(candidates.title_offsets) == 0)
    facts[:, STATED] += NO_WORDS * (~candidates.whole.any(axis=1) & (np.diff(candidates.term_offsets) == 0))
    for column, values in (
        (FORBID, bars.forbid.view(np.int64)),
        (HK_FROM, bars.hk_from),
        (CN_FROM, bars.cn_from),
        (FREE_FROM, bars.free_from),
        (FREE_UNTIL, bars.free_until),
    ):
        facts[:, column] = values
    lines = candidates.lines
    title_rows, title_of = distinct(candidates.titles)
    name = np.where(lines["source"] == SOURCES.index("text"), lines["skill"], lines["ref"])
    items, head = distinct_items(candidates), candidates.head
    columns = [items.key, lines["level"], lines["evidence"], lines["source"], name]
    return Crowd(
        order=order,
        facts=facts,
        items=items,
        lines=np.stack(columns, axis=1).astype(np.int64),
        wishes=[np.unique(head[name], return_inverse=True) for name in ("sites", "kinds", "pay", "available_from")],
        titles=np.ascontiguousarray(candidates.titles),
        title_of=title_of,
        title_rows=title_rows,
        whole=candidates.whole[order],
        profile=candidates.profile[order],
    )


def make_pool(plan: Plan, laid: Laid, candidates: CandidateBlock, crowd: Crowd, shown: NDArray[np.bool_]) -> Pool:
    """Lay out a block of candidates beside a plan; `shown`: (n,) who may appear in postings' lists."""
    reach = make_reach(plan, crowd.items)
    wishes, wish_offsets, wish_key = _wishes(plan, candidates, crowd)
    level, proof = credits.level_percent(plan.weights), credits.proof_percent(plan.weights)
    asks = (plan.level.astype(np.int32) * FIVE + plan.proof)[reach.row]
    earning = Earning(
        reach_offsets=reach.offsets,
        reach=np.stack([reach.row, reach.base, reach.how, asks], axis=1).astype(np.int32),
        wishes=wishes,
        wish_offsets=wish_offsets,
        percents=(level[:, None, :, None] * proof[None, :, None]).reshape(25, 25).astype(np.int32),
        numbers=numbers_of(plan.weights),
    )
    return Pool(laid.asked, _people(candidates, crowd, shown, laid.known, wish_key), earning)


def numbers_of(weights: Weights) -> NDArray[np.int64]:
    """The ramps and shares of the weights, by the places named above."""
    ramps = [(weights.profile_low, weights.profile_high), (weights.title_low, weights.title_high)]
    ramps += [(weights.text_low, weights.text_high), (weights.terms_low, weights.terms_high)]
    numbers = [number for ramp in ramps for number in credits.ramp_numbers(*ramp)]
    return np.array([*numbers, weights.terms_share], dtype=np.int64)


def _people(
    candidates: CandidateBlock,
    crowd: Crowd,
    shown: NDArray[np.bool_],
    known: NDArray[np.uint32],
    wish_key: NDArray[np.int64],
) -> People:
    terms, term_offsets = _known_terms(candidates, known)
    facts = crowd.facts.copy()
    facts[:, TERMS], facts[:, TERMS_END] = term_offsets[:-1], term_offsets[1:]
    facts[:, SHOWN] = shown
    facts[:, WISH:] = wish_key
    return People(
        order=crowd.order,
        facts=facts[crowd.order],
        items=crowd.lines,
        titles=crowd.titles,
        title_of=crowd.title_of,
        title_rows=crowd.title_rows,
        whole=crowd.whole,
        profile=crowd.profile,
        terms=terms,
    )


def sections(
    block: Block, columns: int, line_offsets: NDArray[np.int64], term_offsets: NDArray[np.int64]
) -> NDArray[np.int64]:
    """A table of facts with the columns LINES … TERMS_END filled."""
    facts = np.zeros((len(block), columns), dtype=np.int64)
    for column, offsets in ((LINES, line_offsets), (TITLES, block.title_offsets), (TERMS, term_offsets)):
        facts[:, column], facts[:, column + 1] = offsets[:-1], offsets[1:]
    return facts


def _known_terms(candidates: CandidateBlock, known: NDArray[np.uint32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The candidates' terms that some posting has, (t, 2) by column, and their offsets."""
    if not len(known):
        return np.zeros((0, 2), dtype=np.int32), np.zeros(len(candidates) + 1, dtype=np.int64)
    likely = np.zeros(1 << 16, dtype=bool)  # most terms are met in no posting of a small plan
    likely[known & 0xFFFF] = True
    at = np.flatnonzero(likely[candidates.term_ids & 0xFFFF])
    term = candidates.term_ids[at]
    place = np.minimum(np.searchsorted(known, term), len(known) - 1)
    kept = known[place] == term
    at, place = at[kept], place[kept]
    terms = np.stack([place, candidates.term_weights[at]], axis=1).astype(np.int32)
    return terms, np.searchsorted(at, candidates.term_offsets).astype(np.int64)


def _wishes(
    plan: Plan, candidates: CandidateBlock, crowd: Crowd
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Credits of distinct values against distinct values, where wish rows begin, each candidate's columns (n, 5)."""
    weights, n = plan.weights, len(candidates)
    site, kind, cluster, pay, start = (values[:, None] for values in plan.values)
    stated, fits = cluster_facts(plan, candidates, 0, n)
    facts = np.ascontiguousarray(np.vstack([stated, fits]).T)
    rows = facts.view(np.dtype((np.void, facts.shape[1])))[:, 0]
    _, one, cluster_key = np.unique(rows, return_index=True, return_inverse=True)
    values, keys = zip(*crowd.wishes, strict=True)
    tables = [
        credits.site_credit(values[0], site),
        credits.kind_credit(values[1], kind),
        credits.cluster_credit(stated[one], fits[:, one], cluster >= 0),
        credits.pay_credit(values[2], pay, weights),
        credits.start_credit(values[3], start, weights),
    ]
    flat = np.concatenate([table.ravel() for table in tables]).astype(np.uint8)
    widths = np.repeat([table.shape[1] for table in tables], [table.shape[0] for table in tables])
    offsets = np.cumsum(widths) - widths
    return flat, offsets.astype(np.int64), np.stack([keys[0], keys[1], cluster_key, keys[2], keys[3]], axis=1)
