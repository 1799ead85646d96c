"""The team of an organisation: look, invite, change roles, hand over, remove."""

from collections.abc import Callable
from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import InvitationOver
from accounts.forms.team import InviteForm, RoleForm
from accounts.models import Invitation, Membership, Organisation
from accounts.policies import can_manage_team
from accounts.queries.team import team_of
from accounts.services import membership as service
from core.errors import DomainError, NotAllowed
from core.http import HtmxHttpRequest
from core.text import pick


def _organisation(request: HtmxHttpRequest, slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.actor), slug=slug)


def _member(request: HtmxHttpRequest, slug: str, pk: int) -> Membership:
    rows = Membership.objects.visible_to(request.actor).live().select_related("organisation", "user")
    return get_object_or_404(rows, organisation__slug=slug, pk=pk)


def _done(request: HtmxHttpRequest, slug: str, change: Callable[[], object], said: str) -> HttpResponse:
    """Make one change and return to the page with what happened."""
    try:
        change()
    except NotAllowed as error:
        raise PermissionDenied from error
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("accounts:team", slug=slug)


@require_safe
def team(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show the members of an organisation to its members and to staff."""
    organisation = _organisation(request, slug)
    context = {"organisation": organisation, "team": team_of(organisation, actor=request.actor), "form": InviteForm()}
    return render(request, "accounts/team.html", context)


@require_POST
def team_invite(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Invite an address; a form with errors comes back filled in."""
    organisation = _organisation(request, slug)
    if not can_manage_team(request.actor, organisation):
        raise PermissionDenied
    form = InviteForm(request.POST)
    if not form.is_valid():
        context = {"organisation": organisation, "team": team_of(organisation, actor=request.actor), "form": form}
        return render(request, "accounts/team.html", context, status=422)
    url = request.build_absolute_uri(reverse("accounts:invitation", args=["TOKEN"]))
    return _done(
        request,
        slug,
        lambda: service.invite_member(
            organisation=organisation, **form.cleaned_data, accept_url=url, actor=request.actor
        ),
        gettext("Invitation sent to %(email)s.") % form.cleaned_data,
    )


@require_POST
def team_role(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    member = _member(request, slug, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    role = form.cleaned_data["role"]
    return _done(
        request,
        slug,
        lambda: service.change_role(membership=member, role=role, actor=request.actor),
        gettext("Role changed."),
    )


@require_POST
def team_hand_over(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand one's own ownership over to another member."""
    receiver = _member(request, slug, pk)
    mine = Membership.objects.live().filter(user=request.user, organisation=receiver.organisation).first()
    if mine is None:
        raise PermissionDenied
    return _done(
        request,
        slug,
        lambda: service.hand_over(giver=mine, receiver=receiver, actor=request.actor),
        gettext("Handed over. You are a recruiter now."),
    )


@require_POST
def team_remove(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a member, or leave."""
    member = _member(request, slug, pk)
    response = _done(
        request,
        slug,
        lambda: service.remove_member(membership=member, actor=request.actor),
        gettext("Removed from the team."),
    )
    left = member.user_id == request.actor.user_id and member.ended_at is not None
    return redirect("accounts:home") if left else response


@require_POST
def invitation_revoke(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an open invitation back."""
    organisation = _organisation(request, slug)
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), organisation=organisation, pk=pk)
    return _done(
        request,
        slug,
        lambda: service.revoke_invitation(invitation=invitation, actor=request.actor),
        gettext("Invitation withdrawn."),
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HtmxHttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever holds its link; accept it as the invited person."""
    try:
        found = service.invitation_of(token)
    except InvitationOver as error:
        return render(request, "accounts/invitation.html", {"over": error}, status=410)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            service.accept_invitation(invitation=found, user=request.user, actor=request.actor)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(request.path)
        words = gettext("You belong to %(organisation)s now.")
        messages.success(request, words % {"organisation": pick(found.organisation, "name")[0]})
        with suppress(NoReverseMatch):  # the expo may be switched off
            return redirect(reverse("expo:org_home", kwargs={"slug": found.organisation.slug}))
        return redirect("accounts:team", slug=found.organisation.slug)
    if not found.is_open:
        return render(request, "accounts/invitation.html", {"over": InvitationOver()}, status=410)
    fits = request.user.is_authenticated and request.user.email.lower() == found.email
    return render(request, "accounts/invitation.html", {"invitation": found, "fits": fits})
