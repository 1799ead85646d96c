"""Runs for the console: the list, and the state of one run while it works."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.actor import Actor
from matching.enums import ChunkState, RunState
from matching.models import MatchRun
from matching.workflows import ACTIVE


def run_list(actor: Actor) -> QuerySet[MatchRun]:
    """Return the runs that `actor` may see, newest first, with edition and people."""
    return (
        MatchRun.objects.visible_to(actor)
        .select_related("edition", "created_by", "signed_by", "vocabulary")
        .order_by("-id")
    )


@dataclass(frozen=True, slots=True)
class RunProgress:
    """One look at a run. `done` and `total` count candidates, `rate` is pairs a second; None where unknown."""

    run: MatchRun
    done: int
    total: int
    chunks: int
    chunks_done: int
    chunks_failed: int
    retried: int
    rate: float | None
    seconds_left: float | None
    heartbeat_at: datetime | None
    error: str

    @property
    def is_live(self) -> bool:
        return self.run.state in ACTIVE

    @property
    def label(self) -> str:
        return _("Candidates scored")

    @property
    def rate_text(self) -> str:
        if not self.rate:
            return ""
        return _("%(rate)s pairs a second") % {"rate": f"{self.rate:,.0f}"}

    @property
    def left_text(self) -> str:
        if self.seconds_left is None:
            return ""
        seconds = max(1, round(self.seconds_left))
        if seconds < 90:
            return ngettext("about %(n)d second left", "about %(n)d seconds left", seconds) % {"n": seconds}
        minutes = round(seconds / 60)
        return ngettext("about %(n)d minute left", "about %(n)d minutes left", minutes) % {"n": minutes}

    @property
    def next_text(self) -> str:
        if self.run.state == RunState.QUEUED:
            return _("Next: a worker freezes the inputs, so that later changes do not touch this run.")
        if self.chunks and self.chunks_done == self.chunks:
            return _("Next: the lists of the roles are merged and the result gets its hash.")
        return _("Next: review, then a second person signs.")


def run_progress(run: MatchRun, *, now: datetime | None = None) -> RunProgress:
    """Return the state of `run` from its chunks. One query."""
    sums = run.chunks.aggregate(
        chunks=Count("pk"),
        done_chunks=Count("pk", filter=Q(state=ChunkState.DONE)),
        failed=Count("pk", filter=Q(state=ChunkState.FAILED)),
        done=Sum("done_count", default=0),
        retried=Sum(F("attempts") - 1, filter=Q(attempts__gt=1), default=0),
        heartbeat=Max("heartbeat_at"),
        error=Max("error"),
    )
    total, done = run.candidate_count, min(sums["done"], run.candidate_count)
    rate = left = None
    if run.frozen_at and done:
        end = run.finished_at or now or timezone.now()
        seconds = max((end - run.frozen_at).total_seconds(), 0.001)
        rate = done * run.posting_count / seconds
        left = (total - done) * seconds / done if run.state == RunState.RUNNING and total > done else None
    return RunProgress(
        run=run,
        done=done,
        total=total,
        chunks=sums["chunks"],
        chunks_done=sums["done_chunks"],
        chunks_failed=sums["failed"],
        retried=sums["retried"],
        rate=rate,
        seconds_left=left,
        heartbeat_at=max(filter(None, (sums["heartbeat"], run.heartbeat_at)), default=None),
        error=sums["error"] or "",
    )
