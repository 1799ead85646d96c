"""The credits of a block of candidates, in plain numpy and scipy: the definition that `kernels` reproduces bit for bit.

`row_credits` gives one uint8 credit per (row of the plan, candidate); titles, texts and profiles one fine
credit per (posting, candidate). b candidates [start, stop) of the block, r requirement rows, m postings.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine import credits
from matching.engine.blocks import CandidateBlock
from matching.engine.plan import Part, Plan
from matching.engine.reach import Reach, within


def row_credits(plan: Plan, candidates: CandidateBlock, reach: Reach, start: int, stop: int) -> NDArray[np.uint8]:
    """Return (rows, b) credits of all rows."""
    table = np.zeros((plan.row_count, stop - start), dtype=np.uint8)
    first, weights = plan.wish_first, plan.weights
    table[: first[0]] = _requirement_credits(plan, candidates, reach, start, stop)
    head = candidates.head[start:stop]
    site, kind, cluster, pay, begin = (values[:, None] for values in plan.values)
    stated, fits = cluster_facts(plan, candidates, start, stop)
    table[first[0] : first[1]] = credits.site_credit(head["sites"], site)
    table[first[1] : first[2]] = credits.kind_credit(head["kinds"], kind)
    table[first[2] : first[3]] = credits.cluster_credit(stated, fits, cluster >= 0)
    table[first[3] : first[4]] = credits.pay_credit(head["pay"], pay, weights)
    table[first[4] :] = credits.start_credit(head["available_from"], begin, weights)
    return table


def reached(
    plan: Plan, candidates: CandidateBlock, reach: Reach, start: int, stop: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What the items of a block reach: flat (candidate - start, row, line, place in `reach`, credit)."""
    begin, end = candidates.line_offsets[start], candidates.line_offsets[stop]
    owner = np.repeat(np.arange(stop - start), np.diff(candidates.line_offsets[start : stop + 1]))
    key = reach.key[begin:end]
    length = reach.offsets[key + 1] - reach.offsets[key]
    place = np.repeat(reach.offsets[key], length) + within(length)
    line = np.repeat(np.arange(begin, end), length)
    row = reach.row[place].astype(np.int64)
    level = credits.level_percent(plan.weights)[candidates.lines["level"][line], plan.level[row]]
    proof = credits.proof_percent(plan.weights)[candidates.lines["evidence"][line], plan.proof[row]]
    return np.repeat(owner, length), row, line, place, credits.reduced(reach.base[place], level, proof)


def title_credits(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(m, b) nearness of the nearest pair of titles."""
    result = np.zeros((len(plan.postings), stop - start), dtype=np.int64)
    offsets = candidates.title_offsets[start : stop + 1]
    mine, theirs = np.flatnonzero(np.diff(offsets)), np.flatnonzero(np.diff(plan.postings.title_offsets))
    if not len(mine) or not len(theirs):
        return result
    product = credits.dots(plan.postings.titles, candidates.titles[offsets[0] : offsets[-1]])
    product = np.maximum.reduceat(product, plan.postings.title_offsets[:-1][theirs], axis=0)
    nearest = np.maximum.reduceat(product, offsets[:-1][mine] - offsets[0], axis=1)
    result[np.ix_(theirs, mine)] = credits.fine_ramp(nearest, plan.weights.title_low, plan.weights.title_high)
    return result


def text_credits(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(m, b) nearness of a posting's remaining text to all of the candidate's words."""
    meaning = credits.dots(plan.postings.whole, candidates.whole[start:stop])
    return credits.text_credit(meaning, _term_dots(plan, candidates, start, stop), plan.weights)


def profile_credits(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(m, b) nearness of the candidate's skills as a whole to a posting's requirements as a whole."""
    dots = credits.dots(plan.postings.wanted, candidates.profile[start:stop])
    return credits.fine_ramp(dots, plan.weights.profile_low, plan.weights.profile_high)


def _requirement_credits(
    plan: Plan, candidates: CandidateBlock, reach: Reach, start: int, stop: int
) -> NDArray[np.int64]:
    """(r, b) best credit that the candidate's items reach."""
    best = np.zeros((int(plan.wish_first[0]), stop - start), dtype=np.int64)
    owner, row, _, _, credit = reached(plan, candidates, reach, start, stop)
    np.maximum.at(best, (row, owner), credit)
    return best


def _term_dots(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(m, b) integer products of term weights."""
    postings = plan.postings
    known, column = np.unique(postings.term_ids, return_inverse=True)
    offsets = candidates.term_offsets[start : stop + 1]
    terms = candidates.term_ids[offsets[0] : offsets[-1]]
    if not len(known) or not len(terms):
        return np.zeros((len(postings), stop - start), dtype=np.int64)
    shape = (len(postings), len(known))
    rows = sparse.csr_array((postings.term_weights.astype(np.int64), column, postings.term_offsets), shape=shape)
    place = np.minimum(np.searchsorted(known, terms), len(known) - 1)
    weight = np.where(known[place] == terms, candidates.term_weights[offsets[0] : offsets[-1]], 0).astype(np.int64)
    columns = sparse.csr_array((weight, place, offsets - offsets[0]), shape=(stop - start, len(known)))
    products: NDArray[np.int64] = (rows @ columns.T).toarray()
    return products


def cluster_facts(
    plan: Plan, candidates: CandidateBlock, start: int, stop: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who named clusters, (b,), and whether each cluster row is among them, (c, b)."""
    offsets = candidates.cluster_offsets[start : stop + 1]
    counts = np.diff(offsets)
    named = candidates.clusters[offsets[0] : offsets[-1]].astype(np.int64)
    rows = plan.values[Part.CLUSTER - Part.SITE]
    fits = np.zeros((len(rows), stop - start), dtype=bool)
    place = np.minimum(np.searchsorted(rows, named), len(rows) - 1)
    hit = rows[place] == named
    fits[place[hit], np.repeat(np.arange(stop - start), counts)[hit]] = True
    return counts > 0, fits
