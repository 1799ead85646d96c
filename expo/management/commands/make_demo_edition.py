"""Make the demo edition: invented employers, adverts and candidates, the same for the same seed."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core.actor import system_actor
from core.errors import DomainError
from expo.demo.build import make_demo_edition


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--candidates", type=int, default=6000)
        parser.add_argument(
            "--openings", type=int, default=3000, help="adverts to make; each offers one or more openings"
        )
        parser.add_argument("--employers", type=int, default=250)
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, **options: int) -> None:
        try:
            made = make_demo_edition(
                candidates=options["candidates"],
                openings=options["openings"],
                employers=options["employers"],
                seed=options["seed"],
                actor=system_actor("command"),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        if made is None:
            self.stdout.write("The demo edition is there already.")
            return
        figures = ", ".join(f"{count:,} {name}" for name, count in made.counts.items())
        self.stdout.write(f"Demo edition made in {made.seconds:.1f} s: {figures}.")
