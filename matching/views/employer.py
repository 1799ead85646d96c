"""An employer's role and the people who fit it: only those whose profile is Open, by the state of now."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.http import HtmxHttpRequest
from matching.queries.role_candidates import CandidateFilters, role_candidate_page, role_candidates_page, role_of


@require_GET
@never_cache
def role_candidates(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """List the people who fit a role best, with receipts."""
    posting = get_object_or_404(role_of(request.actor, slug, pk))
    filters = CandidateFilters.from_query(request.GET)
    page = role_candidates_page(posting, filters)
    return render(request, "matching/candidate_list.html", {"posting": posting, "page": page, "filters": filters})


@require_GET
@never_cache
def role_candidate(request: HtmxHttpRequest, slug: str, pk: int, profile_id: int) -> HttpResponse:
    """Show one person with the whole receipt. Private and unknown people are both "not found"."""
    posting = get_object_or_404(role_of(request.actor, slug, pk))
    page = role_candidate_page(posting, profile_id)
    if page is None:
        raise Http404
    return render(request, "matching/candidate_detail.html", {"posting": posting, "page": page})
