"""Write the judged pairs of a run as a task for the quality harness: `export_judgements 7 --out FOLDER`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from matching.models import MatchRun, PairJudgement
from matching.queries.judged import judged_files


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="id of the run")
        parser.add_argument("--out", type=Path, required=True, help="folder to write to; made when missing")
        parser.add_argument("--dry-run", action="store_true", help="say what would be written")

    def handle(self, *, run: int, out: Path, dry_run: bool, **options: object) -> None:
        found = MatchRun.objects.filter(pk=run).first()
        if found is None or not PairJudgement.objects.filter(run=found).exists():
            raise CommandError(f"There is no run {run}, or nobody has judged a pair of it.")
        for name, data in judged_files(found).items():
            path = out / name
            if not dry_run:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            self.stdout.write(f"{path}  {len(data)} bytes")
