"""Work in the background. Each task fetches nothing and decides nothing: it makes one service call.

A message only wakes a worker up; what is to be done stands in PostgreSQL. So a message that comes twice, late or
never does no harm: the services claim their work, and `recover_runs` sends again what got lost.
"""

from typing import Any

from celery import Task, shared_task
from celery.signals import worker_init
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from core.actor import system_actor
from matching.services import chunks, counting, features, finish, freeze, freshness, recovery, warming

DATABASE_AWAY = (OperationalError, InterfaceError)
AGAIN = {"autoretry_for": DATABASE_AWAY, "max_retries": 30, "default_retry_delay": 2}


@worker_init.connect
def make_ready(sender: Any, **kwargs: Any) -> None:
    """Read and compile before this worker takes a task; where that fails it starts all the same, and tasks do it."""
    if not settings.MATCHING_WARM_UP:
        return
    queues = sender.app.amqp.queues.consume_from
    try:
        warming.warm_up(makes_lists=settings.CELERY_TASK_DEFAULT_QUEUE in queues)
    finally:
        connection.close()  # it would not survive the fork


@shared_task(**AGAIN)
def count_run(*, run_id: int) -> None:
    counting.count_run(run_id=run_id, actor=system_actor("task"))


@shared_task(**AGAIN)
def prepare_run(*, run_id: int) -> None:
    freeze.prepare_run(run_id=run_id, actor=system_actor("task"))


@shared_task(bind=True, **AGAIN)
def score_chunk(self: Task, *, run_id: int, number: int) -> None:
    chunks.score_chunk(run_id=run_id, number=number, token=self.request.id, actor=system_actor("task"))


@shared_task(**AGAIN)
def finish_run(*, run_id: int) -> None:
    finish.finish_run(run_id=run_id, actor=system_actor("task"))


@shared_task
def recover_runs() -> None:
    recovery.recover(actor=system_actor("beat"))


@shared_task(**AGAIN)
def refresh_candidate_features(*, profile_ids: list[int]) -> None:
    freshness.refresh_profiles(profile_ids=profile_ids)


@shared_task(**AGAIN)
def refresh_posting_features(*, posting_ids: list[int]) -> None:
    freshness.refresh_roles(posting_ids=posting_ids)


@shared_task(**AGAIN)
def refresh_stale_features() -> None:
    features.refresh_open_editions()


@shared_task(**AGAIN)
def refresh_changed_lists(*, run_id: int) -> None:
    freshness.refresh_changed_lists(run_id=run_id)
