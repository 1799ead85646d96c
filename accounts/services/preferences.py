"""Writes a person's small choices."""

from accounts.models import User


def set_language(*, user: User, language: str) -> None:
    """Keep the language in which the site and its mails speak to `user`."""
    User.objects.filter(pk=user.pk).update(language=language)


def set_theme(*, user: User, theme: str) -> None:
    """Keep the colours in which `user` reads the site."""
    User.objects.filter(pk=user.pk).update(theme=theme)
