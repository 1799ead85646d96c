"""What a pool of postings asks for, as rows that many postings share, and each posting's parts with their most points.

A row is one thing a candidate can earn credit for: a distinct requirement (skill, level, proof, and the vector of a
free text), a site, a kind, a cluster, a pay, a start. Title, text and the profile as a whole belong to one posting each
and have no row (-1). A credit depends on its row (or posting) and the candidate only; a score is the sum of round(most
points x credit). Sizes: r requirement rows, u distinct vectors of length d, p parts, q parts that have a row, m
postings.
"""

import dataclasses
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import Block, PostingBlock
from matching.engine.credits import FINE_ONE, point_factor, shared_points
from matching.engine.data import CREDIT_ONE, IMPORTANCES, PROOFS, Vocabulary, Weights


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
    PROFILE = 8


FULL_SPECIFICITY = 100
ALONE = (Part.TITLE, Part.TEXT, Part.PROFILE)
WISHES = (Part.SITE, Part.KIND, Part.CLUSTER, Part.PAY, Part.START)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Rows and parts of a pool of postings.

    skill, level, proof: (r,) of the requirement rows, skill 0 for free text. vectors: (u, d) int8 and vector_of: (r,)
    which of them a row has. values: for each of WISHES the distinct values; wish_first: (6,) the first row of each,
    wish_first[5] = number of all rows. part_*: (p,) flat over postings with part_offsets (m + 1,); part_line: the
    requirement line or -1. row_offsets: (m + 1,), rows, factors: (q,) the same for parts with a row, as kernels add
    them up; title_factor, text_factor, profile_factor: (m,). A factor is `credits.point_factor` of the most points.
    """

    postings: PostingBlock
    vocabulary: Vocabulary
    weights: Weights
    skill: NDArray[np.int64]
    level: NDArray[np.uint8]
    proof: NDArray[np.uint8]
    vectors: NDArray[np.int8]
    vector_of: NDArray[np.int32]
    values: tuple[NDArray[np.int64], ...]
    wish_first: NDArray[np.int64]
    part_offsets: NDArray[np.int64]
    part_kind: NDArray[np.uint8]
    part_row: NDArray[np.int32]
    part_max: NDArray[np.int32]
    part_line: NDArray[np.int64]
    row_offsets: NDArray[np.int64]
    rows: NDArray[np.int32]
    factors: NDArray[np.int32]
    title_factor: NDArray[np.int32]
    text_factor: NDArray[np.int32]
    profile_factor: NDArray[np.int32]

    @property
    def row_count(self) -> int:
        """Number of rows of all kinds."""
        return int(self.wish_first[-1])


def make_plan(postings: PostingBlock, vocabulary: Vocabulary, weights: Weights) -> Plan:
    """Find the distinct rows of a pool of postings and divide each posting's points over its parts."""
    head, lines = postings.head, postings.lines
    vectors, vector = distinct(line_vectors(postings, vocabulary, slice(None)))
    row, stands = _requirement_rows(lines, vector)
    start = np.where(head["starts_from"] > 0, head["starts_from"], head["starts_by"])
    top = np.maximum(head["pay_min"], head["pay_max"])
    values, columns, first = [], [], [len(stands)]
    for column in (head["site"], head["kind"], head["cluster"], top, start):
        known, place = np.unique(column.astype(np.int64), return_inverse=True)
        values.append(known)
        columns.append(place + first[-1])
        first.append(first[-1] + len(known))
    parts = _parts(postings, weights, row, columns)
    return Plan(
        postings=postings,
        vocabulary=vocabulary,
        weights=weights,
        skill=lines["skill"][stands].astype(np.int64),
        level=lines["level"][stands],
        proof=lines["proof"][stands],
        vectors=vectors,
        vector_of=vector[stands].astype(np.int32),
        values=tuple(values),
        wish_first=np.array(first, dtype=np.int64),
        **parts,
        **_sums(parts, len(postings)),
    )


def line_vectors(block: Block, vocabulary: Vocabulary, chosen: NDArray[np.int64] | slice) -> NDArray[np.int8]:
    """Vectors of the chosen lines of a block, (len, d) int8: the vocabulary's for skills, their own for free text."""
    lines, own = block.lines[chosen], block.line_vector[chosen]
    result = np.zeros((len(lines), block.dimensions), dtype=np.int8)
    result[own >= 0] = block.vectors[own[own >= 0]]
    if vocabulary.dimensions == block.dimensions:
        place = vocabulary.index(lines["skill"])
        result[place >= 0] = vocabulary.vectors[place[place >= 0]]
    return result


def distinct(vectors: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Distinct rows of an (n, d) array, in the order in which they first come, and which of them each row is."""
    if not vectors.size:
        return vectors[:1], np.zeros(len(vectors), dtype=np.int64)
    data, width = np.ascontiguousarray(vectors).tobytes(), vectors.shape[1]
    known: dict[bytes, int] = {}
    place = [known.setdefault(data[at : at + width], len(known)) for at in range(0, len(data), width)]
    # A bytearray may be written to, as an empty array may: numba would compile every kernel again for what may not.
    return np.frombuffer(bytearray().join(known), np.int8).reshape(len(known), width), np.array(place, dtype=np.int64)


def _requirement_rows(
    lines: NDArray[np.void], vector: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row of each requirement line, and for each row one line that stands for it."""
    skill = lines["skill"].astype(np.int64)
    what = np.where(skill > 0, skill, (1 << 40) + vector)
    key = (what * 5 + lines["level"]) * len(PROOFS) + lines["proof"]
    _, stands, row = np.unique(key, return_index=True, return_inverse=True)
    return row.astype(np.int64), stands


def _parts(
    postings: PostingBlock, weights: Weights, requirement_row: NDArray[np.int64], wishes: list[NDArray[np.int64]]
) -> dict[str, NDArray]:
    """Parts of each posting: requirements, title, text and profile where it asks for them, and the five wishes."""
    m, lines = len(postings), postings.lines
    owner = np.repeat(np.arange(m), np.diff(postings.line_offsets))
    importance = np.array([getattr(weights, name) for name in IMPORTANCES])[lines["importance"]]
    weight = importance * lines["specificity"].astype(np.int64)
    asked = np.bincount(owner, weights=weight, minlength=m).astype(np.int64)
    everyone, wanting = np.arange(m), np.flatnonzero(postings.wanted.any(axis=1))
    # A posting's points go to its requirements as if it had `few` musts more, whose points go to the profile.
    spare = np.zeros(m, dtype=np.int64)
    spare[wanting] = weights.few * weights.must * FULL_SPECIFICITY
    scale = np.maximum(asked + spare, 1)
    titled = np.flatnonzero(np.diff(postings.title_offsets))
    texted = np.flatnonzero(postings.head["has_text"])
    none = -np.ones(m, dtype=np.int64)
    owners = [owner, titled, texted, *[everyone] * 5, wanting]
    rows = [requirement_row, none[titled], none[texted], *wishes, none[wanting]]
    shares = [getattr(weights, part.name.lower()) for part in Part if part is not Part.REQUIREMENT]
    worth = [weight * weights.requirements]
    worth += [share * scale[having] for share, having in zip(shares, owners[1:], strict=True)]
    worth[Part.PROFILE] += weights.requirements * spare[wanting]
    flat_owner = np.concatenate(owners)
    kind = np.repeat(np.arange(len(owners)), [len(having) for having in owners])
    order = np.lexsort((np.arange(len(kind)), kind, flat_owner))
    offsets = np.searchsorted(flat_owner[order], np.arange(m + 1)).astype(np.int64)
    line = np.where(kind == Part.REQUIREMENT, np.arange(len(kind)), -1)
    return {
        "part_offsets": offsets,
        "part_kind": kind[order].astype(np.uint8),
        "part_row": np.concatenate(rows)[order].astype(np.int32),
        "part_max": shared_points(np.concatenate(worth)[order].astype(np.int64), offsets).astype(np.int32),
        "part_line": line[order].astype(np.int64),
    }


def full_credit(kind: NDArray[np.integer]) -> NDArray[np.int64]:
    """The credit that earns all points of parts of these kinds."""
    return np.where(np.isin(kind, ALONE), FINE_ONE, CREDIT_ONE)


def _sums(parts: dict[str, NDArray], m: int) -> dict[str, NDArray]:
    """The parts as factors: those with a row flat over postings, the others one number a posting."""
    owner = np.repeat(np.arange(m), np.diff(parts["part_offsets"]))
    factor = point_factor(parts["part_max"], full_credit(parts["part_kind"])).astype(np.int32)
    with_row = parts["part_row"] >= 0
    single = {}
    for kind in ALONE:
        name = f"{kind.name.lower()}_factor"
        single[name] = np.zeros(m, dtype=np.int32)
        mine = parts["part_kind"] == kind
        single[name][owner[mine]] = factor[mine]
    return {
        "row_offsets": np.searchsorted(owner[with_row], np.arange(m + 1)).astype(np.int64),
        "rows": parts["part_row"][with_row],
        "factors": factor[with_row],
        **single,
    }
