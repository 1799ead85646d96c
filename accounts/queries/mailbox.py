"""The mailbox of the administrator."""

from django.db.models import Q, QuerySet

from core.models import OutboxMail


def mails_like(text: str) -> "QuerySet[OutboxMail]":
    """Return the mails, newest first, whose receiver, subject or text contains `text`; bodies are not loaded."""
    found = OutboxMail.objects.defer("body_text", "body_html")
    if text:
        found = found.filter(Q(to__icontains=text) | Q(subject__icontains=text) | Q(body_text__icontains=text))
    return found
