"""manage.py import_esco DIR: bring in the official ESCO CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.actor import system_actor
from core.errors import DomainError
from matching.taxonomy.services.esco import import_esco


class Command(BaseCommand):
    help = "Import skills, names and relations from the official ESCO CSV files; the same files again change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="folder with skills_en.csv, occupations_en.csv and the relations")
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_esco(folder=options["dir"], actor=system_actor("command"), dry_run=options["dry_run"])
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{report.concepts} concepts: {report.linked} linked to skills we have, {report.created} new, "
            f"{report.renamed} renamed; {report.names} names ({report.names_taken} belong to other skills), "
            f"{report.relations} relations, {report.role_titles} titles of roles "
            f"({report.role_links_unused} role-skill rows not used)."
        )
        self.stdout.write("Dry run: nothing was written." if options["dry_run"] else f"Vocabulary {report.version}.")
