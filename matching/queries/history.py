"""What happened to a run, from the audit trail: the step, by whom, when, and the reason that was given."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from accounts.models import User
from core.models import AuditEvent
from matching.models import MatchRun
from matching.queries.trouble import failure_in_words
from matching.trail import STEPS


@dataclass(frozen=True, slots=True)
class Happening:
    """One step. `by` is empty for what workers did."""

    words: Promise
    by: str
    at: datetime
    reason: str


def run_history(run: MatchRun) -> tuple[Happening, ...]:
    """Return the steps of `run`, latest first. Two queries."""
    events = list(
        AuditEvent.objects.filter(
            subject_type=MatchRun._meta.label_lower, subject_id=str(run.pk), verb__in=STEPS
        ).order_by("-pk")
    )
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return tuple(
        Happening(
            words=STEPS[event.verb],
            by=people[event.actor_id].get_short_name() if event.actor_id in people else "",
            at=event.at,
            reason=failure_in_words(event.reason),
        )
        for event in events
    )
