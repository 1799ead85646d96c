"""Receipts: where every point of a score comes from. One receipt per pair, the same for both sides; points add up
exactly.

A receipt is an array of LINE, one line per part of the posting: requirements in the posting's order (so line i is
requirement i), then title, text and the wishes. The receipts of an owner's list are packed as: number of pairs uint16,
number of lines of each uint16, all lines. Words are made at display time by whoever shows them.
"""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits, table
from matching.engine.blocks import CandidateBlock
from matching.engine.data import CREDIT_ONE, SOURCES
from matching.engine.plan import Part, Plan, line_vectors

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


def pack_receipts(receipts: Sequence[NDArray[np.void]]) -> bytes:
    """Pack the receipts of one owner's list, best pair first."""
    head = np.array([len(receipts), *map(len, receipts)], dtype="<u2")
    return head.tobytes() + b"".join(receipt.tobytes() for receipt in receipts)


def unpack_receipts(data: bytes | memoryview) -> list[NDArray[np.void]]:
    """Read what `pack_receipts` wrote: one array of LINE per pair. Raises ValueError on a wrong length."""
    pairs = int(np.frombuffer(data, "<u2", 1)[0])
    sizes = np.frombuffer(data, "<u2", pairs, 2)
    lines = np.frombuffer(data, LINE, offset=2 + 2 * pairs)
    if len(lines) != sizes.sum():
        raise ValueError("not packed receipts")
    return np.split(lines, np.cumsum(sizes)[:-1]) if pairs else []


def explain_pair(
    plan: Plan, candidates: CandidateBlock, candidate: int, posting: int, column: NDArray[np.uint8] | None = None
) -> NDArray[np.void]:
    """Return the receipt of candidate number `candidate` of the block and posting number `posting` of the plan.

    `column`: the candidate's column of the credit table, when the caller has it.
    """
    begin, end = plan.part_offsets[posting], plan.part_offsets[posting + 1]
    receipt = np.zeros(end - begin, dtype=LINE)
    if column is None:
        column = table.credit_table(plan, candidates, candidate, candidate + 1)[:, 0]
    for line, part in zip(receipt, range(begin, end), strict=True):
        kind, row = Part(int(plan.part_kind[part])), int(plan.part_row[part])
        credit = int(column[row])
        line["kind"], line["max_points"] = kind, plan.part_max[part]
        line["points"] = credits.points(plan.part_max[part], credit)
        if kind is Part.REQUIREMENT:
            line["requirement"] = plan.postings.lines["ref"][plan.part_line[part]]
            reason, item = _requirement_reason(plan, candidates, candidate, row, credit)
            line["reason"] = reason
            if item is not None:
                in_text = item["source"] == SOURCES.index("text")
                line["source"] = Source.TEXT_SKILL if in_text else Source.ITEM
                line["item"] = item["skill"] if in_text else item["ref"]
        else:
            line["reason"] = _other_reason(plan, candidates, candidate, posting, kind, credit)
        line["status"] = status_of(Credit(int(line["reason"])), credit)
    return receipt


def status_of(reason: Credit, credit: int) -> Status:
    """Status that follows from the reason and the credit."""
    if reason in (Credit.WISH_NOT_STATED, Credit.POSTING_NOT_STATED, Credit.PROFILE_EMPTY, Credit.LEVEL_NOT_STATED):
        return Status.NOT_STATED
    if credit == CREDIT_ONE:
        return Status.MET
    return Status.PARTLY if credit else Status.MISSING


def _requirement_reason(
    plan: Plan, candidates: CandidateBlock, candidate: int, row: int, credit: int
) -> tuple[Credit, np.void | None]:
    """Find what gave a requirement its credit: the first item that earns it, else the profile as a whole."""
    begin, end = candidates.line_offsets[candidate], candidates.line_offsets[candidate + 1]
    if not credit:
        empty = begin == end and not candidates.profile[candidate].any()
        return (Credit.PROFILE_EMPTY if empty else Credit.NONE), None
    items, weights = candidates.lines[begin:end], plan.weights
    vectors = line_vectors(candidates, plan.vocabulary, slice(begin, end))
    rows, reached, strengths = table.expand(plan, items)
    reached, strengths = reached[rows == row], strengths[rows == row]
    percent = dict(zip(reached.tolist(), strengths.tolist(), strict=True))
    levels, proofs = credits.level_percent(weights), credits.proof_percent(weights)
    asked_level, asked_proof = int(plan.level[row]), int(plan.proof[row])
    for at, item in enumerate(items):
        level = int(levels[item["level"], asked_level])
        proof = int(proofs[item["evidence"], asked_proof])
        if at in percent:
            if credits.reduced(table.related_base(np.int64(percent[at])), level, proof) == credit:
                return _skill_reason(percent[at], int(item["level"]), level, proof), item
        elif not (item["skill"] and plan.skill[row]):
            dot = table.dots(plan.vectors[row : row + 1], vectors[at : at + 1])[0, 0]
            near = credits.percent(credits.ramp(dot, weights.near_low, weights.near_high), weights.near_max)
            if credits.reduced(near, level, proof) == credit:
                return Credit.NEAR_TEXT, item
    return Credit.WHOLE_PROFILE, None


def _skill_reason(strength: int, had: int, level: int, proof: int) -> Credit:
    if strength < 100:
        return Credit.RELATED
    if level < 100:
        return Credit.LOWER_LEVEL if had else Credit.LEVEL_NOT_STATED
    return Credit.LESS_PROOF if proof < 100 else Credit.EXACT


def _other_reason(
    plan: Plan, candidates: CandidateBlock, candidate: int, posting: int, kind: Part, credit: int
) -> Credit:
    """Reason of a part that is no requirement."""
    head = candidates.head[candidate]
    if kind is Part.TITLE:
        none = candidates.title_offsets[candidate] == candidates.title_offsets[candidate + 1]
        return Credit.PROFILE_EMPTY if none else Credit.NEAR if credit else Credit.NONE
    if kind is Part.TEXT:
        words = candidates.term_offsets[candidate + 1] > candidates.term_offsets[candidate]
        none = not words and not candidates.profile[candidate].any()
        return Credit.PROFILE_EMPTY if none else Credit.NEAR if credit else Credit.NONE
    stated = {
        Part.SITE: head["sites"] > 0,
        Part.KIND: head["kinds"] > 0,
        Part.CLUSTER: candidates.cluster_offsets[candidate + 1] > candidates.cluster_offsets[candidate],
        Part.PAY: head["pay"] > 0,
        Part.START: head["available_from"] > 0,
    }[kind]
    if not stated:
        return Credit.WISH_NOT_STATED
    role = plan.postings.head[posting]
    unknown = {
        Part.CLUSTER: role["cluster"] < 0,
        Part.PAY: max(role["pay_min"], role["pay_max"]) == 0,
        Part.START: max(role["starts_from"], role["starts_by"]) == 0,
    }
    if unknown.get(kind, False):
        return Credit.POSTING_NOT_STATED
    if credit == CREDIT_ONE:
        return Credit.WISH_FITS
    return Credit.WISH_PARTLY if credit else Credit.WISH_UNMET
