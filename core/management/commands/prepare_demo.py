"""Bring the demo's data up to date in one process: tables, vocabulary, demo edition."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.health import forget_pulses


class Command(BaseCommand):
    help = "Migrate, load the vocabulary, make the demo edition and look whether it is matched; done steps do nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--candidates", type=int, default=6000)
        parser.add_argument("--openings", type=int, default=3000)

    def handle(self, *args: Any, **options: Any) -> None:
        size = {name: options[name] for name in ("candidates", "openings")}
        forget_pulses()
        self._step("translations", "compile_translations", verbosity=0)
        self._step("tables", "migrate", interactive=False, verbosity=0)
        self._step("vocabulary", "load_vocabulary")
        self._step("demo edition", "make_demo_edition", **size)
        matched = settings.VAR_DIR / "run" / "matched"  # spares the start a process that would only look
        matched.parent.mkdir(parents=True, exist_ok=True)
        matched.unlink(missing_ok=True)
        if call_command("look_for_matches", stdout=self.stdout):
            matched.touch()

    def _step(self, what: str, command: str, **options: object) -> None:
        started = time.monotonic()
        call_command(command, stdout=self.stdout, **options)
        self.stdout.write(f"    {what}: {time.monotonic() - started:.1f} s")
        self.stdout.flush()
