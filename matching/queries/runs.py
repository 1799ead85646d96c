"""Runs for the console: the list, and the state of one run while it works."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.actor import Actor
from core.health import check_health
from matching.enums import ChunkState, RunState
from matching.models import CandidateFeatures, MatchRun, PostingFeatures
from matching.queries.trouble import failure_in_words, run_trouble
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
    """One look at a run. `done` and `total` count candidates, `rate` is pairs a second; None where unknown.

    While `is_reading` they count the records that are read anew before the inputs are frozen.
    """

    run: MatchRun
    is_reading: bool
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
    trouble_text: str

    @property
    def is_live(self) -> bool:
        return self.run.state in ACTIVE

    @property
    def label(self) -> str:
        return _("Records read") if self.is_reading else _("Candidates scored")

    @property
    def unit_text(self) -> str:
        return _("records read") if self.is_reading else _("candidates scored")

    @property
    def failure_text(self) -> str:
        return failure_in_words(self.run.failure)

    @property
    def rate_text(self) -> str:
        if not self.rate:
            return ""
        if self.is_reading:
            return _("%(rate)s records a second") % {"rate": f"{self.rate:,.0f}"}
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
        if not self.is_live:
            return ""
        if self.run.state == RunState.QUEUED:
            return _("Next: a worker freezes the inputs, so that later changes do not touch this run.")
        if self.chunks and self.chunks_done == self.chunks:
            return _("Next: the lists of the roles are merged and the result gets its hash.")
        return _("Next: review, then a second person signs.")


def run_progress(run: MatchRun, *, now: datetime | None = None) -> RunProgress:
    """Return the state of `run` from its chunks. One query, three while it is queued."""
    sums = run.chunks.aggregate(
        chunks=Count("pk"),
        done_chunks=Count("pk", filter=Q(state=ChunkState.DONE)),
        failed=Count("pk", filter=Q(state=ChunkState.FAILED)),
        done=Sum("done_count", default=0),
        retried=Sum(F("attempts") - 1, filter=Q(attempts__gt=1), default=0),
        heartbeat=Max("heartbeat_at"),
        error=Max("error"),
    )
    moment = run.finished_at or now or timezone.now()
    to_read = run.dry_run.get("to_prepare", 0) if run.state == RunState.QUEUED else 0
    if to_read:
        total, since, weight = to_read, run.started_at, 1
        done = min(_records_read(run), total)
    else:
        total = run.candidate_count or run.dry_run.get("candidates", {}).get("taken", 0)
        since, weight = run.frozen_at, run.posting_count
        done = min(sums["done"], total)
    rate = left = None
    if since and done:
        seconds = max((moment - since).total_seconds(), 0.001)
        rate = done * weight / seconds
        left = (total - done) * seconds / done if run.state in ACTIVE and total > done else None
    heartbeat = max(filter(None, (sums["heartbeat"], run.heartbeat_at)), default=None)
    return RunProgress(
        run=run,
        is_reading=to_read > 0,
        done=done,
        total=total,
        chunks=sums["chunks"],
        chunks_done=sums["done_chunks"],
        chunks_failed=sums["failed"],
        retried=sums["retried"],
        rate=rate,
        seconds_left=left,
        heartbeat_at=heartbeat,
        error=failure_in_words(sums["error"] or ""),
        trouble_text=run_trouble(run, heartbeat, check_health(), moment) if run.state in ACTIVE else "",
    )


def _records_read(run: MatchRun) -> int:
    """Return how many records were read since the run was queued; what other editions refresh counts as well."""
    newer = {"computed_at__gte": run.started_at}
    return CandidateFeatures.objects.filter(**newer).count() + PostingFeatures.objects.filter(**newer).count()
