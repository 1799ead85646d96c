"""Giving and withdrawing consent."""

from django.db import transaction
from django.utils import timezone

from accounts.consents import TEXT_VERSIONS
from accounts.enums import ConsentPurpose
from accounts.models import Consent, User
from core import audit
from core.actor import Actor


@transaction.atomic
def give_consent(*, user: User, purpose: str, actor: Actor) -> Consent:
    """Record a yes with the version of the text that was shown; a yes that stands is returned as it is."""
    version = TEXT_VERSIONS[ConsentPurpose(purpose)]
    consent, is_new = Consent.objects.get_or_create(
        user=user, purpose=purpose, withdrawn_at=None, defaults={"text_version": version}
    )
    if is_new:
        audit.record("give_consent", user, actor=actor, after={"purpose": purpose, "version": version})
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, purpose: str, actor: Actor) -> None:
    """Take a yes back; where none stands, nothing changes."""
    count = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if count:
        audit.record("withdraw_consent", user, actor=actor, before={"purpose": purpose})
