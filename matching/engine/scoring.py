"""Scores: the sum over a posting's parts of round(most points x credit), whole hundredths 0 … SCORE_ONE.

`score_block` scores a block of b candidates against all m postings, (b, m) int32; `score_pair` scores two packed
records.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.credits import earned
from matching.engine.data import Vocabulary, Weights
from matching.engine.explain import explain_pairs
from matching.engine.plan import Plan, make_plan
from matching.engine.reach import Reach
from matching.engine.table import profile_credits, row_credits, text_credits, title_credits


def score_block(plan: Plan, candidates: CandidateBlock, reach: Reach, start: int, stop: int) -> NDArray[np.int32]:
    """Return the scores of candidates [start, stop) against every posting of the plan, (stop - start, m)."""
    table = row_credits(plan, candidates, reach, start, stop)
    score = np.zeros((len(plan.postings), stop - start), dtype=np.int32)
    for rule, factor in (
        (title_credits, plan.title_factor),
        (text_credits, plan.text_factor),
        (profile_credits, plan.profile_factor),
    ):
        credit = rule(plan, candidates, start, stop)
        score += earned(factor[:, None], credit).astype(np.int32)
    counts = np.diff(plan.row_offsets)
    for slot in range(int(counts.max(initial=0))):
        having = np.flatnonzero(counts > slot)
        part = plan.row_offsets[having] + slot
        score[having] += earned(plan.factors[part, None], table[plan.rows[part]]).astype(np.int32)
    return np.ascontiguousarray(score.T)


def score_pair(
    candidate: bytes, posting: bytes, vocabulary: Vocabulary, weights: Weights
) -> tuple[int, NDArray[np.void]]:
    """Return the score of two packed records and its receipt (`explain.LINE`); sum of its points == score."""
    plan = make_plan(PostingBlock.from_payloads([posting]), vocabulary, weights)
    block = CandidateBlock.from_payloads([candidate])
    receipt, _ = explain_pairs(plan, block, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))
    return int(receipt["points"].sum()), receipt
