"""Plan and candidates as plain tuples of arrays, ordered by ascending id, the way `kernels` take them.

Wishes become tables: each wish compares one value of a candidate with one of a posting, so credits are worked out once
per pair of distinct values, (values of the plan, distinct values of the candidates).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits
from matching.engine.blocks import CandidateBlock
from matching.engine.data import Weights
from matching.engine.eligibility import Rules, candidate_bars, posting_needs
from matching.engine.plan import Plan
from matching.engine.reach import Reach, make_reach
from matching.engine.table import cluster_facts


class Numbers(NamedTuple):
    """The weights: ramps as (bottom, width, slope), profile credit by ramp value, percents of levels and proofs."""

    near_profile: tuple[int, int, int]
    profile: NDArray[np.uint8]
    title: tuple[int, int, int]
    text: tuple[int, int, int]
    terms: tuple[int, int, int]
    terms_share: int
    level: NDArray[np.int64]
    proof: NDArray[np.int64]


class Asked(NamedTuple):
    """The postings and their rows (see `plan.Plan`); `order`: places by ascending id; terms are columns."""

    order: NDArray[np.int64]
    row_offsets: NDArray[np.int64]
    rows: NDArray[np.int32]
    factors: NDArray[np.int32]
    title_factor: NDArray[np.int32]
    text_factor: NDArray[np.int32]
    level: NDArray[np.uint8]
    proof: NDArray[np.uint8]
    vector_of: NDArray[np.int32]
    vectors: NDArray[np.int8]
    titles: NDArray[np.int8]
    title_offsets: NDArray[np.int64]
    whole: NDArray[np.int8]
    term_columns: NDArray[np.int32]
    term_weights: NDArray[np.uint8]
    term_offsets: NDArray[np.int64]
    columns: int
    need: NDArray[np.uint64]
    hk_by: NDArray[np.int32]
    cn_by: NDArray[np.int32]
    start_by: NDArray[np.int32]
    start_from: NDArray[np.int32]


class People(NamedTuple):
    """The candidates; `order`: places by ascending id. wish_key: (5, n) which column of a wish's table is theirs."""

    order: NDArray[np.int64]
    line_offsets: NDArray[np.int64]
    key: NDArray[np.int32]
    level: NDArray[np.uint8]
    evidence: NDArray[np.uint8]
    titles: NDArray[np.int8]
    title_offsets: NDArray[np.int64]
    profile: NDArray[np.int8]
    term_columns: NDArray[np.int32]
    term_weights: NDArray[np.uint8]
    term_offsets: NDArray[np.int64]
    wish_key: NDArray[np.int32]
    shown: NDArray[np.bool_]
    forbid: NDArray[np.uint64]
    hk_from: NDArray[np.int32]
    cn_from: NDArray[np.int32]
    free_from: NDArray[np.int32]
    free_until: NDArray[np.int32]


class Reached(NamedTuple):
    """See `reach.Reach`."""

    offsets: NDArray[np.int64]
    row: NDArray[np.int32]
    base: NDArray[np.uint8]
    how: NDArray[np.uint8]


class Wishes(NamedTuple):
    """Credits of each wish, (values asked, distinct values of candidates) uint8; first: (6,) first row of each."""

    site: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    cluster: NDArray[np.uint8]
    pay: NDArray[np.uint8]
    start: NDArray[np.uint8]
    first: NDArray[np.int64]


def numbers_of(weights: Weights) -> Numbers:
    """Take the weights apart."""
    ramps = [(weights.profile_low, weights.profile_high), (weights.title_low, weights.title_high)]
    ramps += [(weights.text_low, weights.text_high), (weights.terms_low, weights.terms_high)]
    near_profile, title, text, terms = (credits.ramp_numbers(*ramp) for ramp in ramps)
    return Numbers(
        near_profile=near_profile,
        profile=credits.percent(np.arange(credits.CREDIT_ONE + 1), weights.profile_max).astype(np.uint8),
        title=title,
        text=text,
        terms=terms,
        terms_share=weights.terms_share,
        level=credits.level_percent(weights),
        proof=credits.proof_percent(weights),
    )


def pool_of(
    plan: Plan, candidates: CandidateBlock, rules: Rules, shown: NDArray[np.bool_]
) -> tuple[Asked, People, Reached, Wishes]:
    """Lay out a plan and a block of candidates for the kernels."""
    reach = make_reach(plan, candidates)
    known, column = np.unique(plan.postings.term_ids, return_inverse=True)
    wishes, wish_key = _wishes(plan, candidates)
    reached = Reached(reach.offsets, reach.row, reach.base, reach.how)
    asked = _asked(plan, column.astype(np.int32), len(known))
    return asked, _people(candidates, reach, rules, shown, known, wish_key), reached, wishes


def _asked(plan: Plan, column: NDArray[np.int32], columns: int) -> Asked:
    postings, needs = plan.postings, posting_needs(plan.postings)
    return Asked(
        order=np.argsort(postings.ids, kind="stable"),
        row_offsets=plan.row_offsets,
        rows=plan.rows,
        factors=plan.factors,
        title_factor=plan.title_factor,
        text_factor=plan.text_factor,
        level=plan.level,
        proof=plan.proof,
        vector_of=plan.vector_of,
        vectors=np.ascontiguousarray(plan.vectors),
        titles=np.ascontiguousarray(postings.titles),
        title_offsets=postings.title_offsets,
        whole=np.ascontiguousarray(postings.whole),
        term_columns=column,
        term_weights=postings.term_weights,
        term_offsets=postings.term_offsets,
        columns=columns,
        need=needs.need,
        hk_by=needs.hk_by,
        cn_by=needs.cn_by,
        start_by=needs.start_by,
        start_from=needs.start_from,
    )


def _people(
    candidates: CandidateBlock,
    reach: Reach,
    rules: Rules,
    shown: NDArray[np.bool_],
    known: NDArray[np.uint32],
    wish_key: NDArray[np.int32],
) -> People:
    bars = candidate_bars(candidates, rules)
    columns, weights, offsets = _known_terms(candidates, known)
    return People(
        order=np.argsort(candidates.ids, kind="stable"),
        line_offsets=candidates.line_offsets,
        key=reach.key,
        level=np.ascontiguousarray(candidates.lines["level"]),
        evidence=np.ascontiguousarray(candidates.lines["evidence"]),
        titles=np.ascontiguousarray(candidates.titles),
        title_offsets=candidates.title_offsets,
        profile=np.ascontiguousarray(candidates.profile),
        term_columns=columns,
        term_weights=weights,
        term_offsets=offsets,
        wish_key=wish_key,
        shown=shown,
        forbid=bars.forbid,
        hk_from=bars.hk_from,
        cn_from=bars.cn_from,
        free_from=bars.free_from,
        free_until=bars.free_until,
    )


def _known_terms(
    candidates: CandidateBlock, known: NDArray[np.uint32]
) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int64]]:
    """The candidates' terms that some posting has, by column."""
    place = np.minimum(np.searchsorted(known, candidates.term_ids), max(0, len(known) - 1))
    kept = known[place] == candidates.term_ids if len(known) else np.zeros(len(candidates.term_ids), dtype=bool)
    before = np.concatenate([[0], np.cumsum(kept)]).astype(np.int64)
    return place[kept].astype(np.int32), candidates.term_weights[kept], before[candidates.term_offsets]


def _wishes(plan: Plan, candidates: CandidateBlock) -> tuple[Wishes, NDArray[np.int32]]:
    """Credits of distinct values against distinct values, and each candidate's column, (5, n)."""
    head, weights, n = candidates.head, plan.weights, len(candidates)
    site, kind, cluster, pay, start = (values[:, None] for values in plan.values)
    stated, fits = cluster_facts(plan, candidates, 0, n)
    facts = np.ascontiguousarray(np.vstack([stated, fits]).T)
    rows = facts.view(np.dtype((np.void, facts.shape[1])))[:, 0]
    _, one, cluster_key = np.unique(rows, return_index=True, return_inverse=True)
    columns = ("sites", "kinds", "pay", "available_from")
    distinct = {name: np.unique(head[name], return_inverse=True) for name in columns}
    tables = [
        credits.site_credit(distinct["sites"][0], site),
        credits.kind_credit(distinct["kinds"][0], kind),
        credits.cluster_credit(stated[one], fits[:, one], cluster >= 0),
        credits.pay_credit(distinct["pay"][0], pay, weights),
        credits.start_credit(distinct["available_from"][0], start, weights),
    ]
    keys = [distinct["sites"][1], distinct["kinds"][1], cluster_key, distinct["pay"][1], distinct["available_from"][1]]
    table = Wishes(*(np.ascontiguousarray(part, dtype=np.uint8) for part in tables), first=plan.wish_first)
    return table, np.stack(keys).astype(np.int32)
