"""Builds the Actor of a signed-in person."""

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, User
from core.actor import Actor


def actor_for(user: User | AnonymousUser, *, via: str = "web", request_id: str | None = None) -> Actor:
    """Return the Actor of `user` with the roles of every live membership."""
    number = request_id or uuid4().hex
    if isinstance(user, AnonymousUser):
        return Actor(via=via, request_id=number)
    roles = dict(Membership.objects.filter(user=user, ended_at=None).values_list("organisation_id", "role"))
    return Actor(
        user=user,
        is_organiser=user.is_organiser,
        is_administrator=user.is_staff,
        roles=roles,
        via=via,
        request_id=number,
    )
