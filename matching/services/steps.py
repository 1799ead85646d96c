"""The steps of a run that are not chunks: freezing the inputs, merging the lists. They recover as chunks do.

The reasons of a failure are kept in English and put into the reader's language by matching.queries.runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DataError, IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.actor import Actor
from core.jobs import enqueue_on_commit
from matching.models import MatchRun
from matching.services.runs import fail_run, lock_run

MAX_ATTEMPTS = 3
WORKER_LOST = gettext_noop("The worker was lost three times in this step.")
# What the work itself can go wrong with. A database that is away is none of these: the message comes again by itself.
FAULTS = (
    ArithmeticError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
    DataError,
    IntegrityError,
    ProgrammingError,
)


def in_short(error: Exception) -> str:
    """Return an error as the run's page shows it."""
    return f"{type(error).__name__}: {error}"[:2000]


@transaction.atomic
def claim_step(*, run_id: int, state: str, actor: Actor) -> MatchRun | None:
    """Take a run that is in `state` for one step and count the attempt; None when there is nothing to do.

    A run whose worker was lost in every attempt fails here.
    """
    run = lock_run(run_id)
    if run.state != state or not run.is_at_work:
        return None
    if run.attempts >= MAX_ATTEMPTS:
        fail_run(run_id=run_id, actor=actor, reason=WORKER_LOST)
        return None
    run.attempts += 1
    run.heartbeat_at = timezone.now()
    run.save(update_fields=["attempts", "heartbeat_at"])
    return run


@contextmanager
def tried_again(*, run_id: int, task: str, actor: Actor) -> Iterator[None]:
    """Send `task` once more when the work inside fails; after the last attempt the run fails with that reason."""
    try:
        yield
    except FAULTS as error:
        _give_back(run_id, task, actor, in_short(error))
        raise


@transaction.atomic
def _give_back(run_id: int, task: str, actor: Actor, reason: str) -> None:
    run = lock_run(run_id)
    if not run.is_at_work:
        return
    if run.attempts >= MAX_ATTEMPTS:
        fail_run(run_id=run_id, actor=actor, reason=reason)
        return
    run.heartbeat_at = timezone.now()
    run.save(update_fields=["heartbeat_at"])
    enqueue_on_commit(f"matching.tasks.{task}", run_id=run_id)
