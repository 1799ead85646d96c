"""Guards of whole pages. Rights on single objects are policies; what exists for whom are `visible_to` scopes."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from core.actor import Actor
from core.http import HtmxHttpRequest

P = ParamSpec("P")
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponse])
View = Callable[Concatenate[HtmxHttpRequest, P], HttpResponse]


def requires(allowed: Callable[[Actor], bool]) -> Callable[[View[P]], View[P]]:
    """Answer 403 to actors that `allowed` refuses. Strangers never come this far: the site is closed by default."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HtmxHttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not allowed(request.actor):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View[P]", guarded)  # the same call; `wraps` has a type of its own

    return decorate


def says_why_to_sign_in(why: Callable[[], str]) -> Callable[[AnyView], AnyView]:
    """Give a page for everybody the sentence with which the sign-in page receives strangers on the way to it."""

    def decorate(view: AnyView) -> AnyView:
        view.why_sign_in = why  # type: ignore[attr-defined]  # read by `why_sign_in`
        return view

    return decorate


def why_sign_in(page: str) -> str:
    """Return why `page` (a path of this site) asks strangers to sign in; "" where it has not said so."""
    try:
        view = resolve(urlsplit(page).path).func
    except (Resolver404, ValueError):
        return ""
    why = getattr(view, "why_sign_in", None)
    return why() if why else ""


def is_organiser(actor: Actor) -> bool:
    """Organisers run the expo from the console."""
    return actor.is_organiser


def is_administrator(actor: Actor) -> bool:
    """Administrators look after the system."""
    return actor.is_administrator


def is_staff(actor: Actor) -> bool:
    """Organisers and administrators both."""
    return actor.is_organiser or actor.is_administrator


requires_organiser = requires(is_organiser)
requires_administrator = requires(is_administrator)
requires_staff = requires(is_staff)
