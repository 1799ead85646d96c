"""The fast way of `topk` and `explain`: lays arrays out, multiplies matrices, hands blocks of candidates to threads.

Threads run `kernels`, which release the interpreter lock; each keeps its own lists of postings, (threads, m, k), joined
at the end. Extra memory: AT_ONCE float32 products, the lists, and one byte per (row, lane) and thread.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits, kernels
from matching.engine.arrays import Pool
from matching.engine.explain import LINE, line_offsets
from matching.engine.lists import Ranked
from matching.engine.plan import Plan

AT_ONCE = 1 << 24
Places = tuple[NDArray[np.int32], NDArray[np.int32]]


def best_pairs(pool: Pool, k: int, threads: int) -> tuple[Ranked, Ranked]:
    """Find the best k of each candidate and of each posting."""
    asked, people, _ = pool
    n, m = len(people.order), len(asked.order)
    wanted = asked.wanted.astype(np.float32)
    mine = _empty(n, k)
    theirs = [_empty(m, k) for _ in range(threads)]
    step = max(threads, AT_ONCE // max(1, len(wanted)) // kernels.LANES) * kernels.LANES
    with ThreadPoolExecutor(threads) as executor:
        for begin in range(0, n, step):
            end = min(begin + step, n)
            products = _products(wanted, people.profile[begin:end])
            jobs = [
                executor.submit(kernels.scan, products, begin, *cut, *pool, mine, theirs[thread])
                for thread, cut in enumerate(_cuts(begin, end, threads))
            ]
            for job in jobs:
                job.result()
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
        jobs = [executor.submit(kernels.explain, *cut, *fixed) for cut in _cuts(0, len(candidate), threads)]
        for job in jobs:
            job.result()
    return lines, offsets


def _products(vectors: NDArray[np.float32], profiles: NDArray[np.int8]) -> NDArray[np.float32]:
    """Dots of (m, d) with (b, d), padded to whole blocks of LANES columns."""
    padded = np.zeros((-(-len(profiles) // kernels.LANES) * kernels.LANES, profiles.shape[1]), dtype=np.float32)
    padded[: len(profiles)] = profiles
    return vectors @ padded.T


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
