"""Export and erasure reach the match lists, which hang on a person by a plain number."""

import pytest

from accounts.queries.personal_data import personal_data_of
from accounts.services.people import delete_person
from matching.enums import Side
from matching.models import FreshMatchList, MatchList, MatchRun
from tests.factories import EditionFactory, ProfileFactory, actor_of


@pytest.mark.django_db
def test_match_lists_are_exported_and_erased_with_the_person() -> None:
    profile, other = ProfileFactory(), ProfileFactory()
    edition = EditionFactory()
    run = MatchRun.objects.create(edition=edition, number=1)
    values = {"counterpart_ids": [7], "points": [9000], "receipts": b""}
    for owner in (profile, other):
        MatchList.objects.create(run=run, side=Side.CANDIDATE, owner_id=owner.pk, **values)
        FreshMatchList.objects.create(edition=edition, side=Side.CANDIDATE, owner_id=owner.pk, **values)
    MatchList.objects.create(run=run, side=Side.POSTING, owner_id=profile.pk, **values)

    exported = personal_data_of(profile.user)["match_lists"]
    assert [(row.get("run_id"), row["counterpart_ids"], row["points"]) for row in exported] == [
        (run.pk, [7], [9000]),
        (None, [7], [9000]),
    ]
    number = profile.pk
    delete_person(user=profile.user, actor=actor_of(profile.user))
    left = set(MatchList.objects.values_list("side", "owner_id"))
    assert left == {(Side.CANDIDATE, other.pk), (Side.POSTING, number)}
    assert list(FreshMatchList.objects.values_list("owner_id", flat=True)) == [other.pk]
