"""What makes the site at home on a phone: the manifest, and a page for when there is no network."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.contrast import token_colour
from core.templatetags.page import html_lang

ICONS = (("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"))


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def manifest(request: HttpRequest) -> JsonResponse:
    """Name the site, its icons and its colours for the home screen, in the reader's language."""
    name = _("Talent Power Up")
    icons = [
        {
            "src": static(f"img/icon-{'maskable' if purpose == 'maskable' else size.split('x')[0]}.png"),
            "sizes": size,
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    content = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": _("People and openings, matched by skills."),
        "lang": html_lang(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": token_colour("paper"),
        "theme_color": token_colour("band"),
        "icons": icons,
        "shortcuts": [
            {"name": _("Openings"), "url": "/openings/"},
            {"name": _("My matches"), "url": "/me/matches/"},
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the worker's script from the root, because a worker answers only for what lies below its own address."""
    script = Path(settings.BASE_DIR, "static", "js", "worker.js").read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what a device keeps for the time without a network: nothing personal, in all three languages."""
    return render(request, "core/offline.html")
