"""manage.py load_vocabulary: bring the database to the project's vocabulary files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.actor import system_actor
from core.errors import DomainError
from matching.taxonomy.services.seed import DATA_DIR
from matching.taxonomy.services.vocabulary import load_vocabulary


class Command(BaseCommand):
    help = "Load clusters, skills, roles and ambiguous terms; loading the same files again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dir", type=Path, default=DATA_DIR, help="folder with the four CSV files and VERSION")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_vocabulary(actor=system_actor("command"), folder=options["dir"])
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        state = "new version" if report.is_new_version else "unchanged"
        self.stdout.write(
            f"Vocabulary {report.version} ({state}): {report.skills} skills with {report.aliases} names, "
            f"{report.relations} relations, {report.roles} roles, {report.terms} ambiguous terms; "
            f"{report.changed} rows changed."
        )
