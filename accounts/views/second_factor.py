"""The page where staff wait until their second factor is set up."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.queries.people import has_second_factor
from core.http import HtmxHttpRequest


@require_safe
def second_factor(request: HtmxHttpRequest) -> HttpResponse:
    """Explain why a second factor is needed and lead to its two kinds."""
    if has_second_factor(request.user):
        return redirect("accounts:home")
    return render(request, "accounts/second_factor.html")
