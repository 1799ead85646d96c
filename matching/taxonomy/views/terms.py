"""The queue of unknown terms: one decision per key or button."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest, next_page
from core.rights import requires
from matching.taxonomy.enums import SkillKind
from matching.taxonomy.forms.terms import AcceptTermForm, ChooseSkillForm
from matching.taxonomy.models import Cluster, UnknownTerm
from matching.taxonomy.policies import can_edit_vocabulary
from matching.taxonomy.queries.terms import term_queue
from matching.taxonomy.services.terms import accept_term, merge_term, reject_term, undo_term


@requires(can_edit_vocabulary)
@require_safe
def unknown_queue(request: HtmxHttpRequest) -> HttpResponse:
    """Terms that people typed and no skill is named by, most frequent first."""
    context = {
        "queue": term_queue(request.GET.get("page", "1")),
        "kinds": SkillKind.choices,
        "clusters": Cluster.objects.all(),
    }
    return render(request, "taxonomy/unknown_queue.html", context)


def _back(request: HtmxHttpRequest, done: str = "", error: str = "") -> HttpResponse:
    if error:
        messages.error(request, error)
    elif done:
        messages.success(request, done)
    return redirect(next_page(request, fallback="/console/vocabulary/unknown/"))


def _first_error(form: Form) -> str:
    return next(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())


@requires(can_edit_vocabulary)
@require_POST
def term_accept(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Make the term a skill of its own."""
    term = get_object_or_404(UnknownTerm, pk=pk)
    form = AcceptTermForm(request.POST)
    if not form.is_valid():
        return _back(request, error=_first_error(form))
    data = form.cleaned_data
    try:
        accept_term(term=term, labels=form.labels, kind=data["kind"], clusters=data["clusters"], actor=request.actor)
    except DomainError as error:
        return _back(request, error=str(error))
    return _back(request, done=_("“%(term)s” is a skill now.") % {"term": term.text})


@requires(can_edit_vocabulary)
@require_POST
def term_merge(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Make the term another name of a skill."""
    term = get_object_or_404(UnknownTerm, pk=pk)
    form = ChooseSkillForm(request.POST)
    if not form.is_valid():
        return _back(request, error=_first_error(form))
    skill = form.cleaned_data["skill"]
    try:
        merge_term(term=term, skill=skill, actor=request.actor)
    except DomainError as error:
        return _back(request, error=str(error))
    return _back(request, done=_("“%(term)s” now means %(skill)s.") % {"term": term.text, "skill": skill})


@requires(can_edit_vocabulary)
@require_POST
def term_reject(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Say that the term is no skill."""
    term = get_object_or_404(UnknownTerm, pk=pk)
    try:
        reject_term(term=term, actor=request.actor)
    except DomainError as error:
        return _back(request, error=str(error))
    return _back(request, done=_("“%(term)s” is no skill.") % {"term": term.text})


@requires(can_edit_vocabulary)
@require_POST
def term_undo(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    term = get_object_or_404(UnknownTerm, pk=pk)
    try:
        undo_term(term=term, actor=request.actor)
    except DomainError as error:
        return _back(request, error=str(error))
    return _back(request, done=_("“%(term)s” waits again.") % {"term": term.text})
