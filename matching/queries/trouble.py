"""Why a run does not move, in the reader's language: what is silent, and what happens next."""

import re
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from core.health import Health
from matching.enums import RunState
from matching.models import MatchRun

# A worker's pulse comes every two seconds, that of beat every fifteen and by way of the queue.
SILENT_AFTER_SECONDS = {"matching": 30, "beat": 60}
CHUNK_FAILURE = re.compile(r"Chunk (\d+): (.*)", re.DOTALL)


def background_trouble(health: Health) -> str:
    """Say which background process a run would wait for; "" when all are there."""
    if not health.broker:
        return _("The message broker does not answer. Work goes on by itself when it is back; nothing is lost.")
    if _is_silent(health, "matching"):
        return _("No matching worker gives a sign of life. A run waits until one is started; nothing is lost.")
    if _is_silent(health, "beat"):
        return _("The clock that gives lost work out again is silent. Should a worker die now, the run waits for it.")
    return ""


def run_trouble(run: MatchRun, heartbeat_at: datetime | None, health: Health, now: datetime) -> str:
    """Say why a run at work stands still; "" when it moves."""
    trouble = background_trouble(health)
    if trouble:
        return trouble
    age = (now - heartbeat_at).total_seconds() if heartbeat_at else 0.0
    if age > settings.MATCHING_SILENT_SECONDS:
        if run.state == RunState.QUEUED or (run.is_counting and not run.attempts):
            return _("No worker has taken this run for %(n)d seconds. It is sent out again.") % {"n": round(age)}
        return _("The worker has been silent for %(n)d seconds. Its work is given out again.") % {"n": round(age)}
    return ""


def _is_silent(health: Health, name: str) -> bool:
    age = health.pulses.get(name)
    return age is None or age > SILENT_AFTER_SECONDS[name]


def failure_in_words(failure: str) -> str:
    """Put a stored reason of a failure into the reader's language; the text of an error stays as it is."""
    part = CHUNK_FAILURE.fullmatch(failure)
    if part:
        words = {"number": int(part[1]) + 1, "reason": failure_in_words(part[2])}
        return _("Part %(number)s of the work: %(reason)s") % words
    return _(failure) if failure else ""
