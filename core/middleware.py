"""Middleware that knows no app: the number of a request, and the way to the sign-in page."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
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


class MethodPageMiddleware:
    """Show a page with a way on, not a blank one, to who opens an address that only takes forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Closed by default; the way back leads to a page that can be looked at.

    A fragment whose sign-in has ended sends the whole page to the sign-in page and back; a form goes back to the page
    that it stood on, because most addresses that take forms cannot be opened.
    """

    def handle_no_permission(  # type: ignore[override]  # Django uses any response; the stubs name one kind
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        login_url, field = self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        if request.headers.get("HX-Request") == "true":
            return htmx_to_sign_in(request, login_url, field)
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_page_looked_at(request, "Referer"), login_url, field)


def htmx_to_sign_in(request: HttpRequest, login_url: str, field: str = "next") -> HttpResponse:
    """Answer htmx with `HX-Redirect` to the sign-in page, coming back to the page that the person was looking at."""
    response = HttpResponse()
    response["HX-Redirect"] = redirect_to_login(_page_looked_at(request, "HX-Current-URL"), login_url, field)[
        "Location"
    ]
    return response


def _page_looked_at(request: HttpRequest, header: str) -> str:
    """Return path and query of the page of this site that `header` names, else the front page."""
    page = request.headers.get(header, "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
