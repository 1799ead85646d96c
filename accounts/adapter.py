"""How django-allauth works here: mails in the reader's language through the outbox, second factors encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import translation

from accounts.mails import MAILS
from accounts.models import User
from accounts.queries.people import language_of_reader
from accounts.services.mail import send_mail_to

SAID_BY_THE_PAGE = frozenset({"account/messages/email_confirmation_sent.txt"})


class AccountAdapter(DefaultAccountAdapter):
    """E-mail is the identifier; a mail speaks the language of its reader, a stranger's that of the page."""

    def is_safe_url(self, url: str | None) -> bool:
        """Answer no to what cannot be read as an address; allauth stumbles over it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Leave out what the page that follows says itself, in better words."""
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        with translation.override(language_of_reader(email)):
            subject, text = MAILS[template_prefix].written(context)
            person = context.get("user")
            send_mail_to(
                email=email,
                subject=subject,
                text=text,
                person_id=getattr(person, "pk", None),
                secret=str(context.get("code") or ""),
            )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Say whose mail it is: a notice may go to an address that the person has just left."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted with keys derived from SECRET_KEY and its fall-backs."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.blake2b(key.encode(), digest_size=32, person=b"second-factor").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
