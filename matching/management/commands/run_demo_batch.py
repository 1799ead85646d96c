"""Match the demo edition through the workers, with a progress bar, then sign and publish as the two demo organisers."""

import sys
import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.queries.actor import actor_for
from accounts.services.demo import DEMO_PEOPLE
from core.actor import Actor
from core.errors import DomainError
from expo.models import Edition
from matching.enums import DemoNote, RunState
from matching.models import MatchRun
from matching.queries.runs import RunProgress, run_progress
from matching.services import runs

WIDTH = 30
SILENCE = 180.0  # a busy machine may take a minute to compile the kernels


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", default="demo-2026", help="slug of the edition")
        parser.add_argument("--leave-finished", action="store_true", help="do not sign and publish")
        parser.add_argument("--again", action="store_true", help="run even when a run is published already")

    def handle(self, *, edition: str, leave_finished: bool, again: bool, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("This command signs in other people's names, so it works with demo settings only.")
        place = Edition.objects.filter(slug=edition).first()
        if place is None:
            raise CommandError(f"There is no edition {edition!r}.")
        if not again and MatchRun.objects.filter(edition=place, state=RunState.PUBLISHED).exists():
            self.stdout.write("A run is published already.")
            return
        maker, second = self._person("organiser"), self._person("organiser2")
        try:
            run = self._wait(self._start(place, maker))
            if not leave_finished:
                runs.sign_run(run_id=run.pk, actor=second, note=DemoNote.SIGNED)
                runs.publish_run(run_id=run.pk, actor=second)
        except DomainError as error:
            raise CommandError(str(error)) from error
        state = "Finished" if leave_finished else "Published"
        self.stdout.write(
            f"{state} run #{run.number}: {run.candidate_count:,} candidates × {run.posting_count:,} roles "
            f"in {run.seconds or 0:.1f} s, result {run.result_hash[:12]}."
        )

    def _person(self, role: str) -> Actor:
        user = User.objects.filter(email=DEMO_PEOPLE[role]["email"], is_demo=True).first()
        if user is None:
            raise CommandError("The demo's people are not there yet: run make_demo_edition first.")
        return actor_for(user, via="command")

    def _start(self, edition: Edition, actor: Actor) -> MatchRun:
        """Return a run that is queued or at work: one that an earlier, interrupted start left, or a new one."""
        left = MatchRun.objects.active().filter(edition=edition).first()
        if left is not None:
            return left
        run = runs.plan_run(edition=edition, actor=actor, note=DemoNote.MADE)
        return runs.start_run(run_id=run.pk, actor=actor)

    def _wait(self, run: MatchRun) -> MatchRun:
        started = moved = time.monotonic()
        last: tuple[object, ...] = ()
        while run.state in (RunState.QUEUED, RunState.RUNNING):
            time.sleep(0.5)
            run = MatchRun.objects.get(pk=run.pk)
            progress = run_progress(run)
            self._draw(progress)
            seen = (run.state, progress.done, progress.chunks_done, progress.heartbeat_at)
            if seen != last:
                last, moved = seen, time.monotonic()
            if time.monotonic() - moved > SILENCE:
                raise CommandError(
                    f"No worker has moved for {SILENCE:.0f} s (waiting since {time.monotonic() - started:.0f} s). "
                    "Is a Celery worker up on the queues 'matching' and 'default'?"
                )
        self.stdout.write("")
        if run.state != RunState.FINISHED:
            raise CommandError(f"The run ended as {run.get_state_display()}: {run.failure or 'no reason given'}")
        return run

    def _draw(self, progress: RunProgress) -> None:
        self._bar("Reading texts" if progress.is_reading else "Matching", progress.done, progress.total)

    def _bar(self, words: str, done: int, total: int) -> None:
        if not sys.stdout.isatty():
            return
        share = min(1.0, done / total) if total else 1.0
        filled = round(WIDTH * share)
        self.stdout.write(f"\r{words:<14} [{'█' * filled}{'·' * (WIDTH - filled)}] {done:,} of {total:,}   ", ending="")
        self.stdout.flush()
