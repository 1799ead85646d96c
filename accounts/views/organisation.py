"""What the public reads about an organisation, changed by its owners and by staff."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.forms.organisation import OrganisationForm
from accounts.models import Organisation
from accounts.policies import can_edit_organisation
from accounts.services.organisations import update_organisation
from core.http import HtmxHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Edit names, texts and facts; a form with errors comes back filled in."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), slug=slug)
    if not can_edit_organisation(request.actor, organisation):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None, instance=Organisation.objects.get(pk=organisation.pk))
    if request.method == "POST" and form.is_valid():
        update_organisation(organisation=organisation, fields=form.cleaned_data, actor=request.actor)
        messages.success(request, gettext("Saved."))
        return redirect("accounts:organisation_edit", slug)
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_edit.html", context, status=422 if form.errors else 200)
