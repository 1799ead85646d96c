"""Organisations: making one, and changing what the public reads about it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Organisation
from accounts.policies import can_create_organisation, can_edit_organisation
from core import audit
from core.actor import Actor
from core.db import advisory_lock
from core.errors import NotAllowed

CONTENT_FIELDS = frozenset(
    {f"{name}_{suffix}" for name in ("name", "about") for suffix in ("en", "zh_hant", "zh_hans")}
    | {"stage", "size", "sites", "cluster", "website"}
)
LONGEST_SLUG = 70


def _set(organisation: Organisation, fields: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    unknown = set(fields) - CONTENT_FIELDS
    if unknown:
        raise TypeError(f"not content of an organisation: {', '.join(sorted(unknown))}")
    before, after = {}, {}
    for name, value in fields.items():
        old = getattr(organisation, name)
        if old != value:
            before[name], after[name] = str(old), str(value)
            setattr(organisation, name, value)
    return before, after


def _free_slug(name: str) -> str:
    """Return an address for `name` that nobody has; the caller holds the lock."""
    wanted = slugify(name)[:LONGEST_SLUG].strip("-") or "employer"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)


@transaction.atomic
def create_organisation(*, fields: Mapping[str, Any], actor: Actor) -> Organisation:
    """Make an organisation with an address of its own. Raises NotAllowed; TypeError for a field that is no content."""
    if not can_create_organisation(actor):
        raise NotAllowed
    advisory_lock("accounts.organisation.slug")
    organisation = Organisation()
    _set(organisation, fields)
    organisation.slug = _free_slug(organisation.name_en)
    organisation.save()
    audit.record("organisation.create", organisation, actor=actor, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def update_organisation(*, organisation: Organisation, fields: Mapping[str, Any], actor: Actor) -> Organisation:
    """Change names, texts, facts; the address stays. Raises NotAllowed; TypeError for a field that is no content."""
    organisation = Organisation.objects.select_for_update(of=["self"]).get(pk=organisation.pk)
    if not can_edit_organisation(actor, organisation):
        raise NotAllowed
    before, after = _set(organisation, fields)
    organisation.save()
    if after:
        audit.record(
            "organisation.update",
            organisation,
            actor=actor,
            before=before,
            after=after,
            organisation_id=organisation.pk,
        )
    return organisation
