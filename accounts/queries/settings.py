"""What the account settings show."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.functional import Promise

from accounts.consents import WITH_THE_PROFILE
from accounts.enums import ConsentPurpose
from accounts.models import User


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One purpose, and since when the person agrees (None: they do not)."""

    purpose: str
    label: str | Promise
    given_at: datetime | None

    @property
    def is_with_the_profile(self) -> bool:
        """Tell whether this one is given and withdrawn where the person decides who may see them."""
        return self.purpose == WITH_THE_PROFILE


@dataclass(frozen=True, slots=True)
class SettingsPage:
    address_is_confirmed: bool
    factors: list[str]
    devices: int
    consents: list[ConsentLine]


def settings_page(user: User) -> SettingsPage:
    """Return what the account settings of `user` show, in four queries."""
    given = dict(user.consents.filter(withdrawn_at=None).values_list("purpose", "given_at"))
    factors = Authenticator.objects.filter(user=user).order_by("type", "id")
    return SettingsPage(
        address_is_confirmed=EmailAddress.objects.filter(user=user, primary=True, verified=True).exists(),
        factors=[factor.get_type_display() for factor in factors],
        devices=UserSession.objects.filter(user=user).count(),
        consents=[ConsentLine(value, str(label), given.get(value)) for value, label in ConsentPurpose.choices],
    )
