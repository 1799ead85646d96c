"""Employers of an edition: organisers bring them in, employers answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organisation
from core.errors import DomainError, NotAllowed
from core.http import HtmxHttpRequest, next_page
from core.rights import requires_organiser
from expo.forms.console import EmployerForm
from expo.forms.employers import KnownEmployerForm, NewEmployerForm
from expo.models import Edition, EditionEmployer
from expo.queries.console import employer_rows
from expo.services.employers import add_employer, add_new_employer, answer_invitation, set_employer
from expo.views.editions_shown import organisers_edition


def _accept_url(request: HtmxHttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:invitation", args=["TOKEN"]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_organiser
def edition_employers(request: HtmxHttpRequest) -> HttpResponse:
    """Employers of the edition in hand: state and booth."""
    edition = organisers_edition()
    if request.method == "POST":
        pk = request.POST.get("part", "")
        part = get_object_or_404(
            EditionEmployer.objects.select_related("organisation"),
            edition=edition,
            pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None,
        )
        form = EmployerForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest()
        set_employer(edition=edition, organisation=part.organisation, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved: %(name)s.") % {"name": part.organisation})
        return redirect(next_page(request, reverse("expo:edition_employers")))
    state, q = request.GET.get("state", ""), request.GET.get("q", "").replace("\x00", "")[:80]
    page = employer_rows(edition, state, q, request.GET.get("page", "1"))
    context = {"edition": edition, "page": page, "state": state, "q": q}
    return render(request, "expo/edition_employers.html", context)


def _added(request: HtmxHttpRequest, part: EditionEmployer, owner_email: str) -> HttpResponse:
    said = (
        _("%(name)s is on the list. Its invitation went to %(email)s.")
        if owner_email
        else _("%(name)s is on the list.")
    )
    messages.success(request, said % {"name": part.organisation, "email": owner_email})
    return redirect("expo:edition_employers")


@require_http_methods(["GET", "HEAD", "POST"])
@requires_organiser
def employer_add(request: HtmxHttpRequest) -> HttpResponse:
    """Put an organisation that is known on the list."""
    edition = organisers_edition()
    form = KnownEmployerForm(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        try:
            part = add_employer(
                edition=edition,
                organisation=form.cleaned_data["name"],
                accept_url=_accept_url(request),
                actor=request.actor,
                **form.part(),
            )
            return _added(request, part, form.cleaned_data["owner_email"])
        except DomainError as error:
            form.add_error("owner_email", str(error))
    context = {"form": form, "edition": edition}
    return render(request, "expo/employer_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_organiser
def employer_new(request: HtmxHttpRequest) -> HttpResponse:
    """Make an organisation and put it on the list, with an invitation to its first owner."""
    edition = organisers_edition()
    form = NewEmployerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        part = add_new_employer(
            edition=edition, fields=form.content(), accept_url=_accept_url(request), actor=request.actor, **form.part()
        )
        return _added(request, part, form.cleaned_data["owner_email"])
    context = {"form": form, "edition": edition}
    return render(request, "expo/employer_new.html", context, status=422 if form.errors else 200)


@require_POST
def org_answer(request: HtmxHttpRequest, slug: str, verb: str) -> HttpResponse:
    """Take part in the current edition, or decline."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), slug=slug)
    part = get_object_or_404(
        EditionEmployer.objects.select_related("organisation"),
        organisation=organisation,
        edition=Edition.objects.current(),
    )
    if verb not in {"confirm", "decline"}:
        raise Http404
    try:
        answer_invitation(part=part, verb=verb, actor=request.actor)
        messages.success(request, _("Thank you. The organisers have your answer."))
    except NotAllowed as error:
        raise PermissionDenied from error
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:org_home", slug)
