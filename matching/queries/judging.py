"""Pairs for organisers to judge, and the judged ones as a task for the quality harness."""

import io
import json
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection

from core.actor import Actor
from core.receipt import Receipt
from expo.models import CandidateProfile, Posting
from matching.engine.explain import unpack_receipts
from matching.models import MatchRun, PairJudgement
from matching.queries.features import read_candidates, read_postings
from matching.queries.matches import findable
from matching.queries.rates import Rates
from matching.queries.receipts import receipt_in_words, words_for
from matching.taxonomy.models import Skill

PAGE = 8
# One place of each role's list, the roles in an order that only the run decides: everyone judges the same sample.
SAMPLE = """
SELECT owner_id, 1 + (hashtext(%s || owner_id::text) & 1023) %% cardinality(counterpart_ids) AS place,
       counterpart_ids, receipts
FROM matching_matchlist WHERE run_id = %s AND side = 'posting' AND cardinality(counterpart_ids) > 0
ORDER BY md5(%s || owner_id::text) LIMIT 200
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


def judging_page(run: MatchRun, actor: Actor) -> Judging:
    """Return the next pairs of the sample that `actor` has not judged, and the counts of all judgements."""
    said = PairJudgement.objects.filter(run=run)
    mine = set(said.filter(judged_by=actor.user_id).values_list("profile_id", "posting_id"))
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
    pairs = tuple(
        Pair(profiles[person], postings[role], place, receipt_in_words(lines, postings[role], words))
        for person, role, place, lines in chosen
        if role in postings
    )
    good = said.filter(is_good=True).count()
    return Judging(pairs, good, said.count() - good)


def judged_task(run: MatchRun) -> bytes:
    """Return a zip in the harness's format: candidates, jobs, task and qrels as JSONL. No names are in it."""
    grades: dict[int, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for profile_id, posting_id, is_good in (
        PairJudgement.objects.filter(run=run)
        .order_by("posting_id", "profile_id", "pk")
        .values_list("profile_id", "posting_id", "is_good")
    ):
        grades[posting_id][profile_id].append(is_good)
    people = CandidateProfile.objects.open_to_employers().filter(pk__in={pk for row in grades.values() for pk in row})
    known = set(people.values_list("pk", flat=True))
    names = dict(Skill.objects.values_list("pk", "name_en"))
    no_rates = Rates({})
    files: dict[str, list[dict[str, Any]]] = {
        "candidates.jsonl": [
            {
                "id": f"C{person.id}",
                "title": person.titles[0] if person.titles else "",
                "skills": [names.get(item.skill or 0, item.text) for item in person.skills],
                "text": person.text,
            }
            for person in read_candidates(people, rates=no_rates)
        ],
        "jobs.jsonl": [
            {
                "id": f"J{role.id}",
                "title": role.titles[0],
                "required": [names.get(r.skill or 0, r.text) for r in role.requirements if r.importance == "must"],
                "preferred": [names.get(r.skill or 0, r.text) for r in role.requirements if r.importance != "must"],
                "text": role.text,
            }
            for role in read_postings(Posting.objects.filter(pk__in=grades), rates=no_rates)
        ],
        "qrels.jsonl": [
            {
                "q": f"J{role}",
                "rel": {f"C{pk}": _grade(said) for pk, said in row.items() if pk in known},
            }
            for role, row in grades.items()
        ],
        "task.jsonl": [{"task": f"judged-{run.pk}", "direction": "job_to_candidate"}],
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in files.items():
            archive.writestr(name, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return buffer.getvalue()


def _grade(said: list[bool]) -> int:
    """Return the grade of a pair: 3 when most judges call it good, else 0."""
    return 3 if 2 * sum(said) > len(said) else 0
