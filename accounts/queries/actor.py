"""Builds the Actor of a signed-in person."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, User
from core.actor import Actor


def actor_for(user: User | AnonymousUser, *, via: str = "web") -> Actor:
    """Return the Actor of `user` with the roles of every live membership."""
    if not user.is_authenticated or isinstance(user, AnonymousUser):
        return Actor(via=via)
    roles = dict(Membership.objects.filter(user=user, ended_at=None).values_list("organisation_id", "role"))
    return Actor(user=user, is_organiser=user.is_organiser, is_administrator=user.is_staff, roles=roles, via=via)
