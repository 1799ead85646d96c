"""What beat does so that nothing hangs: work of silent workers is given out again, lost messages are sent again.

It also empties what runs that have ended leave behind, so that nobody waits for that at the end of a run.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.actor import Actor
from core.jobs import enqueue_on_commit
from matching.enums import ChunkState, RunState
from matching.models import MatchChunk, MatchRun
from matching.services.chunks import release_chunk

SILENT = gettext_noop("The worker fell silent.")
STEPS = {RunState.DRAFT: "count_run", RunState.QUEUED: "prepare_run", RunState.RUNNING: "finish_run"}


def recover(*, actor: Actor) -> int:
    """Give out again what is stuck; return how many pieces of work. Safe to run at any time and twice at once."""
    now = timezone.now()
    silent = now - timedelta(seconds=settings.MATCHING_SILENT_SECONDS)
    unheard = now - timedelta(seconds=settings.MATCHING_RESEND_SECONDS)
    number = 0
    for chunk in MatchChunk.objects.stale(silent).filter(run__state=RunState.RUNNING):
        release_chunk(chunk=chunk, actor=actor, error=SILENT)
        number += 1
    for chunk in MatchChunk.objects.unheard(unheard).filter(run__state=RunState.RUNNING).order_by("run_id", "number"):
        number += _send_again(chunk, unheard)
    for run in (MatchRun.objects.active() | MatchRun.objects.counting()).filter(heartbeat_at__lt=silent):
        number += _wake(run)
    MatchChunk.objects.left_over().update(partial=None)
    return number


@transaction.atomic
def _send_again(chunk: MatchChunk, unheard: datetime) -> int:
    """Send the message of a waiting chunk once more; the update lets only one of two beats do it."""
    waiting = MatchChunk.objects.filter(pk=chunk.pk).unheard(unheard)
    if not waiting.update(enqueued_at=timezone.now()):
        return 0
    enqueue_on_commit(
        "matching.tasks.score_chunk",
        expires_after=2 * settings.MATCHING_RESEND_SECONDS,  # by then another one was sent; a queue must not fill up
        run_id=chunk.run_id,
        number=chunk.number,
    )
    return 1


@transaction.atomic
def _wake(run: MatchRun) -> int:
    """Send the step that a silent run waits for: counting, freezing, or merging when all chunks are done."""
    if run.state == RunState.RUNNING and run.chunks.exclude(state=ChunkState.DONE).exists():
        return 0
    step = STEPS[RunState(run.state)]
    if not MatchRun.objects.filter(pk=run.pk, heartbeat_at=run.heartbeat_at).update(heartbeat_at=timezone.now()):
        return 0
    enqueue_on_commit(f"matching.tasks.{step}", expires_after=2 * settings.MATCHING_SILENT_SECONDS, run_id=run.pk)
    return 1
