"""The gate on the day: scan or type a code, or look a person up; one large answer at arm's length."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest, posted_text
from core.rights import requires_organiser
from expo.entry_codes import registration_of
from expo.enums import CheckInSource
from expo.models import CandidateProfile, CheckIn, Registration
from expo.queries.gate import first_seen, gate, look_for
from expo.services.attendance import check_in, register_and_check_in, undo_check_in
from expo.views.editions_shown import organisers_edition

GATE = "gate"


@require_safe
@requires_organiser
def check_in_desk(request: HtmxHttpRequest) -> HttpResponse:
    """The field for codes and names, the answer to the last one, who came last."""
    edition = organisers_edition()
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:80]
    seen = CheckIn.objects.filter(registration__edition=edition).select_related("registration__profile__user")
    number = request.GET.get("seen", "")
    shown = seen.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    context = {
        "gate": gate(edition),
        "q": text,
        "found": look_for(edition, text),
        "shown": shown,
        "earlier": first_seen(shown.registration, before=shown) if shown else None,
        "nonce": uuid4(),
        "name_of_gate": request.session.get(GATE, ""),
    }
    return render(request, "expo/check_in.html", context)


def _nonce(request: HtmxHttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("nonce", ""))
    except ValueError:
        return uuid4()


def _let_in(request: HtmxHttpRequest, service: Callable[..., CheckIn], **about: Any) -> HttpResponse:
    """Check in by one of the two services; show whom, or why not."""
    try:
        seen = service(nonce=_nonce(request), actor=request.actor, **about)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("expo:check_in")
    return redirect(f"{reverse('expo:check_in')}?seen={seen.pk}")


@require_POST
@requires_organiser
def check_in_scan(request: HtmxHttpRequest) -> HttpResponse:
    """Take a code and let its holder in; any other text is looked up as a name."""
    edition = organisers_edition()
    text = posted_text(request, "code", 80)
    request.session[GATE] = posted_text(request, "gate", 40)
    number = registration_of(text)
    registration = Registration.objects.filter(edition=edition, pk=number).first() if number else None
    if registration is None:
        if number or not look_for(edition, text).people:
            messages.error(request, _("Not on the list: %(text)s.") % {"text": text or "–"})
            return redirect("expo:check_in")
        return redirect(f"{reverse('expo:check_in')}?{urlencode({'q': text})}")
    gate_name = request.session[GATE]
    return _let_in(request, check_in, registration=registration, source=CheckInSource.SCANNER, gate=gate_name)


@require_POST
@requires_organiser
def check_in_person(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Let a person in who was looked up by name; registers them first where they are not registered."""
    profile = get_object_or_404(CandidateProfile.objects.visible_to(request.actor), pk=pk)
    gate_name = request.session.get(GATE, "")
    return _let_in(request, register_and_check_in, edition=organisers_edition(), profile=profile, gate=gate_name)


@require_POST
@requires_organiser
def check_in_undo(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take back a check-in that was made by mistake; a second time changes nothing."""
    seen = CheckIn.objects.filter(pk=pk).first()
    if seen is not None:
        undo_check_in(check_in=seen, actor=request.actor)
        messages.success(request, _("Taken back."))
    return redirect("expo:check_in")
