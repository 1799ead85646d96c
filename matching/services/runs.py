"""The governed life of a run: made, tried dry, started, cancelled, signed by a second person, published, withdrawn."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.actor import Actor
from core.audit import record
from core.db import violations_as
from core.errors import NotAllowed
from core.jobs import enqueue_on_commit
from expo.enums import EditionState
from expo.models import Edition
from matching.engine.data import Weights
from matching.enums import RunState
from matching.errors import (
    AnotherRunIsActive,
    DryRunFirst,
    EditionIsArchived,
    NoteNeeded,
    NothingToMatch,
    SecondPersonNeeded,
)
from matching.models import FreshMatchList, MatchRun, PublishedRun
from matching.policies import can_manage_runs, can_sign_run
from matching.queries.dry_runs import count_dry_run
from matching.queries.vocabulary import Tools, current_tools
from matching.taxonomy.models import VocabularyVersion
from matching.workflows import RUN


def current_vocabulary() -> VocabularyVersion | None:
    """Return the newest published state of the vocabulary."""
    return VocabularyVersion.objects.order_by("-number").first()


def lock_run(run_id: int) -> MatchRun:
    """Return the run with its row locked until the end of the transaction."""
    return MatchRun.objects.select_for_update(of=("self",)).select_related("edition").get(pk=run_id)


def _allow(actor: Actor) -> None:
    if not can_manage_runs(actor):
        raise NotAllowed


def _allow_edition(edition: Edition) -> None:
    if edition.state == EditionState.ARCHIVED:
        raise EditionIsArchived


def _move(run: MatchRun, verb: str, *, actor: Actor, reason: str = "", **fields: Any) -> MatchRun:
    """Take one legal step, save the changed fields and write the audit row."""
    before = run.state
    run.state = RUN.check(verb, run.state)
    for name, value in fields.items():
        setattr(run, name, value)
    run.save(update_fields=["state", *fields])
    record(f"run.{verb}", run, actor=actor, before={"state": before}, after={"state": run.state}, reason=reason)
    return run


@transaction.atomic
def create_run(
    *,
    edition: Edition,
    actor: Actor,
    scope: dict[str, Any] | None = None,
    weights: Weights | None = None,
    rules: dict[str, bool] | None = None,
    note: str = "",
    top_k: int = 20,
    chunk_count: int = 0,
    key: str = "",
) -> MatchRun:
    """Make a draft with the next number of the edition. Raises NotAllowed, EditionIsArchived."""
    _allow(actor)
    _allow_edition(Edition.objects.select_for_update().get(pk=edition.pk))  # two people at once get two numbers
    last = MatchRun.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    run = MatchRun.objects.create(
        edition=edition,
        number=last + 1,
        note=note,
        scope=scope or {},
        weights=(weights or Weights()).to_json(),
        rules=rules or {},
        top_k=top_k,
        chunk_count=chunk_count,
        asked_key=key,
        vocabulary=current_vocabulary(),
        created_by_id=actor.user_id,
    )
    record("run.create", run, actor=actor, after={"scope": run.scope, "weights": run.weights, "rules": run.rules})
    return run


@transaction.atomic
def change_run(
    *,
    run_id: int,
    actor: Actor,
    scope: dict[str, Any],
    weights: Weights,
    rules: dict[str, bool],
    note: str,
    top_k: int,
) -> MatchRun:
    """Change a draft; workers make its dry run again."""
    _allow(actor)
    run = lock_run(run_id)
    _move(
        run,
        "change",
        actor=actor,
        scope=scope,
        weights=weights.to_json(),
        rules=rules,
        note=note,
        top_k=top_k,
        dry_run={},
    )
    return _send_count(run)


@transaction.atomic
def ask_dry_run(*, run_id: int, actor: Actor) -> MatchRun:
    """Let a worker count what the run would take and leave out. Asking while it counts changes nothing."""
    _allow(actor)
    run = lock_run(run_id)
    if run.is_counting:
        return run
    RUN.check("dry_run", run.state)
    return _send_count(run)


def _send_count(run: MatchRun) -> MatchRun:
    run.count_asked_at = run.heartbeat_at = timezone.now()
    run.counted = run.to_count = run.attempts = 0
    run.failure = ""
    run.save(update_fields=["count_asked_at", "heartbeat_at", "counted", "to_count", "attempts", "failure"])
    enqueue_on_commit("matching.tasks.count_run", run_id=run.pk)
    return run


def keep_dry_run(run: MatchRun, answer: dict[str, Any], tools: Tools, *, actor: Actor) -> MatchRun:
    """Keep what was counted on the locked draft; nothing is asked for any more."""
    return _move(
        run,
        "dry_run",
        actor=actor,
        dry_run={**answer, "at": timezone.now().isoformat()},
        vocabulary=current_vocabulary(),
        engine=tools.stamp,
        count_asked_at=None,
        failure="",
    )


@transaction.atomic
def make_dry_run(*, run_id: int, actor: Actor) -> MatchRun:
    """Count at once, in this process: for commands. Pages ask a worker (see ask_dry_run)."""
    _allow(actor)
    run, tools = lock_run(run_id), current_tools()
    return keep_dry_run(run, count_dry_run(run, tools), tools, actor=actor)


@transaction.atomic
def plan_run(*, edition: Edition, actor: Actor, **settings: Any) -> MatchRun:
    """Make a draft (see create_run) and its dry run, at once."""
    run = create_run(edition=edition, actor=actor, **settings)
    return make_dry_run(run_id=run.pk, actor=actor)


@transaction.atomic
def draft_run(*, edition: Edition, actor: Actor, key: str, **settings: Any) -> MatchRun:
    """Make a draft (see create_run) and ask for its dry run. The same `key` once more gives the draft it made."""
    _allow(actor)
    Edition.objects.select_for_update().get(pk=edition.pk)  # the same form twice at once: the second one waits here
    earlier = MatchRun.objects.filter(asked_key=key).exclude(state=RunState.CANCELLED).first()
    if earlier is not None:
        return earlier
    run = create_run(edition=edition, actor=actor, key=key, **settings)
    return ask_dry_run(run_id=run.pk, actor=actor)


@transaction.atomic
def start_run(*, run_id: int, actor: Actor) -> MatchRun:
    """Queue the run; a worker freezes the inputs, cuts the chunks and scores them.

    Starting a run that is already queued or running changes nothing. Raises NotAllowed, IllegalTransition, DryRunFirst,
    NothingToMatch, AnotherRunIsActive, EditionIsArchived.
    """
    _allow(actor)
    run = lock_run(run_id)
    if run.state in (RunState.QUEUED, RunState.RUNNING):
        return run
    RUN.check("start", run.state)
    _allow_edition(run.edition)
    if not run.dry_run:
        raise DryRunFirst
    if not run.dry_run.get("pairs"):
        raise NothingToMatch
    now = timezone.now()
    with violations_as({"run_one_at_a_time": AnotherRunIsActive}):
        _move(
            run,
            "start",
            actor=actor,
            started_by_id=actor.user_id,
            started_at=now,
            heartbeat_at=now,
            attempts=0,
            count_asked_at=None,
            failure="",
        )
    enqueue_on_commit("matching.tasks.prepare_run", run_id=run.pk)
    return run


@transaction.atomic
def cancel_run(*, run_id: int, actor: Actor) -> MatchRun:
    """Stop a run before its end. Workers notice at their next heartbeat; nothing of it is ever shown."""
    _allow(actor)
    run = lock_run(run_id)
    if run.state == RunState.CANCELLED:
        return run
    return _move(run, "cancel", actor=actor, finished_at=timezone.now())


@transaction.atomic
def fail_run(*, run_id: int, actor: Actor, reason: str) -> MatchRun:
    """End a run that cannot go on, with the reason that its page shows. A run that is not at work stays as it is.

    A draft whose dry run cannot be counted stays a draft.
    """
    run = lock_run(run_id)
    if run.is_counting:
        return _move(run, "miscount", actor=actor, reason=reason, failure=reason, count_asked_at=None)
    if not run.is_at_work:
        return run
    return _move(run, "fail", actor=actor, reason=reason, failure=reason, finished_at=timezone.now())


@transaction.atomic
def sign_run(*, run_id: int, actor: Actor, note: str = "") -> MatchRun:
    """Sign a finished run.

    Raises SecondPersonNeeded for its maker and its starter, NoteNeeded where the spread is uneven.
    """
    _allow(actor)
    run = lock_run(run_id)
    if run.state == RunState.SIGNED and run.signed_by_id == actor.user_id:
        return run
    RUN.check("sign", run.state)
    if not can_sign_run(actor, run):
        raise SecondPersonNeeded
    if run.statistics.get("uneven") and not note.strip():
        raise NoteNeeded
    return _move(
        run,
        "sign",
        actor=actor,
        reason=note,
        signed_by_id=actor.user_id,
        signed_at=timezone.now(),
        sign_note=note.strip(),
    )


@transaction.atomic
def publish_run(*, run_id: int, actor: Actor) -> MatchRun:
    """Make the run the one that everybody sees, by swapping one pointer. The run before it is superseded.

    Fresh lists were made by the weights and rules of the run before, so they go; what changed since this run's inputs
    were frozen gets new ones in the background. Raises NotAllowed, IllegalTransition, EditionIsArchived.
    """
    _allow(actor)
    edition_id = MatchRun.objects.values_list("edition_id", flat=True).get(pk=run_id)
    edition = Edition.objects.select_for_update().get(pk=edition_id)  # one publisher at a time
    run = lock_run(run_id)
    if run.state == RunState.PUBLISHED:
        return run
    RUN.check("publish", run.state)
    _allow_edition(edition)
    now = timezone.now()
    for other in MatchRun.objects.select_for_update().filter(edition_id=edition_id, state=RunState.PUBLISHED):
        _move(other, "supersede", actor=actor)
    PublishedRun.objects.update_or_create(edition_id=edition_id, defaults={"run": run, "published_at": now})
    FreshMatchList.objects.filter(edition_id=edition_id).delete()
    enqueue_on_commit("matching.tasks.refresh_changed_lists", run_id=run_id)
    return _move(run, "publish", actor=actor, published_at=now, withdrawn_at=None, withdraw_note="")


@transaction.atomic
def withdraw_run(*, run_id: int, actor: Actor, reason: str = "") -> MatchRun:
    """Take a published run from everyone's eyes; nothing is deleted and it can be published again."""
    _allow(actor)
    run = lock_run(run_id)
    if run.state == RunState.WITHDRAWN:
        return run
    RUN.check("withdraw", run.state)
    PublishedRun.objects.filter(edition_id=run.edition_id, run=run).delete()
    FreshMatchList.objects.filter(edition_id=run.edition_id).delete()
    return _move(run, "withdraw", actor=actor, reason=reason, withdrawn_at=timezone.now(), withdraw_note=reason.strip())
