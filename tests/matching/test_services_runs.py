"""The life of a run: what is legal, who may, and that the result does not depend on how the work was cut."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from core.errors import IllegalTransition, NotAllowed
from core.models import AuditEvent
from expo.enums import EditionState
from matching.enums import ChunkState, RunState, Side
from matching.errors import (
    AnotherRunIsActive,
    DryRunFirst,
    EditionIsArchived,
    NoteNeeded,
    NothingToMatch,
    SecondPersonNeeded,
)
from matching.models import MatchChunk, MatchList, MatchRun, PublishedRun
from matching.services import chunks, finish, freeze, runs
from tests.factories import EditionFactory, OrganiserFactory, UserFactory, actor_of
from tests.support.matching import finished_run, make_edition, people_of, published_run, roles_of, started_run

pytestmark = pytest.mark.django_db


def test_a_run_goes_from_draft_to_published() -> None:
    edition = make_edition()
    maker, second = actor_of(OrganiserFactory()), actor_of(OrganiserFactory())
    run = finished_run(edition, maker)
    assert run.state == RunState.FINISHED
    assert (run.candidate_count, run.posting_count) == (12, 8)
    assert MatchList.objects.filter(run=run, side=Side.CANDIDATE).count() == 12
    assert MatchList.objects.filter(run=run, side=Side.POSTING).count() == 8
    runs.sign_run(run_id=run.pk, actor=second, note="Looked at.")
    run = runs.publish_run(run_id=run.pk, actor=maker)
    assert run.state == RunState.PUBLISHED
    assert PublishedRun.objects.get(edition=edition).run == run
    verbs = AuditEvent.objects.filter(subject_type="matching.matchrun", subject_id=str(run.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "run.create",
        "run.dry_run",
        "run.start",
        "run.prepare",
        "run.finish",
        "run.sign",
        "run.publish",
    ]


@pytest.mark.parametrize("number", [2, 5, 12])
def test_the_number_of_chunks_changes_nothing_in_the_result(number: int) -> None:
    edition = make_edition()
    whole, cut = finished_run(edition), finished_run(edition, chunk_count=number)
    assert cut.chunks.count() == number
    assert cut.inputs_hash == whole.inputs_hash
    assert cut.result_hash == whole.result_hash
    columns = ("side", "owner_id", "counterpart_ids", "points", "receipts")
    rows = [
        [
            (*row[:4], bytes(row[4]))
            for row in MatchList.objects.filter(run=run).order_by("side", "owner_id").values_list(*columns)
        ]
        for run in (whole, cut)
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize(("threads", "order"), [(1, [3, 1, 0, 2]), (2, [2, 3, 1, 0]), (3, [0, 1, 2, 3])])
def test_neither_the_order_of_chunks_nor_the_number_of_threads_changes_the_result(
    threads: int, order: list[int], settings: Settings
) -> None:
    edition, actor = make_edition(150, 9), actor_of(OrganiserFactory())
    whole = finished_run(edition)
    settings.MATCHING_THREADS = threads
    run = started_run(edition, actor, chunk_count=4)
    freeze.prepare_run(run_id=run.pk, actor=actor)
    for number in order:
        chunks.score_chunk(run_id=run.pk, number=number, token=f"test-{number}", actor=actor)
    finish.finish_run(run_id=run.pk, actor=actor)
    run.refresh_from_db()
    assert len(whole.result_hash) == 64
    assert run.result_hash == whole.result_hash


def test_two_runs_of_the_same_state_have_the_same_names() -> None:
    edition = make_edition()
    first, again = finished_run(edition), finished_run(edition)
    assert (first.inputs_hash, first.fingerprint, first.result_hash) == (
        again.inputs_hash,
        again.fingerprint,
        again.result_hash,
    )


def test_private_people_get_their_own_list_and_stand_in_no_role_s_list() -> None:
    edition = make_edition()
    run = finished_run(edition)
    private = {profile.pk for profile in people_of(edition) if profile.visibility == "private"}
    assert len(private) == 4
    own = MatchList.objects.filter(run=run, side=Side.CANDIDATE, owner_id__in=private)
    assert all(row.counterpart_ids for row in own)
    shown = {pk for row in MatchList.objects.filter(run=run, side=Side.POSTING) for pk in row.counterpart_ids}
    assert shown
    assert shown & private == set()


def test_start_needs_a_dry_run_with_something_in_it() -> None:
    actor = actor_of(OrganiserFactory())
    run = runs.create_run(edition=EditionFactory(), actor=actor)
    with pytest.raises(DryRunFirst):
        runs.start_run(run_id=run.pk, actor=actor)
    runs.make_dry_run(run_id=run.pk, actor=actor)
    with pytest.raises(NothingToMatch):
        runs.start_run(run_id=run.pk, actor=actor)


def test_start_twice_is_start_once() -> None:
    edition = make_edition(2, 2)
    actor = actor_of(OrganiserFactory())
    run = started_run(edition, actor)
    again = runs.start_run(run_id=run.pk, actor=actor)
    assert again.started_at == run.started_at
    assert AuditEvent.objects.filter(verb="run.start").count() == 1


def test_only_one_run_of_an_edition_is_active() -> None:
    edition = make_edition(2, 2)
    actor = actor_of(OrganiserFactory())
    started_run(edition, actor)
    other = runs.plan_run(edition=edition, actor=actor)
    with pytest.raises(AnotherRunIsActive):
        runs.start_run(run_id=other.pk, actor=actor)
    other.refresh_from_db()
    assert other.state == RunState.DRAFT


def test_the_maker_cannot_sign() -> None:
    edition = make_edition(2, 2)
    maker = actor_of(OrganiserFactory())
    run = finished_run(edition, maker)
    with pytest.raises(SecondPersonNeeded):
        runs.sign_run(run_id=run.pk, actor=maker)
    run.refresh_from_db()
    assert (run.state, run.signed_by) == (RunState.FINISHED, None)


def test_who_started_another_s_draft_cannot_sign_it() -> None:
    maker, starter = actor_of(OrganiserFactory()), actor_of(OrganiserFactory())
    run = runs.plan_run(edition=make_edition(2, 2), actor=maker)
    runs.start_run(run_id=run.pk, actor=starter)
    MatchRun.objects.filter(pk=run.pk).update(state=RunState.FINISHED)
    for nobody in (maker, starter):
        with pytest.raises(SecondPersonNeeded):
            runs.sign_run(run_id=run.pk, actor=nobody, note="Yes.")
    with pytest.raises(IntegrityError, match="run_not_signed_by_its_starter"), transaction.atomic():
        MatchRun.objects.filter(pk=run.pk).update(
            state=RunState.SIGNED, signed_by=starter.user_id, signed_at=timezone.now()
        )
    signed = runs.sign_run(run_id=run.pk, actor=actor_of(OrganiserFactory()), note="Yes.")
    assert signed.state == RunState.SIGNED


def test_an_archived_edition_gets_no_new_run_and_none_is_published() -> None:
    edition = make_edition(2, 2)
    actor = actor_of(OrganiserFactory())
    draft, finished = runs.plan_run(edition=edition, actor=actor), published_run(edition)
    runs.withdraw_run(run_id=finished.pk, actor=actor)
    edition.state = EditionState.ARCHIVED
    edition.save()
    for refused in (
        lambda: runs.create_run(edition=edition, actor=actor),
        lambda: runs.start_run(run_id=draft.pk, actor=actor),
        lambda: runs.publish_run(run_id=finished.pk, actor=actor),
    ):
        with pytest.raises(EditionIsArchived):
            refused()


def test_an_uneven_run_is_signed_with_a_note_only() -> None:
    run = finished_run(make_edition(2, 2))
    MatchRun.objects.filter(pk=run.pk).update(statistics={"uneven": ["stage:startup"]})
    second = actor_of(OrganiserFactory())
    with pytest.raises(NoteNeeded):
        runs.sign_run(run_id=run.pk, actor=second, note="  ")
    assert runs.sign_run(run_id=run.pk, actor=second, note="Few start-ups this year.").sign_note


def test_an_unsigned_run_cannot_be_published() -> None:
    run = finished_run(make_edition(2, 2))
    with pytest.raises(IllegalTransition):
        runs.publish_run(run_id=run.pk, actor=actor_of(OrganiserFactory()))


def test_publishing_supersedes_and_withdrawing_clears_the_pointer() -> None:
    edition = make_edition(3, 3)
    first, second = published_run(edition), published_run(edition)
    first.refresh_from_db()
    assert first.state == RunState.SUPERSEDED
    assert PublishedRun.objects.get(edition=edition).run == second
    actor = actor_of(OrganiserFactory())
    assert runs.withdraw_run(run_id=second.pk, actor=actor).state == RunState.WITHDRAWN
    assert not PublishedRun.objects.filter(edition=edition).exists()
    assert runs.publish_run(run_id=first.pk, actor=actor).state == RunState.PUBLISHED
    assert runs.publish_run(run_id=first.pk, actor=actor).pk == first.pk


@pytest.mark.parametrize(
    "service", ["make_dry_run", "start_run", "cancel_run", "sign_run", "publish_run", "withdraw_run"]
)
def test_strangers_may_do_nothing(service: str) -> None:
    run = finished_run(make_edition(2, 2))
    with pytest.raises(NotAllowed):
        getattr(runs, service)(run_id=run.pk, actor=actor_of(UserFactory()))
    run.refresh_from_db()
    assert run.state == RunState.FINISHED


def test_a_cancelled_run_stores_nothing() -> None:
    edition = make_edition(6, 4)
    actor = actor_of(OrganiserFactory())
    run = started_run(edition, actor, chunk_count=2)
    freeze.prepare_run(run_id=run.pk, actor=actor)
    chunk = chunks.claim_chunk(run_id=run.pk, number=0, token="t")
    assert chunk is not None
    runs.cancel_run(run_id=run.pk, actor=actor)
    assert chunks.claim_chunk(run_id=run.pk, number=1, token="t") is None
    assert finish.finish_run(run_id=run.pk, actor=actor) is False
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert MatchChunk.objects.get(run=run, number=1).state == ChunkState.PENDING


def test_a_run_narrowed_by_scope_takes_only_those_roles() -> None:
    edition = make_edition(3, 6)
    wanted = roles_of(edition)[0]
    wanted.kind = "internship"
    wanted.save()
    run = finished_run(edition, scope={"kinds": ["internship"]})
    owners = MatchList.objects.filter(run=run, side=Side.POSTING).values_list("owner_id", flat=True)
    assert list(owners) == [wanted.pk]
