"""Employers of an edition: inviting, confirming, withdrawing."""

from django.db import transaction

from accounts.models import Organisation
from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.enums import EmployerState
from expo.models import Edition, EditionEmployer
from expo.policies import can_organise


@transaction.atomic
def set_employer(
    *, edition: Edition, organisation: Organisation, state: str = EmployerState.CONFIRMED, booth: str = "", actor: Actor
) -> EditionEmployer:
    """Put an organisation on the list of employers in `state`, or change its state and booth. Raises NotAllowed."""
    if not can_organise(actor):
        raise NotAllowed
    part = EditionEmployer.objects.select_for_update().filter(edition=edition, organisation=organisation).first()
    before = {"state": part.state, "booth": part.booth} if part else {}
    if part is None:
        part = EditionEmployer(edition=edition, organisation=organisation)
    part.state, part.booth = state, booth
    part.save()
    after = {"state": state, "booth": booth}
    if before != after:
        record("employer.set", part, actor=actor, before=before, after=after, organisation_id=organisation.pk)
    return part
