"""Personal data that no foreign key ties to the person: each app tells, at start, what it keeps and how to erase it.

Rows that are tied by foreign keys need no entry: export and erasure find them by themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.models import AuditEvent, OutboxMail


@dataclass(frozen=True, slots=True)
class Store:
    """One place with data about people. `export` and `erase` receive the person's id and e-mail address."""

    name: str
    export: Callable[[int, str], list[dict[str, Any]]]
    erase: Callable[[int, str], None]


STORES: dict[str, Store] = {}


def register(store: Store) -> None:
    """Add a store; the same name again replaces it."""
    STORES[store.name] = store


def _mails_to(user_id: int, email: str) -> "QuerySet[OutboxMail]":
    """Mails to the person, also to addresses they have left, and to the address from before they had an account."""
    return OutboxMail.objects.filter(Q(person_id=user_id) | Q(to__iexact=email))


def _mails(user_id: int, email: str) -> list[dict[str, Any]]:
    fields = ("to", "subject", "body_text", "created_at", "sent_at")
    return list(_mails_to(user_id, email).order_by("id").values(*fields))


def _erase_mails(user_id: int, email: str) -> None:
    _mails_to(user_id, email).delete()


def _trail(user_id: int, email: str) -> list[dict[str, Any]]:
    events = AuditEvent.objects.filter(subject_type="accounts.user", subject_id=str(user_id))
    return [dict(event) for event in events.order_by("id").values("at", "verb", "actor_id", "via", "before", "after")]


def _keep_trail(user_id: int, email: str) -> None:
    """The trail is append-only and holds no personal data: its personal fields are masked when written."""


register(Store("mails", _mails, _erase_mails))
register(Store("trail", _trail, _keep_trail))
