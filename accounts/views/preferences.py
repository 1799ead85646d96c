"""Language and colours: kept on the person and in a cookie, then back to the same page with its query."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.views.decorators.http import require_POST

from accounts.cookies import set_preference_cookie
from accounts.forms.preferences import LanguageForm, ThemeForm
from accounts.services.preferences import set_language, set_theme
from core.http import HtmxHttpRequest, next_page


@login_not_required
@require_POST
def language_set(request: HtmxHttpRequest) -> HttpResponse:
    """Switch the language and return to the page the person was on."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        set_language(user=request.user, language=language)
        request.user.language = language
    response = HttpResponseRedirect(next_page(request))
    set_preference_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


@login_not_required
@require_POST
def theme_set(request: HtmxHttpRequest) -> HttpResponse:
    """Switch the colours and return to the page the person was on."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    theme = form.cleaned_data["theme"]
    if request.user.is_authenticated:
        set_theme(user=request.user, theme=theme)
        request.user.theme = theme
    response = HttpResponseRedirect(next_page(request))
    set_preference_cookie(response, settings.THEME_COOKIE_NAME, theme)
    return response
