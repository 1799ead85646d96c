"""Cookies that remember language and colours for people who are not signed in."""

from django.conf import settings
from django.http import HttpResponseBase

ONE_YEAR = 60 * 60 * 24 * 365


def set_preference_cookie(response: HttpResponseBase, name: str, value: str) -> None:
    """Remember one choice for a year; no script reads it."""
    response.set_cookie(
        name, value, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
