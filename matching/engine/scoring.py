"""Scores: the sum over a posting's parts of round(most points x credit), whole hundredths 0 … SCORE_ONE.

`score_block` scores a block of b candidates against all m postings, (b, m) int32; `score_pair` scores two packed
records.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.credits import POINT_SHIFT, point_factor
from matching.engine.data import Vocabulary, Weights
from matching.engine.explain import explain_pair
from matching.engine.plan import Plan, make_plan
from matching.engine.table import credit_table


def score_block(plan: Plan, candidates: CandidateBlock, start: int, stop: int) -> NDArray[np.int32]:
    """Return the scores of candidates [start, stop) against every posting of the plan, (stop - start, m)."""
    table = credit_table(plan, candidates, start, stop)
    factor = point_factor(plan.part_max).astype(np.int32)
    counts = np.diff(plan.part_offsets)
    score = np.zeros((len(plan.postings), stop - start), dtype=np.int32)
    for slot in range(int(counts.max(initial=0))):
        having = np.flatnonzero(counts > slot)
        part = plan.part_offsets[:-1][having] + slot
        earned = table[plan.part_row[part]].astype(np.int32) * factor[part, None] + (1 << (POINT_SHIFT - 1))
        score[having] += earned >> POINT_SHIFT
    return np.ascontiguousarray(score.T)


def score_pair(
    candidate: bytes, posting: bytes, vocabulary: Vocabulary, weights: Weights
) -> tuple[int, NDArray[np.void]]:
    """Return the score of two packed records and its receipt (`explain.LINE`); sum of its points == score."""
    plan = make_plan(PostingBlock.from_payloads([posting]), vocabulary, weights)
    receipt = explain_pair(plan, CandidateBlock.from_payloads([candidate]), 0, 0)
    return int(receipt["points"].sum()), receipt
