"""Pages for machines: is the process alive, and can it serve?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import check_health


@login_not_required
@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can answer at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and broker answer, else 503; name late background processes without failing."""
    health = check_health()
    return JsonResponse(
        {
            "status": "down" if not health.can_serve else "late" if health.late else "ready",
            "database": health.database,
            "broker": health.broker,
            "seconds_since_pulse": health.pulses,
        },
        status=200 if health.can_serve else 503,
    )
