"""Values that every page needs."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the demo flag and the actor."""
    return {"is_demo_site": settings.DEMO, "actor": getattr(request, "actor", None)}
