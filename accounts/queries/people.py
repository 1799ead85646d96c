"""Reads about people."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import translation

from accounts.models import User


def language_of_reader(email: str) -> str:
    """Return the language of the person with this address, for a stranger the active one."""
    chosen = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    return chosen or translation.get_language() or settings.LANGUAGE_CODE


def has_second_factor(user: User) -> bool:
    """Tell whether the person has an authenticator app, passkey or security key (recovery codes alone do not count)."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
