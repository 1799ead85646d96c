"""Middleware that knows no app: the number of a request, and the way to the sign-in page."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

GIVEN_ID = re.compile(r"[0-9a-f]{16,32}")


class RequestIdMiddleware:
    """Give each request a number, shown on error pages, kept in the audit trail and returned as `X-Request-ID`.

    A number sent by the proxy in front is kept when it is 16 to 32 hexadecimal digits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if GIVEN_ID.fullmatch(given) else uuid4().hex  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]  # set above
        return response


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Closed by default. A fragment whose sign-in has ended sends the whole page to the sign-in page and back."""

    def handle_no_permission(  # type: ignore[override]  # Django uses any response; the stubs name one kind
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        return htmx_to_sign_in(request, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


def htmx_to_sign_in(request: HttpRequest, login_url: str, field: str = "next") -> HttpResponse:
    """Answer htmx with `HX-Redirect` to the sign-in page, coming back to the page that the person was looking at."""
    page = request.headers.get("HX-Current-URL", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(page)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    else:
        target = "/"
    response = HttpResponse()
    response["HX-Redirect"] = redirect_to_login(target, login_url, field)["Location"]
    return response
