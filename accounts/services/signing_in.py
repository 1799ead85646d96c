"""What administrators do about people's ways to sign in; each step is in the trail."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from core import audit
from core.actor import Actor


@transaction.atomic
def confirm_addresses(*, addresses: Iterable[EmailAddress], actor: Actor) -> int:
    """Mark addresses as confirmed; returns how many were not, and belong to nobody else."""
    done = 0
    for address in addresses:
        if not address.verified and address.set_verified():
            audit.record("confirm_address", address.user, actor=actor, after={"email": address.email})
            done += 1
    return done


@transaction.atomic
def remove_factors(*, factors: Iterable[Authenticator], actor: Actor) -> int:
    """Take second factors away from people who lost them; they set up new ones when they next sign in."""
    done = 0
    for factor in factors:
        audit.record("remove_second_factor", factor.user, actor=actor, before={"type": factor.type})
        factor.delete()
        done += 1
    return done


@transaction.atomic
def end_sessions(*, sessions: Iterable[UserSession], actor: Actor) -> int:
    """Sign people out of these browsers."""
    done = 0
    for session in sessions:
        audit.record("end_session", session.user, actor=actor)
        session.end()
        done += 1
    return done
