"""Pairs for organisers to judge."""

from dataclasses import dataclass

from django.db import connection

from core.actor import Actor
from core.receipt import Receipt
from expo.models import CandidateProfile, Posting
from matching.engine.receipts import unpack_receipts
from matching.models import MatchRun, PairJudgement
from matching.queries.divisions import divisions
from matching.queries.matches import findable
from matching.queries.receipts import receipt_in_words, words_for

PAGE = 8
# Two places of each role's list, one of each half, so that the order of a role's people can be judged too; the roles in
# an order that only the run decides: everyone judges the same sample.
SAMPLE = """
SELECT owner_id, place, counterpart_ids, receipts
FROM matching_matchlist, (VALUES (0), (1)) AS half (number),
     LATERAL (SELECT (cardinality(counterpart_ids) + 1 - number) / 2 AS size) AS part,
     LATERAL (SELECT 1 + number * ((cardinality(counterpart_ids) + 1) / 2)
                     + (hashtext(%s || owner_id::text || number::text) & 1023) %% greatest(size, 1) AS place) AS drawn
WHERE run_id = %s AND side = 'posting' AND size > 0
ORDER BY md5(%s || owner_id::text), number LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair to judge. People appear by their headline, not by name."""

    profile: CandidateProfile
    posting: Posting
    rank: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Judging:
    pairs: tuple[Pair, ...]
    good: int
    not_good: int
    last: PairJudgement | None


def judging_page(run: MatchRun, actor: Actor) -> Judging:
    """Return the next pairs of the sample that `actor` has not judged, the counts of all, and the actor's last word."""
    said = PairJudgement.objects.filter(run=run)
    own = said.filter(judged_by=actor.user_id)
    mine = set(own.values_list("profile_id", "posting_id"))
    with connection.cursor() as cursor:
        cursor.execute(SAMPLE, [str(run.seed), run.pk, str(run.seed)])
        rows = cursor.fetchall()
    drawn = [
        (ids[place - 1], owner, place, unpack_receipts(bytes(receipts))[place - 1])
        for owner, place, ids, receipts in rows
        if (ids[place - 1], owner) not in mine
    ]
    profiles = findable(run.edition).filter(pk__in={pk for pk, *_ in drawn}).order_by().in_bulk()
    chosen = [pair for pair in drawn if pair[0] in profiles][:PAGE]
    postings = Posting.objects.select_related("organisation", "cluster").in_bulk({role for _, role, *_ in chosen})
    words = words_for(lines for *_, lines in chosen)
    shares = divisions(run, [(person, role, lines) for person, role, _, lines in chosen])
    pairs = tuple(
        Pair(profiles[person], postings[role], place, receipt_in_words(lines, postings[role], words, division))
        for (person, role, place, lines), division in zip(chosen, shares, strict=True)
        if role in postings
    )
    good = said.filter(is_good=True).count()
    last = own.select_related("profile", "posting").order_by("judged_at", "pk").last()
    return Judging(pairs, good, said.count() - good, last)
