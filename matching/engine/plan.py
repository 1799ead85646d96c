"""What a pool of postings asks for, as rows that many postings share, and each posting's parts as (row, most points).

A row is one thing a candidate can earn credit for: a distinct requirement (skill, level, proof, or the vector of a free
text), a distinct set of titles, one text, a site, a kind, a cluster, a pay, a start. A credit depends on a row and a
candidate only; a score is the sum over the posting's parts of round(most points x credit). Arrays: r requirement rows,
p parts, m postings.
"""

import dataclasses
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import PostingBlock
from matching.engine.credits import shared_points
from matching.engine.data import Vocabulary, Weights


class Part(IntEnum):
    """Kinds of parts, in the order in which a receipt lists them."""

    REQUIREMENT = 0
    TITLE = 1
    TEXT = 2
    SITE = 3
    KIND = 4
    CLUSTER = 5
    PAY = 6
    START = 7


WISHES = (Part.SITE, Part.KIND, Part.CLUSTER, Part.PAY, Part.START)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Rows of each kind and the parts of each posting.

    skill, level, proof: (r,) of the requirement rows, skill 0 for free text; skill_index: (r,) in the vocabulary, -1
    unknown; vectors: (r, d) int8. titles: (t, d) int8 with title_offsets over the title rows. text_of: (x,) posting of
    each text row. site, kind, cluster, pay, start: the value of each row of that kind. first: (9,) the first row of
    each kind in the joint numbering, first[8] = number of rows. part_*: flat over postings with part_offsets (m + 1,).
    """

    postings: PostingBlock
    vocabulary: Vocabulary
    weights: Weights
    skill: NDArray[np.int64]
    skill_index: NDArray[np.int32]
    level: NDArray[np.uint8]
    proof: NDArray[np.uint8]
    vectors: NDArray[np.int8]
    titles: NDArray[np.int8]
    title_offsets: NDArray[np.int64]
    text_of: NDArray[np.int64]
    values: tuple[NDArray[np.int64], ...]
    first: NDArray[np.int64]
    part_offsets: NDArray[np.int64]
    part_kind: NDArray[np.uint8]
    part_row: NDArray[np.int32]
    part_max: NDArray[np.int32]
    part_line: NDArray[np.int64]

    @property
    def rows(self) -> int:
        """Number of rows of all kinds."""
        return int(self.first[-1])


def make_plan(postings: PostingBlock, vocabulary: Vocabulary, weights: Weights) -> Plan:
    """Find the distinct rows of a pool of postings and divide each posting's points over its parts."""
    lines, head = postings.lines, postings.head
    requirement_row, representative = _distinct_lines(postings)
    chosen = lines[representative]
    skill_index = vocabulary.index(chosen["skill"])
    title_row, title_rows = _distinct_titles(postings)
    has_text = head["has_text"] > 0
    text_of = np.flatnonzero(has_text)
    start = np.where(head["starts_from"] > 0, head["starts_from"], head["starts_by"])
    top = np.maximum(head["pay_min"], head["pay_max"])
    values, wish_rows = [], []
    for column in (head["site"], head["kind"], head["cluster"], top, start):
        distinct, row = np.unique(column.astype(np.int64), return_inverse=True)
        values.append(distinct)
        wish_rows.append(row)
    sizes = [len(representative), len(title_rows), len(text_of), *map(len, values)]
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    text_row = np.cumsum(has_text) - 1
    columns = [title_row, np.where(has_text, text_row, -1), *wish_rows]
    parts = _parts(
        postings,
        weights,
        requirement_row,
        [np.where(c >= 0, c + f, -1) for c, f in zip(columns, first[1:-1], strict=True)],
    )
    counts = np.diff(postings.title_offsets)[title_rows]
    title_offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    within = np.arange(title_offsets[-1]) - np.repeat(title_offsets[:-1], counts)
    return Plan(
        postings=postings,
        vocabulary=vocabulary,
        weights=weights,
        skill=chosen["skill"].astype(np.int64),
        skill_index=skill_index,
        level=chosen["level"],
        proof=chosen["proof"],
        vectors=line_vectors(postings, vocabulary, representative),
        titles=postings.titles[np.repeat(postings.title_offsets[:-1][title_rows], counts) + within],
        title_offsets=title_offsets,
        text_of=text_of,
        values=tuple(values),
        first=first,
        **parts,
    )


def line_vectors(block: object, vocabulary: Vocabulary, chosen: NDArray[np.int64] | slice) -> NDArray[np.int8]:
    """Vectors of the chosen lines of a block, (len, d) int8: the vocabulary's for skills, their own for free text."""
    lines, own = block.lines[chosen], block.line_vector[chosen]  # type: ignore[attr-defined]  # CandidateBlock or PostingBlock
    result = np.zeros((len(lines), block.dimensions), dtype=np.int8)  # type: ignore[attr-defined]  # as above
    result[own >= 0] = block.vectors[own[own >= 0]]  # type: ignore[attr-defined]  # as above
    if vocabulary.dimensions == result.shape[1]:
        place = vocabulary.index(lines["skill"])
        result[place >= 0] = vocabulary.vectors[place[place >= 0]]
    return result


def _distinct_lines(postings: PostingBlock) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row of each requirement line, and for each row one line that stands for it."""
    lines, seen, rows, stands = postings.lines, {}, [], []
    for at in range(len(lines)):
        skill, level, proof = int(lines["skill"][at]), int(lines["level"][at]), int(lines["proof"][at])
        vector = b"" if skill else postings.vectors[postings.line_vector[at]].tobytes()
        row = seen.setdefault((skill, level, proof, vector), len(seen))
        if row == len(stands):
            stands.append(at)
        rows.append(row)
    return np.array(rows, dtype=np.int64), np.array(stands, dtype=np.int64)


def _distinct_titles(postings: PostingBlock) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row of each posting's titles (-1 for none), and for each row one posting that has them."""
    seen: dict[bytes, int] = {}
    rows, stands = [], []
    for at in range(len(postings)):
        titles = postings.titles[postings.title_offsets[at] : postings.title_offsets[at + 1]]
        row = seen.setdefault(titles.tobytes(), len(seen)) if len(titles) else -1
        if row == len(stands):
            stands.append(at)
        rows.append(row)
    return np.array(rows, dtype=np.int64), np.array(stands, dtype=np.int64)


def _parts(
    postings: PostingBlock, weights: Weights, requirement_row: NDArray[np.int64], columns: list[NDArray[np.int64]]
) -> dict[str, NDArray]:
    """Parts of each posting: its requirements, then one part per column that has a row."""
    m, lines = len(postings), postings.lines
    counts = np.diff(postings.line_offsets)
    owner = np.repeat(np.arange(m), counts)
    importance = np.array([weights.must, weights.should, weights.nice])[lines["importance"]]
    weight = importance * lines["specificity"].astype(np.int64)
    total = np.bincount(owner, weights=weight, minlength=m).astype(np.int64)
    scale = np.maximum(total, 1)
    shares = (weights.title, weights.text, weights.site, weights.kind, weights.cluster, weights.pay, weights.start)
    owners, kinds, rows = [owner], [np.zeros(len(lines), dtype=np.int64)], [requirement_row]
    worth, line = [weight * weights.requirements], [np.arange(len(lines))]
    for kind, (column, share) in enumerate(zip(columns, shares, strict=True), start=1):
        having = np.flatnonzero(column >= 0)
        owners.append(having)
        kinds.append(np.full(len(having), kind))
        rows.append(column[having])
        worth.append(share * scale[having])
        line.append(np.full(len(having), -1))
    flat_owner, flat_kind = np.concatenate(owners), np.concatenate(kinds)
    order = np.lexsort((np.arange(len(flat_owner)), flat_kind, flat_owner))
    offsets = np.searchsorted(flat_owner[order], np.arange(m + 1)).astype(np.int64)
    return {
        "part_offsets": offsets,
        "part_kind": flat_kind[order].astype(np.uint8),
        "part_row": np.concatenate(rows)[order].astype(np.int32),
        "part_max": shared_points(np.concatenate(worth)[order].astype(np.int64), offsets).astype(np.int32),
        "part_line": np.concatenate(line)[order].astype(np.int64),
    }
