"""Freezing and merging recover as chunks do, tell that they live, and say what went wrong in the reader's language."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from accounts.models import User
from core.actor import system_actor
from matching.enums import RunState
from matching.models import CandidateFeatures, MatchChunk, MatchRun, RunInput
from matching.queries.runs import run_progress
from matching.services import chunks, finish, freeze, runs, steps
from matching.services.features import refresh_features
from tests.factories import actor_of
from tests.matching.conftest import alive
from tests.support.matching import finished_run, make_edition, started_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pulses")]
ACTOR = system_actor("test")
NO_WORKER = "No matching worker gives a sign of life."
NO_BEAT = "The clock that gives lost work out again is silent."


def test_a_step_that_goes_wrong_is_tried_three_times_and_names_the_reason() -> None:
    run = started_run(make_edition(4, 3))
    freeze.prepare_run(run_id=run.pk, actor=ACTOR)
    chunks.score_chunk(run_id=run.pk, number=0, token="t", actor=ACTOR)
    MatchChunk.objects.filter(run=run).update(partial=b"broken")
    for attempt in (1, 2, 3):
        with pytest.raises(ValueError, match="buffer"):
            finish.finish_run(run_id=run.pk, actor=ACTOR)
        run.refresh_from_db()
        assert run.attempts == attempt
    assert run.state == RunState.FAILED
    assert run.failure.startswith("ValueError: ")
    assert finish.finish_run(run_id=run.pk, actor=ACTOR) is False


def test_a_step_whose_worker_is_lost_three_times_fails() -> None:
    run = started_run(make_edition(2, 2))
    MatchRun.objects.filter(pk=run.pk).update(attempts=steps.MAX_ATTEMPTS)
    assert freeze.prepare_run(run_id=run.pk, actor=ACTOR) is False
    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, steps.WORKER_LOST)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_reads_texts_for_long_gives_signs_of_life(settings) -> None:
    settings.MATCHING_HEARTBEAT_SECONDS = 0.05
    run = started_run(make_edition(2, 2))

    def work() -> bool:
        try:
            return freeze.prepare_run(run_id=run.pk, actor=ACTOR)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE matching_candidatefeatures IN EXCLUSIVE MODE")  # the features cannot be stored
            answer = pool.submit(work)
            beats: set[object] = set()
            deadline = time.monotonic() + 4
            while len(beats) < 4 and time.monotonic() < deadline:
                beats.add(MatchRun.objects.values_list("heartbeat_at", flat=True).get(pk=run.pk))
                time.sleep(0.02)
        assert answer.result(timeout=60) is True
    assert len(beats) == 4


def test_a_queued_run_counts_the_records_that_are_read() -> None:
    edition = make_edition(4, 3)
    run = started_run(edition)
    assert (run_progress(run).done, run_progress(run).total) == (0, 7)
    refresh_features(edition=edition)
    progress = run_progress(run)
    assert (progress.done, progress.total, progress.label) == (7, 7, "Records read")
    assert progress.rate_text.endswith("records a second")
    CandidateFeatures.objects.update(computed_at=run.started_at - timedelta(seconds=1))
    assert run_progress(run).done == 3


def test_a_queued_run_with_nothing_to_read_counts_candidates() -> None:
    edition = make_edition(4, 3)
    refresh_features(edition=edition)
    progress = run_progress(started_run(edition))
    assert (progress.done, progress.total, progress.label) == (0, 4, "Candidates scored")


def test_the_page_says_when_no_worker_or_no_beat_is_there(console: Client, organiser: User) -> None:
    edition = make_edition(3, 3)
    run = runs.plan_run(edition=edition, actor=actor_of(organiser))
    url = f"/console/runs/{run.pk}/"
    assert NO_WORKER not in console.get(url).text
    cache.set("pulse:matching", time.time() - 31)
    assert NO_WORKER in console.get(url).text
    runs.start_run(run_id=run.pk, actor=actor_of(organiser))
    assert NO_WORKER in console.get(f"{url}progress/", headers={"HX-Request": "true"}).text
    alive("matching")
    cache.delete("pulse:beat")
    page = console.get(url).text
    assert NO_WORKER not in page
    assert NO_BEAT in page
    alive("beat")
    assert NO_BEAT not in console.get(url).text


def test_the_page_says_when_the_broker_is_away(console: Client, organiser: User, settings) -> None:
    run = started_run(make_edition(2, 2), actor_of(organiser))
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert "The message broker does not answer." in console.get(f"/console/runs/{run.pk}/").text


def test_a_finished_run_has_no_trouble() -> None:
    run = finished_run(make_edition(2, 2))
    cache.clear()
    assert run_progress(run).trouble_text == ""


def test_a_silent_worker_is_named_with_its_seconds() -> None:
    run = started_run(make_edition(2, 2))
    later = run.heartbeat_at + timedelta(seconds=45)
    assert run_progress(run, now=later).trouble_text.startswith("No worker has taken this run for 45 seconds.")
    freeze.prepare_run(run_id=run.pk, actor=ACTOR)
    run.refresh_from_db()
    later = run.heartbeat_at + timedelta(seconds=45)
    assert run_progress(run, now=later).trouble_text.startswith("The worker has been silent for 45 seconds.")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Part 1 of the work: The worker fell silent."),
        ("zh-hant", "第 1 部分工作：工作程式沒有回應。"),
        ("zh-hans", "第 1 部分工作：工作进程没有响应。"),
    ],
)
def test_the_reason_of_a_failure_is_read_in_the_reader_s_language(language: str, words: str) -> None:
    run = started_run(make_edition(2, 2))
    runs.fail_run(run_id=run.pk, actor=ACTOR, reason="Chunk 0: The worker fell silent.")
    run.refresh_from_db()
    with translation.override(language):
        assert run_progress(run).failure_text == words


def test_an_edition_that_is_empty_when_the_run_starts_fails_with_its_reason(console: Client) -> None:
    edition = make_edition(2, 2)
    run = started_run(edition)
    edition.registrations.all().delete()
    assert freeze.prepare_run(run_id=run.pk, actor=ACTOR) is False
    page = console.get(f"/console/runs/{run.pk}/").text
    assert freeze.NOTHING_LEFT in page
    assert "Next: review" not in page
    assert not RunInput.objects.filter(run=run).exists()
