"""A plan laid out as the arrays of `arrays.Asked`: what of a pass depends on the postings alone."""

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits
from matching.engine.arrays import (
    ASKS,
    ASKS_END,
    POSTING_COLUMNS,
    PROFILE_FACTOR,
    PROFILE_RAMP,
    STATED,
    TERM_COLUMN,
    TERM_WEIGHT,
    TEXT_FACTOR,
    TEXT_MOST,
    TEXT_RAMP,
    TITLE_FACTOR,
    TITLE_MOST,
    WISH_FACTOR,
    WISH_MOST,
    WISH_ROW,
    WORD_SHIFT,
    Asked,
    Laid,
    numbers_of,
    sections,
)
from matching.engine.blocks import PostingBlock
from matching.engine.data import CREDIT_ONE, Weights
from matching.engine.eligibility import posting_needs
from matching.engine.explain import facts_stated
from matching.engine.plan import Plan, distinct, full_credit


def lay_out(plan: Plan) -> Laid:
    """Lay out a plan, once for many blocks of candidates."""
    known, column = np.unique(plan.postings.term_ids, return_inverse=True)
    terms = np.stack([column, plan.postings.term_weights], axis=1).astype(np.int32)
    return Laid(_asked(plan, terms, len(known)), known)


def _asked(plan: Plan, terms: NDArray[np.int32], columns: int) -> Asked:
    postings = plan.postings
    order = np.argsort(postings.ids, kind="stable")
    facts = sections(postings, POSTING_COLUMNS, plan.part_offsets, postings.term_offsets)
    facts[:, STATED] = facts_stated(plan) @ (1 << np.arange(5))
    for column, factors in (
        (TITLE_FACTOR, plan.title_factor),
        (TEXT_FACTOR, plan.text_factor),
        (PROFILE_FACTOR, plan.profile_factor),
    ):
        facts[:, column] = factors
    _add_rows(facts, plan)
    facts[:, TITLE_MOST] = credits.earned(facts[:, TITLE_FACTOR], credits.FINE_ONE)
    facts[:, TEXT_MOST] = credits.earned(facts[:, TEXT_FACTOR], credits.FINE_ONE)
    title_rows, title_of = distinct(postings.titles)
    line = plan.part_line
    reference = np.zeros(len(line), dtype=np.int64)
    reference[line >= 0] = postings.lines["ref"][line[line >= 0]]
    factor = credits.point_factor(plan.part_max, full_credit(plan.part_kind))
    asks, askers, asker_offsets = _askers(plan, np.argsort(order))
    most, gain, gain_text = _bounds(facts[order], plan.weights)
    return Asked(
        order=order,
        facts=facts[order].astype(np.int32),
        parts=np.stack([plan.part_row, factor, plan.part_kind, plan.part_max, reference], axis=1).astype(np.int64),
        asks=asks,
        askers=askers,
        asker_offsets=asker_offsets,
        rows=np.stack([plan.level, plan.proof], axis=1).astype(np.int32),
        titles=np.ascontiguousarray(postings.titles),
        title_of=title_of,
        title_rows=title_rows,
        needs=_needs(postings, order),
        most=most,
        gain=gain,
        gain_text=gain_text,
        whole=postings.whole[order],
        wanted=postings.wanted[order],
        terms=terms,
        words=((terms[:, TERM_COLUMN] << WORD_SHIFT) | terms[:, TERM_WEIGHT]).astype(np.uint32),
        columns=columns,
        wish_first=plan.wish_first,
    )


def _add_rows(facts: NDArray[np.int64], plan: Plan) -> None:
    """Fill the columns of requirements and wishes; wishes are the last five of a posting's parts that have a row."""
    place = plan.row_offsets[1:, None] + np.arange(-5, 0)
    asked = np.diff(plan.row_offsets) - 5
    facts[:, ASKS_END] = np.cumsum(asked)
    facts[:, ASKS] = facts[:, ASKS_END] - asked
    facts[:, WISH_ROW : WISH_ROW + 5] = plan.rows[place] - plan.wish_first[0]
    facts[:, WISH_FACTOR : WISH_FACTOR + 5] = plan.factors[place]
    facts[:, WISH_MOST] = credits.earned(plan.factors[place], CREDIT_ONE).sum(axis=1)


def _askers(plan: Plan, rank: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """`asks`, `askers` and `asker_offsets` of `Asked`."""
    mine = plan.rows < plan.wish_first[0]
    owner = np.repeat(rank, np.diff(plan.row_offsets))[mine]
    asks = np.stack([plan.rows[mine], plan.factors[mine]], axis=1)
    order = np.lexsort((owner, asks[:, 0]))
    offsets = np.searchsorted(asks[order, 0], np.arange(plan.wish_first[0] + 1))
    return asks, np.stack([owner, asks[:, 1]], axis=1).astype(np.int32)[order], offsets.astype(np.int32)


def _bounds(facts: NDArray[np.int64], weights: Weights) -> tuple[NDArray[np.float32], ...]:
    """`most`, `gain` and `gain_text` of `Asked`; a few points more than the sum, for all rounding."""
    numbers, share = numbers_of(weights), weights.terms_share
    profile, text = facts[:, PROFILE_FACTOR], facts[:, TEXT_FACTOR]
    rise = (1 + 1e-6) / 2.0 ** (credits.FINE_SHIFT + credits.POINT_SHIFT)
    words = (text * credits.FINE_ONE * share) / (100 * 2.0**credits.POINT_SHIFT)
    rounding = 4 + 2 * (profile + text) / 2.0**credits.POINT_SHIFT
    most = facts[:, WISH_MOST] + facts[:, TITLE_MOST] + words + rounding
    by_meaning = numbers[TEXT_RAMP + 2] * (100 - share) / 100
    gains = (profile * numbers[PROFILE_RAMP + 2] * rise, text * by_meaning * rise)
    return most.astype(np.float32), *(gain.astype(np.float32) for gain in gains)


def _needs(postings: PostingBlock, order: NDArray[np.int64]) -> NDArray[np.int32]:
    """The needs of `eligibility.PostingNeeds` by rank, (5, m); all bits of a need are below 2^31."""
    needs = posting_needs(postings)
    rows = (needs.need.astype(np.int32), needs.hk_by, needs.cn_by, needs.start_by, needs.start_from)
    return np.ascontiguousarray(np.stack(rows)[:, order])
