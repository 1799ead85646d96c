"""The middleware that knows the person: who acts, in which language and colours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.cookies import set_preference_cookie
from accounts.enums import Theme
from accounts.queries.actor import actor_for


class ActorMiddleware:
    """Put `request.actor` on every request; two queries at most, none for strangers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = getattr(request, "request_id", None)
        request.actor = actor_for(request.user, request_id=number)  # type: ignore[attr-defined]  # attribute of our own
        return self.get_response(request)


class PreferenceMiddleware:
    """Speak the person's own language in their own colours; for strangers the cookies decide (LocaleMiddleware).

    The choices of the signed-in person are copied into the cookies, so that the page after signing out is the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        cookie = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
        theme = user.theme if user.is_authenticated else cookie
        request.theme = theme if theme in Theme.values else Theme.SYSTEM.value  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        if request.user.is_authenticated:
            wanted = {
                settings.LANGUAGE_COOKIE_NAME: request.user.language,
                settings.THEME_COOKIE_NAME: request.user.theme,
            }
            for name, value in wanted.items():
                if request.COOKIES.get(name) != value and name not in response.cookies:
                    set_preference_cookie(response, name, value)
        return response
