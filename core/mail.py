"""Outgoing mail: written to the outbox with the change that causes it, sent afterwards by a task."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from core.jobs import enqueue_on_commit
from core.models import OutboxMail

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    language: str | None = None,
    person_id: int | None = None,
    secret: str = "",
) -> OutboxMail:
    """Write one mail to the outbox in the caller's transaction; without a mail server it stays in the mailbox."""
    mail = OutboxMail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:250],
        body_text=text,
        body_html=html,
        language=language or get_language() or settings.LANGUAGE_CODE,
        person_id=person_id,
        secret=secret,
    )
    if settings.MAIL_RELAY is not None:
        enqueue_on_commit("core.tasks.relay_mails")
    return mail


def note_mails(*, user_id: int, email: str) -> None:
    """Note the mails to an address as mails to this person, before the address stops being theirs."""
    OutboxMail.objects.filter(to__iexact=email, person_id=None).update(person_id=user_id)


class OutboxBackend(BaseEmailBackend):
    """Django's mail goes the same way: one outbox row per recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            html = next((str(part) for part, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
            for to in message.recipients():
                queue_mail(to=to, subject=str(message.subject), text=str(message.body), html=html)
        return len(email_messages)


def relay_one() -> bool:
    """Send the oldest mail that is due and tell whether there was one.

    The row stays locked while the mail server answers, so no other worker sends it; a worker that dies in between
    leaves it unsent (sent at least once, never lost). A failure waits twice as long each time and ends after
    MAX_ATTEMPTS; the row then keeps its last error for the administrator.
    """
    with transaction.atomic():
        due = OutboxMail.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS, next_try_at__lte=timezone.now())
        mail = due.order_by("next_try_at", "pk").select_for_update(skip_locked=True).first()
        if mail is None:
            return False
        mail.attempts += 1
        try:
            _send(mail)
        except OSError as error:  # smtplib's errors are OSErrors too
            mail.last_error = f"{type(error).__name__}: {error}"[:500]
            mail.next_try_at = timezone.now() + FIRST_WAIT * 2 ** (mail.attempts - 1)
        else:
            mail.sent_at = timezone.now()
            mail.last_error = ""
            _forget_secret(mail)
        mail.save(
            update_fields=[
                *("attempts", "last_error", "next_try_at", "sent_at"),
                *("subject", "body_text", "body_html", "secret"),
            ]
        )
    return True


def _forget_secret(mail: OutboxMail) -> None:
    """Keep that a code was sent, not the code: whoever reads the mailbox must not be able to sign in as others."""
    mail.subject, mail.body_text, mail.body_html = map(
        mail.without_secret, (mail.subject, mail.body_text, mail.body_html)
    )
    mail.secret = ""


def _send(mail: OutboxMail) -> None:
    relay: dict[str, Any] = settings.MAIL_RELAY or {}
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", **relay)
    message = EmailMultiAlternatives(
        mail.subject, mail.body_text, settings.DEFAULT_FROM_EMAIL, [mail.to], connection=connection
    )
    if mail.body_html:
        message.attach_alternative(mail.body_html, "text/html")
    message.send()
