"""The usual pipeline from database to database: load by the ORM, `usual.best`, and bulk_create into a table of rows.

One row a pair and side with a JSON receipt, foreign keys and their indexes, as a Django team would write it.
"""

import numpy as np
from django.db import connection, models, transaction
from sklearn.feature_extraction.text import CountVectorizer

from bench import usual
from expo.models import CandidateProfile, Edition, Posting
from matching.queries.scope import postings_in_scope, profiles_in_scope

TOP, BATCH = 20, 5000


class UsualMatch(models.Model):
    """A pair in the list of its candidate or of its posting."""

    side = models.CharField(max_length=10)
    profile = models.ForeignKey(CandidateProfile, on_delete=models.CASCADE, related_name="+")
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    score = models.FloatField()
    receipt = models.JSONField()

    class Meta:
        app_label = "bench"
        constraints = [models.UniqueConstraint(fields=["side", "profile", "posting"], name="usual_once")]


def make_table() -> None:
    """Make the table anew."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {UsualMatch._meta.db_table}")
    with connection.schema_editor() as editor:
        editor.create_model(UsualMatch)


def run(edition: Edition) -> int:
    """Match the edition; return the number of rows written. Rows of the run before are deleted first."""
    people = list(profiles_in_scope(edition).prefetch_related("skills"))
    roles = list(postings_in_scope(edition, {}).prefetch_related("requirements"))
    mine = [{row.skill_id for row in person.skills.all() if row.skill_id} for person in people]
    asked = [[row.skill_id for row in role.requirements.all() if row.skill_id] for role in roles]
    counter = CountVectorizer(analyzer=list)
    counts = counter.fit_transform([*map(list, mine), *asked])
    vectors = usual.weighed(counts[: len(people)], counts[len(people) :])
    rows = usual.explained(usual.best(*vectors, _allowed(people, roles), TOP), mine, asked)
    with transaction.atomic():
        UsualMatch.objects.all().delete()
        UsualMatch.objects.bulk_create(_matches(rows, people, roles), batch_size=BATCH)
    return len(rows)


def _allowed(people: list[CandidateProfile], roles: list[Posting]) -> np.ndarray:
    """Wished sites and kinds, where they are stated."""
    allowed = np.ones((len(people), len(roles)), dtype=bool)
    for wishes, offer in (("wished_sites", "site"), ("wished_kinds", "kind")):
        values = sorted({getattr(role, offer) for role in roles})
        column = [values.index(getattr(role, offer)) for role in roles]
        fits = np.array(
            [[not (wished := getattr(person, wishes)) or value in wished for value in values] for person in people]
        )
        allowed &= fits[:, column]
    return allowed


def _matches(rows: list[tuple], people: list[CandidateProfile], roles: list[Posting]) -> list[UsualMatch]:
    matches, last, place = [], None, 0
    for side, owner, other, score, receipt in rows:
        person, role = (owner, other) if side == "candidate" else (other, owner)
        place = place + 1 if last == (side, owner) else 1
        last = (side, owner)
        matches.append(
            UsualMatch(
                side=side,
                profile_id=people[person].pk,
                posting_id=roles[role].pk,
                place=place,
                score=score,
                receipt=receipt,
            )
        )
    return matches
