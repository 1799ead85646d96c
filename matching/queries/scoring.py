"""Records of a run to lists: the calls of the engine that chunks, the end of a run and a replay share."""

import numpy as np

from matching.engine.topk import Lists, explain_lists, match
from matching.queries.frozen import Frozen, Records, candidate_block


def score_records(candidates: Records, shared: Frozen) -> tuple[Lists, Lists]:
    """Return the candidates' lists with receipts, and the postings' lists over these candidates without."""
    block = candidate_block(candidates)
    result = match(
        block,
        shared.block,
        shared.vocabulary,
        shared.weights,
        rules=shared.rules,
        k=shared.top_k,
        listed=candidates.listed,
        receipts=False,
    )
    explained = explain_lists(
        block, shared.block, shared.vocabulary, shared.weights, candidate_lists=result.candidate_lists
    )
    return explained.candidate_lists, result.posting_lists


def explain_postings(candidates: Records, merged: Lists, shared: Frozen) -> Lists:
    """Return postings' lists with receipts; only the people that the lists name are unpacked."""
    chosen = np.flatnonzero(np.isin(candidates.ids, merged.counterparts))
    if not len(chosen):
        return merged
    block = candidate_block(candidates.pick(chosen))
    result = explain_lists(block, shared.block, shared.vocabulary, shared.weights, posting_lists=merged)
    return result.posting_lists
