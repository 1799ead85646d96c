"""Mails to people: one frame for text and HTML, written to the outbox."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from core.mail import queue_mail
from core.models import OutboxMail


def send_mail_to(*, email: str, subject: str, text: str, person_id: int | None = None, secret: str = "") -> OutboxMail:
    """Queue one mail in the active language; the HTML part holds the same paragraphs in the frame of the site.

    The mail is noted as one to `person_id`, by default to the person who has this address now.
    """
    language = translation.get_language() or settings.LANGUAGE_CODE
    body = text.strip()
    html = render_to_string(
        "mail/frame.html",
        {
            "subject": " ".join(subject.split()),
            "paragraphs": [part.strip() for part in body.split("\n\n") if part.strip()],
            "secret": secret,
            "language": language,
        },
    )
    if person_id is None:
        person_id = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    return queue_mail(
        to=email,
        subject=subject,
        text=body + "\n",
        html=html,
        language=language,
        person_id=person_id,
        secret=secret,
    )
