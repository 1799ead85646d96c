"""Several people, or a person and a worker, take a step of a run at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.actor import Actor
from core.errors import DomainError, IllegalTransition
from core.models import AuditEvent
from matching.enums import RunState, Side
from matching.errors import AnotherRunIsActive
from matching.models import FreshMatchList, MatchList, MatchRun, PublishedRun
from matching.services import chunks, finish, freeze, freshness, runs
from tests.factories import OrganiserFactory, actor_of
from tests.support.matching import finished_run, make_edition, people_of, published_run, started_run

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[object]:
    """Run the steps in threads that begin together; return each one's answer, or the DomainError that refused it."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return step()
        except DomainError as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def organisers(number: int = 2) -> list[Actor]:
    return [actor_of(OrganiserFactory()) for _ in range(number)]


def test_two_organisers_make_a_run_each_and_one_starts() -> None:
    edition = make_edition(3, 3)
    one, two = organisers()
    first, second = at_once(
        lambda: runs.plan_run(edition=edition, actor=one), lambda: runs.plan_run(edition=edition, actor=two)
    )
    assert {first.number, second.number} == {1, 2}
    answers = at_once(
        lambda: runs.start_run(run_id=first.pk, actor=one).state,
        lambda: runs.start_run(run_id=second.pk, actor=two).state,
    )
    assert sorted(answers, key=str) == [AnotherRunIsActive, RunState.QUEUED]
    assert sorted(MatchRun.objects.values_list("state", flat=True)) == [RunState.DRAFT, RunState.QUEUED]


def test_two_organisers_start_the_same_run_once() -> None:
    edition = make_edition(3, 3)
    one, two = organisers()
    run = runs.plan_run(edition=edition, actor=one)
    at_once(*[lambda who=who: runs.start_run(run_id=run.pk, actor=who) for who in (one, two)])
    assert AuditEvent.objects.filter(verb="run.start").count() == 1


def test_two_organisers_sign_once() -> None:
    run = finished_run(make_edition(3, 3))
    one, two = organisers()
    answers = at_once(
        *[lambda who=who: runs.sign_run(run_id=run.pk, actor=who, note="Yes.").state for who in (one, two)]
    )
    assert sorted(answers, key=str) == [IllegalTransition, RunState.SIGNED]
    assert AuditEvent.objects.filter(verb="run.sign").count() == 1


def test_two_signed_runs_published_at_once_leave_one_published() -> None:
    edition = make_edition(3, 3)
    one, two = organisers()
    pair = [finished_run(edition), finished_run(edition)]
    for run in pair:
        runs.sign_run(run_id=run.pk, actor=one, note="Yes.")
    at_once(*[lambda run=run: runs.publish_run(run_id=run.pk, actor=two) for run in pair])
    states = sorted(MatchRun.objects.values_list("state", flat=True))
    assert states == [RunState.PUBLISHED, RunState.SUPERSEDED]
    assert PublishedRun.objects.get().run == MatchRun.objects.get(state=RunState.PUBLISHED)


def test_publishing_one_while_the_other_is_withdrawn() -> None:
    edition = make_edition(3, 3)
    one, two = organisers()
    shown, waiting = published_run(edition), finished_run(edition)
    runs.sign_run(run_id=waiting.pk, actor=one, note="Yes.")
    at_once(
        lambda: runs.publish_run(run_id=waiting.pk, actor=one), lambda: runs.withdraw_run(run_id=shown.pk, actor=two)
    )
    assert PublishedRun.objects.get().run == waiting
    shown.refresh_from_db()
    assert shown.state in {RunState.SUPERSEDED, RunState.WITHDRAWN}


@pytest.mark.parametrize("attempt", range(3))
def test_cancelling_while_the_last_step_runs_gives_one_end(attempt: int) -> None:
    edition = make_edition(6, 4)
    (actor,) = organisers(1)
    run = started_run(edition, actor)
    freeze.prepare_run(run_id=run.pk, actor=actor)
    chunks.score_chunk(run_id=run.pk, number=0, token="t", actor=actor)
    _finished, cancelled = at_once(
        lambda: finish.finish_run(run_id=run.pk, actor=actor), lambda: runs.cancel_run(run_id=run.pk, actor=actor).state
    )
    run.refresh_from_db()
    roles = MatchList.objects.filter(run=run, side=Side.POSTING).count()
    if cancelled is IllegalTransition:
        assert (run.state, bool(run.result_hash), roles) == (RunState.FINISHED, True, 4)
    else:
        assert (run.state, run.result_hash, roles) == (RunState.CANCELLED, "", 0)
    assert AuditEvent.objects.filter(verb__in=["run.finish", "run.cancel"]).count() == 1


def test_two_workers_freeze_once() -> None:
    edition = make_edition(6, 4)
    (actor,) = organisers(1)
    run = started_run(edition, actor, chunk_count=3)
    answers = at_once(*[lambda: freeze.prepare_run(run_id=run.pk, actor=actor)] * 2)
    assert sorted(answers) == [False, True]
    assert (run.chunks.count(), run.inputs.count()) == (3, 3)


def test_a_list_made_for_the_run_before_is_not_kept_once_another_is_published() -> None:
    edition = make_edition(3, 3)
    (actor,) = organisers(1)
    old = published_run(edition)
    published_run(edition, rules={"kind": False})
    freshness._refresh_candidate(old, people_of(edition)[0].pk)
    assert not FreshMatchList.objects.exists()
    runs.withdraw_run(run_id=PublishedRun.objects.get().run_id, actor=actor)
    freshness._refresh_candidate(old, people_of(edition)[0].pk)
    assert not FreshMatchList.objects.exists()
