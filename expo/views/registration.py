"""Registering for the edition: the page that says what it means, and the registration itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from core.http import HtmxHttpRequest
from expo.models import Edition, Registration
from expo.services.attendance import cancel_registration, register
from expo.services.profiles import ensure_profile


def _edition() -> Edition:
    edition = Edition.objects.current()
    if edition is None:
        raise Http404
    return edition


@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HtmxHttpRequest) -> HttpResponse:
    """Say what registering means, and register; with `cancel`, cancel. Strangers come here through the sign-in page."""
    edition = _edition()
    mine = Registration.objects.filter(edition=edition, profile__user=request.user).first()
    if request.method != "POST":
        if mine is not None and mine.cancelled_at is None:
            return redirect("expo:profile")
        return render(request, "expo/register.html", {"edition": edition, "cancelled": mine is not None})
    try:
        if "cancel" not in request.POST:
            profile = ensure_profile(user=request.user, actor=request.actor)
            register(edition=edition, profile=profile, actor=request.actor)
            messages.success(request, _("You are registered for %(edition)s.") % {"edition": edition})
        elif mine is not None:
            cancel_registration(registration=mine, actor=request.actor)
            messages.success(request, _("Your registration is cancelled. You can register again at any time."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:profile")
