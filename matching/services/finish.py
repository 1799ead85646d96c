"""The last step of a run at work: the postings' lists of all chunks become one; figures and hash of the result."""

import numpy as np
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from core.actor import Actor
from core.audit import record
from core.db import read_binary
from matching.engine.blocks import candidate_heads
from matching.engine.hashing import joined_hash
from matching.engine.topk import Lists, merge_posting_lists
from matching.enums import ChunkState, InputKind, RunState, Side
from matching.models import MatchChunk, MatchList, MatchRun
from matching.queries.figures import run_figures
from matching.queries.frozen import frozen, read_records
from matching.queries.scoring import STEP, explain, explain_named, gathered
from matching.services.chunks import Partial, store_lists
from matching.services.heartbeat import Heartbeat
from matching.services.runs import lock_run
from matching.services.steps import claim_step, tried_again
from matching.workflows import RUN


def finish_run(*, run_id: int, actor: Actor) -> bool:
    """Merge, explain and store the postings' lists; False when there is nothing to do. Twice is as good as once."""
    if MatchChunk.objects.filter(run_id=run_id).exclude(state=ChunkState.DONE).exists():
        return False
    run = claim_step(run_id=run_id, state=RunState.RUNNING, actor=actor)
    if run is None:
        return False

    def beat() -> bool:
        return bool(MatchRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(heartbeat_at=timezone.now()))

    with tried_again(run_id=run_id, task="finish_run", actor=actor), Heartbeat(beat):
        digests, merged = _merge(run_id, run.top_k)
        lists, heads = _explained(run, merged)
        gathered.cache_clear()
        return _store(run_id, digests, lists, heads, actor)


def _merge(run_id: int, top_k: int) -> tuple[bytes, Lists]:
    """Return the digests of all candidates' lists in order, and the postings' lists over all chunks."""
    rows = read_binary("SELECT partial FROM matching_matchchunk WHERE run_id = %s ORDER BY number", [run_id])
    partials = [Partial.unpack(data) for (data,) in rows]
    digests = b"".join(partial.digests for partial in partials)
    return digests, merge_posting_lists([partial.postings for partial in partials], top_k)


def _explained(run: MatchRun, merged: Lists) -> tuple[Lists, NDArray[np.void]]:
    """Return the postings' lists with receipts, and the facts of all candidates (`blocks.CANDIDATE_HEAD`).

    A process that scored all candidates at once has them at hand.
    """
    if run.candidate_count > STEP:
        records = read_records(run.pk, InputKind.CANDIDATES)
        return explain_named(records, merged, frozen(run)), candidate_heads(records.payloads)
    people = gathered(run, run.inputs_hash, 0, run.candidate_count)
    return explain(people, merged, frozen(run)), people.block.head


@transaction.atomic
def _store(run_id: int, digests: bytes, lists: Lists, heads: NDArray[np.void], actor: Actor) -> bool:
    run = lock_run(run_id)
    if run.state != RunState.RUNNING:
        return False
    MatchList.objects.filter(run_id=run_id, side=Side.POSTING).delete()
    theirs = store_lists(run_id, Side.POSTING, [lists])
    run.state = RUN.check("finish", run.state)
    run.result_hash = joined_hash(digests, theirs)
    run.statistics = run_figures(run, heads)
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "result_hash", "statistics", "finished_at"])
    after = {"state": run.state, "result": run.result_hash}
    record("run.finish", run, actor=actor, before={"state": RunState.RUNNING}, after=after)
    return True
