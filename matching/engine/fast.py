"""The fast way of `topk` and `explain`: lays arrays out, multiplies matrices, hands blocks of candidates to threads.

Threads run `kernels`, which release the interpreter lock; each keeps its own lists of postings, (threads, m, k), joined
at the end. Extra memory: AT_ONCE float32 products, the lists, and one byte per (row, lane) and thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits, kernels, receipt_kernel
from matching.engine.arrays import TITLES, TITLES_END, Asked, People, Pool
from matching.engine.data import Weights
from matching.engine.explain import LINE, line_offsets
from matching.engine.lists import Ranked
from matching.engine.plan import Plan
from matching.engine.reach import within

AT_ONCE = 1 << 24
PIECES = 24  # of a block of candidates, after each of which somebody hears how far it is
MANY = 1 << 20  # pairs: fewer are scored before anybody would listen
Places = tuple[NDArray[np.int32], NDArray[np.int32]]
Used = tuple[NDArray[np.float32], NDArray[np.int64]]


def best_pairs(
    pool: Pool, weights: Weights, k: int, threads: int, tell: Callable[[int], None]
) -> tuple[Ranked, Ranked]:
    """Find the best k of each candidate and of each posting; `tell` hears how many candidates are done."""
    asked, people, _ = pool
    n, m = len(people.order), len(asked.order)
    wanted, whole = (_used(rows) for rows in (asked.wanted, asked.whole))
    mine = _empty(n, k)
    theirs = [_empty(m, k) for _ in range(threads)]
    step = max(threads, AT_ONCE // max(1, m) // kernels.LANES) * kernels.LANES
    pieces = PIECES if n * m > MANY else 1
    piece = max(threads, -(-n // pieces) // kernels.LANES + 1) * kernels.LANES
    with ThreadPoolExecutor(threads) as executor:
        for begin in range(0, n, step):
            end = min(begin + step, n)
            titles = _title_credits(asked, people, weights, begin, end)
            for first in range(begin, end, piece):
                last = min(first + piece, end)
                jobs = [
                    executor.submit(_scan, wanted, whole, titles, *cut, pool, mine, theirs[thread])
                    for thread, cut in enumerate(_cuts(first, last, threads))
                ]
                for job in jobs:
                    job.result()
                tell(last)
    places, points = _joined(theirs, k)
    own, other = np.argsort(people.order), np.argsort(asked.order)
    return (
        Ranked.from_table(asked.order[mine[0][own]], mine[1][own]),
        Ranked.from_table(people.order[places[other]], points[other]),
    )


def explain_pairs(
    pool: Pool, plan: Plan, candidate: NDArray[np.int64], posting: NDArray[np.int64], threads: int
) -> tuple[NDArray[np.void], NDArray[np.int64]]:
    """Return the receipts of pairs, as `explain.explain_pairs` does."""
    asked, people, _ = pool
    offsets = line_offsets(plan, posting)
    lines = np.zeros(offsets[-1], dtype=LINE)
    views = tuple(
        lines.view(kind).reshape(len(lines), width) for kind, width in ((np.uint8, 16), (np.uint16, 8), (np.uint32, 4))
    )
    pairs = np.stack([np.argsort(people.order)[candidate], np.argsort(asked.order)[posting]], axis=1)
    by_candidate = np.argsort(pairs[:, 0], kind="stable")
    fixed = (by_candidate, pairs, offsets, credits.level_percent(plan.weights), *pool, views)
    with ThreadPoolExecutor(threads) as executor:
        jobs = [executor.submit(receipt_kernel.explain, *cut, *fixed) for cut in _cuts(0, len(candidate), threads)]
        for job in jobs:
            job.result()
    return lines, offsets


def _scan(
    wanted: Used,
    whole: Used,
    titles: tuple[NDArray[np.uint16], NDArray[np.int64]],
    start: int,
    stop: int,
    pool: Pool,
    mine: Places,
    theirs: Places,
) -> None:
    """Score the candidates [start, stop): a thread multiplies its own matrices (BLAS may have one thread only)."""
    credit, place = titles
    people = pool.people
    dots = (_products(*wanted, people.profile[start:stop]), _products(*whole, people.whole[start:stop]), credit)
    kernels.scan(dots, place, start, start, stop, *pool, mine, theirs)


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


def _used(rows: NDArray[np.int8]) -> Used:
    """Rows as float32 without the columns that are 0 in all of them, and which columns are left."""
    columns = np.flatnonzero(rows.any(axis=0))
    return rows[:, columns].astype(np.float32), columns


def _products(asked: NDArray[np.float32], columns: NDArray[np.int64], people: NDArray[np.int8]) -> NDArray[np.float32]:
    """Dots of (m, d) with (b, d), padded to whole blocks of LANES columns."""
    padded = np.zeros((-(-len(people) // kernels.LANES) * kernels.LANES, len(columns)), dtype=np.float32)
    padded[: len(people)] = people[:, columns]
    return asked @ padded.T


def _cuts(begin: int, end: int, threads: int) -> list[tuple[int, int]]:
    """Divide a range over threads, whole blocks of LANES each; fewer parts when there is little."""
    blocks = -(-(end - begin) // kernels.LANES)
    edges = [min(begin + blocks * part // threads * kernels.LANES, end) for part in range(threads + 1)]
    return [(start, stop) for start, stop in zip(edges[:-1], edges[1:], strict=True)]


def _empty(owners: int, k: int) -> Places:
    return np.zeros((owners, k), dtype=np.int32), np.full((owners, k), -1, dtype=np.int32)


def _joined(parts: list[Places], k: int) -> Places:
    """Join the lists that threads made of the same owners; the order is points descending, then rank ascending."""
    places, points = np.hstack([part[0] for part in parts]), np.hstack([part[1] for part in parts])
    if len(parts) > 1:
        order = np.argsort(places - (points.astype(np.int64) << 32), axis=1, kind="stable")[:, :k]
        places, points = np.take_along_axis(places, order, 1), np.take_along_axis(points, order, 1)
    return places, points
