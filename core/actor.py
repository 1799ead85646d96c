"""Who acts: the one object that policies, services and the audit trail receive."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system, `user` None) acting by one means, perhaps for an organisation.

    `roles` maps organisation id to the role value held there ("owner", "recruiter", "viewer").
    """

    user: Any = None  # the accounts app's User, which the kernel does not know
    is_organiser: bool = False
    is_administrator: bool = False
    roles: dict[int, str] = field(default_factory=dict)
    via: str = "web"
    request_id: str = field(default_factory=lambda: uuid4().hex)

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def is_anonymous(self) -> bool:
        return self.user is None

    @property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(self.roles)


def system_actor(via: str) -> Actor:
    """Return the actor for tasks and commands, with the rights of an organiser."""
    return Actor(is_organiser=True, is_administrator=True, via=via)
