"""What happens to a person's own record."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.enums import ConsentPurpose
from accounts.errors import StillResponsible
from accounts.models import Invitation, User
from accounts.services.consents import give_consent
from accounts.services.membership import remove_member
from core import audit
from core.actor import Actor
from core.mail import note_mails
from core.personal_data import STORES


@transaction.atomic
def finish_sign_up(*, user: User, names: Mapping[str, str], wants_news: bool) -> None:
    """Keep the names of a person who has just signed up, and the consent to news where it was given."""
    for field, value in names.items():
        setattr(user, field, value)
    user.save(update_fields=[*names])
    actor = Actor(user=user)
    audit.record("sign_up", user, actor=actor)
    if wants_news:
        give_consent(user=user, purpose=ConsentPurpose.NEWS, actor=actor)


@transaction.atomic
def change_names(*, user: User, names: Mapping[str, str], actor: Actor) -> None:
    """Change the parts of a name; the trail keeps which parts changed, not what they were."""
    before = {field: getattr(user, field) for field in names}
    changed = {field: value for field, value in names.items() if before[field] != value}
    if not changed:
        return
    for field, value in changed.items():
        setattr(user, field, value)
    user.save(update_fields=[*changed])
    audit.record("change_names", user, actor=actor, before={field: before[field] for field in changed}, after=changed)


@transaction.atomic
def follow_address(*, user: User, left: str, now: str) -> None:
    """Let what hangs on the address that a person has just left follow them: confirmation, mails, invitations.

    An address set by an administrator counts as unconfirmed until the person signs in with it.
    """
    if not EmailAddress.objects.filter(user=user, email__iexact=now).exists():
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=now.lower(), primary=True, verified=False)
    note_mails(user_id=user.pk, email=left)
    taken = Invitation.objects.filter(email__iexact=now, accepted_at=None, revoked_at=None)
    Invitation.objects.filter(
        email__iexact=left, accepted_at=None, revoked_at=None, organisation__in=taken.values("organisation")
    ).update(revoked_at=timezone.now())
    Invitation.objects.filter(email__iexact=left).update(email=now.lower())


@transaction.atomic
def delete_person(*, user: User, actor: Actor) -> None:
    """Delete a person and all their data for good; the trail keeps that an account of this number was deleted.

    Raises LastOwner where an organisation would lose its last owner, StillResponsible where runs carry the name.
    """
    for membership in user.memberships.live().select_related("organisation"):
        remove_member(membership=membership, actor=actor)
    number, email = user.pk, user.email
    audit.record("delete_person", user, actor=actor)
    for store in STORES.values():
        store.erase(number, email)
    Invitation.objects.filter(email__iexact=email).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    try:
        user.delete()
    except ProtectedError as error:
        raise StillResponsible from error
