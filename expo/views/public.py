"""Pages that anyone may read: the edition, its openings, its employers."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import Organisation
from core.http import HtmxHttpRequest, render_part
from core.rights import says_why_to_sign_in
from expo.models import Edition, Posting
from expo.queries.employers import EmployerFilters, employer_page, list_employers
from expo.queries.front import front_page
from expo.queries.opening_filters import OpeningFilters
from expo.queries.openings import list_openings
from expo.queries.posting_data import job_posting
from expo.queries.posting_page import PostingPage, posting_page
from expo.views.editions_shown import public_edition


@login_not_required
@require_safe
def front(request: HtmxHttpRequest) -> HttpResponse:
    """The edition that is on now or comes next."""
    edition = Edition.objects.current()
    if edition is None:
        return render(request, "expo/front_empty.html", {"is_demo": settings.DEMO})
    return render(request, "expo/front.html", {"front": front_page(edition, actor=request.actor), "edition": edition})


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def posting_list(request: HtmxHttpRequest) -> HttpResponse:
    """Search and filter openings; htmx swaps the results alone."""
    edition = public_edition()
    filters = OpeningFilters.from_query(request.GET)
    context = {"edition": edition, "list": list_openings(edition, filters, request.GET.get("page", "1"))}
    if request.htmx and not request.htmx.history_restore_request:
        response = render_part(request, "expo/posting_list.html", "results", context)
        response["HX-Push-Url"] = request.path + filters.query_string().rstrip("?")
        return response
    return render(request, "expo/posting_list.html", context)


def _page(request: HtmxHttpRequest, pk: int) -> PostingPage:
    try:
        return posting_page(pk, actor=request.actor)
    except Posting.DoesNotExist as error:
        raise Http404 from error


@login_not_required
@says_why_to_sign_in(lambda: _("Sign in or create an account to see how you fit this role."))
@require_safe
def posting_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One role with its facts and requirements."""
    page = _page(request, pk)
    return render(request, "expo/posting_detail.html", {"page": page, "posting": page.posting})


@login_not_required
@require_safe
def posting_data(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The same role as schema.org JobPosting."""
    page = _page(request, pk)
    url = request.build_absolute_uri(reverse("expo:posting_detail", args=[pk]))
    data = job_posting(page, url=url, language=get_language() or "en")
    return JsonResponse(data, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def employer_list(request: HtmxHttpRequest) -> HttpResponse:
    """Employers that take part, by name."""
    edition = public_edition()
    found = list_employers(edition, EmployerFilters.from_query(request.GET.dict()), request.GET.get("page", "1"))
    return render(request, "expo/employer_list.html", {"edition": edition, "list": found})


@login_not_required
@require_safe
def employer_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """One employer and its adverts."""
    edition = public_edition()
    try:
        page = employer_page(edition, slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
    return render(request, "expo/employer_detail.html", {"edition": edition, "page": page})
