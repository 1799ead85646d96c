"""Records of a run to lists: the calls of the engine that chunks, the end of a run and a replay share."""

from collections.abc import Callable

import numpy as np
from django.conf import settings

from matching.engine.topk import CANDIDATES, Lists, nobody
from matching.queries.frozen import Frozen, Records, candidate_block


def score_records(candidates: Records, shared: Frozen, tell: Callable[[int], None] = nobody) -> tuple[Lists, Lists]:
    """Return the candidates' lists with receipts, and the postings' lists over these candidates without.

    `tell` hears now and then how many of the candidates are scored.
    """
    result = shared.prepared.match(
        candidate_block(candidates),
        rules=shared.rules,
        k=shared.top_k,
        listed=candidates.listed,
        receipts=CANDIDATES,
        threads=settings.MATCHING_THREADS,
        tell=tell,
    )
    return result.candidate_lists, result.posting_lists


def explain_postings(candidates: Records, merged: Lists, shared: Frozen) -> Lists:
    """Return postings' lists with receipts; only the people that the lists name are unpacked."""
    chosen = np.flatnonzero(np.isin(candidates.ids, merged.counterparts))
    if not len(chosen):
        return merged
    block = candidate_block(candidates.pick(chosen))
    return shared.prepared.explain(block, posting_lists=merged, threads=settings.MATCHING_THREADS).posting_lists
