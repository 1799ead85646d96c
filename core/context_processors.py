"""Values that every page needs."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the demo flag, the actor and the colours ("system", "light" or "dark")."""
    return {
        "is_demo_site": settings.DEMO,
        "actor": getattr(request, "actor", None),
        "theme": getattr(request, "theme", "system"),
    }
