"""The best counterparts of every owner on both sides, with receipts.

A candidate's list is complete once it was scored against all postings; a posting's list from a chunk of candidates is
partial and joined by `lists.merge_posting_lists`. Two ways give the same to the last bit: `fast` (numba, threads)
and plain numpy, chosen by `kernel`. n candidates, m postings, at most k counterparts each; positions count records by
ascending id.
"""

import dataclasses
import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from matching.engine import fast, kernels
from matching.engine.arrays import Crowd, Laid, Pool, lay_out_people, make_pool
from matching.engine.asked import lay_out
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Vocabulary, Weights
from matching.engine.eligibility import Rules, candidate_bars, eligible, posting_needs
from matching.engine.lists import Lists, MatchResult, Ranked, merge_posting_lists
from matching.engine.plan import Plan, make_plan
from matching.engine.reach import distinct_items, make_reach
from matching.engine.receipts import receipts as receipts_of
from matching.engine.scoring import score_block

__all__ = [
    "Crowd",
    "Lists",
    "MatchResult",
    "Prepared",
    "crowd_of",
    "explain_lists",
    "match",
    "merge_posting_lists",
    "prepare",
]

BLOCK = 256
EVERYTHING = Rules()
BOTH, CANDIDATES, NONE = "both", "candidates", "none"


def nobody(done: int) -> None:
    """Hear how far the work is and do nothing."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Postings ready to be matched with many blocks of candidates. `laid` is None where numba is not to be used."""

    plan: Plan
    laid: Laid | None

    def match(
        self,
        candidates: CandidateBlock,
        *,
        rules: Rules = EVERYTHING,
        k: int = 20,
        listed: NDArray[np.bool_] | None = None,
        receipts: str = BOTH,
        threads: int = 0,
        tell: Callable[[int], None] = nobody,
        pool: Pool | None = None,
    ) -> MatchResult:
        """Score every eligible pair and keep the best k of each owner.

        `pool`: what `pool` made of the same candidates, rules and listed, if it is used more than once.

        `listed`: (n,) truth, who may appear in postings' lists (Open profiles); None means all. `receipts`: whose lists
        carry them: BOTH, CANDIDATES (when posting lists are partial; see `explain`) or NONE. `threads`: 0 for all.
        `tell` hears now and then how many candidates are scored; what it raises ends the work.
        """
        plan, cores = self.plan, threads or os.cpu_count() or 1
        shown = np.ones(len(candidates), dtype=bool) if listed is None else np.asarray(listed, dtype=bool)
        pool = pool or self.pool(candidates, rules, shown)
        if pool:
            mine, theirs = fast.best_pairs(pool, plan.weights, k, cores, tell)
        else:
            mine, theirs = best_pairs(plan, candidates, rules, shown, k, tell)
        ids, posting_ids = candidates.ids, plan.postings.ids
        own, other = mine.named(ids, posting_ids), theirs.named(posting_ids, ids)
        if receipts == BOTH:
            other = _explained(plan, candidates, other, (theirs.other, theirs.owner), pool, cores)
        if receipts in (BOTH, CANDIDATES):
            own = _explained(plan, candidates, own, (mine.owner, mine.other), pool, cores)
        return MatchResult(own, other)

    def explain(
        self,
        candidates: CandidateBlock,
        *,
        candidate_lists: Lists | None = None,
        posting_lists: Lists | None = None,
        threads: int = 0,
        pool: Pool | None = None,
    ) -> MatchResult:
        """Return lists with receipts; `pool` as in `match`.

        Raises KeyError when a list names a record that is not in the blocks.
        """
        plan, cores = self.plan, threads or os.cpu_count() or 1
        own, other = candidate_lists or Lists.none(), posting_lists or Lists.none()
        ids, posting_ids = candidates.ids, plan.postings.ids
        mine, theirs = Ranked.of(own, ids, posting_ids), Ranked.of(other, posting_ids, ids)
        pool = pool or self.pool(candidates, EVERYTHING, np.ones(len(candidates), dtype=bool))
        return MatchResult(
            _explained(plan, candidates, own, (mine.owner, mine.other), pool, cores),
            _explained(plan, candidates, other, (theirs.other, theirs.owner), pool, cores),
        )

    def pool(
        self, candidates: CandidateBlock, rules: Rules, shown: NDArray[np.bool_], crowd: Crowd | None = None
    ) -> Pool | None:
        """Lay out candidates beside the postings; None where numba is not to be used. `shown`: who may be listed.

        `crowd`: what `crowd_of` made of the same candidates and rules, if they meet several sets of postings.
        """
        if not self.laid:
            return None
        return make_pool(self.plan, self.laid, candidates, crowd or lay_out_people(candidates, rules), shown)


def prepare(postings: PostingBlock, vocabulary: Vocabulary, weights: Weights, *, kernel: str | None = None) -> Prepared:
    """Work out once what depends on the postings alone. `kernel`: "numba" or "numpy", None for the fastest there is."""
    plan = make_plan(postings, vocabulary, weights)
    return Prepared(plan, lay_out(plan) if _is_fast(kernel) else None)


def crowd_of(candidates: CandidateBlock, rules: Rules) -> Crowd | None:
    """Work out once what depends on the candidates and the rules alone; None where numba is not to be used."""
    return lay_out_people(candidates, rules) if _is_fast(None) else None


def match(
    candidates: CandidateBlock,
    postings: PostingBlock,
    vocabulary: Vocabulary,
    weights: Weights,
    *,
    rules: Rules = EVERYTHING,
    k: int = 20,
    listed: NDArray[np.bool_] | None = None,
    receipts: bool = True,
    kernel: str | None = None,
    threads: int = 0,
) -> MatchResult:
    """`Prepared.match` for one block of candidates alone, with the receipts of both sides or none."""
    side = BOTH if receipts else NONE
    prepared = prepare(postings, vocabulary, weights, kernel=kernel)
    return prepared.match(candidates, rules=rules, k=k, listed=listed, receipts=side, threads=threads)


def explain_lists(
    candidates: CandidateBlock,
    postings: PostingBlock,
    vocabulary: Vocabulary,
    weights: Weights,
    *,
    candidate_lists: Lists | None = None,
    posting_lists: Lists | None = None,
    kernel: str | None = None,
    threads: int = 0,
) -> MatchResult:
    """`Prepared.explain` for one pair of blocks alone."""
    prepared = prepare(postings, vocabulary, weights, kernel=kernel)
    return prepared.explain(candidates, candidate_lists=candidate_lists, posting_lists=posting_lists, threads=threads)


def best_pairs(
    plan: Plan,
    candidates: CandidateBlock,
    rules: Rules,
    shown: NDArray[np.bool_],
    k: int,
    tell: Callable[[int], None],
) -> tuple[Ranked, Ranked]:
    """Find the best k of each candidate and of each posting with numpy; `tell` as in `Prepared.match`."""
    bars, needs = candidate_bars(candidates, rules), posting_needs(plan.postings)
    reach = make_reach(plan, distinct_items(candidates))
    ids, posting_ids = candidates.ids, plan.postings.ids
    m = len(posting_ids)
    mine = []
    places, points = np.zeros((m, 0), np.int64), np.zeros((m, 0), np.int64)
    for start in range(0, len(candidates), BLOCK):
        stop = min(start + BLOCK, len(candidates))
        allowed = eligible(bars, needs, start, stop)
        score = np.where(allowed, score_block(plan, candidates, reach, start, stop), -1)
        mine.append(_rank(score, posting_ids, k))
        new, gained = _rank(np.where(shown[start:stop, None], score, -1).T, ids[start:stop], k)
        places, points = np.hstack([places, new + start]), np.hstack([points, gained])
        order = np.lexsort((ids[places], -points), axis=1)[:, :k]
        places, points = np.take_along_axis(places, order, 1), np.take_along_axis(points, order, 1)
        tell(stop)
    table = [np.concatenate([part[i] for part in mine]) for i in (0, 1)]
    return Ranked.from_table(*table), Ranked.from_table(places, points)


def _rank(score: NDArray[np.integer], ids: NDArray[np.int64], k: int) -> tuple[NDArray[np.int64], NDArray[np.integer]]:
    """Places and points of the best k of each row of (n, m) scores, -1 for what is not allowed."""
    key = score.astype(np.int64) * (len(ids) + 1) - np.argsort(np.argsort(ids))
    width = min(k, len(ids))
    top = np.argpartition(-key, width - 1, axis=1)[:, :width]
    top = np.take_along_axis(top, np.argsort(-np.take_along_axis(key, top, 1), axis=1), 1)
    return top, np.take_along_axis(score, top, 1)


def _explained(
    plan: Plan,
    candidates: CandidateBlock,
    lists: Lists,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    pool: Pool | None,
    threads: int,
) -> Lists:
    """Return the same lists with the receipts of their pairs: the place of the candidate, and of the posting."""
    if pool:
        packed, starts = fast.receipts(pool, plan, *pairs, lists.offsets, threads)
    else:
        packed, starts = receipts_of(plan, candidates, *pairs, lists.offsets)
    return dataclasses.replace(lists, receipts=packed, receipt_offsets=starts)


def _is_fast(kernel: str | None) -> bool:
    if kernel not in (None, "numba", "numpy"):
        raise ValueError(f"unknown kernel: {kernel}")
    if kernel == "numba" and not kernels.AVAILABLE:
        raise ValueError("numba is not installed")
    return kernels.AVAILABLE if kernel is None else kernel == "numba"
