"""The skill list manager, and suggestions for every field in which people type skills."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest
from core.rights import requires
from matching.taxonomy.enums import SkillKind
from matching.taxonomy.forms.terms import ChooseSkillForm, LabelsForm, SkillNameForm
from matching.taxonomy.models import Skill, SkillAlias
from matching.taxonomy.policies import can_edit_vocabulary
from matching.taxonomy.queries.search import suggest_skills
from matching.taxonomy.queries.skills import list_skills, skill_page
from matching.taxonomy.services.skills import add_skill_name, merge_skills, remove_skill_name, rename_skill


@require_safe
def skill_suggest(request: HtmxHttpRequest) -> HttpResponse:
    """Options for a datalist: skills that a half-typed or mistyped text may mean, in whichever parameter it comes."""
    text = next((value for value in request.GET.values() if value), "")
    return render(request, "taxonomy/_skill_options.html", {"suggestions": suggest_skills(text[:200])})


@requires(can_edit_vocabulary)
@require_safe
def skill_list(request: HtmxHttpRequest) -> HttpResponse:
    """All skills, searched by any of their names."""
    query = {name: request.GET.get(name, "")[:200] for name in ("cluster", "kind")}
    found = list_skills(text=request.GET.get("q", "")[:200], page=request.GET.get("page", "1"), **query)
    context = {"list": found, "q": request.GET.get("q", ""), "kinds": SkillKind.choices, **query}
    return render(request, "taxonomy/skill_list.html", context)


def _render_skill(request: HtmxHttpRequest, pk: int, status: int = 200, **forms: object) -> HttpResponse:
    try:
        page = skill_page(pk)
    except Skill.DoesNotExist as error:
        raise Http404 from error
    names = {name: getattr(page.skill, name) for name in LabelsForm.base_fields}
    context = {
        "page": page,
        "skill": page.skill,
        "labels_form": LabelsForm(initial=names),
        "name_form": SkillNameForm(),
        "merge_form": ChooseSkillForm(prefix="merge"),
        **forms,
    }
    return render(request, "taxonomy/skill_edit.html", context, status=status)


@requires(can_edit_vocabulary)
def skill_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One skill: its names, what is related to it, merging."""
    if request.method != "POST":
        return _render_skill(request, pk)
    form = LabelsForm(request.POST)
    if form.is_valid():
        try:
            rename_skill(skill=get_object_or_404(Skill, pk=pk), labels=form.labels, actor=request.actor)
            messages.success(request, _("Saved."))
            return redirect("taxonomy:skill_edit", pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return _render_skill(request, pk, status=422, labels_form=form)


@requires(can_edit_vocabulary)
@require_POST
def skill_name_add(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Add another name."""
    form = SkillNameForm(request.POST)
    if form.is_valid():
        try:
            add_skill_name(skill=get_object_or_404(Skill, pk=pk), text=form.cleaned_data["name"], actor=request.actor)
            messages.success(request, _("Saved."))
            return redirect("taxonomy:skill_edit", pk)
        except DomainError as error:
            form.add_error("name", str(error))
    return _render_skill(request, pk, status=422, name_form=form)


@requires(can_edit_vocabulary)
@require_POST
def skill_name_remove(request: HtmxHttpRequest, pk: int, alias_pk: int) -> HttpResponse:
    """Take a name away."""
    alias = get_object_or_404(SkillAlias.objects.select_related("skill"), pk=alias_pk, skill=pk)
    try:
        remove_skill_name(alias=alias, actor=request.actor)
        messages.success(request, _("“%(name)s” no longer names this skill.") % {"name": alias.text})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("taxonomy:skill_edit", pk)


@requires(can_edit_vocabulary)
@require_POST
def skill_merge(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Merge this skill into another one."""
    form = ChooseSkillForm(request.POST, prefix="merge")
    if form.is_valid():
        try:
            target = merge_skills(
                source=get_object_or_404(Skill, pk=pk), target=form.cleaned_data["skill"], actor=request.actor
            )
            messages.success(request, _("Merged. All names now mean this skill."))
            return redirect("taxonomy:skill_edit", target.pk)
        except DomainError as error:
            form.add_error("skill", str(error))
    return _render_skill(request, pk, status=422, merge_form=form)
