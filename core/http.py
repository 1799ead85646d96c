"""What views share: the typed request, fragments of a page, and redirects that htmx understands."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from core.actor import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    """A request after all middleware: `actor`, `htmx`, `theme` and `request_id` are always there."""

    actor: Actor
    htmx: "HtmxDetails"
    theme: str
    request_id: str


def render_part(request: HttpRequest, template: str, part: str, context: dict[str, object]) -> HttpResponse:
    """Render the named partial of a page, so that a fragment and its whole page can never differ."""
    return HttpResponse(render_to_string(f"{template}#{part}", context, request))


def hx_redirect(request: HtmxHttpRequest, url: str) -> HttpResponse:
    """Send the whole page to `url`: by `HX-Redirect` for htmx (which follows a 302 into the fragment), else by 302."""
    if not request.htmx:
        return HttpResponseRedirect(url)
    response = HttpResponse()
    response["HX-Redirect"] = url
    return response


def posted_text(request: HttpRequest, name: str, limit: int) -> str:
    """Return a short text that came without a form of its own, without what the database cannot keep."""
    return request.POST.get(name, "").replace("\x00", "").strip()[:limit]


def next_page(request: HttpRequest, fallback: str = "/") -> str:
    """Return the page of this site named by `next` or the referrer, with its query; never an outside address."""
    hosts = {request.get_host()}
    for url in (request.POST.get("next"), request.GET.get("next"), request.headers.get("Referer")):
        if url and url_has_allowed_host_and_scheme(url, allowed_hosts=hosts, require_https=request.is_secure()):
            return url
    return fallback
