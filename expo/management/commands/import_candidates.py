"""manage.py import_candidates FILE --edition SLUG: candidates from CSV, XLSX or JSON."""

from expo.enums import ImportKind
from expo.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Import candidates from a file: checked row by row, the same file twice changes nothing, undo on the page."
    kind = ImportKind.CANDIDATES
