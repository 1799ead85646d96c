"""The dry run of a draft: what a run would take and leave out, and how far the counting is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.health import check_health
from matching.models import MatchRun
from matching.queries.barred import barred_pairs
from matching.queries.scope import dry_run
from matching.queries.trouble import run_trouble
from matching.queries.vocabulary import Tools


def count_dry_run(run: MatchRun, tools: Tools, tell: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Return the counts that MatchRun.dry_run keeps; `tell` hears how many candidates of how many are counted."""
    result = dry_run(run.edition, run.scope, vocabulary=tools.number, engine=tools.stamp)
    barred = barred_pairs(run.edition, run.scope, run.rules, vocabulary=tools.number, engine=tools.stamp, tell=tell)
    return {**result.as_json(), "barred": barred}


@dataclass(frozen=True, slots=True)
class CountProgress:
    """One look at a draft whose dry run is being counted, in candidates."""

    done: int
    total: int
    heartbeat_at: datetime | None
    is_taken: bool
    trouble_text: str

    @property
    def label(self) -> str:
        return _("Candidates counted")

    @property
    def unit_text(self) -> str:
        return _("candidates counted, each with every role")

    @property
    def next_text(self) -> str:
        if not self.is_taken:
            return _("Next: a worker takes the counting. You may leave this page.")
        return _("Next: the counts appear here, and you decide whether to start the run.")


def count_progress(run: MatchRun, *, now: datetime | None = None) -> CountProgress:
    """Return how far the dry run of a counting draft is. No query."""
    return CountProgress(
        done=run.counted,
        total=run.to_count,
        heartbeat_at=run.heartbeat_at,
        is_taken=run.attempts > 0,
        trouble_text=run_trouble(run, run.heartbeat_at, check_health(), now or timezone.now()),
    )
