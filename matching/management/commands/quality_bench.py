"""Answer one task of the quality harness: `quality_bench --task T3a --in FOLDER --out FILE`. Reads no database."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from matching.queries.quality import answer


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--task", required=True)
        parser.add_argument("--in", dest="folder", type=Path, required=True)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *, task: str, folder: Path, out: Path, **options: object) -> None:
        try:
            rows = answer(task, folder)
        except ValueError as error:
            raise CommandError(str(error)) from error
        with out.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
