"""Bring the catalogues up to date with the source texts."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.translations import catalogues, tidy_catalogue

IGNORED = ["var/*", ".venv/*", "tests/*", "bench/*", "node_modules/*", "docs/*"]


class Command(BaseCommand):
    help = "Extract source texts into both Chinese catalogues, sorted by source text. Needs xgettext (apt: gettext)."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        for folder in settings.LOCALE_PATHS:
            Path(folder).mkdir(parents=True, exist_ok=True)
        call_command(
            "makemessages",
            locale=["zh_Hant", "zh_Hans"],
            no_location=True,
            no_obsolete=True,
            ignore_patterns=IGNORED,
            verbosity=0,
        )
        for folder in settings.LOCALE_PATHS:
            for path in catalogues(Path(folder)):
                waiting = tidy_catalogue(path)
                self.stdout.write(f"{path.parent.parent.name}: {waiting} text(s) wait for a translation.")
