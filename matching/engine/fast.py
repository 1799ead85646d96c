"""The fast way of `topk` and `explain`: lays arrays out, multiplies matrices, hands blocks of candidates to threads.

Threads run `kernels`, which release the interpreter lock; each keeps its own lists of postings, (threads, m, k), joined
at the end. Extra memory: AT_ONCE float32 products, the lists, and one byte per (row, lane) and thread.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from matching.engine import kernels
from matching.engine.arrays import numbers_of, pool_of
from matching.engine.blocks import CandidateBlock
from matching.engine.eligibility import Rules
from matching.engine.explain import line_offsets, write_lines
from matching.engine.lists import Ranked
from matching.engine.plan import Plan

AVAILABLE = kernels.AVAILABLE
AT_ONCE = 1 << 24
Places = tuple[NDArray[np.int32], NDArray[np.int32]]


def best_pairs(
    plan: Plan, candidates: CandidateBlock, rules: Rules, shown: NDArray[np.bool_], k: int, threads: int
) -> tuple[Ranked, Ranked]:
    """Find the best k of each candidate and of each posting."""
    asked, people, reached, wishes = pool_of(plan, candidates, rules, shown)
    numbers = numbers_of(plan.weights)
    n, m = len(candidates), len(plan.postings)
    vectors = plan.vectors.astype(np.float32)
    mine = _empty(n, k)
    theirs = [_empty(m, k) for _ in range(threads)]
    step = max(threads, AT_ONCE // max(1, len(vectors)) // kernels.LANES) * kernels.LANES
    with ThreadPoolExecutor(threads) as pool:
        for begin in range(0, n, step):
            end = min(begin + step, n)
            products = vectors @ people.profile[people.order[begin:end]].astype(np.float32).T
            cuts = _cuts(begin, end, threads)
            jobs = [
                pool.submit(
                    kernels.scan, products, begin, *cut, asked, people, reached, wishes, numbers, mine, theirs[thread]
                )
                for thread, cut in enumerate(cuts)
            ]
            for job in jobs:
                job.result()
    back = np.argsort(people.order)
    return Ranked.from_table(mine[0][back], mine[1][back]), _joined(theirs, candidates.ids, k)


def explain_pairs(
    plan: Plan, candidates: CandidateBlock, candidate: NDArray[np.int64], posting: NDArray[np.int64], threads: int
) -> tuple[NDArray[np.void], NDArray[np.int64]]:
    """Return the receipts of pairs, as `explain.explain_pairs` does."""
    everyone = np.ones(len(candidates), dtype=bool)
    asked, people, reached, wishes = pool_of(plan, candidates, Rules(), everyone)
    numbers = numbers_of(plan.weights)
    offsets = line_offsets(plan, posting)
    by_candidate = np.argsort(candidate, kind="stable")
    credit, how, line = (np.zeros(offsets[-1], dtype=kind) for kind in (np.uint8, np.uint8, np.int64))
    parts = (plan.part_offsets, plan.part_kind, plan.part_row)
    found = (offsets, credit, how, line)
    fixed = (by_candidate, candidate, posting, parts, asked, people, reached, wishes, numbers, found)
    with ThreadPoolExecutor(threads) as pool:
        jobs = [pool.submit(kernels.explain, *cut, *fixed) for cut in _cuts(0, len(candidate), threads)]
        for job in jobs:
            job.result()
    return write_lines(plan, candidates, candidate, posting, (offsets, credit, how, line)), offsets


def _cuts(begin: int, end: int, threads: int) -> list[tuple[int, int]]:
    """Divide a range over threads, whole blocks of LANES each; fewer parts when there is little."""
    blocks = -(-(end - begin) // kernels.LANES)
    edges = [min(begin + blocks * part // threads * kernels.LANES, end) for part in range(threads + 1)]
    return [(start, stop) for start, stop in zip(edges[:-1], edges[1:], strict=True)]


def _empty(owners: int, k: int) -> Places:
    return np.zeros((owners, k), dtype=np.int32), np.full((owners, k), -1, dtype=np.int32)


def _joined(parts: list[Places], ids: NDArray[np.int64], k: int) -> Ranked:
    """Join the lists that threads made of the same owners."""
    places, points = np.hstack([part[0] for part in parts]), np.hstack([part[1] for part in parts])
    if len(parts) > 1:
        rank = np.argsort(np.argsort(ids, kind="stable"), kind="stable")
        order = np.argsort(rank[places] - points.astype(np.int64) * (len(ids) + 1), axis=1, kind="stable")[:, :k]
        places, points = np.take_along_axis(places, order, 1), np.take_along_axis(points, order, 1)
    return Ranked.from_table(places, points)
