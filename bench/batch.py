"""A whole run, database to database, through the product's own services, in this process."""

from accounts.models import User
from accounts.queries.actor import actor_for
from accounts.services.demo import DEMO_PEOPLE
from core.actor import Actor, system_actor
from expo.models import Edition
from matching.models import MatchRun, PublishedRun
from matching.queries.vocabulary import current_tools
from matching.services import chunks, finish, freeze, runs

ACTOR = system_actor("bench")


def start(edition: Edition, chunk_count: int = 0) -> MatchRun:
    """Return a queued run; earlier runs of the edition that are not published are gone."""
    kept = PublishedRun.objects.filter(edition=edition).values("run")
    MatchRun.objects.filter(edition=edition).exclude(pk__in=kept).delete()
    run = runs.plan_run(edition=edition, actor=ACTOR, chunk_count=chunk_count)
    return runs.start_run(run_id=run.pk, actor=ACTOR)


def frozen(edition: Edition, chunk_count: int = 0) -> MatchRun:
    """Return a run whose inputs are frozen."""
    run = start(edition, chunk_count)
    freeze.prepare_run(run_id=run.pk, actor=ACTOR)
    run.refresh_from_db()
    return run


def work_off(run: MatchRun) -> MatchRun:
    """Score all chunks and finish the run."""
    for number in run.chunks.order_by("number").values_list("number", flat=True):
        chunks.score_chunk(run_id=run.pk, number=number, token=f"bench-{number}", actor=ACTOR)
    finish.finish_run(run_id=run.pk, actor=ACTOR)
    run.refresh_from_db()
    return run


def whole(run: MatchRun) -> MatchRun:
    """Freeze a queued run and work it off."""
    freeze.prepare_run(run_id=run.pk, actor=ACTOR)
    return work_off(run)


def published(edition: Edition) -> MatchRun:
    """Return the published run of this engine, made, signed by a second person and published where there is none."""
    pointer = PublishedRun.objects.select_related("run__edition").filter(edition=edition).first()
    if pointer is not None and pointer.run.engine == current_tools().stamp:
        return pointer.run
    run = work_off(frozen(edition))
    runs.sign_run(run_id=run.pk, actor=_second(), note="Measured.")
    return runs.publish_run(run_id=run.pk, actor=ACTOR)


def _second() -> Actor:
    return actor_for(User.objects.get(email=DEMO_PEOPLE["organiser"]["email"]))
