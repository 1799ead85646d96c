"""The gate on the day: scan or type a code, or look a person up; one large answer at arm's length."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest, posted_text
from core.rights import requires_organiser
from expo.entry_codes import registration_of
from expo.enums import CheckInSource
from expo.models import CandidateProfile, CheckIn, Edition, Registration
from expo.queries.console import edition_in_hand
from expo.queries.gate import first_seen, gate, look_for
from expo.services.attendance import check_in, register_and_check_in, undo_check_in

GATE = "gate"


def _edition() -> Edition:
    edition = edition_in_hand()
    if edition is None:
        raise Http404
    return edition


@require_safe
@requires_organiser
def check_in_desk(request: HtmxHttpRequest) -> HttpResponse:
    """The field for codes and names, the answer to the last one, who came last."""
    edition = _edition()
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


def _answer(request: HtmxHttpRequest, seen: CheckIn) -> HttpResponse:
    return redirect(f"{reverse('expo:check_in')}?seen={seen.pk}")


@require_POST
@requires_organiser
def check_in_scan(request: HtmxHttpRequest) -> HttpResponse:
    """Take a code and let its holder in; any other text is looked up as a name."""
    edition = _edition()
    text = posted_text(request, "code", 80)
    request.session[GATE] = posted_text(request, "gate", 40)
    number = registration_of(text)
    registration = Registration.objects.filter(edition=edition, pk=number).first() if number else None
    if registration is None:
        if number or not look_for(edition, text):
            messages.error(request, _("Not on the list: %(text)s.") % {"text": text or "–"})
            return redirect("expo:check_in")
        return redirect(f"{reverse('expo:check_in')}?q={text}")
    try:
        seen = check_in(
            registration=registration,
            source=CheckInSource.SCANNER,
            nonce=_nonce(request),
            gate=request.session[GATE],
            actor=request.actor,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("expo:check_in")
    return _answer(request, seen)


@require_POST
@requires_organiser
def check_in_person(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Let a person in who was looked up by name; registers them first where they are not registered."""
    profile = get_object_or_404(CandidateProfile.objects.visible_to(request.actor), pk=pk)
    try:
        seen = register_and_check_in(
            edition=_edition(),
            profile=profile,
            nonce=_nonce(request),
            gate=request.session.get(GATE, ""),
            actor=request.actor,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("expo:check_in")
    return _answer(request, seen)


@require_POST
@requires_organiser
def check_in_undo(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take back a check-in that was made by mistake; a second time changes nothing."""
    seen = CheckIn.objects.filter(pk=pk).first()
    if seen is not None:
        undo_check_in(check_in=seen, actor=request.actor)
        messages.success(request, _("Taken back."))
    return redirect("expo:check_in")
