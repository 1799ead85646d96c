"""The middleware that knows the person: who acts, in which language and colours."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.cookies import set_preference_cookie
from accounts.enums import Theme
from accounts.queries.actor import actor_for
from accounts.queries.people import has_second_factor
from accounts.services.demo import demo_is_allowed
from accounts.session_keys import BEGAN, DEMO, SEEN
from core.actor import Actor
from core.http import hx_redirect
from core.rights import is_staff


class ActorMiddleware:
    """Put `request.actor` on every request; two queries at most, none for strangers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = getattr(request, "request_id", None)
        request.actor = actor_for(request.user, request_id=number)  # type: ignore[attr-defined]  # attribute of our own
        return self.get_response(request)


class PreferenceMiddleware:
    """Speak the person's own language in their own colours; for strangers the cookies decide (LocaleMiddleware).

    The choices of the signed-in person are copied into the cookies, so that the page after signing out is the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        cookie = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
        theme = user.theme if user.is_authenticated else cookie
        request.theme = theme if theme in Theme.values else Theme.SYSTEM.value  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        if request.user.is_authenticated:
            wanted = {
                settings.LANGUAGE_COOKIE_NAME: request.user.language,
                settings.THEME_COOKIE_NAME: request.user.theme,
            }
            for name, value in wanted.items():
                if request.COOKIES.get(name) != value and name not in response.cookies:
                    set_preference_cookie(response, name, value)
        return response


class SessionAgeMiddleware:
    """End a sign-in that was idle too long or is too old; staff have shorter times (settings.SESSION_IDLE, _ABSOLUTE).

    The list of devices under Account settings learns of a sign of life every NOTED_EVERY seconds at most, so that
    reading pages does not write to the database.
    """

    NOTED_EVERY = 300

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault(BEGAN, now)
            seen = request.session.setdefault(SEEN, now)
            kind = "staff" if is_staff(request.actor) else "person"
            if now - seen > settings.SESSION_IDLE[kind] or now - began > settings.SESSION_ABSOLUTE[kind]:
                logout(request)
                request.actor = Actor(request_id=request.actor.request_id)
                messages.info(
                    request, gettext("You were signed out because some time has passed. Please sign in again.")
                )
            elif now - seen >= self.NOTED_EVERY:
                request.session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Keep organisers and administrators at the set-up of their second factor until they have one.

    The only exception is the demo's one-click sign-in, which exists under demo settings alone and says so on its page.
    """

    OPEN_PREFIXES = ("account_", "mfa_", "usersessions_")
    OPEN_NAMES = frozenset(
        {"accounts:second_factor", "accounts:language_set", "accounts:theme_set", "accounts:demo_signin"}
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[object], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Send to the set-up page, unless the page is open to all or part of signing in."""
        actor: Actor = request.actor
        if not is_staff(actor) or not getattr(view, "login_required", True):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in self.OPEN_NAMES or name.startswith(self.OPEN_PREFIXES):
            return None
        if demo_is_allowed() and request.session.get(DEMO):
            return None
        if has_second_factor(request.user):
            return None
        return hx_redirect(request, reverse("accounts:second_factor"))
