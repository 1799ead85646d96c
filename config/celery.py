"""The Celery application; `celery -A config worker` and `beat` start from here."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, heartbeat_sent
from celery.worker.heartbeat import Heart

from core.health import pulse_name, record_pulse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("talent_power_up")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@heartbeat_sent.connect
def leave_worker_pulse(sender: Heart, **kwargs: Any) -> None:
    """Note that this worker lives; it also does so while a long task runs."""
    record_pulse(pulse_name(sender.eventer.hostname))


@beat_init.connect
def leave_beat_pulse(**kwargs: Any) -> None:
    """Note that beat has started; from then on its own task `core.tasks.pulse` does."""
    record_pulse("beat")
