"""What the team page shows."""

from dataclasses import dataclass

from accounts.enums import MemberRole
from accounts.models import Invitation, Membership, Organisation
from accounts.policies import can_manage_team
from core.actor import Actor


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One row: who, in which role, and what the reader may do with it."""

    membership: Membership
    is_me: bool
    is_last_owner: bool
    may_change: bool
    may_take_over: bool


@dataclass(frozen=True, slots=True)
class Team:
    members: list[TeamMember]
    invitations: list[Invitation]
    may_manage: bool


def team_of(organisation: Organisation, *, actor: Actor) -> Team:
    """Return members in the order owners, recruiters, viewers, and the open invitations (for those who manage)."""
    order = {role: rank for rank, role in enumerate(MemberRole.values)}
    rows = list(organisation.memberships.live().select_related("user"))
    rows.sort(key=lambda row: (order[row.role], row.user.family_name.casefold(), row.pk))
    owners = sum(row.role == MemberRole.OWNER for row in rows)
    may_manage = can_manage_team(actor, organisation)
    i_own = actor.roles.get(organisation.pk) == MemberRole.OWNER
    members = [
        TeamMember(
            membership=row,
            is_me=row.user_id == actor.user_id,
            is_last_owner=row.role == MemberRole.OWNER and owners == 1,
            may_change=may_manage,
            may_take_over=i_own and row.user_id != actor.user_id and row.role != MemberRole.OWNER,
        )
        for row in rows
    ]
    invitations = list(organisation.invitations.open()) if may_manage else []
    return Team(members=members, invitations=invitations, may_manage=may_manage)
