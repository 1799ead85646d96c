"""One pass over a pool, in threads: upper bounds of a group of candidates, then the scores that can matter.

Threads run the kernels, which release the interpreter lock; each keeps its own lists of postings, joined at the end.
Extra memory: AT_ONCE bytes of bounds, the lists of every thread, and twice CELLS float32 products a thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import bound_kernel, credits, kernels, sketch
from matching.engine.arrays import TITLES, TITLES_END, Asked, People, Pool
from matching.engine.bound_kernel import STEP, UNBOUND
from matching.engine.data import Weights
from matching.engine.reach import within
from matching.engine.sketch import Sketch

AT_ONCE = 1 << 27
CELLS, MOST, LEAST = 1 << 22, 1024, 32  # cells of a product of sketches, and candidates that it is made of
ROOM = 2  # times as many as are wanted are noted before the others are thrown out
AHEAD = 20  # how many more than k may turn out to be the best of a posting
PIECES = 24  # of the candidates, after each of which somebody hears how far it is
MANY = 1 << 20  # pairs: fewer are scored before anybody would listen
FEW = 1 << 16  # pairs: fewer are scored before a thread would begin
Places = tuple[NDArray[np.int32], NDArray[np.int32]]
Draw = Callable[[NDArray[np.int8]], Sketch]


class Group(NamedTuple):
    """Candidates of rank begin … begin + b - 1: bounds (b, m), see `bound_kernel`; titles, title_place: see `kernels`.

    pairs, offsets (b + 1,): the postings that each candidate is likely for, flat, and where each one's begin.
    """

    begin: int
    bounds: NDArray[np.uint8]
    titles: NDArray[np.uint16]
    title_place: NDArray[np.int64]
    pairs: NDArray[np.int32]
    offsets: NDArray[np.int64]


class Likely(NamedTuple):
    """Who may reach most with each posting, as one thread finds them: m rooms for some more than are wanted.

    who, reach: (m, room) int32 ranks and uint8 bytes, the first counts (m,) of each room in use; gates: (m,) the least
    byte that still comes in. A full room is cut to the best, so few candidates are ever moved.
    """

    who: NDArray[np.int32]
    reach: NDArray[np.uint8]
    counts: NDArray[np.int32]
    gates: NDArray[np.uint8]

    @classmethod
    def of(cls, floors: NDArray[np.int32], room: int) -> "Likely":
        """Empty rooms for postings whose lists can be entered with these points, (m,)."""
        m, gates = len(floors), np.minimum(floors // STEP + 2, UNBOUND).astype(np.uint8)
        return cls(np.empty((m, room), np.int32), np.empty((m, room), np.uint8), np.zeros(m, np.int32), gates)


class Search:
    """Fills `mine`, the lists of candidates, and `theirs`, those of postings, one of each thread."""

    def __init__(self, pool: Pool, weights: Weights, k: int, executor: ThreadPoolExecutor, threads: int) -> None:
        self.pool, self.weights, self.k, self.executor, self.threads = pool, weights, k, executor, threads
        asked, people, _ = pool
        self.n, self.m = len(people.order), len(asked.order)
        self.is_large, self.is_small = self.n * self.m > MANY, self.n * self.m <= FEW
        self.wished = k + AHEAD if self.is_large else 0
        self.profile = self._drawer(asked.wanted, people.profile, sketch.PROFILE)
        self.meaning = self._drawer(asked.whole, people.whole, sketch.MEANING)
        self.wanted, self.whole = self.profile(asked.wanted), self.meaning(asked.whole)
        self.mine = empty(self.n, k)
        self.theirs = [empty(self.m, k) for _ in range(1 if self.is_small else threads)]
        self.floors = np.full(self.m, -1, dtype=np.int32)

    def run(self, tell: Callable[[int], None]) -> None:
        """Fill the lists; `tell` hears how many candidates are done."""
        step = max(self.threads * LEAST, AT_ONCE // max(1, self.m))
        piece = max(self.threads, -(-self.n // PIECES)) if self.is_large else self.n
        for begin in range(0, self.n, step):
            end = min(begin + step, self.n)
            group = self._group(begin, end)
            if self.is_large:
                self._in_threads(begin, end, partial(self._scan, group, (kernels.LIKELY, kernels.LIKELY)))
                np.maximum(self.floors, joined(self.theirs, self.k)[1][:, -1], out=self.floors)
            for first in range(begin, end, piece):
                last = min(first + piece, end)
                self._in_threads(first, last, partial(self._scan, group, (kernels.PROMISING, kernels.REST)))
                tell(last)

    def _drawer(self, asked: NDArray[np.int8], people: NDArray[np.int8], directions: int) -> Draw:
        """How rows are drawn: in few directions where there are many pairs, else in all columns that count."""
        if self.is_large and asked.shape[1] > directions:
            return partial(sketch.draw, directions=sketch.basis(directions, asked, people))
        counting = asked.any(axis=0)
        few = 2 * np.count_nonzero(counting) < len(counting)  # to pick columns costs more than to multiply some by 0
        return partial(sketch.exact, columns=np.flatnonzero(counting) if few else slice(None))

    def _in_threads(self, begin: int, end: int, work: Callable[[int, int, int], None]) -> None:
        """Divide a range of candidates over the threads; work hears its range and the number of the thread."""
        if self.is_small:
            work(begin, end, 0)
            return
        edges = [begin + (end - begin) * part // self.threads for part in range(self.threads + 1)]
        cuts = enumerate(zip(edges[:-1], edges[1:], strict=True))
        for job in [self.executor.submit(work, *cut, number) for number, cut in cuts]:
            job.result()

    def _group(self, begin: int, end: int) -> Group:
        """Bounds of the candidates [begin, end), and for each posting those who are likely to be among its best."""
        bounds = np.zeros((end - begin, self.m), dtype=np.uint8)
        likely = [Likely.of(self.floors, ROOM * self.wished) for _ in self.theirs]
        self._in_threads(begin, end, partial(self._draft, begin, bounds, likely))
        candidate, posting = self._likeliest(likely)
        order = np.argsort(candidate, kind="stable")
        offsets = np.searchsorted(candidate[order], np.arange(begin, end + 1))
        titles = _title_credits(self.pool.asked, self.pool.people, self.weights, begin, end)
        return Group(begin, bounds, *titles, posting[order], offsets)

    def _likeliest(self, likely: list[Likely]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The candidates of every posting with the highest bytes over all threads: ranks of both, flat."""
        for one in likely:
            bound_kernel.settle(one.who, one.reach, one.counts, self.wished)
        who = np.hstack([one.who[:, : self.wished] for one in likely])
        byte = np.hstack([one.reach[:, : self.wished] for one in likely])
        best = np.argsort(-byte.astype(np.int16), axis=1, kind="stable")[:, : self.wished]
        there = np.take_along_axis(byte, best, 1) > 0
        return np.take_along_axis(who, best, 1)[there], np.nonzero(there)[0].astype(np.int32)

    def _draft(
        self,
        origin: int,
        bounds: NDArray[np.uint8],
        likely: list[Likely],
        start: int,
        stop: int,
        thread: int,
    ) -> None:
        """Write the bounds of the candidates [start, stop), with products of its own, for BLAS may have one thread."""
        asked, people, earning = self.pool
        step = min(max(CELLS // max(1, self.m), LEAST), MOST)
        for begin in range(start, stop, step):
            end = min(begin + step, stop)
            profiles, texts = self.profile(people.profile[begin:end]), self.meaning(people.whole[begin:end])
            bound_kernel.draft(
                *(profiles.rows @ self.wanted.rows.T, texts.rows @ self.whole.rows.T, profiles.rest, texts.rest, begin),
                *(asked, self.wanted.rest, self.whole.rest, people, earning),
                *(bounds[begin - origin : end - origin], likely[thread], self.wished),
            )

    def _scan(self, group: Group, sweeps: tuple[int, int], start: int, stop: int, thread: int) -> None:
        """Score what can matter of the candidates [start, stop) of a group."""
        first, last = start - group.begin, stop - group.begin
        kernels.scan(
            *(group.bounds[first:last], start, sweeps, group.pairs, group.offsets[first : last + 1]),
            *(group.titles, group.title_place, *self.pool, self.mine, self.theirs[thread], self.floors),
        )


def _title_credits(
    asked: Asked, people: People, weights: Weights, begin: int, end: int
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Credits of the distinct titles of the candidates [begin, end) for those asked, and each title's row in them."""
    first, last = people.facts[begin:end, TITLES], people.facts[begin:end, TITLES_END]
    flat = within(last - first) + np.repeat(first, last - first)
    used, row = np.unique(people.title_of[flat], return_inverse=True)
    place = np.zeros(len(people.title_of), dtype=np.int64)
    place[flat] = row
    dots = credits.dots(people.title_rows[used], asked.title_rows)
    return credits.fine_ramp(dots, weights.title_low, weights.title_high).astype(np.uint16), place


def empty(owners: int, k: int) -> Places:
    """Lists of nobody."""
    return np.zeros((owners, k), dtype=np.int32), np.full((owners, k), -1, dtype=np.int32)


def joined(parts: list[Places], k: int) -> Places:
    """Join the lists that threads made of the same owners; the order is points descending, then rank ascending."""
    places, points = np.hstack([part[0] for part in parts]), np.hstack([part[1] for part in parts])
    if len(parts) > 1:
        order = np.argsort(places - (points.astype(np.int64) << 32), axis=1, kind="stable")[:, :k]
        places, points = np.take_along_axis(places, order, 1), np.take_along_axis(points, order, 1)
    return places, points
