"""Account settings: name, language, colours, ways to sign in, consents, and one's own data."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Theme
from accounts.forms.settings import ConsentForm, DeleteForm, NameForm
from accounts.models import User
from accounts.queries.personal_data import kinds_of, personal_data_of
from accounts.queries.settings import settings_page
from accounts.services.consents import give_consent, withdraw_consent
from accounts.services.people import change_names, delete_person
from core.errors import DomainError
from core.http import HtmxHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HtmxHttpRequest) -> HttpResponse:
    """Show all settings; a POST changes the name."""
    user = User.objects.get(pk=request.user.pk)
    form = NameForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        change_names(user=User.objects.get(pk=user.pk), names=form.names(), actor=request.actor)
        messages.success(request, gettext("Name saved."))
        return redirect("accounts:settings")
    context = {
        "form": form,
        "page": settings_page(user),
        "languages": [("en", "English"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文")],
        "themes": Theme.choices,
    }
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)


@require_POST
def consent_set(request: HtmxHttpRequest) -> HttpResponse:
    """Give or withdraw consent to one purpose."""
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    change = give_consent if form.cleaned_data["give"] else withdraw_consent
    change(user=request.user, purpose=form.cleaned_data["purpose"], actor=request.actor)
    messages.success(request, gettext("Saved."))
    return redirect("accounts:settings")


@require_safe
def data_export(request: HtmxHttpRequest) -> HttpResponse:
    """Hand the person everything the site keeps about them, as one JSON file."""
    export = {"exported_at": timezone.now(), "person": request.user.pk, "data": personal_data_of(request.user)}
    response = JsonResponse(export, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def account_delete(request: HtmxHttpRequest) -> HttpResponse:
    """Say what will be deleted, and delete it when the person has typed their address."""
    form = DeleteForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            delete_person(user=request.user, actor=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, gettext("Your account and all its data are deleted."))
            return redirect("account_login")
    context = {"form": form, "kinds": kinds_of(request.user)}
    return render(request, "accounts/account_delete.html", context, status=422 if form.errors else 200)
