"""Who may do what to organisations and people. Pure: an actor and an object in, yes or no out."""

from typing import TYPE_CHECKING

from accounts.enums import MemberRole
from core.actor import Actor

if TYPE_CHECKING:
    from accounts.models import Organisation, User


def role_in(actor: Actor, organisation: "Organisation") -> str | None:
    """Return the role that `actor` holds in `organisation`, or None."""
    return actor.roles.get(organisation.pk)


def can_view_organisation(actor: Actor, organisation: "Organisation") -> bool:
    """Members of any role, organisers and administrators."""
    return role_in(actor, organisation) is not None or actor.is_organiser or actor.is_administrator


def can_recruit(actor: Actor, organisation: "Organisation") -> bool:
    """Owners and recruiters write postings and work with candidates; viewers only look."""
    return role_in(actor, organisation) in {MemberRole.OWNER, MemberRole.RECRUITER}


def can_manage_team(actor: Actor, organisation: "Organisation") -> bool:
    """Owners, and administrators who help an organisation that has lost its owner."""
    return role_in(actor, organisation) == MemberRole.OWNER or actor.is_administrator


def can_create_organisation(actor: Actor) -> bool:
    """Organisers bring employers in; administrators help."""
    return actor.is_organiser or actor.is_administrator


def can_edit_organisation(actor: Actor, organisation: "Organisation") -> bool:
    """Owners write about their organisation; staff help."""
    return role_in(actor, organisation) == MemberRole.OWNER or actor.is_organiser or actor.is_administrator


def can_invite(actor: Actor, organisation: "Organisation", role: str, *, has_owner: bool) -> bool:
    """Who manages the team invites; organisers invite the first owner, and nobody else."""
    first_owner = actor.is_organiser and role == MemberRole.OWNER and not has_owner
    return can_manage_team(actor, organisation) or first_owner


def can_leave(actor: Actor, organisation: "Organisation") -> bool:
    """Every member may leave; the last-owner rule is the service's."""
    return role_in(actor, organisation) is not None


def can_read_mailbox(actor: Actor) -> bool:
    """Mails hold personal data and sign-in codes: administrators alone."""
    return actor.is_administrator


def can_change_person(actor: Actor, user: "User") -> bool:
    """People change their own settings only."""
    return actor.user_id == user.pk
