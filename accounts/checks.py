"""Start-up checks: what may never be switched on together."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def demo_never_in_production(app_configs: Sequence[AppConfig] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Refuse DEMO together with any setting that only a real installation has."""
    marks = ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    found = [name for name in marks if getattr(settings, name)]
    if not settings.DEMO or settings.DEBUG or not found:
        return []
    return [
        Error(
            f"DEMO is on although {', '.join(found)} say that this is a real installation.",
            hint="One-click sign-in gives everybody every right. Set DEMO = False.",
            id="accounts.E001",
        )
    ]
