"""The demo's sign-in page: one click per role. A page that does not exist outside the demo."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.errors import DemoOnly
from accounts.services.demo import DEMO_PEOPLE, demo_is_allowed, sign_in_demo_person
from core.http import HtmxHttpRequest, next_page
from core.rights import why_sign_in


@dataclass(frozen=True, slots=True)
class DemoRole:
    key: str
    icon: str
    name: str | Promise
    does: str | Promise


ROLES = [
    DemoRole(
        "candidate", "person", _("Candidate"), _("Read your matches, each with its receipt, and change your profile.")
    ),
    DemoRole("employer", "building", _("Employer"), _("See the ranked candidates of your roles and edit a posting.")),
    DemoRole("organiser", "play", _("Organiser"), _("Start a matching run, watch it, review it and sign it.")),
    DemoRole(
        "organiser2", "signature", _("Second organiser"), _("Sign the run of the first organiser, then publish it.")
    ),
    DemoRole(
        "administrator", "settings", _("Administrator"), _("Look into every table, and read the mails of the demo.")
    ),
]


def _page_for_everybody(request: HtmxHttpRequest) -> str:
    """Return the page that the person was on the way to, where every role can see it; else ""."""
    page = next_page(request, "") if "next" in request.GET or "next" in request.POST else ""
    return page if page and why_sign_in(page) else ""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def demo_signin(request: HtmxHttpRequest) -> HttpResponse:
    """Show the roles, or sign in as the one that was clicked."""
    if not demo_is_allowed():
        raise Http404
    wanted = _page_for_everybody(request)
    if request.method == "POST":
        role = request.POST.get("role", "")
        if role not in DEMO_PEOPLE:
            return HttpResponseBadRequest()
        try:
            sign_in_demo_person(request=request, role=role)
        except DemoOnly as error:
            messages.error(request, str(error))
            return redirect("accounts:demo_signin")
        return redirect(wanted or "accounts:home")
    email = request.user.email if request.user.is_authenticated else None
    current = next((role for role, fields in DEMO_PEOPLE.items() if fields["email"] == email), None)
    return render(request, "accounts/demo_signin.html", {"roles": ROLES, "current": current, "wanted": wanted})
