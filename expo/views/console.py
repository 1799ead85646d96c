"""The organiser's pages: overview, editions, review of adverts, candidates."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest, next_page, posted_text
from core.rights import requires_organiser
from expo.forms.console import EditionForm
from expo.models import Edition, Posting
from expo.queries.console import console as read_console
from expo.queries.console import edition_in_hand, people, review
from expo.services.editions import create_edition, step_edition, update_edition
from expo.services.posting_steps import approve_posting, approve_postings, publish_posting, return_posting
from expo.views.editions_shown import organisers_edition
from expo.workflows import EDITION

LONGEST_REASON = 1000


@require_safe
@requires_organiser
def console(request: HtmxHttpRequest) -> HttpResponse:
    """The edition at a glance."""
    return render(request, "expo/console.html", {"console": read_console(edition_in_hand())})


@require_safe
@requires_organiser
def edition_list(request: HtmxHttpRequest) -> HttpResponse:
    """All editions, latest first."""
    return render(request, "expo/edition_list.html", {"editions": Edition.objects.all()})


def _edition_page(request: HtmxHttpRequest, form: EditionForm, edition: Edition | None) -> HttpResponse:
    verbs = EDITION.verbs(edition.state) if edition else []
    return render(request, "expo/edition_edit.html", {"form": form, "edition": edition, "verbs": verbs})


@require_http_methods(["GET", "HEAD", "POST"])
@requires_organiser
def edition_new(request: HtmxHttpRequest) -> HttpResponse:
    """Make a draft edition."""
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition = create_edition(fields=form.cleaned_data, actor=request.actor)
        messages.success(request, _("The edition is there, as a draft. Open it when the public may see it."))
        return redirect("expo:edition_edit", edition.pk)
    return _edition_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_organiser
def edition_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change an edition."""
    edition = get_object_or_404(Edition.objects.visible_to(request.actor), pk=pk)
    form = EditionForm(request.POST or None, instance=Edition.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        update_edition(edition=edition, fields=form.cleaned_data, actor=request.actor)
        messages.success(request, _("Saved."))
        return redirect("expo:edition_edit", pk)
    return _edition_page(request, form, edition)


@require_POST
@requires_organiser
def edition_step(request: HtmxHttpRequest, pk: int, verb: str) -> HttpResponse:
    """Open, run, close, reopen or archive."""
    edition = get_object_or_404(Edition.objects.visible_to(request.actor), pk=pk)
    if verb not in {"open", "run", "close", "reopen", "archive"}:
        raise Http404
    try:
        reason = posted_text(request, "reason", LONGEST_REASON)
        edition = step_edition(edition=edition, verb=verb, reason=reason, actor=request.actor)
        messages.success(request, _("The edition is now: %(state)s.") % {"state": edition.get_state_display()})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:edition_edit", pk)


@require_safe
@requires_organiser
def posting_review(request: HtmxHttpRequest) -> HttpResponse:
    """Adverts that wait, with what the linter points out."""
    page = review(organisers_edition(), request.GET.get("state", ""), request.GET.get("page", "1"))
    return render(request, "expo/posting_review.html", {"review": page})


def _ids(data: QueryDict) -> list[int]:
    return [int(value) for value in data.getlist("posting") if value.isascii() and value.isdigit() and len(value) < 19]


@require_POST
@requires_organiser
def posting_review_bulk(request: HtmxHttpRequest) -> HttpResponse:
    """Approve all selected adverts."""
    done, failed = approve_postings(ids=_ids(request.POST), actor=request.actor)
    if done:
        said = ngettext("%(n)s advert is published.", "%(n)s adverts are published.", done)
        messages.success(request, said % {"n": done})
    if failed:
        messages.warning(request, _("Not published: %(n)s. They changed meanwhile.") % {"n": len(failed)})
    if not done and not failed:
        messages.info(request, _("Nothing was selected."))
    return redirect(next_page(request, reverse("expo:posting_review")))


@require_POST
@requires_organiser
def posting_review_step(request: HtmxHttpRequest, pk: int, verb: str) -> HttpResponse:
    """Approve, return with a reason, or publish one advert."""
    posting = get_object_or_404(Posting.objects.visible_to(request.actor), pk=pk)
    try:
        if verb == "approve":
            approve_posting(posting=posting, actor=request.actor)
        elif verb == "return":
            reason = posted_text(request, "reason", LONGEST_REASON)
            return_posting(posting=posting, reason=reason, actor=request.actor)
        elif verb == "publish":
            publish_posting(posting=posting, actor=request.actor)
        else:
            raise Http404
        messages.success(request, _("Done: %(role)s.") % {"role": posting})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(next_page(request, reverse("expo:posting_review")))


@require_safe
@requires_organiser
def candidate_list(request: HtmxHttpRequest) -> HttpResponse:
    """Candidates, searched by name, e-mail or headline."""
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:80]
    found = people(edition_in_hand(), q=q, show=request.GET.get("show", ""), page_number=request.GET.get("page", "1"))
    return render(request, "expo/candidate_list.html", {"people": found})
