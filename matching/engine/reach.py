"""Which requirement rows a candidate's item reaches, worked out once per distinct item, not once per candidate.

An item is a vocabulary skill or a free text. A skill reaches the rows of the same skill (CREDIT_ONE) and of related
skills (the relation's percent); a free text, or a skill against a free-text row, reaches what is near in meaning.
Skills are never compared by meaning with each other: there the relations decide. k distinct items, e reached rows in
all.
"""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits
from matching.engine.blocks import CandidateBlock
from matching.engine.data import CREDIT_ONE
from matching.engine.plan import Plan, distinct

AT_ONCE = 2048
EXACT, RELATED, NEAR = 0, 1, 2


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """key: (lines,) distinct item of each line of the block. offsets: (k + 1,) int64; row: (e,) int32, ascending in
    each item; base: (e,) uint8 credit before level and proof; how: (e,) uint8 EXACT, RELATED or NEAR."""

    key: NDArray[np.int32]
    offsets: NDArray[np.int64]
    row: NDArray[np.int32]
    base: NDArray[np.uint8]
    how: NDArray[np.uint8]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The distinct items of a block: skills, (s,) ids, then free texts, (f, d). key: (lines,) which one a line is."""

    key: NDArray[np.int32]
    skills: NDArray[np.int64]
    free: NDArray[np.int8]


def distinct_items(candidates: CandidateBlock) -> Items:
    """Find the distinct items of a block."""
    skills, skill_key = np.unique(candidates.lines["skill"].astype(np.int64), return_inverse=True)
    free, free_key = distinct(candidates.vectors)
    shift = int(len(skills) > 0 and skills[0] == 0)
    skills = skills[shift:]
    is_free = candidates.line_vector >= 0
    key = np.where(is_free, 0, skill_key - shift)
    key[is_free] = len(skills) + free_key[candidates.line_vector[is_free]]
    return Items(key.astype(np.int32), skills, free)


def make_reach(plan: Plan, items: Items) -> Reach:
    """Find the rows that each distinct item of a block reaches."""
    skills, free = items.skills, items.free
    found = [*_by_skill(plan, skills), *_by_meaning(plan, skills, free)]
    item, row, base, how = (np.concatenate([part[i] for part in found]) for i in range(4))
    order = np.lexsort((row, item))
    return Reach(
        key=items.key,
        offsets=np.searchsorted(item[order], np.arange(len(skills) + len(free) + 1)).astype(np.int64),
        row=row[order].astype(np.int32),
        base=base[order].astype(np.uint8),
        how=how[order].astype(np.uint8),
    )


Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _by_skill(plan: Plan, skills: NDArray[np.int64]) -> list[Found]:
    """(item, row, base, how) of the skills themselves and of their relations."""
    index = plan.vocabulary.index(skills)
    known = np.flatnonzero(index >= 0)
    offsets = plan.vocabulary.offsets
    length = offsets[index[known] + 1] - offsets[index[known]]
    link = np.repeat(offsets[index[known]], length) + within(length)
    related = plan.vocabulary.ids[plan.vocabulary.targets[link]]
    itself = np.full(len(skills), CREDIT_ONE, dtype=np.int64)
    partly = credits.percent(CREDIT_ONE, plan.vocabulary.strengths[link])
    return [
        _rows_of(plan.skill, np.arange(len(skills)), skills, itself, EXACT),
        _rows_of(plan.skill, np.repeat(known, length), related, partly, RELATED),
    ]


def _rows_of(
    names: NDArray[np.int64], item: NDArray[np.int64], wanted: NDArray[np.int64], base: NDArray[np.int64], how: int
) -> Found:
    """Spread (item, wanted name, base) over all rows that have that name."""
    order = np.argsort(names, kind="stable")
    begin = np.searchsorted(names[order], wanted)
    length = np.searchsorted(names[order], wanted, side="right") - begin
    row = order[np.repeat(begin, length) + within(length)]
    return np.repeat(item, length), row, np.repeat(base, length), np.full(len(row), how)


def _by_meaning(plan: Plan, skills: NDArray[np.int64], free: NDArray[np.int8]) -> list[Found]:
    """(item, row, base, how) of near texts: free items with every row, skills with free-text rows."""
    free_rows = plan.vector_of[plan.skill == 0]
    texts = np.unique(free_rows)
    everything = np.arange(len(plan.vectors))
    vocabulary = plan.vocabulary
    known = np.flatnonzero(vocabulary.index(skills) >= 0)
    found = []
    if vocabulary.dimensions == plan.vectors.shape[1]:
        own = vocabulary.vectors[vocabulary.index(skills[known])]
        found += _near(plan, known, own, texts, only_free=True)
    return found + _near(plan, len(skills) + np.arange(len(free)), free, everything, only_free=False)


def _near(
    plan: Plan, items: NDArray[np.int64], vectors: NDArray[np.int8], columns: NDArray[np.int64], *, only_free: bool
) -> list[Found]:
    """Compare item vectors with the chosen distinct vectors of the plan, AT_ONCE items at a time."""
    weights, found = plan.weights, []
    names = np.where((plan.skill == 0) | (not only_free), plan.vector_of, -1).astype(np.int64)
    for start in range(0, len(items), AT_ONCE):
        dot = credits.dots(vectors[start : start + AT_ONCE], plan.vectors[columns])
        item, column = np.nonzero(dot > credits.cosine(weights.near_low))
        near = credits.ramp(dot[item, column], weights.near_low, weights.near_high)
        base = credits.percent(near, weights.near_max)
        item, column, base = item[base > 0], column[base > 0], base[base > 0]
        found.append(_rows_of(names, items[start + item], columns[column], base, NEAR))
    return found


def within(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 … length - 1 for each length, one after the other."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
