"""Background work of the kernel."""

from celery import shared_task
from django.conf import settings

from core.health import record_pulse
from core.mail import relay_one

BATCH = 50


@shared_task(name="core.tasks.relay_mails")
def relay_mails() -> int:
    """Send up to BATCH due mails and return their number; does nothing without a mail server."""
    if settings.MAIL_RELAY is None:
        return 0
    count = 0
    while count < BATCH and relay_one():
        count += 1
    return count


@shared_task(name="core.tasks.pulse", expires=30)
def pulse() -> None:
    """Sent by beat, done by a worker: shows that both work and that messages arrive."""
    record_pulse("beat")
