"""Registrations and check-ins: two different counts, each with its time and source."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.enums import CheckInSource, EditionState
from expo.errors import EditionNotOpen, EditionNotRunning, RegistrationCancelled
from expo.models import CandidateProfile, CheckIn, Edition, Registration
from expo.policies import can_check_in, can_register, can_undo_check_in


@transaction.atomic
def register(*, edition: Edition, profile: CandidateProfile, actor: Actor, now: datetime | None = None) -> Registration:
    """Register a person for an edition that is open or running; a second time answers the first registration.

    Raises NotAllowed, EditionNotOpen.
    """
    if not can_register(actor, profile):
        raise NotAllowed
    if not edition.takes_registrations:
        raise EditionNotOpen
    at = now or timezone.now()
    registration, created = Registration.objects.select_for_update().get_or_create(
        edition=edition, profile=profile, defaults={"registered_at": at}
    )
    if not created and registration.cancelled_at is None:
        return registration
    if not created:
        registration.registered_at, registration.cancelled_at = at, None
        registration.save(update_fields=["registered_at", "cancelled_at"])
    record("registration.register", registration, actor=actor, after={"edition": edition.pk})
    return registration


@transaction.atomic
def cancel_registration(*, registration: Registration, actor: Actor, now: datetime | None = None) -> Registration:
    """Cancel; cancelling twice answers the same. Raises NotAllowed."""
    registration = Registration.objects.select_for_update(of=["self"]).select_related("profile").get(pk=registration.pk)
    if not can_register(actor, registration.profile):
        raise NotAllowed
    if registration.cancelled_at is not None:
        return registration
    registration.cancelled_at = now or timezone.now()
    registration.save(update_fields=["cancelled_at"])
    record("registration.cancel", registration, actor=actor, before={"edition": registration.edition_id})
    return registration


@transaction.atomic
def check_in(
    *,
    registration: Registration,
    source: str,
    nonce: UUID,
    actor: Actor,
    gate: str = "",
    now: datetime | None = None,
) -> CheckIn:
    """Record that a person was seen. The same `nonce` (one scan) counts once, however often it is sent.

    Raises NotAllowed, EditionNotRunning, RegistrationCancelled.
    """
    registration = (
        Registration.objects.select_for_update(of=["self"]).select_related("edition", "profile").get(pk=registration.pk)
    )
    if not can_check_in(actor, registration, source):
        raise NotAllowed
    if registration.edition.state != EditionState.RUNNING:
        raise EditionNotRunning
    if registration.cancelled_at is not None:
        raise RegistrationCancelled
    seen, created = CheckIn.objects.get_or_create(
        nonce=nonce,
        defaults={"registration": registration, "source": source, "gate": gate, "at": now or timezone.now()},
    )
    if created:
        record("check_in.record", seen, actor=actor, after={"registration": registration.pk, "source": source})
    return seen


@transaction.atomic
def register_and_check_in(
    *,
    edition: Edition,
    profile: CandidateProfile,
    nonce: UUID,
    actor: Actor,
    gate: str = "",
    now: datetime | None = None,
) -> CheckIn:
    """Let somebody in at the desk, registered or not. Raises NotAllowed, EditionNotOpen, EditionNotRunning."""
    registration = register(edition=edition, profile=profile, actor=actor, now=now)
    return check_in(registration=registration, source=CheckInSource.DESK, nonce=nonce, gate=gate, actor=actor, now=now)


@transaction.atomic
def undo_check_in(*, check_in: CheckIn, actor: Actor) -> None:
    """Take a check-in back that was made by mistake; the trail keeps both. Raises NotAllowed."""
    if not can_undo_check_in(actor):
        raise NotAllowed
    gone, _kinds = CheckIn.objects.filter(pk=check_in.pk).delete()
    if gone:
        record("check_in.undo", check_in, actor=actor, before={"registration": check_in.registration_id})
