"""Many packed records side by side: the arrays that scoring reads.

A payload (see `features`) is a fixed head followed by ragged sections. A block joins n payloads; ragged sections become
flat arrays with (n + 1,) int64 offsets. d = vector length. Dates are ordinals (0 = not stated); levels 0 = not stated;
choices are their position in the tuples of `data`. Raises ValueError on payloads of another engine version or vector
length.
"""

import dataclasses
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import ENGINE_VERSION

FORMAT = np.array([int(ENGINE_VERSION)], dtype="<u2")

CANDIDATE_HEAD = np.dtype(
    [
        ("format", "<u2"),
        ("dimensions", "<u2"),
        ("id", "<i8"),
        ("sites", "u1"),
        ("kinds", "u1"),
        ("languages", "u1", (6,)),
        ("right_hk", "u1"),
        ("right_cn", "u1"),
        ("right_hk_from", "<i4"),
        ("right_cn_from", "<i4"),
        ("available_from", "<i4"),
        ("available_until", "<i4"),
        ("pay", "<i4"),
        ("clusters", "<u2"),
        ("items", "<u2"),
        ("item_vectors", "<u2"),
        ("titles", "<u2"),
        ("terms", "<u2"),
    ]
)
POSTING_HEAD = np.dtype(
    [
        ("format", "<u2"),
        ("dimensions", "<u2"),
        ("id", "<i8"),
        ("site", "u1"),
        ("kind", "u1"),
        ("languages", "u1", (6,)),
        ("sponsors_hk", "u1"),
        ("techtas", "u1"),
        ("sponsors_cn", "u1"),
        ("has_text", "u1"),
        ("starts_from", "<i4"),
        ("starts_by", "<i4"),
        ("pay_min", "<i4"),
        ("pay_max", "<i4"),
        ("cluster", "<i4"),
        ("requirements", "<u2"),
        ("requirement_vectors", "<u2"),
        ("titles", "<u2"),
        ("terms", "<u2"),
    ]
)
# skill: 0 for free text, which then has the next row of the section of vectors.
ITEM = np.dtype([("skill", "<u4"), ("ref", "<u4"), ("level", "u1"), ("evidence", "u1"), ("source", "u1")])
REQUIREMENT = np.dtype(
    [("skill", "<u4"), ("ref", "<u4"), ("importance", "u1"), ("level", "u1"), ("proof", "u1"), ("specificity", "u1")]
)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Block:
    """What both kinds of block share: heads, free-text vectors of lines, titles, the whole text's vector and terms."""

    head: NDArray[np.void]
    lines: NDArray[np.void]
    line_offsets: NDArray[np.int64]
    line_vector: NDArray[np.int64]
    vectors: NDArray[np.int8]
    titles: NDArray[np.int8]
    title_offsets: NDArray[np.int64]
    whole: NDArray[np.int8]
    term_ids: NDArray[np.uint32]
    term_weights: NDArray[np.uint8]
    term_offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.head)

    @property
    def ids(self) -> NDArray[np.int64]:
        """(n,) int64 primary keys, in the order the payloads were given."""
        return self.head["id"].astype(np.int64)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.whole.shape[1])


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class CandidateBlock(Block):
    """n candidates. `whole`: vector of all words; `profile`: vector of the skills together (see `features`)."""

    profile: NDArray[np.int8]
    clusters: NDArray[np.uint32]
    cluster_offsets: NDArray[np.int64]

    @classmethod
    def from_payloads(cls, payloads: Sequence[bytes]) -> Self:
        """Join packed candidates. Raises ValueError on an empty list or a payload of another format."""
        reader = _Reader(payloads, CANDIDATE_HEAD)
        clusters, cluster_offsets = reader.section("clusters", np.dtype("<u4"))
        lines, line_offsets = reader.section("items", ITEM)
        shared = reader.shared(lines, line_offsets, "item_vectors")
        profile = reader.fixed()
        return cls(profile=profile, clusters=clusters, cluster_offsets=cluster_offsets, **shared, **reader.end())


def candidate_heads(payloads: Sequence[bytes]) -> NDArray[np.void]:
    """Return the heads of packed candidates alone, (n,) of CANDIDATE_HEAD: their facts, without unpacking the rest."""
    size = CANDIDATE_HEAD.itemsize
    return np.frombuffer(b"".join([payload[:size] for payload in payloads]), CANDIDATE_HEAD)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class PostingBlock(Block):
    """m postings. `whole`: vector of the rest of the posting's text; `wanted`: that of its requirements together."""

    wanted: NDArray[np.int8]

    @classmethod
    def from_payloads(cls, payloads: Sequence[bytes]) -> Self:
        """Join packed postings. Raises ValueError on an empty list or a payload of another format."""
        reader = _Reader(payloads, POSTING_HEAD)
        lines, line_offsets = reader.section("requirements", REQUIREMENT)
        shared = reader.shared(lines, line_offsets, "requirement_vectors")
        return cls(wanted=reader.fixed(), **shared, **reader.end())


class _Reader:
    """Walks the sections of all payloads at once; `at` is each payload's next byte."""

    def __init__(self, payloads: Sequence[bytes], head: np.dtype[np.void]) -> None:
        if not payloads:
            raise ValueError("a block needs at least one record")
        sizes = np.array([len(payload) for payload in payloads], dtype=np.int64)
        if sizes.min() < head.itemsize:
            raise ValueError("not a packed record")
        self.data = np.frombuffer(b"".join(payloads), dtype=np.uint8)
        self.stop = np.cumsum(sizes)
        self.at = self.stop - sizes
        self.head = self._take(self.at, head)
        self.at = self.at + head.itemsize
        d = self.head["dimensions"]
        if (self.head["format"] != FORMAT[0]).any() or (d != d[0]).any():
            raise ValueError("packed by another engine or encoder")
        self.dimensions = int(d[0])

    def _take(self, starts: NDArray[np.int64], dtype: np.dtype) -> NDArray:
        """Return one value of `dtype` from each start, shape (len(starts),)."""
        if not len(starts):
            return np.empty(0, dtype=dtype)
        if starts.max() + dtype.itemsize > len(self.data):
            raise ValueError("a packed record is too short")
        windows = np.lib.stride_tricks.sliding_window_view(self.data, dtype.itemsize)
        return windows[starts].view(dtype)[:, 0]

    def section(self, name: str, dtype: np.dtype) -> tuple[NDArray, NDArray[np.int64]]:
        """Read a ragged section whose lengths stand in the head; return flat values and offsets."""
        counts = self.head[name].astype(np.int64)
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)
        values = self._take(np.repeat(self.at, counts) + within * dtype.itemsize, dtype)
        self.at = self.at + counts * dtype.itemsize
        return values, offsets

    def rows(self, name: str) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """Read a ragged section of vectors."""
        if not self.dimensions:
            counts = self.head[name].astype(np.int64)
            return np.zeros((int(counts.sum()), 0), np.int8), np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        values, offsets = self.section(name, np.dtype((np.void, self.dimensions)))
        return values.view(np.int8).reshape(len(values), self.dimensions), offsets

    def fixed(self) -> NDArray[np.int8]:
        """Read one vector per payload."""
        if not self.dimensions:
            return np.zeros((len(self.head), 0), dtype=np.int8)
        values = self._take(self.at, np.dtype((np.void, self.dimensions)))
        self.at = self.at + self.dimensions
        return values.view(np.int8).reshape(len(values), self.dimensions)

    def shared(self, lines: NDArray, line_offsets: NDArray[np.int64], vectors: str) -> dict[str, NDArray]:
        """Read the sections that both kinds have, in the order of the payload."""
        line_vectors, _ = self.rows(vectors)
        free = lines["skill"] == 0
        titles, title_offsets = self.rows("titles")
        term_ids, term_offsets = self.section("terms", np.dtype("<u4"))
        term_weights, _ = self.section("terms", np.dtype("u1"))
        return {
            "head": self.head,
            "lines": lines,
            "line_offsets": line_offsets,
            "line_vector": np.where(free, np.cumsum(free) - 1, -1),
            "vectors": line_vectors,
            "titles": titles,
            "title_offsets": title_offsets,
            "term_ids": term_ids,
            "term_weights": term_weights,
            "term_offsets": term_offsets,
            "whole": self.fixed(),
        }

    def end(self) -> dict[str, NDArray]:
        """Check that every payload was read to its last byte."""
        if (self.at != self.stop).any():
            raise ValueError("a packed record has the wrong length")
        return {}
