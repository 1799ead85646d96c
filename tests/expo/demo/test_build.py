from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import transaction

from core.actor import system_actor
from expo.demo.build import make_demo_edition
from expo.demo.errors import VocabularyMissing
from expo.models import CandidateProfile, Edition, Posting, ProfileSkill, Registration, Requirement
from matching.taxonomy.models import UnknownTerm

pytestmark = pytest.mark.django_db

SMALL = {"candidates": 120, "openings": 60, "employers": 20, "actor": system_actor("test")}


def contents() -> str:
    """Return a hash of everything the generator wrote that does not depend on primary keys."""
    digest = sha256()
    for rows in (
        Posting.objects.order_by("reference").values_list(
            "reference", "title_en", "description_zh_hans", "pay_min", "site"
        ),
        CandidateProfile.objects.order_by("reference").values_list(
            "reference", "user__email", "summary", "wished_sites"
        ),
        ProfileSkill.objects.order_by("profile__reference", "position").values_list("text", "level", "skill__name_en"),
        Requirement.objects.order_by("posting__reference", "position").values_list("text", "importance", "level"),
    ):
        digest.update(repr(list(rows)).encode())
    return digest.hexdigest()


def test_without_a_vocabulary_it_says_what_to_do() -> None:
    with pytest.raises(VocabularyMissing):
        make_demo_edition(**SMALL)


def test_the_same_seed_makes_the_same_edition() -> None:
    call_command("load_vocabulary", verbosity=0)
    hashes = []
    for _ in range(2):
        savepoint = transaction.savepoint()
        make_demo_edition(**SMALL)
        hashes.append(contents())
        transaction.savepoint_rollback(savepoint)
    make_demo_edition(**SMALL, seed=7)
    assert hashes[0] == hashes[1]
    assert contents() != hashes[0]


def test_it_is_made_once_and_marked_as_demo_data_everywhere() -> None:
    call_command("load_vocabulary", verbosity=0)
    made = make_demo_edition(**SMALL)
    assert made is not None
    assert made.counts["candidates"] == 120
    assert make_demo_edition(**SMALL) is None
    assert Edition.objects.get().is_demo
    assert not Posting.objects.filter(is_demo=False).exists()
    assert not CandidateProfile.objects.filter(user__is_demo=False).exists()
    assert Registration.objects.count() == 120


def test_seventy_percent_of_openings_are_technology_or_research() -> None:
    call_command("load_vocabulary", verbosity=0)
    make_demo_edition(**SMALL)
    rows = list(Posting.objects.values_list("function", "openings"))
    share = sum(n for function, n in rows if function in ("rnd", "technology")) / sum(n for _, n in rows)
    assert 0.62 <= share <= 0.80


def test_answers_are_missing_scripts_are_mixed_and_unknown_terms_wait() -> None:
    call_command("load_vocabulary", verbosity=0)
    make_demo_edition(**SMALL)
    profiles = CandidateProfile.objects.all()
    assert set(profiles.values_list("language", flat=True)) == {"en", "zh-hant", "zh-hans"}
    assert set(profiles.values_list("visibility", flat=True)) == {"open", "private"}
    assert profiles.filter(wished_sites=[]).exists()
    assert profiles.filter(right_to_work_hk="not_stated").exists()
    assert ProfileSkill.objects.filter(level=None).exists()
    assert UnknownTerm.objects.filter(state="pending").exists()
