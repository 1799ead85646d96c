"""Registering for the edition: the page that says what it means, the registration, the pass for the gate."""

from uuid import NAMESPACE_URL, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest
from core.rights import says_why_to_sign_in
from core.text import pick
from expo.enums import CheckInSource
from expo.models import Edition, Registration
from expo.queries.gate import entry_pass
from expo.services.attendance import cancel_registration, check_in, register
from expo.services.profiles import ensure_profile
from expo.views.editions_shown import public_edition


def _to_register() -> str:
    edition = Edition.objects.current()
    if edition is None:
        return ""
    return _("Sign in or create an account to register for %(edition)s.") % {"edition": pick(edition, "name")[0]}


@says_why_to_sign_in(_to_register)
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HtmxHttpRequest) -> HttpResponse:
    """Say what registering means, and register; with `cancel`, cancel. Strangers come here through the sign-in page."""
    edition = public_edition()
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


@says_why_to_sign_in(lambda: _("Sign in to see your pass for the gate."))
@require_safe
def my_pass(request: HtmxHttpRequest) -> HttpResponse:
    """The pass that opens the gate: a code to scan, the same code to read out."""
    edition = public_edition()
    mine = Registration.objects.filter(edition=edition, profile__user=request.user, cancelled_at=None).first()
    if mine is None:
        return redirect("expo:register")
    response = render(request, "expo/my_pass.html", {"edition": edition, "shown": entry_pass(mine)})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def check_in_online(request: HtmxHttpRequest) -> HttpResponse:
    """Take part online: the person says that they are here."""
    mine = get_object_or_404(Registration, edition=public_edition(), profile__user=request.user)
    nonce = uuid5(NAMESPACE_URL, f"online/{mine.pk}/{timezone.localdate()}")
    try:
        check_in(registration=mine, source=CheckInSource.ONLINE, nonce=nonce, actor=request.actor)
        messages.success(request, _("You are checked in online. Welcome."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:my_pass")
