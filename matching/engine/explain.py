"""Receipts: where every point of a score comes from. One receipt per pair, the same for both sides; points add up
exactly.

A receipt is an array of LINE, one line per part of the posting: requirements in the posting's order (so line i is
requirement i), then title, text, the wishes and the profile as a whole. How they are stored: `receipts`. Words are made
at display time by whoever shows them.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits, table
from matching.engine.blocks import CandidateBlock
from matching.engine.data import CREDIT_ONE, SOURCES
from matching.engine.plan import Part, Plan, full_credit
from matching.engine.reach import NEAR, RELATED, Reach, distinct_items, make_reach, within

BLOCK = 256
BY_NOTHING = 3
Found = tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.int64]]

LINE = np.dtype(
    [
        ("kind", "u1"),
        ("status", "u1"),
        ("reason", "u1"),
        ("source", "u1"),
        ("points", "<u2"),
        ("max_points", "<u2"),
        ("requirement", "<u4"),
        ("item", "<u4"),
    ]
)


class Status(IntEnum):
    """How far a part is met."""

    MISSING = 0
    PARTLY = 1
    MET = 2
    NOT_STATED = 3


class Credit(IntEnum):
    """Why a part earned its credit."""

    NONE = 0
    EXACT = 1
    LOWER_LEVEL = 2
    LEVEL_NOT_STATED = 3
    LESS_PROOF = 4
    RELATED = 5
    NEAR_TEXT = 6
    WHOLE_PROFILE = 7
    NEAR = 8
    WISH_FITS = 9
    WISH_PARTLY = 10
    WISH_UNMET = 11
    WISH_NOT_STATED = 12
    POSTING_NOT_STATED = 13
    PROFILE_EMPTY = 14


class Source(IntEnum):
    """What `item` points to: nothing, a profile line by its primary key, or a vocabulary skill found in text."""

    NONE = 0
    ITEM = 1
    TEXT_SKILL = 2


NOT_STATED = (Credit.WISH_NOT_STATED, Credit.POSTING_NOT_STATED, Credit.PROFILE_EMPTY, Credit.LEVEL_NOT_STATED)


def explain_pairs(
    plan: Plan, candidates: CandidateBlock, candidate: NDArray[np.int64], posting: NDArray[np.int64]
) -> tuple[NDArray[np.void], NDArray[np.int64]]:
    """Return the receipts of pairs, flat LINE and (pairs + 1,) offsets.

    candidate, posting: (pairs,) their numbers in the block and in the plan.
    """
    offsets = line_offsets(plan, posting)
    credit, how, line = (np.zeros(offsets[-1], dtype=np.int64) for _ in range(3))
    reach = make_reach(plan, distinct_items(candidates))
    for start in range(0, len(candidates), BLOCK):
        stop = min(start + BLOCK, len(candidates))
        pairs = np.flatnonzero((candidate >= start) & (candidate < stop))
        if len(pairs):
            counts = np.diff(offsets)[pairs]
            target = np.repeat(offsets[pairs], counts) + within(counts)
            part = np.repeat(plan.part_offsets[posting[pairs]], counts) + within(counts)
            role, who = np.repeat(posting[pairs], counts), np.repeat(candidate[pairs], counts)
            found = _credits(plan, candidates, reach, (start, stop), who, role, part)
            credit[target], how[target], line[target] = found
    return write_lines(plan, candidates, candidate, posting, (offsets, credit, how, line)), offsets


def line_offsets(plan: Plan, posting: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the lines of each pair begin: a pair has as many as its posting has parts."""
    return np.concatenate([[0], np.cumsum(np.diff(plan.part_offsets)[posting])]).astype(np.int64)


def write_lines(
    plan: Plan,
    candidates: CandidateBlock,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    found: tuple[NDArray[np.int64], NDArray[np.integer], NDArray[np.integer], NDArray[np.int64]],
) -> NDArray[np.void]:
    """Write receipts from what was found: (offsets of each pair, credit, how of `reach` or BY_NOTHING, line or -1)."""
    offsets, credit, how, line = found
    counts = np.diff(offsets)
    who, role = np.repeat(candidate, counts), np.repeat(posting, counts)
    part = np.repeat(plan.part_offsets[posting], counts) + within(counts)
    kind = plan.part_kind[part]
    lines = np.zeros(offsets[-1], dtype=LINE)
    lines["kind"], lines["max_points"] = kind, plan.part_max[part]
    full = full_credit(kind)
    lines["points"] = credits.points(plan.part_max[part], credit, full)
    for mine, reasons in (
        (kind == Part.REQUIREMENT, _requirement_reasons),
        ((kind == Part.TITLE) | (kind == Part.TEXT), _likeness_reasons),
        ((kind >= Part.SITE) & (kind <= Part.START), _wish_reasons),
        (kind == Part.PROFILE, _profile_reasons),
    ):
        at = np.flatnonzero(mine)
        lines["reason"][at] = reasons(plan, candidates, who[at], role[at], part[at], (credit[at], how[at], line[at]))
    asked = np.flatnonzero(kind == Part.REQUIREMENT)
    lines["requirement"][asked] = plan.postings.lines["ref"][plan.part_line[part[asked]]]
    having = np.flatnonzero((kind == Part.REQUIREMENT) & (line >= 0))
    named = candidates.lines[line[having]]
    in_text = named["source"] == SOURCES.index("text")
    lines["source"][having] = np.where(in_text, Source.TEXT_SKILL, Source.ITEM)
    lines["item"][having] = np.where(in_text, named["skill"], named["ref"])
    lines["status"] = np.where(credit == full, Status.MET, np.where(credit > 0, Status.PARTLY, Status.MISSING))
    lines["status"][np.isin(lines["reason"], NOT_STATED)] = Status.NOT_STATED
    return lines


def _credits(
    plan: Plan,
    candidates: CandidateBlock,
    reach: Reach,
    block: tuple[int, int],
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    part: NDArray[np.int64],
) -> Found:
    """Credit of each (candidate, part) of a block of candidates, and for requirements which line earned it and how."""
    start, stop = block
    kind, row, column = plan.part_kind[part], plan.part_row[part], candidate - start
    by_row = table.row_credits(plan, candidates, reach, start, stop)
    credit = np.where(row >= 0, by_row[row, column], 0).astype(np.int64)
    for name, rule in (
        (Part.TITLE, table.title_credits),
        (Part.TEXT, table.text_credits),
        (Part.PROFILE, table.profile_credits),
    ):
        mine = kind == name
        credit[mine] = rule(plan, candidates, start, stop)[posting[mine], column[mine]]
    how, line = np.full(len(part), BY_NOTHING, dtype=np.int64), np.full(len(part), -1, dtype=np.int64)
    owner, reached, lines, place, earned = table.reached(plan, candidates, reach, start, stop)
    key = owner * plan.row_count + reached
    order = np.lexsort((lines, -earned, key))
    if len(order):
        order = order[np.flatnonzero(np.r_[True, np.diff(key[order]) > 0])]
        wanted = column * plan.row_count + row
        best = order[np.minimum(np.searchsorted(key[order], wanted), len(order) - 1)]
        hit = (kind == Part.REQUIREMENT) & (key[best] == wanted) & (earned[best] == credit) & (credit > 0)
        how[hit], line[hit] = reach.how[place[best[hit]]], lines[best[hit]]
    return credit, how, line


def _requirement_reasons(
    plan: Plan,
    candidates: CandidateBlock,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    part: NDArray[np.int64],
    found: Found,
) -> NDArray[np.int64]:
    """Reasons of requirements."""
    _, how, line = found
    reason = np.where(no_items(candidates)[candidate], Credit.PROFILE_EMPTY, Credit.NONE).astype(np.int64)
    having = np.flatnonzero(line >= 0)
    chosen, row = candidates.lines[line[having]], plan.part_row[part[having]]
    level = credits.level_percent(plan.weights)[chosen["level"], plan.level[row]]
    proof = credits.proof_percent(plan.weights)[chosen["evidence"], plan.proof[row]]
    lower = np.where(chosen["level"] > 0, Credit.LOWER_LEVEL, Credit.LEVEL_NOT_STATED)
    by_item = np.where(level < 100, lower, np.where(proof < 100, Credit.LESS_PROOF, Credit.EXACT))
    by_item = np.where(how[having] == RELATED, Credit.RELATED, by_item)
    reason[having] = np.where(how[having] == NEAR, Credit.NEAR_TEXT, by_item)
    return reason


def no_items(candidates: CandidateBlock) -> NDArray[np.bool_]:
    """(n,) who has neither a profile line nor any other sign of skills."""
    nothing: NDArray[np.bool_] = ~candidates.profile.any(axis=1) & (np.diff(candidates.line_offsets) == 0)
    return nothing


def _profile_reasons(
    plan: Plan,
    candidates: CandidateBlock,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    part: NDArray[np.int64],
    found: Found,
) -> NDArray[np.int64]:
    """Reasons of the profile as a whole."""
    empty = np.asarray(candidates.profile.any(axis=1)) == 0
    none = np.where(empty[candidate], Credit.PROFILE_EMPTY, Credit.NONE)
    return np.where(found[0] > 0, Credit.WHOLE_PROFILE, none)


def _likeness_reasons(
    plan: Plan,
    candidates: CandidateBlock,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    part: NDArray[np.int64],
    found: Found,
) -> NDArray[np.int64]:
    """Reasons of titles and texts."""
    untitled = np.diff(candidates.title_offsets)[candidate] == 0
    wordless = (np.diff(candidates.term_offsets) == 0) & ~candidates.whole.any(axis=1)
    empty = np.where(plan.part_kind[part] == Part.TITLE, untitled, wordless[candidate])
    return np.where(empty, Credit.PROFILE_EMPTY, np.where(found[0] > 0, Credit.NEAR, Credit.NONE))


def _wish_reasons(
    plan: Plan,
    candidates: CandidateBlock,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    part: NDArray[np.int64],
    found: Found,
) -> NDArray[np.int64]:
    """Reasons of site, kind, cluster, pay and start."""
    credit, column = found[0], plan.part_kind[part].astype(np.int64) - Part.SITE
    below = np.where(credit > 0, Credit.WISH_PARTLY, Credit.WISH_UNMET)
    fitting = np.where(credit == CREDIT_ONE, Credit.WISH_FITS, below)
    known = np.where(facts_stated(plan)[posting, column], fitting, Credit.POSTING_NOT_STATED)
    return np.where(wishes_stated(candidates)[candidate, column], known, Credit.WISH_NOT_STATED)


def wishes_stated(candidates: CandidateBlock) -> NDArray[np.bool_]:
    """(n, 5) whether each candidate stated each of the wishes."""
    head = candidates.head
    clusters = np.diff(candidates.cluster_offsets)
    return np.stack([head["sites"], head["kinds"], clusters, head["pay"], head["available_from"]], axis=1) > 0


def facts_stated(plan: Plan) -> NDArray[np.bool_]:
    """(m, 5) whether each posting stated what each of the wishes is compared with."""
    head = plan.postings.head
    always = np.ones(len(head), dtype=np.int64)
    pay, start = np.maximum(head["pay_min"], head["pay_max"]), np.maximum(head["starts_from"], head["starts_by"])
    return np.stack([always, always, head["cluster"] >= 0, pay, start], axis=1) > 0
