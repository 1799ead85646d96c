"""What the two import commands share: arguments, the report on the terminal."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from core.actor import system_actor
from core.errors import DomainError
from expo.enums import ImportState, WorkSite
from expo.import_files.messages import message_of
from expo.models import Edition, ImportBatch
from expo.queries.imports import stays_draft
from expo.services.imports.context import ImportOptions
from expo.services.imports.verbs import apply_import, preview_import

SHOWN_ERRORS = 20


class ImportCommand(BaseCommand):
    """Previews one file and, without `--dry-run`, applies it. `kind` is a value of ImportKind."""

    kind: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX, JSON or JSON Lines")
        parser.add_argument("--edition", required=True, help="slug of the edition")
        parser.add_argument("--dry-run", action="store_true", help="check and report, write nothing")
        parser.add_argument("--employer", default="", help="employer of rows that name none")
        parser.add_argument("--create-employers", action="store_true", help="make organisations that are missing")
        parser.add_argument("--draft", action="store_true", help="leave new openings as drafts")
        parser.add_argument("--site", choices=WorkSite.values, default="hk", help="place of rows that name none")

    def handle(self, *args: Any, **options: Any) -> None:
        started = perf_counter()
        actor = system_actor("command")
        try:
            edition = Edition.objects.get(slug=options["edition"])
            batch = preview_import(
                edition=edition,
                kind=self.kind,
                filename=options["file"].name,
                data=options["file"].read_bytes(),
                options=ImportOptions(
                    options["employer"], options["create_employers"], not options["draft"], options["site"]
                ),
                actor=actor,
            )
            self._report(batch)
            if batch.state == ImportState.APPLIED:
                self.stdout.write("This very file is imported already; nothing changed.")
            elif options["dry_run"]:
                batch.delete()
                self.stdout.write("Dry run: nothing was written.")
            else:
                batch = apply_import(batch=batch, actor=actor)
                made = ", ".join(f"{batch.counts.get(name, 0)} {word}" for name, word in _DONE.items())
                self.stdout.write(f"Import {batch.pk}: {made}; {perf_counter() - started:.1f} s.")
        except Edition.DoesNotExist as error:
            raise CommandError(f"No edition has the slug {options['edition']}.") from error
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error

    def _report(self, batch: ImportBatch) -> None:
        counts = ", ".join(f"{count} {name}" for name, count in batch.counts.items())
        self.stdout.write(f"{batch.filename}: {counts}")
        for note in batch.notes:
            self.stdout.write(f"  {message_of(note['code'], note['params'])}")
        for error in batch.errors[:SHOWN_ERRORS]:
            text = message_of(error["code"], error["params"])
            self.stdout.write(f"  row {error['row']}, {error['column']}: {text}")
        drafts = stays_draft(batch)
        for draft in drafts[:SHOWN_ERRORS]:
            self.stdout.write(f"  row {draft.row} stays a draft: {draft.why}")
        if len(batch.errors) > SHOWN_ERRORS:
            self.stdout.write(f"  … and {len(batch.errors) - SHOWN_ERRORS} more errors")


_DONE = {"create": "created", "update": "updated", "same": "unchanged", "bad": "left out"}
