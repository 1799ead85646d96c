"""What happens to a person's own record."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import ProtectedError

from accounts.enums import ConsentPurpose
from accounts.errors import StillResponsible
from accounts.models import Invitation, User
from accounts.services.consents import give_consent
from accounts.services.membership import remove_member
from core import audit
from core.actor import Actor
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
    try:
        user.delete()
    except ProtectedError as error:
        raise StillResponsible from error
