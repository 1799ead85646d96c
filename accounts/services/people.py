"""What happens to a person's own record."""

from collections.abc import Mapping

from django.db import transaction

from accounts.enums import ConsentPurpose
from accounts.models import User
from accounts.services.consents import give_consent
from core import audit
from core.actor import Actor


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
