"""The last page that there is: it needs no database, no session and no translation."""

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Say in three languages that we failed, with the reference under which the log tells how."""
    number = getattr(request, "request_id", "")
    return HttpResponseServerError(render_to_string("500.html", {"number": number}))
