"""The way of a run from its dry run to the public, as the page draws it: what is done, by whom, whose turn it is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matching.enums import RunState
from matching.models import MatchRun

PLACES = {
    RunState.DRAFT: 0,
    RunState.QUEUED: 1,
    RunState.RUNNING: 1,
    RunState.FINISHED: 2,
    RunState.SIGNED: 3,
    RunState.PUBLISHED: 4,
    RunState.SUPERSEDED: 3,
    RunState.WITHDRAWN: 3,
}
TURNS: dict[str, Promise] = {
    RunState.DRAFT: _("your decision: start it, change it or drop it"),
    RunState.QUEUED: _("waiting for a worker"),
    RunState.RUNNING: _("workers are at it"),
    RunState.FINISHED: _("a second person's turn"),
    RunState.SIGNED: _("an organiser's turn"),
    RunState.SUPERSEDED: _("a later run took its place"),
    RunState.WITHDRAWN: _("taken back"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way. `mark` is done, now, next or stopped; `turn` says whose turn it is, or why it stands."""

    name: str | Promise
    mark: str
    by: str
    at: datetime | None
    turn: str | Promise

    @property
    def is_now(self) -> bool:
        return self.mark == "now"


def run_stages(run: MatchRun) -> tuple[Stage, ...]:
    """Return the four steps of `run`. No query when its people were fetched with it."""
    stopped = run.state in {RunState.FAILED, RunState.CANCELLED}
    place = (1 if run.started_at else 0) if stopped else PLACES[RunState(run.state)]
    made, started, signed = (
        (person.get_short_name() if person else "") for person in (run.created_by, run.started_by, run.signed_by)
    )
    happened: tuple[tuple[Promise, str, datetime | None], ...] = (
        (_("Dry run"), made, run.created_at),
        (pgettext_lazy("stage", "Run"), started, run.started_at),
        (_("Review and signature"), signed, run.signed_at),
        (_("Publication"), "", run.withdrawn_at if run.state == RunState.WITHDRAWN else run.published_at),
    )
    stages = []
    for number, (name, by, at) in enumerate(happened):
        mark = "done" if number < place else "next"
        if number == place:
            mark = "stopped" if stopped else "now"
        here = mark in {"now", "stopped"}
        turn = _turn(run, stopped) if here else ""
        stages.append(Stage(name, mark, by if here or mark == "done" else "", at, turn))
    return tuple(stages)


def _turn(run: MatchRun, stopped: bool) -> str | Promise:
    if run.is_counting:
        return _("a worker counts") if run.attempts else _("waiting for a worker")
    return run.get_state_display() if stopped else TURNS[run.state]
