"""The dry run is counted by a worker: the request returns at once, the page tells how far it is, nothing gets stuck."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core.actor import system_actor
from core.errors import IllegalTransition
from core.models import AuditEvent
from expo.enums import Visibility
from expo.models import CandidateProfile
from matching.engine.data import Weights
from matching.enums import RunState
from matching.errors import DryRunFirst
from matching.models import MatchRun
from matching.queries import barred
from matching.queries.dry_runs import count_progress
from matching.queries.vocabulary import current_tools
from matching.services import counting, heartbeat, recovery, runs, steps
from matching.services.features import refresh_features
from tests.factories import OrganiserFactory, actor_of
from tests.matching.conftest import alive
from tests.support.matching import make_edition, started_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pulses")]
ACTOR = system_actor("test")
PARTS = ("requirements", "profile", "title", "text", "site", "kind", "cluster", "pay", "start")


def asked_run(candidates: int = 4, postings: int = 3) -> MatchRun:
    """Return a draft whose dry run is asked for."""
    edition = make_edition(candidates, postings)
    refresh_features(edition=edition)
    return runs.draft_run(edition=edition, actor=actor_of(OrganiserFactory()), key=uuid4().hex)


def test_the_request_counts_nothing_and_a_worker_does() -> None:
    run = asked_run()
    assert (run.state, run.dry_run, run.is_counting) == (RunState.DRAFT, {}, True)
    with pytest.raises(DryRunFirst):
        runs.start_run(run_id=run.pk, actor=ACTOR)
    assert counting.count_run(run_id=run.pk, actor=ACTOR) is True
    run.refresh_from_db()
    assert (run.dry_run["pairs"], run.dry_run["barred"]["pairs"], run.is_counting) == (12, 12, False)
    assert counting.count_run(run_id=run.pk, actor=ACTOR) is False
    assert AuditEvent.objects.filter(verb="run.dry_run").count() == 1


def test_asking_while_it_counts_changes_nothing() -> None:
    run = asked_run()
    again = runs.ask_dry_run(run_id=run.pk, actor=ACTOR)
    assert again.count_asked_at == run.count_asked_at


@pytest.mark.parametrize("pieces", [1, 3, 7])
def test_counting_in_pieces_gives_what_counting_at_once_gives(pieces: int, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, tools = make_edition(14, 5), current_tools()
    some = CandidateProfile.objects.order_by("pk").values_list("pk", flat=True)[:5]
    CandidateProfile.objects.filter(pk__in=list(some)).update(wished_kinds=["internship"], visibility=Visibility.OPEN)
    edition.postings.update(kind="job")
    refresh_features(edition=edition)
    whole = barred.barred_pairs(edition, {}, {}, vocabulary=tools.number, engine=tools.stamp)
    assert whole is not None
    assert (whole["pairs"], whole["eligible"], whole["candidates_without"]) == (70, 45, 5)
    monkeypatch.setattr(barred, "LEAST", 1)
    monkeypatch.setattr(barred, "PIECES", pieces)
    heard: list[tuple[int, int]] = []
    answer = barred.barred_pairs(
        edition, {}, {}, vocabulary=tools.number, engine=tools.stamp, tell=lambda *what: heard.append(what)
    )
    assert answer == whole
    assert len(heard) == pieces
    assert heard[0] == (0, 14)


def test_the_page_shows_how_far_it_is_and_then_the_counts(console: Client) -> None:
    run = asked_run()
    url = f"/console/runs/{run.pk}/"
    page = console.get(url).text
    assert "Counting …" in page
    assert "waiting for a worker" in page
    assert 'http-equiv="refresh"' in page
    assert "Start the run" not in page
    MatchRun.objects.filter(pk=run.pk).update(counted=2, to_count=4, attempts=1)
    part = console.get(f"{url}progress/", headers={"HX-Request": "true"})
    assert (part.status_code, "every 2s" in part.text, "2 of 4" in part.text) == (200, True, True)
    counting.count_run(run_id=run.pk, actor=ACTOR)
    answer = console.get(f"{url}progress/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (286, "true")
    page = console.get(url).text
    assert "Start the run" in page
    assert 'http-equiv="refresh"' not in page


def test_the_page_says_plainly_that_no_worker_answers(console: Client) -> None:
    run = asked_run()
    cache.delete("pulse:matching")
    for path in ("", "progress/"):
        assert "No matching worker gives a sign of life." in console.get(f"/console/runs/{run.pk}/{path}").text
    alive("matching")
    run.refresh_from_db()
    later = run.heartbeat_at + timedelta(seconds=45)
    assert count_progress(run, now=later).trouble_text.startswith("No worker has taken this run for 45 seconds.")


def test_a_lost_count_is_sent_again_once() -> None:
    run = asked_run()
    assert recovery.recover(actor=ACTOR) == 0
    long_ago = timezone.now() - timedelta(seconds=10 * settings.MATCHING_SILENT_SECONDS)
    MatchRun.objects.filter(pk=run.pk).update(heartbeat_at=long_ago, attempts=1)
    assert [recovery.recover(actor=ACTOR) for _ in range(2)] == [1, 0]
    assert counting.count_run(run_id=run.pk, actor=ACTOR) is True


def test_a_count_that_fails_three_times_leaves_the_draft_and_says_why(console: Client, organiser: User) -> None:
    run = asked_run()
    MatchRun.objects.filter(pk=run.pk).update(rules=["no rules"])
    for attempt in (1, 2, 3):
        with pytest.raises(steps.FAULTS):
            counting.count_run(run_id=run.pk, actor=ACTOR)
        run.refresh_from_db()
        assert run.attempts == attempt
    assert (run.state, run.is_counting) == (RunState.DRAFT, False)
    page = console.get(f"/console/runs/{run.pk}/").text
    assert "The counting ended without a result." in page
    assert "Count again" in page
    assert "Start when the counts look right." not in page
    MatchRun.objects.filter(pk=run.pk).update(rules={})
    console.post(f"/console/runs/{run.pk}/dry/")
    assert counting.count_run(run_id=run.pk, actor=ACTOR) is True
    assert "The counting ended without a result." not in console.get(f"/console/runs/{run.pk}/").text


def test_a_worker_lost_three_times_is_named() -> None:
    run = asked_run()
    MatchRun.objects.filter(pk=run.pk).update(attempts=steps.MAX_ATTEMPTS)
    assert counting.count_run(run_id=run.pk, actor=ACTOR) is False
    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.DRAFT, steps.WORKER_LOST)


def changed(run: MatchRun) -> None:
    runs.change_run(
        run_id=run.pk, actor=ACTOR, scope={"kinds": ["internship"]}, weights=Weights(), rules={}, note="", top_k=5
    )


@pytest.mark.parametrize("pace", [0.0, 100.0])  # seen between two pieces, and at the end
@pytest.mark.parametrize(
    ("meanwhile", "state"),
    [(changed, RunState.DRAFT), (lambda run: runs.cancel_run(run_id=run.pk, actor=ACTOR), RunState.CANCELLED)],
)
def test_a_count_of_what_was_changed_or_dropped_meanwhile_is_not_kept(
    meanwhile: Callable[[MatchRun], object], state: str, pace: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked_run()
    monkeypatch.setattr(heartbeat, "PACE_SECONDS", pace)
    waiting = [meanwhile]

    def in_the_middle(execute: Callable, sql: str, *rest: object) -> object:
        if "payload" in sql and waiting:
            waiting.pop()(run)
        return execute(sql, *rest)

    with connection.execute_wrapper(in_the_middle):
        assert counting.count_run(run_id=run.pk, actor=ACTOR) is False
    run.refresh_from_db()
    assert (waiting, run.state, run.dry_run) == ([], state, {})


def test_a_started_run_counts_no_more() -> None:
    run = started_run(make_edition(2, 2))
    assert counting.count_run(run_id=run.pk, actor=ACTOR) is False
    with pytest.raises(IllegalTransition):
        runs.ask_dry_run(run_id=run.pk, actor=ACTOR)


def test_a_form_sent_twice_makes_one_draft_and_a_changed_one_makes_another(console: Client) -> None:
    edition = make_edition(2, 2)
    assert 'name="sheet" value="' in console.get("/console/runs/new/").text
    data = {**dict.fromkeys(PARTS, "2"), "edition": edition.pk, "top_k": 10, "sheet": uuid4().hex}
    first, again = (console.post("/console/runs/new/", data).url for _ in range(2))
    assert first == again
    other = console.post("/console/runs/new/", {**data, "top_k": 11}).url
    assert other != first
    console.post(f"{first}cancel/")
    assert console.post("/console/runs/new/", data).url not in {first, other}
    assert console.post("/console/runs/new/", {**data, "sheet": ""}).status_code == 302
    assert MatchRun.objects.count() == 4


@pytest.mark.parametrize("candidates", [2, 40])
def test_the_request_costs_the_same_whatever_the_size(console: Client, candidates: int) -> None:
    edition = make_edition(candidates, 3)
    data = {**dict.fromkeys(PARTS, "2"), "edition": edition.pk, "top_k": 10, "sheet": uuid4().hex}
    console.get("/console/runs/new/")
    with CaptureQueriesContext(connection) as queries:
        assert console.post("/console/runs/new/", data).status_code == 302
    assert not [query for query in queries if "expo_candidateprofile" in query["sql"]]


@pytest.mark.parametrize(("language", "word"), [("zh-hant", "計算中…"), ("zh-hans", "计算中…")])
def test_the_counting_is_told_in_the_reader_s_language(
    console: Client, organiser: User, language: str, word: str
) -> None:
    organiser.language = language
    organiser.save()
    assert word in console.get(f"/console/runs/{asked_run().pk}/").text
