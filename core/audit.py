"""The append-only trail: written by services in the same transaction as the change it tells of."""

from django.db import models

from core.actor import Actor
from core.models import AuditEvent


def record(
    verb: str,
    obj: models.Model,
    *,
    actor: Actor,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
    organisation_id: int | None = None,
) -> AuditEvent:
    """Append one event about `obj`. `before`/`after` hold only the changed fields, JSON-ready."""
    return AuditEvent.objects.create(
        verb=verb,
        subject_type=obj._meta.label_lower,
        subject_id=str(obj.pk),
        actor_id=actor.user_id,
        organisation_id=organisation_id,
        via=actor.via,
        request_id=actor.request_id,
        before=before or {},
        after=after or {},
        reason=reason,
    )
