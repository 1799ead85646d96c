"""Compute a run again from its frozen inputs and compare the hash: `replay_run 7`, or `replay_run --file run-7.zip`."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from zipfile import BadZipFile

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from matching.models import MatchRun
from matching.queries.replay import STEP, Replay, compute_again, replay_of_file, replay_of_run


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, nargs="?", help="id of the run")
        parser.add_argument("--file", type=Path, help="replay what --export wrote, without the run's database")
        parser.add_argument("--export", type=Path, help="write the frozen inputs to this file as well")
        parser.add_argument("--step", type=int, default=STEP, help="candidates at a time; changes nothing but memory")

    def handle(self, *, run: int | None, file: Path | None, export: Path | None, step: int, **options: object) -> None:
        replay = self._read(run, file)
        if export is not None:
            replay.save(export)
            self.stdout.write(f"Frozen inputs of {replay.name} written to {export}.")
        started = perf_counter()
        try:
            result = compute_again(replay, step=step)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{replay.name}: {len(replay.candidates):,} candidates × {len(replay.postings):,} roles "
            f"in {perf_counter() - started:.1f} s"
        )
        self.stdout.write(f"recorded {replay.recorded}\ncomputed {result}")
        if result != replay.recorded:
            raise CommandError("The results differ.")
        self.stdout.write("The same, to the last bit.")

    def _read(self, run: int | None, file: Path | None) -> Replay:
        if (run is None) == (file is None):
            raise CommandError("Name either a run or a file.")
        if file is not None:
            try:
                return replay_of_file(file)
            except (OSError, BadZipFile, KeyError, ValueError) as error:
                raise CommandError(f"{file} is no exported run: {error}") from error
        found = MatchRun.objects.select_related("edition").filter(pk=run).exclude(result_hash="").first()
        if found is None:
            raise CommandError(f"There is no finished run {run}.")
        return replay_of_run(found)
