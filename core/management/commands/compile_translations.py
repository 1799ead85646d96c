"""Compile the catalogues of translations; needs no gettext programs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core.translations import catalogues, compile_catalogue


class Command(BaseCommand):
    help = "Compile the .po files of the project into .mo files where they changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        written = [
            path for folder in settings.LOCALE_PATHS for path in catalogues(Path(folder)) if compile_catalogue(path)
        ]
        if options["verbosity"]:
            self.stdout.write(f"{len(written)} catalogue(s) compiled.")
