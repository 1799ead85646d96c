"""Work that got stuck is given out again; after three attempts the run fails with its reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.actor import system_actor
from matching.engine import search
from matching.enums import ChunkState, RunState
from matching.models import MatchChunk, MatchList, MatchRun, RunInput
from matching.services import chunks, finish, freeze, heartbeat, recovery, runs
from matching.services.recovery import SILENT
from tests.factories import OrganiserFactory, actor_of
from tests.support.matching import finished_run, make_edition, started_run

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")


def long_ago() -> object:
    return timezone.now() - timedelta(seconds=10 * settings.MATCHING_RESEND_SECONDS)


def prepared_run(chunk_count: int = 2) -> MatchRun:
    run = started_run(make_edition(4, 3), chunk_count=chunk_count)
    assert freeze.prepare_run(run_id=run.pk, actor=ACTOR) is True
    run.refresh_from_db()
    return run


def test_a_chunk_is_claimed_once() -> None:
    run = prepared_run()
    assert chunks.claim_chunk(run_id=run.pk, number=0, token="one") is not None
    assert chunks.claim_chunk(run_id=run.pk, number=0, token="two") is None
    again = chunks.claim_chunk(run_id=run.pk, number=0, token="one")
    assert again is not None
    assert again.attempts == 2


def test_freezing_twice_is_freezing_once() -> None:
    run = prepared_run()
    assert freeze.prepare_run(run_id=run.pk, actor=ACTOR) is False
    assert RunInput.objects.filter(run=run).count() == 3


def test_the_lost_worker_s_late_result_is_not_taken() -> None:
    run = prepared_run(1)
    late = chunks.claim_chunk(run_id=run.pk, number=0, token="late")
    assert late is not None
    chunks.release_chunk(chunk=late, actor=ACTOR, error=SILENT)
    assert chunks.score_chunk(run_id=run.pk, number=0, token="second", actor=ACTOR) is True
    before = list(MatchList.objects.filter(run=run).order_by("pk").values_list("pk", flat=True))
    assert chunks.score_chunk(run_id=run.pk, number=0, token="late", actor=ACTOR) is False
    chunks.release_chunk(chunk=late, actor=ACTOR, error=SILENT)
    assert MatchChunk.objects.get(run=run).state == ChunkState.DONE
    assert list(MatchList.objects.filter(run=run).order_by("pk").values_list("pk", flat=True)) == before


def test_silent_chunks_are_given_out_again_and_fail_after_three_attempts() -> None:
    run = prepared_run()
    for attempt in (1, 2, 3):
        assert chunks.claim_chunk(run_id=run.pk, number=1, token=f"worker {attempt}") is not None
        assert recovery.recover(actor=ACTOR) == 0
        MatchChunk.objects.filter(run=run, number=1).update(heartbeat_at=long_ago())
        assert recovery.recover(actor=ACTOR) == 1
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert run.failure == f"Chunk 1: {SILENT}"
    assert MatchChunk.objects.get(run=run, number=1).state == ChunkState.FAILED


def test_a_lost_message_is_sent_again_once() -> None:
    run = prepared_run()
    MatchChunk.objects.filter(run=run).update(enqueued_at=long_ago())
    assert recovery.recover(actor=ACTOR) == 2
    assert recovery.recover(actor=ACTOR) == 0


def test_a_silent_run_is_woken_for_freezing_and_for_its_end() -> None:
    run = started_run(make_edition(2, 2))
    assert recovery.recover(actor=ACTOR) == 0
    MatchRun.objects.filter(pk=run.pk).update(heartbeat_at=long_ago())
    assert recovery.recover(actor=ACTOR) == 1
    freeze.prepare_run(run_id=run.pk, actor=ACTOR)
    chunks.score_chunk(run_id=run.pk, number=0, token="t", actor=ACTOR)
    MatchRun.objects.filter(pk=run.pk).update(heartbeat_at=long_ago())
    assert recovery.recover(actor=ACTOR) == 1
    assert finish.finish_run(run_id=run.pk, actor=ACTOR) is True
    assert finish.finish_run(run_id=run.pk, actor=ACTOR) is False


def test_an_error_in_a_chunk_is_shown_and_tried_again() -> None:
    run = prepared_run(1)
    RunInput.objects.filter(run=run, kind="candidates").update(data=b"\x01" + bytes(30))
    with pytest.raises(ValueError, match="not a packed record"):
        chunks.score_chunk(run_id=run.pk, number=0, token="t", actor=ACTOR)
    chunk = MatchChunk.objects.get(run=run)
    assert (chunk.state, chunk.attempts) == (ChunkState.PENDING, 1)
    assert chunk.error.startswith("ValueError")


def test_an_old_run_is_left_alone() -> None:
    finished_run(make_edition(2, 2))
    assert recovery.recover(actor=ACTOR) == 0


@pytest.mark.parametrize("end", ["finish", "cancel", "fail"])
def test_partial_results_are_kept_while_a_run_is_at_work_and_emptied_once_it_has_ended(end: str) -> None:
    run = prepared_run()
    for number in (0, 1)[: 2 if end == "finish" else 1]:
        chunks.score_chunk(run_id=run.pk, number=number, token="t", actor=ACTOR)
    recovery.recover(actor=ACTOR)
    kept = MatchChunk.objects.filter(run=run, partial__isnull=False)
    assert kept.count() == (2 if end == "finish" else 1)
    if end == "finish":
        assert finish.finish_run(run_id=run.pk, actor=ACTOR) is True
    elif end == "cancel":
        runs.cancel_run(run_id=run.pk, actor=actor_of(OrganiserFactory()))
    else:
        runs.fail_run(run_id=run.pk, actor=ACTOR, reason="lost")
    recovery.recover(actor=ACTOR)
    assert kept.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_again_does_not_fill_the_queue_while_no_worker_is_there() -> None:
    """What recovery sends says when nobody needs it any more; a worker that comes back passes over it."""
    run = prepared_run()
    with current_app.connection_for_write() as connection, connection.channel() as channel:
        name = f"{current_app.conf.task_routes['matching.tasks.score_chunk']['queue']}"
        channel._purge(name)
        MatchChunk.objects.filter(run=run).update(enqueued_at=long_ago())
        assert recovery.recover(actor=ACTOR) == 2
        headers = [channel._get(name)["headers"] for _ in range(2)]
    assert {header["task"] for header in headers} == {"matching.tasks.score_chunk"}
    latest = timezone.now() + timedelta(seconds=2 * settings.MATCHING_RESEND_SECONDS)
    assert all(timezone.now() < datetime.fromisoformat(header["expires"]) <= latest for header in headers)


def test_a_chunk_tells_how_far_it_is_while_it_is_scored(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.MATCHING_THREADS = 1
    monkeypatch.setattr(heartbeat, "PACE_SECONDS", 0.0)
    monkeypatch.setattr(search, "MANY", 0)  # as if there were so many that somebody would wait
    run = started_run(make_edition(150, 2), chunk_count=1)
    freeze.prepare_run(run_id=run.pk, actor=ACTOR)
    told: set[int] = set()

    def listen(execute: Callable, sql: str, params: Any, *rest: object) -> object:
        if sql.startswith("UPDATE") and "heartbeat_at" in sql and "partial" not in sql:
            told.update(int(value) for value in params if isinstance(value, int))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        assert chunks.score_chunk(run_id=run.pk, number=0, token="t", actor=ACTOR) is True
    piece = -(-150 // search.PIECES)
    assert told >= {piece, 10 * piece, 150}
