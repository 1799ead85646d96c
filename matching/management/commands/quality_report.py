"""Measure the matching anew and write the tables of `docs/matching-quality.md`: `quality_report --data FOLDER`.

FOLDER is the data of the quality harness; its results and RESULTS.md lie beside it. Reads no database.
"""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from matching.queries.quality_report import (
    Report,
    ablation_table,
    interval_table,
    language_table,
    read_peers,
    result_table,
    tie_line,
)
from matching.queries.quality_tasks import Harness

DOCUMENT = Path(settings.BASE_DIR, "docs", "matching-quality.md")
PEERS = ("TfIdf", "TfIdfChar", "BM25", "WordLlama", "MiniLM")
TABLES = ("results", "intervals", "ablation", "ablation-zh", "languages", "ties")


def lines_of(table: str, report: Report) -> Iterator[str]:
    """Return the lines of one table."""
    if table == "results":
        return result_table(report)
    if table == "intervals":
        return interval_table(report, PEERS)
    if table == "languages":
        return language_table(report)
    if table == "ties":
        return iter([tie_line(report)])
    return ablation_table(report, ("T2b_zh",) if table == "ablation-zh" else ("T3a", "T3b"))


def filled(text: str, table: str, lines: list[str]) -> str:
    """Return a document with what stands between the marks of a table replaced. Raises ValueError without marks."""
    begin, end = f"<!-- measured: {table} -->", "<!-- end -->"
    pattern = re.compile(re.escape(begin) + r".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the document has no place for {table}")
    whole = "\n".join((begin, "", *lines, "", end))
    return pattern.sub(lambda _: whole, text, count=1)


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="data folder of the quality harness")
        parser.add_argument("--results", type=Path, help="result files of the peers; default: beside the data")
        parser.add_argument("--cache", type=Path, default=Path(settings.BASE_DIR, "var", "quality"))
        parser.add_argument("--document", type=Path, default=DOCUMENT)
        parser.add_argument("--tables", nargs="+", choices=TABLES, default=list(TABLES))

    def handle(
        self,
        *,
        data: Path,
        results: Path | None,
        cache: Path,
        document: Path,
        tables: list[str],
        **options: object,
    ) -> None:
        if not (data / "taxonomy").is_dir():
            raise CommandError(f"{data} holds no taxonomy: not the harness's data.")
        report = Report(Harness(data), read_peers(results or data.parent / "results"), cache, self.stderr.write)
        text = document.read_text(encoding="utf-8")
        for table in tables:
            lines = list(lines_of(table, report))
            self.stdout.write("\n".join([f"\n{table}\n", *lines]))
            try:
                text = filled(text, table, lines)
            except ValueError as error:
                raise CommandError(str(error)) from error
        document.write_text(text, encoding="utf-8")
