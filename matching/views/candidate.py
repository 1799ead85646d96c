"""A candidate's own matches. Nobody but the person sees them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.http import HtmxHttpRequest
from core.rights import says_why_to_sign_in
from expo.models import CandidateProfile, Posting
from matching.queries.my_matches import MatchFilters, my_match_page, my_matches_page, waits_for_next_run


def _profile(request: HtmxHttpRequest) -> CandidateProfile | None:
    return CandidateProfile.objects.filter(user=request.actor.user_id).first()


@says_why_to_sign_in(lambda: _("Sign in to read your matches."))
@require_GET
@never_cache
def my_matches(request: HtmxHttpRequest) -> HttpResponse:
    """List the roles that fit the person best, with receipts."""
    filters = MatchFilters.from_query(request.GET)
    page = my_matches_page(_profile(request), filters)
    return render(request, "matching/match_list.html", {"page": page, "filters": filters})


@require_GET
@never_cache
def my_match(request: HtmxHttpRequest, posting_id: int) -> HttpResponse:
    """Show the whole receipt of one role."""
    posting = _posting(request, posting_id)
    return render(request, "matching/match_detail.html", _match_context(request, posting))


@require_GET
@never_cache
def posting_receipt(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Answer the fragment on a role's public page; without htmx go to the page with the whole receipt."""
    if not request.htmx:
        return redirect("matching:my_match", posting_id=pk)
    return render(request, "matching/_posting_receipt.html", _match_context(request, _posting(request, pk)))


def _posting(request: HtmxHttpRequest, pk: int) -> Posting:
    postings = Posting.objects.published().select_related("organisation", "edition", "cluster")
    return get_object_or_404(postings, pk=pk)


def _match_context(request: HtmxHttpRequest, posting: Posting) -> dict[str, Any]:
    profile = _profile(request)
    answer = my_match_page(profile, posting) if profile is not None else None
    waits = answer is None and profile is not None and waits_for_next_run(profile, posting)
    return {"posting": posting, "profile": profile, "answer": answer, "waits": waits}
