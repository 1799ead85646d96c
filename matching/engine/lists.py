"""Match lists of many owners, and the joining of partial ones.

Order within a list: score descending, then counterpart id ascending. `merge_posting_lists` joins what chunks of
candidates gave; the result is the same for any chunks in any order. n owners, p pairs.
"""

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Match lists of many owners. Pairs of owner i: [offsets[i], offsets[i + 1]); receipts likewise, in bytes.

    owners: (n,) int64 ids; offsets, receipt_offsets: (n + 1,) int64; counterparts: (p,) int64 ids; points: (p,) int32.
    """

    owners: NDArray[np.int64]
    offsets: NDArray[np.int64]
    counterparts: NDArray[np.int64]
    points: NDArray[np.int32]
    receipts: bytes
    receipt_offsets: NDArray[np.int64]

    @classmethod
    def plain(
        cls,
        owners: NDArray[np.int64],
        offsets: NDArray[np.int64],
        counterparts: NDArray[np.int64],
        points: NDArray[np.integer],
    ) -> "Lists":
        """Build lists without receipts."""
        return cls(owners, offsets, counterparts, points.astype(np.int32), b"", np.zeros(len(owners) + 1, np.int64))

    @classmethod
    def none(cls) -> "Lists":
        """Build lists of nobody."""
        empty = np.zeros(0, np.int64)
        return cls.plain(empty, np.zeros(1, np.int64), empty, empty)

    def __len__(self) -> int:
        return len(self.owners)

    def rows(self) -> Iterator[tuple[int, list[int], list[int], bytes]]:
        """Yield (owner id, counterpart ids, points, packed receipts), in the order of `owners`."""
        ids, points = self.counterparts.tolist(), self.points.tolist()
        cuts, receipt_cuts = self.offsets.tolist(), self.receipt_offsets.tolist()
        for at, owner in enumerate(self.owners.tolist()):
            begin, end = cuts[at], cuts[at + 1]
            yield owner, ids[begin:end], points[begin:end], self.receipts[receipt_cuts[at] : receipt_cuts[at + 1]]

    def sorted(self) -> "Lists":
        """Return the same lists by ascending owner id."""
        order = np.argsort(self.owners, kind="stable")
        if (order == np.arange(len(order))).all():
            return self
        sizes, lengths = np.diff(self.offsets)[order], np.diff(self.receipt_offsets)[order]
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        pick = np.repeat(self.offsets[:-1][order] - offsets[:-1], sizes) + np.arange(offsets[-1])
        cuts = self.receipt_offsets
        return Lists(
            owners=self.owners[order],
            offsets=offsets,
            counterparts=self.counterparts[pick],
            points=self.points[pick],
            receipts=b"".join(self.receipts[cuts[i] : cuts[i + 1]] for i in order.tolist()),
            receipt_offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        )

    def to_bytes(self) -> bytes:
        """Return packed bytes, for a chunk's partial result."""
        head = np.array([len(self.owners), len(self.points), len(self.receipts)], dtype="<i8")
        arrays = (head, self.owners, self.offsets, self.counterparts, self.points, self.receipt_offsets)
        return b"".join(array.tobytes() for array in arrays) + self.receipts

    @classmethod
    def from_bytes(cls, data: bytes | memoryview) -> "Lists":
        """Read what `to_bytes` wrote. Raises ValueError when the length does not fit."""
        n, p, size = (int(x) for x in np.frombuffer(data, "<i8", 3))
        if len(data) != 24 + 24 * n + 16 + 12 * p + size:
            raise ValueError("not packed lists")
        at, arrays = 24, []
        for dtype, count in (("<i8", n), ("<i8", n + 1), ("<i8", p), ("<i4", p), ("<i8", n + 1)):
            arrays.append(np.frombuffer(data, dtype, count, at))
            at += arrays[-1].nbytes
        owners, offsets, counterparts, points, receipt_offsets = arrays
        return cls(owners, offsets, counterparts, points, bytes(data[at:]), receipt_offsets)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class MatchResult:
    """Both sides of a pass. `posting_lists` is complete only when all candidates of the run were in the pass."""

    candidate_lists: Lists
    posting_lists: Lists


def merge_posting_lists(partials: Sequence[Lists], k: int) -> Lists:
    """Join partial lists of the same or different owners, best k each, without receipts (see `topk.explain_lists`)."""
    if not partials:
        return Lists.none()
    owners = np.unique(np.concatenate([part.owners for part in partials]))
    width = max(int(np.diff(part.offsets).max(initial=0)) for part in partials)
    others = np.zeros((len(owners), len(partials) * width), dtype=np.int64)
    points = np.full(others.shape, -1, dtype=np.int64)
    for number, part in enumerate(partials):
        sizes = np.diff(part.offsets)
        place = np.arange(len(part.points)) - np.repeat(part.offsets[:-1], sizes) + number * width
        row = np.repeat(np.searchsorted(owners, part.owners), sizes)
        others[row, place], points[row, place] = part.counterparts, part.points
    order = np.argsort(others, axis=1, kind="stable")
    others, points = np.take_along_axis(others, order, 1), np.take_along_axis(points, order, 1)
    order = np.argsort(-points, axis=1, kind="stable")[:, :k]
    others, points = np.take_along_axis(others, order, 1), np.take_along_axis(points, order, 1)
    best = Ranked.from_table(others, points)
    return Lists.plain(owners, best.offsets, best.other, best.points)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Lists by place in the block: owner and other (p,) int64, points (p,) int32, offsets (owners + 1,)."""

    owner: NDArray[np.int64]
    other: NDArray[np.int64]
    points: NDArray[np.int32]
    offsets: NDArray[np.int64]

    @classmethod
    def from_table(cls, other: NDArray[np.integer], points: NDArray[np.integer]) -> "Ranked":
        """Build from (owners, k) places and points, points -1 where a list has ended."""
        kept = points >= 0
        offsets = np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int64)
        owner = np.repeat(np.arange(len(points)), np.diff(offsets))
        return cls(owner, other[kept].astype(np.int64), points[kept].astype(np.int32), offsets)

    @classmethod
    def none(cls) -> "Ranked":
        """Build lists of nobody."""
        empty = np.zeros(0, np.int64)
        return cls(empty, empty, empty.astype(np.int32), np.zeros(1, np.int64))

    @classmethod
    def of(cls, lists: Lists, owners: NDArray[np.int64], others: NDArray[np.int64]) -> "Ranked":
        """Find the places of the records that lists name."""
        owner = np.repeat(_places(owners, lists.owners), np.diff(lists.offsets))
        return cls(owner, _places(others, lists.counterparts), lists.points, lists.offsets)

    def named(self, owners: NDArray[np.int64], others: NDArray[np.int64]) -> Lists:
        """Return the lists by id, one owner per entry of `owners`."""
        return Lists.plain(owners, self.offsets, others[self.other], self.points)


def _places(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Place of each wanted id. Raises KeyError when one is not there."""
    if not len(wanted):
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    at = np.minimum(np.searchsorted(ids[order], wanted), len(ids) - 1)
    if (ids[order][at] != wanted).any():
        raise KeyError(int(wanted[ids[order][at] != wanted][0]))
    return order[at].astype(np.int64)
