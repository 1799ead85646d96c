"""Explain one pair of a run from its frozen inputs, and check the sum and what is stored: `explain_match 7 812 40`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from expo.models import Posting
from matching.models import MatchRun
from matching.queries.explaining import explain_stored_pair
from matching.queries.receipts import receipt_in_words, words_for


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int)
        parser.add_argument("candidate", type=int, help="id of the profile")
        parser.add_argument("posting", type=int)

    def handle(self, *, run: int, candidate: int, posting: int, **options: object) -> None:
        found = MatchRun.objects.select_related("edition").filter(pk=run).exclude(result_hash="").first()
        role = Posting.objects.select_related("cluster").filter(pk=posting).first()
        if found is None or role is None:
            raise CommandError(f"There is no finished run {run} or no posting {posting}.")
        try:
            pair = explain_stored_pair(found, candidate, posting)
        except DomainError as error:
            raise CommandError(str(error)) from error
        receipt = receipt_in_words(pair.lines, role, words_for([pair.lines]), pair.division)
        for line in receipt.lines:
            self.stdout.write(
                f"{line.points_text:>6} of {line.max_text:>6}  {line.status_word:<10}  {line.label}"
                + (f"  ({line.detail})" if line.detail else "")
                + (f"  — {line.source}" if line.source else "")
            )
            for share in line.shares:
                self.stdout.write(f"{share.points_text:>20}  of it: {share.label}")
        self.stdout.write(f"{receipt.score_text:>6} of 100.00  sum")
        if not pair.adds_up:
            raise CommandError("The points do not add up to the score.")
        for one in pair.stored:
            if not pair.agrees(one):
                raise CommandError(f"The list of the {one.side} holds another receipt.")
            self.stdout.write(f"The same stands at place {one.place} of the {one.side}'s list.")
        if not pair.stored:
            self.stdout.write("The pair stands in neither list.")
