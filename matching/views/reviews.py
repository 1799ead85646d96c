"""Review of a run: the difference to another run, and judging of single pairs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.errors import DomainError
from core.http import HtmxHttpRequest
from core.rights import requires
from expo.models import Posting
from matching.enums import Side
from matching.forms.steps import JudgementForm
from matching.models import MatchRun
from matching.policies import can_judge_pairs, can_manage_runs
from matching.queries.diff import change_rows, run_diff
from matching.queries.judged import judged_task
from matching.queries.judging import judging_page
from matching.queries.matches import findable, published_run
from matching.queries.runs import run_list
from matching.services.judgements import judge_pair, take_judgement_back

requires_run_rights = requires(can_manage_runs)
requires_judge = requires(can_judge_pairs)


def _reviewed(request: HtmxHttpRequest, pk: int) -> MatchRun:
    return get_object_or_404(run_list(request.actor).exclude(result_hash=""), pk=pk)


@require_GET
@requires_run_rights
def run_difference(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show what differs from the published run, or from the run named by `with`; `cause` narrows the lists."""
    run = _reviewed(request, pk)
    others = run_list(request.actor).exclude(result_hash="").filter(edition=run.edition_id).exclude(pk=pk)
    wanted = request.GET.get("with", "")
    base = others.filter(pk=wanted).first() if wanted.isdecimal() else published_run(run.edition)
    if base is None or base.pk == run.pk:
        base = others.exclude(published_at=None).order_by("-published_at").first() or others.first()
    side = Side.POSTING if request.GET.get("side") == Side.POSTING else Side.CANDIDATE
    cause = request.GET.get("cause", "")
    context: dict[str, object] = {"run": run, "base": base, "others": others[:20], "side": side, "cause": cause}
    if base is not None:
        diff = run_diff(run, base, side)
        page = Paginator(diff.because(cause), 25).get_page(request.GET.get("page"))
        context |= {"diff": diff, "page": page, "rows": change_rows(diff, page.object_list)}
    return render(request, "matching/run_diff.html", context)


@require_GET
@requires_judge
def run_pairs(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show the next pairs to judge."""
    run = _reviewed(request, pk)
    return render(request, "matching/run_pairs.html", {"run": run, "page": judging_page(run, request.actor)})


@require_POST
@requires_judge
def run_judge(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Keep a word on one pair, or take one back."""
    run = _reviewed(request, pk)
    if "undo" in request.POST:
        return _take_back(request, run)
    form = JudgementForm(
        request.POST,
        profiles=findable(run.edition),
        postings=Posting.objects.filter(edition=run.edition_id),
    )
    if not form.is_valid():
        messages.error(request, _("This pair is not there any more."))
    else:
        try:
            judge_pair(run=run, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, error.message)
    return redirect("matching:run_pairs", pk=pk)


def _take_back(request: HtmxHttpRequest, run: MatchRun) -> HttpResponse:
    number = request.POST["undo"]
    own = run.judgements.filter(judged_by=request.actor.user_id)
    judgement = own.filter(pk=number).first() if number.isdecimal() else None
    if judgement is None:
        messages.error(request, _("This pair is not there any more."))
    else:
        try:
            take_judgement_back(judgement=judgement, actor=request.actor)
        except DomainError as error:
            messages.error(request, error.message)
    return redirect("matching:run_pairs", pk=run.pk)


@require_GET
@requires_judge
def run_judgements(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Download the judged pairs as a task for the quality harness."""
    run = _reviewed(request, pk)
    response = HttpResponse(judged_task(run), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="judged-run-{run.pk}.zip"'
    return response
