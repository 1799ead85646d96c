"""The best counterparts of every owner on both sides, and the joining of partial lists.

Order within a list: score descending, then counterpart id ascending. A candidate's list is complete once it was scored
against all postings; a posting's list from a chunk of candidates is partial and joined by `merge_posting_lists`, which
gives the same as one pass over all candidates for any chunks in any order.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Vocabulary, Weights
from matching.engine.eligibility import Rules, candidate_bars, eligible, posting_needs
from matching.engine.explain import explain_pair, pack_receipts
from matching.engine.plan import Plan, make_plan
from matching.engine.scoring import score_block
from matching.engine.table import credit_table

BLOCK = 256


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

    def __len__(self) -> int:
        return len(self.owners)

    def rows(self) -> Iterator[tuple[int, list[int], list[int], bytes]]:
        """Yield (owner id, counterpart ids, points, packed receipts), in the order of `owners`."""
        ids, points = self.counterparts.tolist(), self.points.tolist()
        for at, owner in enumerate(self.owners.tolist()):
            begin, end = self.offsets[at], self.offsets[at + 1]
            receipts = self.receipts[self.receipt_offsets[at] : self.receipt_offsets[at + 1]]
            yield owner, ids[begin:end], points[begin:end], receipts

    def sorted(self) -> "Lists":
        """Return the same lists by ascending owner id."""
        order = np.argsort(self.owners, kind="stable")
        if (order == np.arange(len(order))).all():
            return self
        sizes, bytes_ = np.diff(self.offsets)[order], np.diff(self.receipt_offsets)[order]
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        pick = np.repeat(self.offsets[:-1][order] - offsets[:-1], sizes) + np.arange(offsets[-1])
        cuts = self.receipt_offsets
        return Lists(
            owners=self.owners[order],
            offsets=offsets,
            counterparts=self.counterparts[pick],
            points=self.points[pick],
            receipts=b"".join(self.receipts[cuts[i] : cuts[i + 1]] for i in order.tolist()),
            receipt_offsets=np.concatenate([[0], np.cumsum(bytes_)]).astype(np.int64),
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
        at, arrays = 24, []
        for dtype, count in (("<i8", n), ("<i8", n + 1), ("<i8", p), ("<i4", p), ("<i8", n + 1)):
            arrays.append(np.frombuffer(data, dtype, count, at))
            at += arrays[-1].nbytes
        if at + size != len(data):
            raise ValueError("not packed lists")
        return cls(*arrays[:4], receipts=bytes(data[at:]), receipt_offsets=arrays[4])


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class MatchResult:
    """Both sides of a pass. `posting_lists` is complete only when all candidates of the run were in the pass."""

    candidate_lists: Lists
    posting_lists: Lists


def match(
    candidates: CandidateBlock,
    postings: PostingBlock,
    vocabulary: Vocabulary,
    weights: Weights,
    *,
    rules: Rules = Rules(),  # noqa: B008  # frozen, so one shared default is safe
    k: int = 20,
    listed: NDArray[np.bool_] | None = None,
    receipts: bool = True,
) -> MatchResult:
    """Score every eligible pair and keep the best k of each owner.

    `listed`: (n,) truth, who may appear in postings' lists (Open profiles); None means all. With `receipts` False the
    lists carry none (for partial results; add them by `explain_lists` after merging).
    """
    plan = make_plan(postings, vocabulary, weights)
    bars, needs = candidate_bars(candidates, rules), posting_needs(postings)
    shown = np.ones(len(candidates), dtype=bool) if listed is None else np.asarray(listed, dtype=bool)
    ids, posting_ids = candidates.ids, postings.ids
    mine: list[_Ranked] = []
    theirs = _Ranked.empty(len(postings))
    for start in range(0, len(candidates), BLOCK):
        stop = min(start + BLOCK, len(candidates))
        score = score_block(plan, candidates, start, stop)
        allowed = eligible(bars, needs, start, stop)
        mine.append(_rank(np.where(allowed, score, -1), posting_ids, k))
        open_ = np.where(allowed & shown[start:stop, None], score, -1).T
        theirs = theirs.joined(_rank(open_, ids[start:stop], k), k)
    result = MatchResult(_lists(ids, _Ranked.stacked(mine)), _lists(posting_ids, theirs))
    return explain_result(plan, candidates, result) if receipts else result


def merge_posting_lists(partials: Sequence[Lists], k: int) -> Lists:
    """Join partial lists of the same or different owners, best k each; receipts are dropped (see `explain_lists`)."""
    owner = np.concatenate([np.repeat(part.owners, np.diff(part.offsets)) for part in partials])
    other = np.concatenate([part.counterparts for part in partials])
    points = np.concatenate([part.points for part in partials])
    owners = np.unique(np.concatenate([part.owners for part in partials]))
    order = np.lexsort((other, -points.astype(np.int64), owner))
    owner, other, points = owner[order], other[order], points[order]
    begin = np.searchsorted(owner, owner)
    kept = np.arange(len(owner)) - begin < k
    offsets = np.searchsorted(owner[kept], np.concatenate([owners, [np.iinfo(np.int64).max]]))
    return _plain(owners, offsets.astype(np.int64), other[kept], points[kept])


def explain_result(plan: Plan, candidates: CandidateBlock, result: MatchResult) -> MatchResult:
    """Return the same lists with their receipts."""
    place_candidate = {owner: at for at, owner in enumerate(candidates.ids.tolist())}
    place_posting = {owner: at for at, owner in enumerate(plan.postings.ids.tolist())}
    pairs = {(place_candidate[o], place_posting[c]) for o, ids, _, _ in result.candidate_lists.rows() for c in ids}
    pairs |= {(place_candidate[c], place_posting[o]) for o, ids, _, _ in result.posting_lists.rows() for c in ids}
    known: dict[tuple[int, int], NDArray[np.void]] = {}
    start = stop = 0
    for candidate, posting in sorted(pairs):
        if candidate >= stop:
            start, stop = candidate, min(candidate + BLOCK, len(candidates))
            columns = credit_table(plan, candidates, start, stop)
        column = columns[:, candidate - start]
        known[candidate, posting] = explain_pair(plan, candidates, candidate, posting, column)

    def receipt(candidate: int, posting: int) -> NDArray[np.void]:
        return known[place_candidate[candidate], place_posting[posting]]

    mine = [[receipt(o, c) for c in ids] for o, ids, _, _ in result.candidate_lists.rows()]
    theirs = [[receipt(c, o) for c in ids] for o, ids, _, _ in result.posting_lists.rows()]
    return MatchResult(_with_receipts(result.candidate_lists, mine), _with_receipts(result.posting_lists, theirs))


def explain_lists(
    candidates: CandidateBlock,
    postings: PostingBlock,
    vocabulary: Vocabulary,
    weights: Weights,
    *,
    candidate_lists: Lists | None = None,
    posting_lists: Lists | None = None,
) -> MatchResult:
    """Return lists with receipts; the blocks must hold every record that the lists name."""
    none = _plain(np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32))
    result = MatchResult(candidate_lists or none, posting_lists or none)
    return explain_result(make_plan(postings, vocabulary, weights), candidates, result)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """Up to k best per owner: ids and points, (n, k), points -1 where empty."""

    ids: NDArray[np.int64]
    points: NDArray[np.int64]

    @classmethod
    def empty(cls, owners: int) -> "_Ranked":
        return cls(np.zeros((owners, 0), np.int64), np.zeros((owners, 0), np.int64))

    @classmethod
    def stacked(cls, parts: Iterable["_Ranked"]) -> "_Ranked":
        """Put lists of different owners under each other; the width is the same."""
        rows = list(parts)
        return cls(np.concatenate([r.ids for r in rows]), np.concatenate([r.points for r in rows]))

    def joined(self, other: "_Ranked", k: int) -> "_Ranked":
        """Join lists of the same owners."""
        ids, points = np.hstack([self.ids, other.ids]), np.hstack([self.points, other.points])
        order = np.lexsort((ids, -points), axis=1)[:, :k]
        return _Ranked(np.take_along_axis(ids, order, 1), np.take_along_axis(points, order, 1))


def _rank(score: NDArray[np.integer], ids: NDArray[np.int64], k: int) -> _Ranked:
    """Best k of each row of (n, m) scores, -1 for what is not allowed."""
    rank = np.argsort(np.argsort(ids))
    key = score.astype(np.int64) * (len(ids) + 1) - rank
    width = min(k, len(ids))
    top = np.argpartition(-key, width - 1, axis=1)[:, :width] if width else np.zeros((len(score), 0), np.int64)
    order = np.argsort(-np.take_along_axis(key, top, 1), axis=1)
    top = np.take_along_axis(top, order, 1)
    return _Ranked(ids[top], np.take_along_axis(score, top, 1).astype(np.int64))


def _lists(owners: NDArray[np.int64], ranked: _Ranked) -> Lists:
    kept = ranked.points >= 0
    offsets = np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int64)
    return _plain(owners, offsets, ranked.ids[kept], ranked.points[kept])


def _plain(
    owners: NDArray[np.int64], offsets: NDArray[np.int64], counterparts: NDArray[np.int64], points: NDArray[np.integer]
) -> Lists:
    return Lists(owners, offsets, counterparts, points.astype(np.int32), b"", np.zeros(len(owners) + 1, np.int64))


def _with_receipts(lists: Lists, receipts: Sequence[Sequence[NDArray[np.void]]]) -> Lists:
    packed = [pack_receipts(of_owner) for of_owner in receipts]
    offsets = np.concatenate([[0], np.cumsum([len(part) for part in packed])]).astype(np.int64)
    return dataclasses.replace(lists, receipts=b"".join(packed), receipt_offsets=offsets)
