"""What follows from events of signing in, which happen inside Django and django-allauth."""

import time
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa_signals
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth_signals
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from accounts.services.people import follow_address
from accounts.session_keys import BEGAN, SEEN
from core import audit
from core.actor import Actor


@receiver(auth_signals.user_logged_in)
def note_times(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Start the clocks of a new sign-in."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


@receiver(account_signals.user_logged_in)
def record_sign_in(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record("sign_in", user, actor=_actor(request, user))


@receiver(auth_signals.user_login_failed)
def record_failure(
    sender: type, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Record a wrong password against the account it was tried on; unknown addresses leave no trace of themselves."""
    user = User.objects.filter(email__iexact=credentials.get("email") or "").first()
    if user is not None:
        audit.record("sign_in_failed", user, actor=Actor(request_id=getattr(request, "request_id", "")))


@receiver([account_signals.password_changed, account_signals.password_set, account_signals.password_reset])
def password_is_new(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record("change_password", user, actor=_actor(request, user))
    _end_other_sign_ins(request, user)


@receiver([mfa_signals.authenticator_added, mfa_signals.authenticator_removed, mfa_signals.authenticator_reset])
def second_factor_is_new(sender: type, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    audit.record("change_second_factor", user, actor=_actor(request, user), after={"type": authenticator.type})
    _end_other_sign_ins(request, user)


@receiver(mfa_signals.authenticator_added)
def proved_just_now(sender: type, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    """Count the set-up of a factor as its first use, so that the recovery codes follow without asking once more."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


@receiver(account_signals.email_changed)
def address_is_new(
    sender: type,
    request: HttpRequest,
    user: User,
    from_email_address: Any,
    to_email_address: Any,
    **kwargs: Any,
) -> None:
    """Record a change of address; confirming the first address is no change."""
    if from_email_address:
        follow_address(user=user, left=from_email_address.email, now=to_email_address.email)
        audit.record("change_email", user, actor=_actor(request, user), after={"email": to_email_address.email})


def _actor(request: HttpRequest, user: User) -> Actor:
    return Actor(user=user, request_id=getattr(request, "request_id", ""))


def _end_other_sign_ins(request: HttpRequest, user: User) -> None:
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key or ""):
        session.end()
