"""One chunk of a run: claimed by a conditional update, scored outside any transaction, stored in one.

The protocol is the same for one worker and for a hundred. PostgreSQL holds the truth; a message only says "wake up".
A chunk may be claimed again after its worker died; `attempts` tells the attempts apart, only the present one stores.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.actor import Actor
from core.db import copy_rows
from core.jobs import enqueue_on_commit
from matching.engine.hashing import owner_digests
from matching.engine.topk import Lists, merge_posting_lists
from matching.enums import ChunkState, RunState, Side
from matching.models import MatchChunk, MatchList, MatchRun
from matching.queries.frozen import frozen
from matching.queries.scoring import STEP, gathered, score
from matching.services.heartbeat import Heartbeat, NoLongerWanted
from matching.services.runs import fail_run, lock_run
from matching.services.steps import FAULTS, MAX_ATTEMPTS, in_short
from matching.services.wire import as_int4_arrays, as_int8, as_int8_arrays, as_text

LIST_FIELDS = ["run", "side", "owner_id", "counterpart_ids", "points", "receipts"]


@dataclass(frozen=True, slots=True)
class Partial:
    """What a chunk leaves for the end of the run: a digest of each candidate's list, and the postings' lists so far."""

    digests: bytes
    postings: Lists

    def pack(self) -> bytes:
        return len(self.digests).to_bytes(8, "little") + self.digests + self.postings.to_bytes()

    @classmethod
    def unpack(cls, data: bytes) -> "Partial":
        end = 8 + int.from_bytes(data[:8], "little")
        return cls(data[8:end], Lists.from_bytes(data[end:]))


@transaction.atomic
def claim_chunk(*, run_id: int, number: int, token: str) -> MatchChunk | None:
    """Take a waiting chunk of a running run; None when somebody has it or there is nothing to do.

    `token` is the id of the message. The same message delivered again (its worker was lost, or the database was away)
    may take its own chunk back at once.
    """
    mine = Q(state=ChunkState.PENDING) | Q(state=ChunkState.RUNNING, worker=token)
    taken = MatchChunk.objects.filter(mine, run_id=run_id, number=number, attempts__lt=MAX_ATTEMPTS).update(
        state=ChunkState.RUNNING,
        attempts=F("attempts") + 1,
        worker=token,
        heartbeat_at=timezone.now(),
        done_count=0,
    )
    if not taken:
        return None
    chunk = MatchChunk.objects.select_related("run").get(run_id=run_id, number=number)
    if chunk.run.state != RunState.RUNNING:
        transaction.set_rollback(True)
        return None
    return chunk


def score_chunk(*, run_id: int, number: int, token: str, actor: Actor) -> bool:
    """Claim, score and store one chunk; finish the run after the last. True when this call stored the chunk."""
    chunk = claim_chunk(run_id=run_id, number=number, token=token)
    if chunk is None:
        return False
    try:
        mine, theirs = _score(chunk)
        return _store(chunk, mine, theirs)
    except NoLongerWanted:
        return False
    except FAULTS as error:
        release_chunk(chunk=chunk, actor=actor, error=in_short(error))
        raise


def _score(chunk: MatchChunk) -> tuple[list[Lists], Lists]:
    done = 0

    def beat() -> bool:
        return (
            bool(
                MatchChunk.objects.filter(pk=chunk.pk, attempts=chunk.attempts, state=ChunkState.RUNNING).update(
                    heartbeat_at=timezone.now(), done_count=done
                )
            )
            and MatchRun.objects.filter(pk=chunk.run_id, state=RunState.RUNNING).exists()
        )

    mine: list[Lists] = []
    theirs: list[Lists] = []
    with Heartbeat(beat) as heart:

        def tell(scored: int) -> None:
            nonlocal done
            done = start - chunk.start + scored
            heart.tell()

        for start in range(chunk.start, chunk.stop, STEP):
            people = gathered(chunk.run, chunk.run.inputs_hash, start, min(start + STEP, chunk.stop))
            lists, partial = score(people, frozen(chunk.run), tell)
            mine.append(lists)
            theirs.append(partial)
    return mine, merge_posting_lists(theirs, chunk.run.top_k)


def _store(chunk: MatchChunk, mine: list[Lists], theirs: Lists) -> bool:
    """Replace the chunk's rows and mark it done, in one transaction; then finish the run if this was the last."""
    ids = [int(mine[0].owners[0]), int(mine[-1].owners[-1])]
    now = timezone.now()
    with transaction.atomic():
        stored = MatchChunk.objects.filter(pk=chunk.pk, attempts=chunk.attempts, state=ChunkState.RUNNING).update(
            state=ChunkState.DONE,
            done_at=now,
            heartbeat_at=now,
            done_count=chunk.stop - chunk.start,
            error="",
        )
        if not stored:
            return False
        MatchList.objects.filter(run_id=chunk.run_id, side=Side.CANDIDATE, owner_id__range=ids).delete()
        digests = store_lists(chunk.run_id, Side.CANDIDATE, mine)
        MatchChunk.objects.filter(pk=chunk.pk).update(partial=Partial(digests, theirs).pack())
        run = lock_run(chunk.run_id)  # or two last chunks would each see the other unfinished
        if run.state != RunState.RUNNING:
            transaction.set_rollback(True)
            return False
        if not run.chunks.exclude(state=ChunkState.DONE).exists():
            enqueue_on_commit("matching.tasks.finish_run", run_id=run.pk)
    return True


def store_lists(run_id: int, side: Side, parts: list[Lists]) -> bytes:
    """Write match lists and return `owner_digests` of all, worked out while the database writes."""
    with ThreadPoolExecutor(1) as beside:
        digests = beside.submit(lambda: b"".join(owner_digests(part) for part in parts))
        for part in parts:
            copy_rows(MatchList, LIST_FIELDS, _list_rows(run_id, side, part))
    return digests.result()


def _list_rows(run_id: int, side: Side, lists: Lists) -> Iterator[tuple[bytes, ...]]:
    """Yield the rows of match lists in PostgreSQL's binary form."""
    run, where, cuts = as_int8(run_id), as_text(side.value), lists.receipt_offsets.tolist()
    others = as_int8_arrays(lists.counterparts, lists.offsets)
    points = as_int4_arrays(lists.points, lists.offsets)
    for at, (owner, other, gained) in enumerate(zip(lists.owners.tolist(), others, points, strict=True)):
        yield run, where, as_int8(owner), other, gained, lists.receipts[cuts[at] : cuts[at + 1]]


@transaction.atomic
def release_chunk(*, chunk: MatchChunk, actor: Actor, error: str) -> None:
    """Give a chunk back after a failure; after the last attempt the run fails with the reason."""
    last = chunk.attempts >= MAX_ATTEMPTS
    state = ChunkState.FAILED if last else ChunkState.PENDING
    released = MatchChunk.objects.filter(pk=chunk.pk, attempts=chunk.attempts, state=ChunkState.RUNNING).update(
        state=state, error=error[:2000], enqueued_at=timezone.now()
    )
    if not released:
        return
    if last:
        fail_run(run_id=chunk.run_id, actor=actor, reason=f"Chunk {chunk.number}: {error}"[:2000])
    else:
        enqueue_on_commit("matching.tasks.score_chunk", run_id=chunk.run_id, number=chunk.number)
