"""The one address after signing in; it sends each person to their own start page."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.queries.start import start_page
from core.http import HtmxHttpRequest


@require_safe
def home(request: HtmxHttpRequest) -> HttpResponse:
    """Redirect to the start page of the person's weightiest role."""
    page = start_page(request.actor)
    return redirect(page.url_name, **page.kwargs)
