"""Changes to the team of an organisation. An organisation never loses its last owner."""

from django.core import signing
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.enums import MemberRole
from accounts.errors import AlreadyMember, InvitationOver, LastOwner, WrongAddress
from accounts.models import Invitation, Membership, Organisation, User
from accounts.models.invitation import VALID_FOR
from accounts.policies import can_invite, can_leave, can_manage_team
from accounts.queries.people import language_of_reader
from accounts.services.mail import send_mail_to
from core import audit
from core.actor import Actor
from core.errors import NotAllowed

SALT = "accounts.invitation"


def invitation_token(invitation: Invitation) -> str:
    """Return the signed part of the link that accepts `invitation`."""
    return signing.dumps(invitation.pk, salt=SALT, compress=False)


def invitation_of(token: str) -> Invitation:
    """Return the invitation, open or over, that `token` stands for; raise InvitationOver for a false or old token."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID_FOR)
        return Invitation.objects.select_related("organisation").get(pk=pk)
    except (signing.BadSignature, Invitation.DoesNotExist) as error:
        raise InvitationOver from error


@transaction.atomic
def invite_member(*, organisation: Organisation, email: str, role: str, accept_url: str, actor: Actor) -> Invitation:
    """Invite an address to the team by mail; inviting it again replaces the earlier invitation.

    `accept_url` is the absolute address of the accepting page with "TOKEN" in the token's place.
    """
    _lock(organisation)
    has_owner = organisation.memberships.live().filter(role=MemberRole.OWNER).exists()
    if not can_invite(actor, organisation, role, has_owner=has_owner):
        raise NotAllowed
    if organisation.memberships.live().filter(user__email__iexact=email).exists():
        raise AlreadyMember
    organisation.invitations.filter(email__iexact=email, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    invitation = Invitation.objects.create(
        organisation=organisation, email=email.lower(), role=role, invited_by_id=actor.user_id
    )
    _record("invite_member", invitation, actor, organisation, after={"email": email, "role": role})
    _send_invitation(invitation, accept_url.replace("TOKEN", invitation_token(invitation)))
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: Actor) -> None:
    """Take an invitation back; one that is over already stays as it is."""
    _must_manage(actor, invitation.organisation)
    if Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        _record("revoke_invitation", invitation, actor, invitation.organisation)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, actor: Actor) -> Membership:
    """Make `user` a member; the address has to be the invited one. Accepting twice gives the same membership."""
    organisation = _lock(invitation.organisation)
    if user.email.lower() != invitation.email.lower():
        raise WrongAddress
    membership = organisation.memberships.live().filter(user=user).first()
    if membership is None:
        if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
            raise InvitationOver
        membership = Membership.objects.create(organisation=organisation, user=user, role=invitation.role)
        _record("join", membership, actor, organisation, after={"role": membership.role})
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: str, actor: Actor) -> None:
    """Give a member another role and tell them; the same role again changes nothing."""
    organisation = _lock(membership.organisation)
    _must_manage(actor, organisation)
    before = membership.role
    if role == before:
        return
    if before == MemberRole.OWNER:
        _must_not_be_last_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    _record("change_role", membership, actor, organisation, before={"role": before}, after={"role": role})
    _tell_role(membership)


@transaction.atomic
def hand_over(*, giver: Membership, receiver: Membership, actor: Actor) -> None:
    """Make `receiver` an owner and `giver`, an owner until now, a recruiter, in one step; tell both."""
    organisation = _lock(giver.organisation)
    if giver.user_id != actor.user_id or giver.role != MemberRole.OWNER or receiver.pk == giver.pk:
        raise NotAllowed
    if receiver.organisation_id != giver.organisation_id or receiver.ended_at is not None:
        raise NotAllowed
    before = receiver.role
    receiver.role, giver.role = MemberRole.OWNER, MemberRole.RECRUITER
    receiver.save(update_fields=["role"])
    giver.save(update_fields=["role"])
    _record("hand_over", receiver, actor, organisation, before={"role": before}, after={"role": receiver.role})
    _record("hand_over", giver, actor, organisation, before={"role": "owner"}, after={"role": giver.role})
    _tell_role(receiver)
    _tell_role(giver)


@transaction.atomic
def remove_member(*, membership: Membership, actor: Actor) -> None:
    """End a membership: an owner removes anybody, everybody may leave; the last owner stays."""
    organisation = _lock(membership.organisation)
    leaves = membership.user_id == actor.user_id and can_leave(actor, organisation)
    if not leaves:
        _must_manage(actor, organisation)
    if membership.ended_at is not None:
        return
    if membership.role == MemberRole.OWNER:
        _must_not_be_last_owner(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    _record("leave" if leaves else "remove_member", membership, actor, organisation, before={"role": membership.role})


def _lock(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _must_manage(actor: Actor, organisation: Organisation) -> None:
    if not can_manage_team(actor, organisation):
        raise NotAllowed


def _must_not_be_last_owner(membership: Membership) -> None:
    others = Membership.objects.live().filter(organisation_id=membership.organisation_id, role=MemberRole.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOwner


def _record(
    verb: str,
    obj: Membership | Invitation,
    actor: Actor,
    organisation: Organisation,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    audit.record(verb, obj, actor=actor, before=before, after=after, organisation_id=organisation.pk)


def _send_invitation(invitation: Invitation, url: str) -> None:
    with translation.override(language_of_reader(invitation.email)):
        names = {"organisation": str(invitation.organisation), "role": invitation.get_role_display(), "url": url}
        send_mail_to(
            email=invitation.email,
            subject=gettext("Join the team of %(organisation)s") % names,
            text=gettext(
                "You are invited to work for %(organisation)s on Talent Power Up. Your role: %(role)s.\n\n"
                "Open this link within 14 days and sign in, or sign up, with this e-mail address:\n%(url)s"
            )
            % names,
        )


def _tell_role(membership: Membership) -> None:
    with translation.override(membership.user.language):
        names = {"organisation": str(membership.organisation), "role": membership.get_role_display()}
        send_mail_to(
            email=membership.user.email,
            subject=gettext("Your role at %(organisation)s has changed") % names,
            text=gettext("Your role at %(organisation)s is now: %(role)s.") % names,
        )
