"""The employer's pages: roles with their states, the editor of a role, its steps."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organisation
from accounts.policies import can_edit_organisation
from core.errors import DomainError
from core.http import HtmxHttpRequest
from core.text import pick
from expo.enums import LanguageAbility
from expo.errors import ReferenceTaken
from expo.forms.posting import LanguageRows, PostingForm, RequirementRows
from expo.models import Edition, Posting, Requirement
from expo.policies import can_create_posting, can_edit_posting, can_manage_posting
from expo.queries.desk import desk, flags_of, translations_of, verbs_for
from expo.services.posting_steps import close_posting, refresh_posting, submit_posting, take_back_posting
from expo.services.postings import create_posting, update_posting
from matching.taxonomy.queries.meant import perhaps_meant
from matching.taxonomy.queries.nearness import PATIENT

MOST_ASKED = 8
STEPS = {
    "submit": submit_posting,
    "close": close_posting,
    "take_back": take_back_posting,
    "refresh": refresh_posting,
}


@dataclass
class Editor:
    """The three forms of the editor, as one."""

    content: Any
    requirements: Any
    languages: Any

    def is_valid(self) -> bool:
        """Validate all three, so that every error shows at once."""
        return all([self.content.is_valid(), self.requirements.is_valid(), self.languages.is_valid()])

    def add_error(self, error: DomainError) -> None:
        """Show what the service refused, beside its field where it belongs to one."""
        self.content.add_error("reference" if isinstance(error, ReferenceTaken) else None, str(error))

    def parts(self) -> dict[str, Any]:
        return {
            "fields": self.content.cleaned_data,
            "requirements": self.requirements.requirements(),
            "languages": self.languages.languages(),
        }


def _organisation(request: HtmxHttpRequest, slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.actor), slug=slug)


def _posting(request: HtmxHttpRequest, slug: str, pk: int) -> Posting:
    organisation = _organisation(request, slug)
    wanted = Posting.objects.visible_to(request.actor).select_related("organisation", "edition", "cluster")
    return get_object_or_404(wanted, organisation=organisation, pk=pk)


def _editor(data: Any, posting: Posting | None) -> Editor:
    asked = list(posting.requirements.select_related("skill")) if posting else []
    spoken = {item.ability: item for item in posting.languages.all()} if posting else {}
    rows = [
        {
            "skill": item.text if item.skill is None else pick(item.skill, "name")[0],
            "importance": item.importance,
            "level": item.level,
            "proof": item.proof,
        }
        for item in asked
    ]
    languages = [
        {"level": item.level, "is_required": item.is_required, "reason": item.reason} if item else {}
        for item in (spoken.get(ability) for ability in LanguageAbility.values)
    ]
    fresh = Posting.objects.get(pk=posting.pk) if posting else None
    requirements = RequirementRows(data, initial=rows, prefix="asks")
    if data is None:
        _ask_what_is_meant(requirements, asked)
    return Editor(
        content=PostingForm(data, instance=fresh),
        requirements=requirements,
        languages=LanguageRows(data, initial=languages, prefix="languages"),
    )


def _ask_what_is_meant(rows: Any, asked: list[Requirement]) -> None:
    """Give the rows in words of the employer's own the skills that they may mean."""
    meant = perhaps_meant([item.text for item in asked if item.skill_id is None][:MOST_ASKED], wait=PATIENT)
    for form, item in zip(rows, asked, strict=False):
        form.line, form.meant = item.pk, [] if item.skill_id else meant.get(item.text, [])


@require_safe
def org_home(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """The employer's roles in the current edition."""
    organisation = _organisation(request, slug)
    context = {
        "desk": desk(organisation, actor=request.actor),
        "may_edit": can_edit_organisation(request.actor, organisation),
    }
    return render(request, "expo/org_home.html", context)


def _submit_too(request: HtmxHttpRequest, posting: Posting) -> bool:
    try:
        submit_posting(posting=posting, actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("The organisers have your role now. You hear from them when they have looked at it."))
    return True


def _after_save(request: HtmxHttpRequest, posting: Posting) -> HttpResponse:
    slug = posting.organisation.slug
    if "submit_too" in request.POST:
        if _submit_too(request, posting):
            return redirect("expo:org_home", slug)
    else:
        messages.success(request, _("Saved."))
    return redirect("expo:org_posting_edit", slug, posting.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def org_posting_new(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Write a new role."""
    organisation = _organisation(request, slug)
    edition = Edition.objects.current()
    if not can_create_posting(request.actor, organisation):
        raise PermissionDenied
    if edition is None:
        raise Http404
    editor = _editor(request.POST if request.method == "POST" else None, None)
    if request.method == "POST" and editor.is_valid():
        try:
            posting = create_posting(edition=edition, organisation=organisation, actor=request.actor, **editor.parts())
            return _after_save(request, posting)
        except DomainError as error:
            editor.add_error(error)
    context = {"editor": editor, "organisation": organisation, "edition": edition, "posting": None}
    return render(request, "expo/org_posting_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def org_posting_edit(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit a role that is not, or no longer, vetted."""
    posting = _posting(request, slug, pk)
    if not can_manage_posting(request.actor, posting):
        raise PermissionDenied
    may_edit = can_edit_posting(request.actor, posting)
    editor = _editor(request.POST if request.method == "POST" else None, posting)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    if request.method == "POST" and editor.is_valid():
        try:
            return _after_save(request, update_posting(posting=posting, actor=request.actor, **editor.parts()))
        except DomainError as error:
            editor.add_error(error)
    context = {
        "editor": editor,
        "posting": posting,
        "organisation": posting.organisation,
        "edition": posting.edition,
        "may_edit": may_edit,
        "translations": translations_of(posting),
        "flags": flags_of(posting, list(posting.requirements.all()), list(posting.languages.all())),
        "verbs": verbs_for(posting, actor=request.actor),
    }
    return render(request, "expo/org_posting_edit.html", context)


@require_POST
def org_posting_step(request: HtmxHttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    """Submit, close, take back or refresh a role."""
    if verb not in STEPS:
        raise Http404
    posting = _posting(request, slug, pk)
    if not can_manage_posting(request.actor, posting):
        raise PermissionDenied
    try:
        STEPS[verb](posting=posting, actor=request.actor)
        messages.success(request, _("Done: %(role)s.") % {"role": posting})
    except DomainError as error:
        messages.error(request, str(error))
    if verb == "take_back":
        return redirect("expo:org_posting_edit", slug, pk)
    return redirect("expo:org_home", slug)
