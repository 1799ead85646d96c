"""The organiser's console of runs: list, wizard, dry run, progress, review, steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.db import waited_too_long
from core.errors import DomainError
from core.health import check_health
from core.http import HtmxHttpRequest, posted_text
from core.rights import requires
from expo.enums import EditionState
from expo.models import Edition
from matching.enums import RunState
from matching.errors import RunIsBusy
from matching.forms.runs import RunForm
from matching.forms.steps import NoteForm, WithdrawForm
from matching.models import MatchRun
from matching.policies import can_manage_runs, can_sign_run
from matching.queries.dry_runs import count_progress
from matching.queries.history import run_history
from matching.queries.matches import is_outdated, published_run
from matching.queries.review import dry_run_page, review
from matching.queries.runs import run_list, run_progress
from matching.queries.stages import run_stages
from matching.queries.trouble import background_trouble, failure_in_words
from matching.services import runs as services
from matching.workflows import REVIEWABLE

STOP_POLLING = 286
requires_run_rights = requires(can_manage_runs)


def _run(request: HtmxHttpRequest, pk: int) -> MatchRun:
    return get_object_or_404(run_list(request.actor).select_related("started_by"), pk=pk)


@require_GET
@requires_run_rights
def run_index(request: HtmxHttpRequest) -> HttpResponse:
    """List the runs of all editions, newest first."""
    page = Paginator(run_list(request.actor), 25).get_page(request.GET.get("page"))
    return render(request, "matching/run_list.html", {"page": page})


@require_GET
@requires_run_rights
def run_latest(request: HtmxHttpRequest) -> HttpResponse:
    """The newest run of one edition as a part of the console's first page; without htmx, the list of runs."""
    if not request.htmx:
        return redirect("matching:run_list")
    wanted = request.GET.get("edition", "")
    runs = run_list(request.actor).select_related("started_by").exclude(state="cancelled")
    run = runs.filter(edition=wanted).first() if wanted.isdecimal() else None
    context = {"run": run, "stages": run_stages(run) if run else ()}
    return render(request, "matching/_run_latest.html", context)


@require_http_methods(["GET", "POST"])
@requires_run_rights
def run_new(request: HtmxHttpRequest) -> HttpResponse:
    """Ask what the run is to be; make the draft and let a worker count its dry run."""
    editions = Edition.objects.visible_to(request.actor).exclude(state=EditionState.ARCHIVED)
    form = RunForm(request.POST or None, editions=editions)
    if request.method == "POST" and form.is_valid():
        run = services.draft_run(
            edition=form.cleaned_data["edition"],
            actor=request.actor,
            key=form.key(request.actor),
            scope=form.scope,
            weights=form.weights,
            rules=form.chosen_rules,
            note=form.cleaned_data["note"],
            top_k=form.cleaned_data["top_k"],
        )
        return redirect("matching:run_detail", pk=run.pk)
    return render(request, "matching/run_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires_run_rights
def run_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change a draft; a worker makes the dry run again."""
    run = _run(request, pk)
    editions = Edition.objects.filter(pk=run.edition_id)
    form = RunForm(request.POST or None, editions=editions, initial=RunForm.initial_of(run))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_run(
                run_id=pk,
                actor=request.actor,
                scope=form.scope,
                weights=form.weights,
                rules=form.chosen_rules,
                note=form.cleaned_data["note"],
                top_k=form.cleaned_data["top_k"],
            )
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("matching:run_detail", pk=pk)
    context = {"form": form, "run": run}
    return render(request, "matching/run_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@requires_run_rights
def run_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show one run as its state wants it: dry run, progress, or review."""
    run = _run(request, pk)
    context: dict[str, Any] = {
        "run": run,
        "stages": run_stages(run),
        "can_sign": can_sign_run(request.actor, run),
        "note_form": WithdrawForm() if run.state == RunState.PUBLISHED else NoteForm(),
        "history": run_history(run),
    }
    if run.state == RunState.DRAFT:
        context |= {"dry": dry_run_page(run), "background_trouble": background_trouble(check_health())}
        context["counting"] = count_progress(run) if run.is_counting else None
        context["miscount"] = failure_in_words(run.failure)
    else:
        context["progress"] = run_progress(run)
        context["is_outdated"] = run.state == RunState.PUBLISHED and is_outdated(run)
    if run.state in REVIEWABLE:
        context["note_form"].fields["note"].required = run.state == RunState.FINISHED and bool(
            run.statistics.get("uneven")
        )
        others = run_list(request.actor).exclude(result_hash="").filter(edition=run.edition_id).exclude(pk=pk)
        context |= {"review": review(run), "is_compared": others.exists(), **_before(run)}
    return render(request, "matching/run_detail.html", context)


def _before(run: MatchRun) -> dict[str, Any]:
    """What people see until this run is published: the published run and its review."""
    now = published_run(run.edition)
    return {"before": review(now), "before_run": now} if now and now.pk != run.pk else {}


@require_GET
@requires_run_rights
def run_progress_part(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Answer the poll every two seconds; 286 ends it, and the page reloads itself to show the review."""
    run = _run(request, pk)
    if run.is_counting:
        return render(request, "matching/_run_counting.html", {"run": run, "counting": count_progress(run)})
    progress = run_progress(run)
    if not progress.is_live and request.htmx:
        response = HttpResponse(status=STOP_POLLING)
        response["HX-Refresh"] = "true"
        return response
    context = {"run": run, "progress": progress, "stages": run_stages(run)}
    return render(request, "matching/_run_progress.html", context)


def _step(
    request: HtmxHttpRequest, pk: int, service: Callable[..., MatchRun], done: str, **fields: Any
) -> HttpResponse:
    """Take one step of a run and go back to its page with a word on what happened."""
    run = _run(request, pk)
    try:
        service(run_id=run.pk, actor=request.actor, **fields)
    except DomainError as error:
        messages.error(request, error.message)
    except OperationalError as error:
        if not waited_too_long(error):
            raise
        messages.error(request, RunIsBusy.message)
    else:
        messages.success(request, done)
    return redirect("matching:run_detail", pk=pk)


@require_POST
@requires_run_rights
def run_dry(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    done = _("A worker counts again. The new counts appear here by themselves.")
    return _step(request, pk, services.ask_dry_run, done)


@require_POST
@requires_run_rights
def run_start(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, services.start_run, _("The run is on its way. You may leave this page."))


@require_POST
@requires_run_rights
def run_cancel(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, services.cancel_run, _("The run is cancelled. Nothing of it is shown to anyone."))


@require_POST
@requires_run_rights
def run_sign(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    note = posted_text(request, "note", NoteForm.base_fields["note"].max_length)
    return _step(request, pk, services.sign_run, _("The run is signed. It can be published now."), note=note)


@require_POST
@requires_run_rights
def run_publish(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    done = _("The run is published: candidates and employers see it from now on.")
    return _step(request, pk, services.publish_run, done)


@require_POST
@requires_run_rights
def run_withdraw(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    done = _("The run is withdrawn. It is kept and can be published again.")
    reason = posted_text(request, "note", WithdrawForm.base_fields["note"].max_length)
    return _step(request, pk, services.withdraw_run, done, reason=reason)
