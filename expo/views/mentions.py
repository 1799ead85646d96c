"""Skills that were offered and a person confirms: what a text speaks of, what a term means. Else nothing is stored."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organisation
from core.errors import DomainError
from core.http import HtmxHttpRequest
from expo.forms.skills import ConfirmSkillForm
from expo.models import Posting, ProfileSkill
from expo.policies import can_edit_posting, can_manage_posting
from expo.queries.mentions import posting_mentions, profile_mentions
from expo.services.posting_lines import add_requirement, name_requirement
from expo.services.profile_items import add_item, change_item
from expo.services.profiles import ensure_profile


def _page(request: HtmxHttpRequest, whole: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, "expo/_mentions.html" if request.htmx else whole, context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_mentioned(request: HtmxHttpRequest) -> HttpResponse:
    """Skills that one's own text speaks of; POST adds one of them."""
    mine = ensure_profile(user=request.user, actor=request.actor)
    if request.method != "POST":
        context = {"mentions": profile_mentions(mine), "action": reverse("expo:profile_mentions")}
        return _page(request, "expo/profile_mentions.html", context)
    form = ConfirmSkillForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    skill = form.cleaned_data["skill"]
    try:
        add_item(profile=mine, kind="skills", fields={"skill_id": skill.pk, "text": ""}, actor=request.actor)
        said = _("“%(skill)s” is among your skills now. Say how well you know it.") % {"skill": skill}
        messages.success(request, said, extra_tags="skills")
    except DomainError as error:
        messages.error(request, str(error), extra_tags="skills")
    return redirect(f"{reverse('expo:profile')}#skills")


@require_POST
def profile_skill_means(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Say which skill a line in one's own words means; the words stay."""
    mine = ensure_profile(user=request.user, actor=request.actor)
    line = get_object_or_404(ProfileSkill, pk=pk, profile=mine)
    form = ConfirmSkillForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    skill = form.cleaned_data["skill"]
    try:
        change_item(profile=mine, kind="skills", item_id=line.pk, fields={"skill_id": skill.pk}, actor=request.actor)
        said = _("“%(text)s” counts as %(skill)s now.") % {"text": line.text, "skill": skill}
        messages.success(request, said, extra_tags="skills")
    except DomainError as error:
        messages.error(request, str(error), extra_tags="skills")
    return redirect(f"{reverse('expo:profile')}#skills")


@require_http_methods(["GET", "HEAD", "POST"])
def org_posting_mentions(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Skills that the text of a role speaks of; POST asks for one of them, or says what a requirement means.

    Of a role that may not be changed as it stands, its employer reads them.
    """
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), slug=slug)
    visible = Posting.objects.visible_to(request.actor).select_related("organisation", "edition")
    posting = get_object_or_404(visible, organisation=organisation, pk=pk)
    may_edit = can_edit_posting(request.actor, posting)
    is_reading = request.method != "POST"
    if not (may_edit or (is_reading and can_manage_posting(request.actor, posting))):
        raise PermissionDenied
    if is_reading:
        context = {
            "mentions": posting_mentions(posting),
            "action": reverse("expo:org_posting_mentions", args=[slug, pk]),
            "posting": posting,
            "is_closed": not may_edit,
        }
        return _page(request, "expo/org_posting_mentions.html", context)
    form = ConfirmSkillForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    skill, line = form.cleaned_data["skill"], form.cleaned_data["line"]
    try:
        if line:
            name_requirement(posting=posting, requirement_id=line, skill=skill, actor=request.actor)
        else:
            add_requirement(posting=posting, skill=skill, actor=request.actor)
        messages.success(request, _("The role asks for %(skill)s now.") % {"skill": skill})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:org_posting_edit", slug, pk)
