"""The credit table of a block of candidates: one uint8 credit per (row of the plan, candidate). Plain numpy and scipy.

This is the definition that `kernels` must reproduce bit for bit. Work: b candidates x rows, dense products in float32
whose every partial sum is a whole number below 2^24 (two vectors of length about VECTOR_NORM), hence exact in any
order.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine import credits
from matching.engine.blocks import CandidateBlock
from matching.engine.data import CREDIT_ONE
from matching.engine.plan import Part, Plan, line_vectors


def credit_table(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.uint8]:
    """Return (rows, stop - start) credits of candidates [start, stop)."""
    table = np.zeros((plan.rows, stop - start), dtype=np.uint8)
    first = plan.first
    table[: first[1]] = requirement_credits(plan, candidates, start, stop)
    table[first[1] : first[2]] = title_credits(plan, candidates, start, stop)
    table[first[2] : first[3]] = text_credits(plan, candidates, start, stop)
    head, weights = candidates.head[start:stop], plan.weights
    site, kind, cluster, pay, begin = (values[:, None] for values in plan.values)
    table[first[3] : first[4]] = credits.site_credit(head["sites"], site)
    table[first[4] : first[5]] = credits.kind_credit(head["kinds"], kind)
    stated, fits = cluster_facts(plan, candidates, start, stop)
    table[first[5] : first[6]] = credits.cluster_credit(stated, fits, cluster >= 0)
    table[first[6] : first[7]] = credits.pay_credit(head["pay"], pay, weights)
    table[first[7] :] = credits.start_credit(head["available_from"], begin, weights)
    return table


def dots(rows: NDArray[np.int8], columns: NDArray[np.int8]) -> NDArray[np.int32]:
    """Integer products of all rows with all columns, (a, d) and (b, d) to (a, b), exactly."""
    return (rows.astype(np.float32) @ columns.astype(np.float32).T).astype(np.int32)


def requirement_credits(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(r, b) best credit of each requirement row: whole profile, then near text, then exact and related skills."""
    weights = plan.weights
    near_profile = credits.ramp(
        dots(plan.vectors, candidates.profile[start:stop]), weights.profile_low, weights.profile_high
    )
    best = credits.percent(near_profile, weights.profile_max)
    begin, end = candidates.line_offsets[start], candidates.line_offsets[stop]
    items = candidates.lines[begin:end]
    owner = np.repeat(np.arange(stop - start), np.diff(candidates.line_offsets[start : stop + 1]))
    _near_items(plan, candidates, slice(begin, end), owner, best)
    row, item, strength = expand(plan, items)
    level = credits.level_percent(weights)[items["level"][item], plan.level[row]]
    proof = credits.proof_percent(weights)[items["evidence"][item], plan.proof[row]]
    np.maximum.at(best, (row, owner[item]), credits.reduced(related_base(strength), level, proof))
    return best


def related_base(strength: NDArray[np.int64]) -> NDArray[np.int64]:
    """Credit of a relation of `strength` percent; 100 is the skill itself."""
    return credits.percent(CREDIT_ONE, strength)


def expand(plan: Plan, items: NDArray[np.void]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Requirement rows that items reach by their skill: flat (row, item, percent; 100 for the skill itself)."""
    order = np.argsort(plan.skill, kind="stable")
    known, counts = np.unique(plan.skill[order], return_counts=True)
    starts = np.cumsum(counts) - counts
    at = np.flatnonzero(items["skill"])
    skill = items["skill"][at].astype(np.int64)
    index = plan.vocabulary.index(skill)
    have = index >= 0
    offsets = plan.vocabulary.offsets
    length = offsets[index[have] + 1] - offsets[index[have]]
    link = np.repeat(offsets[index[have]], length) + _within(length)
    skills = np.concatenate([skill, plan.vocabulary.ids[plan.vocabulary.targets[link]]])
    source = np.concatenate([at, np.repeat(at[have], length)])
    strength = np.concatenate([np.full(len(at), 100), plan.vocabulary.strengths[link].astype(np.int64)])
    if not len(known):
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    place = np.minimum(np.searchsorted(known, skills), len(known) - 1)
    hit = np.flatnonzero((known[place] == skills) & (skills > 0))
    length = counts[place[hit]]
    row = order[np.repeat(starts[place[hit]], length) + _within(length)]
    return row, np.repeat(source[hit], length), np.repeat(strength[hit], length)


def _within(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 … length - 1 for each length, one after the other."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _near_items(
    plan: Plan, candidates: CandidateBlock, chosen: slice, owner: NDArray[np.int64], best: NDArray[np.int64]
) -> None:
    """Raise `best` by items near in meaning; two skills of the vocabulary are compared by their relations only."""
    items, weights = candidates.lines[chosen], plan.weights
    vectors = line_vectors(candidates, plan.vocabulary, chosen)
    levels, proofs = credits.level_percent(weights), credits.proof_percent(weights)
    for of_items, of_rows in (
        (items["skill"] == 0, np.ones(len(plan.skill), dtype=bool)),
        (items["skill"] > 0, plan.skill == 0),
    ):
        some, rows = np.flatnonzero(of_items), np.flatnonzero(of_rows)
        if not len(some) or not len(rows):
            continue
        near = credits.ramp(dots(plan.vectors[rows], vectors[some]), weights.near_low, weights.near_high)
        level = levels[items["level"][some][None, :], plan.level[rows][:, None]]
        proof = proofs[items["evidence"][some][None, :], plan.proof[rows][:, None]]
        credit = credits.reduced(credits.percent(near, weights.near_max), level, proof)
        edges = np.flatnonzero(np.r_[True, np.diff(owner[some]) > 0])
        cell = np.ix_(rows, owner[some][edges])
        best[cell] = np.maximum(best[cell], np.maximum.reduceat(credit, edges, axis=1))


def title_credits(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(t, b) nearness of the nearest pair of titles."""
    counts = np.diff(candidates.title_offsets[start : stop + 1])
    result = np.zeros((len(plan.title_offsets) - 1, stop - start), dtype=np.int64)
    begin, end = candidates.title_offsets[start], candidates.title_offsets[stop]
    if not len(result) or begin == end:
        return result
    product = dots(plan.titles, candidates.titles[begin:end])
    product = np.maximum.reduceat(product, plan.title_offsets[:-1], axis=0)
    having = np.flatnonzero(counts)
    edges = (candidates.title_offsets[start:stop] - begin)[having]
    nearest = np.maximum.reduceat(product, edges, axis=1)
    result[:, having] = credits.ramp(nearest, plan.weights.title_low, plan.weights.title_high)
    return result


def text_credits(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(x, b) nearness of the posting's remaining text to the candidate's whole profile and all its words."""
    chosen = plan.text_of
    meaning = dots(plan.postings.whole[chosen], candidates.profile[start:stop])
    return credits.text_credit(meaning, term_dots(plan, candidates, start, stop), plan.weights)


def term_dots(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int64]:
    """(x, b) integer products of term weights."""
    postings = plan.postings
    known, column = np.unique(postings.term_ids, return_inverse=True)
    rows = sparse.csr_array(
        (postings.term_weights.astype(np.int64), column, postings.term_offsets),
        shape=(len(postings), max(1, len(known))),
    )
    begin, end = candidates.term_offsets[start], candidates.term_offsets[stop]
    terms = candidates.term_ids[begin:end]
    if not len(known) or not len(terms):
        return np.zeros((len(plan.text_of), stop - start), dtype=np.int64)
    place = np.minimum(np.searchsorted(known, terms), len(known) - 1)
    weight = np.where(known[place] == terms, candidates.term_weights[begin:end], 0).astype(np.int64)
    offsets = candidates.term_offsets[start : stop + 1] - begin
    columns = sparse.csr_array((weight, place, offsets), shape=(stop - start, len(known)))
    return (rows[plan.text_of] @ columns.T).toarray()


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
