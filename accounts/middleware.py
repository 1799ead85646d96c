"""The one middleware that builds the Actor of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.queries.actor import actor_for


class ActorMiddleware:
    """Put `request.actor` on every request; two queries at most, none for strangers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request.user)  # type: ignore[attr-defined]  # attribute of our own
        return self.get_response(request)
