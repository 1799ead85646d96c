"""The append-only trail: written by services in the same transaction as the change it tells of."""

from typing import Any

from django.db import models

from core.actor import Actor
from core.models import AuditEvent

MASK = "***"
PERSONAL_FIELDS = frozenset(
    {
        "email",
        "family_name",
        "given_name",
        "preferred_name",
        "chinese_name",
        "headline",
        "summary",
        "password",
        "phone",
        "text",
        "note",
        "description",
    }
)


def masked(values: dict[str, Any] | None) -> dict[str, Any]:
    """Return `values` with a mask in every non-empty personal field: that it changed is kept, not what it was."""
    return {
        key: masked(value) if isinstance(value, dict) else MASK if key in PERSONAL_FIELDS and value else value
        for key, value in (values or {}).items()
    }


def record(
    verb: str,
    obj: models.Model,
    *,
    actor: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    organisation_id: int | None = None,
) -> AuditEvent:
    """Append one event about `obj`. `before`/`after` hold the changed fields, JSON-ready; personal ones are masked."""
    return AuditEvent.objects.create(
        verb=verb,
        subject_type=obj._meta.label_lower,
        subject_id=str(obj.pk),
        actor_id=actor.user_id,
        organisation_id=organisation_id,
        via=actor.via,
        request_id=actor.request_id,
        before=masked(before),
        after=masked(after),
        reason=reason,
    )
