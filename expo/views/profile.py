"""A person's own profile: read it, edit it section by section, take a removal back."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest
from expo.forms.profile import (
    AboutForm,
    EducationForm,
    ExperienceForm,
    LanguagesForm,
    SkillForm,
    VisibilityForm,
    WishesForm,
    WorkForm,
)
from expo.models import CandidateProfile, ProfileSkill
from expo.queries.profile_page import profile_page
from expo.services.profile_items import MODELS, RemovedItem, add_item, change_item, remove_item, restore_item
from expo.services.profiles import SpokenInput, ensure_profile, save_languages, save_profile

UNDO = "profile_undo"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the profile that is edited as a whole."""

    title: str | Promise
    lead: str | Promise
    form: type[forms.BaseForm]


SECTIONS = {
    "about": Section(gettext_lazy("About you"), gettext_lazy("What an employer reads first."), AboutForm),
    "wishes": Section(
        gettext_lazy("What you want"),
        gettext_lazy("What you leave open costs you nothing: every role stays possible."),
        WishesForm,
    ),
    "work": Section(
        gettext_lazy("Where you can work"),
        gettext_lazy("One coarse answer per place. We never ask for documents, numbers or nationality."),
        WorkForm,
    ),
    "languages": Section(
        gettext_lazy("Languages"),
        gettext_lazy("Speaking and writing are apart. A language counts only where the work needs it."),
        LanguagesForm,
    ),
    "visibility": Section(
        gettext_lazy("Who may see you"),
        gettext_lazy("You can change this at any time; it takes effect at once."),
        VisibilityForm,
    ),
}
ITEM_FORMS: dict[str, type[forms.BaseForm]] = {
    "skills": SkillForm,
    "education": EducationForm,
    "experience": ExperienceForm,
}
ITEM_TITLES = {
    "skills": (gettext_lazy("Add a skill"), gettext_lazy("Change a skill")),
    "education": (gettext_lazy("Add a course of study"), gettext_lazy("Change a course of study")),
    "experience": (gettext_lazy("Add work or a project"), gettext_lazy("Change work or a project")),
}


def _at(section: str) -> str:
    return f"{reverse('expo:profile')}#{section}"


def _own(request: HtmxHttpRequest) -> CandidateProfile:
    return ensure_profile(user=request.user, actor=request.actor)


def _saved() -> str:
    return _("Saved %(time)s.") % {"time": time_format(timezone.localtime().time(), "H:i")}


def _say(request: HtmxHttpRequest, change: Callable[[], object], done: str, section: str = "") -> bool:
    """Make one service call; tell beside the section how it went. Returns whether it worked."""
    try:
        change()
    except DomainError as error:
        messages.error(request, str(error), extra_tags=section)
        return False
    request.session.pop(UNDO, None)  # the offer ends with the next change
    messages.success(request, done, extra_tags=section)
    return True


def _said(request: HtmxHttpRequest) -> list[tuple[str, Any]]:
    """Return the waiting messages with the section each belongs beside, "" for the top of the page."""
    known = SECTIONS.keys() | ITEM_FORMS.keys()
    return [(m.extra_tags if m.extra_tags in known else "", m) for m in messages.get_messages(request)]


@require_safe
def profile(request: HtmxHttpRequest) -> HttpResponse:
    """The whole profile with hints."""
    page = profile_page(_own(request))
    context = {
        "page": page,
        "profile": page.profile,
        "sections": SECTIONS,
        "undo": request.session.get(UNDO),
        "said": _said(request),
    }
    return render(request, "expo/profile_view.html", context)


def _section_form(section: str, mine: CandidateProfile, data: Any) -> Any:
    form = SECTIONS[section].form
    if section == "languages":
        return form(data, levels=dict(mine.languages.values_list("ability", "level")))
    return form(data, instance=CandidateProfile.objects.get(pk=mine.pk))


def _save_section(section: str, mine: CandidateProfile, form: Any, request: HtmxHttpRequest) -> object:
    if section == "languages":
        spoken = [SpokenInput(ability, level) for ability, level in form.levels().items()]
        return save_languages(profile=mine, languages=spoken, actor=request.actor)
    fields = dict(form.cleaned_data)
    clusters = fields.pop("wished_clusters", None)
    return save_profile(profile=mine, fields=fields, wished_clusters=clusters, actor=request.actor)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HtmxHttpRequest, section: str) -> HttpResponse:
    """Edit one section."""
    if section not in SECTIONS:
        raise Http404
    mine = _own(request)
    form = _section_form(section, mine, request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _say(request, lambda: _save_section(section, mine, form, request), _saved(), section)
    ):
        return redirect(_at(section))
    context = {"form": form, "section": section, "about": SECTIONS[section]}
    return render(request, "expo/profile_edit.html", context)


def _item_form(kind: str, item: Any, data: Any) -> Any:
    form = ITEM_FORMS[kind]
    if kind != "skills":
        return form(data, instance=item)
    if item is None:
        return form(data)
    initial = {"skill": str(item.skill or item.text), "level": item.level, "evidence": item.evidence, "note": item.note}
    return form(data, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_item(request: HtmxHttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """Add a line, or change one."""
    if kind not in ITEM_FORMS:
        raise Http404
    mine = _own(request)
    item = MODELS[kind].objects.filter(pk=pk, profile=mine).first() if pk else None
    if pk and item is None:
        raise Http404
    form = _item_form(kind, item, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        saved = _save_item(request, kind, mine, pk, form)
        if saved:
            again = "add_more" in request.POST
            return redirect("expo:profile_item_add", kind) if again else redirect(_at(kind))
    title = ITEM_TITLES[kind][1 if pk else 0]
    return render(request, "expo/profile_item.html", {"form": form, "kind": kind, "item": item, "title": title})


def _save_item(request: HtmxHttpRequest, kind: str, mine: CandidateProfile, pk: int | None, form: Any) -> bool:
    fields = dict(form.cleaned_data)
    if kind == "skills":
        fields["text"] = fields.pop("skill")
    try:
        if pk:
            item = change_item(profile=mine, kind=kind, item_id=pk, fields=fields, actor=request.actor)
        else:
            item = add_item(profile=mine, kind=kind, fields=fields, actor=request.actor)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    request.session.pop(UNDO, None)
    if isinstance(item, ProfileSkill) and item.skill_id is None:
        text = _("Saved as “%(skill)s”. It is not in our list of skills yet; an editor will look at it.")
        messages.info(request, text % {"skill": item.text}, extra_tags=kind)
    else:
        messages.success(request, _saved(), extra_tags=kind)
    return True


@require_POST
def profile_item_remove(request: HtmxHttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove a line and offer to take that back."""
    if kind not in ITEM_FORMS:
        raise Http404
    removed = remove_item(profile=_own(request), kind=kind, item_id=pk, actor=request.actor)
    if removed is not None:
        request.session[UNDO] = asdict(removed)
    return redirect(_at(kind))


@require_POST
def profile_undo(request: HtmxHttpRequest) -> HttpResponse:
    """Put the line removed last back."""
    kept = request.session.pop(UNDO, None)
    if kept is None:
        return redirect("expo:profile")
    removed = RemovedItem(**kept)
    mine = _own(request)
    _say(
        request,
        lambda: restore_item(profile=mine, removed=removed, actor=request.actor),
        _("“%(name)s” is back.") % {"name": removed.label},
        removed.kind,
    )
    return redirect(_at(removed.kind))
