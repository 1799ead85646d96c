"""Editions: making, changing, and their steps from draft to archive."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.errors import ReasonNeeded
from expo.models import Edition
from expo.policies import can_edit_edition
from expo.workflows import EDITION

CONTENT_FIELDS = frozenset(
    {f"{name}_{suffix}" for name in ("name", "summary", "venue") for suffix in ("en", "zh_hant", "zh_hans")}
    | {"slug", "starts_on", "ends_on", "sites"}
)


def _set(edition: Edition, fields: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    unknown = set(fields) - CONTENT_FIELDS
    if unknown:
        raise TypeError(f"not content of an edition: {', '.join(sorted(unknown))}")
    before, after = {}, {}
    for name, value in fields.items():
        old = getattr(edition, name)
        if old != value:
            before[name], after[name] = str(old), str(value)
            setattr(edition, name, value)
    return before, after


@transaction.atomic
def create_edition(*, fields: Mapping[str, Any], actor: Actor) -> Edition:
    """Create a draft edition. Raises NotAllowed; TypeError for a field that is no content."""
    if not can_edit_edition(actor):
        raise NotAllowed
    edition = Edition()
    _set(edition, fields)
    edition.save()
    record("edition.create", edition, actor=actor)
    return edition


@transaction.atomic
def update_edition(*, edition: Edition, fields: Mapping[str, Any], actor: Actor) -> Edition:
    """Change names, days, places. Raises NotAllowed; TypeError for a field that is no content."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not can_edit_edition(actor, edition):
        raise NotAllowed
    before, after = _set(edition, fields)
    edition.save()
    record("edition.update", edition, actor=actor, before=before, after=after)
    return edition


@transaction.atomic
def step_edition(*, edition: Edition, verb: str, actor: Actor, reason: str = "") -> Edition:
    """Take one step of the workflow: open, run, close, reopen (needs a reason) or archive.

    Raises NotAllowed, IllegalTransition, ReasonNeeded.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not can_edit_edition(actor, edition):
        raise NotAllowed
    before = edition.state
    target = EDITION.check(verb, before)
    if verb == "reopen" and not reason.strip():
        raise ReasonNeeded
    edition.state = target
    edition.save(update_fields=["state"])
    record(f"edition.{verb}", edition, actor=actor, before={"state": before}, after={"state": target}, reason=reason)
    return edition
