"""Records of a run to lists: the calls of the engine that chunks, the end of a run and a replay share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from matching.engine.arrays import Pool
from matching.engine.blocks import CandidateBlock
from matching.engine.eligibility import Rules
from matching.engine.topk import CANDIDATES, Crowd, Lists, crowd_of, nobody
from matching.enums import InputKind
from matching.models import MatchRun
from matching.queries.frozen import Frozen, Records, candidate_block, frozen, read_records

STEP = 12288


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Candidates of a run, unpacked and laid out beside its postings."""

    listed: NDArray[np.bool_]
    block: CandidateBlock
    pool: Pool | None


def gather(records: Records, shared: Frozen) -> People:
    """Unpack candidates and lay them out."""
    return _beside(records, shared, *_unpacked(records, shared.rules))


def _unpacked(records: Records, rules: Rules) -> tuple[CandidateBlock, Crowd | None]:
    block = candidate_block(records)
    return block, crowd_of(block, rules)


def _beside(records: Records, shared: Frozen, block: CandidateBlock, crowd: Crowd | None) -> People:
    return People(records.listed, block, shared.prepared.pool(block, shared.rules, records.listed, crowd))


@lru_cache(maxsize=1)
def gathered(run: MatchRun, _inputs: str, start: int, stop: int) -> People:
    """Return the candidates [start, stop) of a run; the last are kept: a small run ends with them."""
    records = read_records(run.pk, InputKind.CANDIDATES, start, stop)
    with ThreadPoolExecutor(1) as executor:
        unpacked = executor.submit(_unpacked, records, Rules.from_json(run.rules))
        shared = frozen(run)  # meanwhile
    return _beside(records, shared, *unpacked.result())


def score(people: People, shared: Frozen, tell: Callable[[int], None] = nobody) -> tuple[Lists, Lists]:
    """Return the candidates' lists with receipts, and the postings' lists over these candidates without.

    `tell` hears now and then how many of the candidates are scored.
    """
    result = shared.prepared.match(
        people.block,
        rules=shared.rules,
        k=shared.top_k,
        listed=people.listed,
        receipts=CANDIDATES,
        threads=settings.MATCHING_THREADS,
        tell=tell,
        pool=people.pool,
    )
    return result.candidate_lists, result.posting_lists


def explain(people: People, merged: Lists, shared: Frozen) -> Lists:
    """Return postings' lists with receipts. Raises KeyError when they name somebody who is not among the people."""
    threads = settings.MATCHING_THREADS
    return shared.prepared.explain(people.block, posting_lists=merged, threads=threads, pool=people.pool).posting_lists


def explain_named(records: Records, merged: Lists, shared: Frozen) -> Lists:
    """Return postings' lists with receipts; only the people that the lists name are unpacked."""
    chosen = np.flatnonzero(np.isin(records.ids, merged.counterparts))
    return explain(gather(records.pick(chosen), shared), merged, shared) if len(chosen) else merged
