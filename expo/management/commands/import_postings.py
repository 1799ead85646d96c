"""manage.py import_postings FILE --edition SLUG: openings from CSV, XLSX or JSON."""

from expo.enums import ImportKind
from expo.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Import openings from a file: checked row by row, the same file twice changes nothing, undo on the page."
    kind = ImportKind.POSTINGS
