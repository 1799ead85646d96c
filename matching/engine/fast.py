"""The fast way of `topk` and `explain`: hands the arrays of a pool to compiled kernels, in threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits, receipt_kernel
from matching.engine.arrays import Pool
from matching.engine.data import Weights
from matching.engine.lists import Ranked
from matching.engine.plan import Plan
from matching.engine.receipts import lay_out_receipts
from matching.engine.search import Search, joined

FEW_RECEIPTS = 500  # are written before a second thread would begin


def best_pairs(
    pool: Pool, weights: Weights, k: int, threads: int, tell: Callable[[int], None]
) -> tuple[Ranked, Ranked]:
    """Find the best k of each candidate and of each posting; `tell` hears how many candidates are done."""
    asked, people, _ = pool
    with ThreadPoolExecutor(threads) as executor:
        search = Search(pool, weights, k, executor, threads)
        search.run(tell)
    places, points = joined(search.theirs, k)
    own, other = np.argsort(people.order), np.argsort(asked.order)
    return (
        Ranked.from_table(asked.order[search.mine[0][own]], search.mine[1][own]),
        Ranked.from_table(people.order[places[other]], points[other]),
    )


def receipts(
    pool: Pool,
    plan: Plan,
    candidate: NDArray[np.int64],
    posting: NDArray[np.int64],
    pair_offsets: NDArray[np.int64],
    threads: int,
) -> tuple[bytes, NDArray[np.int64]]:
    """Return the packed receipts of owners' pairs, as `explain.receipts` does."""
    asked, people, _ = pool
    room = lay_out_receipts(plan, posting, pair_offsets)
    pairs = np.stack([np.argsort(people.order)[candidate], np.argsort(asked.order)[posting]], axis=1)
    by_candidate = np.argsort(pairs[:, 0], kind="stable")
    fixed = (by_candidate, pairs, room.line, room.name, credits.level_percent(plan.weights), *pool, room.words)
    cuts = _cuts(len(candidate), threads if len(candidate) > FEW_RECEIPTS else 1)
    with ThreadPoolExecutor(threads) as executor:
        jobs = [executor.submit(receipt_kernel.explain, *cut, *fixed) for cut in cuts]
        for job in jobs:
            job.result()
    return room.words.tobytes(), room.offsets


def _cuts(count: int, threads: int) -> list[tuple[int, int]]:
    """Divide a range over threads."""
    edges = [count * part // threads for part in range(threads + 1)]
    return [(start, stop) for start, stop in zip(edges[:-1], edges[1:], strict=True)]
