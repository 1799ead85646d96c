"""The dry run as a step of workers: claimed, counted outside any transaction, kept if it is still asked for."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.actor import Actor
from matching.enums import RunState
from matching.models import MatchRun
from matching.queries.dry_runs import count_dry_run
from matching.queries.vocabulary import current_tools
from matching.services.heartbeat import Heartbeat, NoLongerWanted
from matching.services.runs import keep_dry_run, lock_run
from matching.services.steps import claim_step, tried_again


def count_run(*, run_id: int, actor: Actor) -> bool:
    """Count the dry run of a draft that asks for it; False when nothing is asked any more. Twice is as good as once."""
    run = claim_step(run_id=run_id, state=RunState.DRAFT, actor=actor)
    if run is None or run.count_asked_at is None:
        return False
    asked_at, counted, to_count = run.count_asked_at, 0, 0

    def beat() -> bool:
        return bool(
            _asked(run_id, asked_at).update(heartbeat_at=timezone.now(), counted=counted, to_count=to_count),
        )

    with tried_again(run_id=run_id, task="count_run", actor=actor):
        try:
            with Heartbeat(beat) as heart:

                def tell(done: int, total: int) -> None:
                    nonlocal counted, to_count
                    counted, to_count = done, total
                    heart.tell()

                tools = current_tools()
                answer = count_dry_run(run, tools, tell)
        except NoLongerWanted:
            return False
        with transaction.atomic():
            run = lock_run(run_id)
            if not run.is_counting or run.count_asked_at != asked_at:  # started, dropped or changed in the meantime
                return False
            keep_dry_run(run, answer, tools, actor=actor)
    return True


def _asked(run_id: int, asked_at: datetime) -> QuerySet[MatchRun]:
    return MatchRun.objects.counting().filter(pk=run_id, count_asked_at=asked_at)
