"""How receipts are stored: all those of an owner's list in one value, some 9 bytes a line.

Little-endian numbers of 16 bits: the number of pairs with the bit SHORT, the number of lines of each pair, three of
every line (small fields as CODE says, points, most points); then two of 32 bits of every line of a requirement: which
it is, and by what item it is met. Sizes follow from the postings alone, so lines are written where they stay.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock
from matching.engine.explain import LINE, explain_pairs
from matching.engine.plan import WISHES, Part, Plan
from matching.engine.reach import within

CODE, BITS, SHIFTS = ("kind", "status", "source", "reason"), (4, 2, 2, 4), (0, 4, 6, 8)
LINE_WORDS, NAME_WORDS = 3, 4
SHORT = 1 << 15


class Room(NamedTuple):
    """Bytes for the receipts of many owners, with all heads written and the lines yet to be.

    words: the bytes as numbers of 16 bits, little-endian; line, name: (pairs,) where in them the lines of each pair and
    what its requirements are called begin; offsets: (owners + 1,) bytes, where the receipts of each owner begin.
    """

    words: NDArray[np.uint16]
    line: NDArray[np.int64]
    name: NDArray[np.int64]
    offsets: NDArray[np.int64]


def lay_out_receipts(plan: Plan, posting: NDArray[np.int64], pair_offsets: NDArray[np.int64]) -> Room:
    """Make room for the receipts of pairs with these postings, owner after owner; pair_offsets: (owners + 1,)."""
    counts = np.diff(plan.part_offsets)[posting]
    asked = (np.diff(plan.row_offsets) - len(WISHES))[posting]
    pairs = np.diff(pair_offsets)
    heads = np.concatenate([[0], np.cumsum(1 + pairs)])
    lines, names = (np.concatenate([[0], np.cumsum(n * w)]) for n, w in ((counts, LINE_WORDS), (asked, NAME_WORDS)))
    begin, end = pair_offsets[:-1], pair_offsets[1:]
    offsets = heads + lines[pair_offsets] + names[pair_offsets]
    owner = np.repeat(np.arange(len(pairs)), pairs)
    words = np.empty(offsets[-1], dtype="<u2")
    words[offsets[:-1]] = pairs | SHORT
    words[offsets[owner] + 1 + np.arange(len(owner)) - begin[owner]] = counts
    return Room(
        words,
        heads[owner + 1] + names[begin][owner] + lines[:-1],
        heads[owner + 1] + lines[end][owner] + names[:-1],
        2 * offsets,
    )


def receipts(
    plan: Plan,
    candidates: CandidateBlock,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    pair_offsets: NDArray[np.int64],
) -> tuple[bytes, NDArray[np.int64]]:
    """Return the packed receipts of owners' pairs, and where each owner's begin, (owners + 1,).

    candidate, posting: (pairs,) their numbers in the block and in the plan, owner after owner, best pair first;
    pair_offsets: (owners + 1,).
    """
    lines, offsets = explain_pairs(plan, candidates, candidate, posting)
    room = lay_out_receipts(plan, posting, pair_offsets)
    counts = np.diff(offsets)
    code = sum(lines[field].astype(np.uint16) << shift for field, shift in zip(CODE, SHIFTS, strict=True))
    at = np.repeat(room.line, counts) + LINE_WORDS * within(counts)
    for place, values in enumerate((code, lines["points"], lines["max_points"])):
        room.words[at + place] = values
    asked = lines["kind"] == Part.REQUIREMENT
    named = np.diff(np.concatenate([[0], np.cumsum(asked)])[offsets])
    at = np.repeat(room.name, named) + NAME_WORDS * within(named)
    for place, field in ((0, "requirement"), (2, "item")):
        values = lines[field][asked]
        room.words[at + place], room.words[at + place + 1] = values & 0xFFFF, values >> 16
    return room.words.tobytes(), room.offsets


def unpack_receipts(data: bytes | memoryview) -> list[NDArray[np.void]]:
    """Read the packed receipts of one owner: one array of LINE per pair. Raises ValueError on a wrong length."""
    head = int(np.frombuffer(data, "<u2", 1)[0])
    pairs = head & ~SHORT
    sizes = np.frombuffer(data, "<u2", pairs, 2)
    lines = _short_lines(data, 2 + 2 * pairs, int(sizes.sum())) if head & SHORT else _long_lines(data, 2 + 2 * pairs)
    if len(lines) != sizes.sum():
        raise ValueError("not packed receipts")
    return np.split(lines, np.cumsum(sizes)[:-1]) if pairs else []


def _short_lines(data: bytes | memoryview, start: int, count: int) -> NDArray[np.void]:
    small = np.frombuffer(data, "<u2", LINE_WORDS * count, start).reshape(count, LINE_WORDS)
    lines = np.zeros(count, dtype=LINE)
    for field, shift, bits in zip(CODE, SHIFTS, BITS, strict=True):
        lines[field] = (small[:, 0] >> shift) & ((1 << bits) - 1)
    lines["points"], lines["max_points"] = small[:, 1], small[:, 2]
    asked = np.flatnonzero(lines["kind"] == Part.REQUIREMENT)
    names = np.frombuffer(data, "<u4", offset=start + 2 * LINE_WORDS * count)
    if len(names) != 2 * len(asked):
        raise ValueError("not packed receipts")
    lines["requirement"][asked], lines["item"][asked] = names[::2], names[1::2]
    return lines


def _long_lines(data: bytes | memoryview, start: int) -> NDArray[np.void]:
    """Lines as they were stored before engine version 4."""
    return np.frombuffer(data, LINE, offset=start)
