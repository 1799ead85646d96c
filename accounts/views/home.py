"""The one address after signing in; it sends each person to their own start page."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from accounts.queries.start import start_pages
from core.http import HtmxHttpRequest


@require_safe
def home(request: HtmxHttpRequest) -> HttpResponse:
    """Redirect to the start page of the person's weightiest role; matching or expo may be switched off."""
    pages = start_pages(request.actor)
    for page in pages[:-1]:
        with suppress(NoReverseMatch):
            return redirect(reverse(page.url_name, kwargs=page.kwargs))
    return redirect(pages[-1].url_name, **pages[-1].kwargs)
