"""Mails to people: one frame for text and HTML, written to the outbox."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core.mail import queue_mail
from core.models import OutboxMail


def send_mail_to(*, email: str, subject: str, text: str) -> OutboxMail:
    """Queue one mail in the active language; the HTML part holds the same paragraphs in the frame of the site."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    body = text.strip()
    html = render_to_string(
        "mail/frame.html", {"subject": " ".join(subject.split()), "body": body, "language": language}
    )
    return queue_mail(to=email, subject=subject, text=body + "\n", html=html, language=language)
