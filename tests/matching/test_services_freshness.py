"""A changed record gets its own list at once, as a run would have made it, and touches nobody else's."""

import pytest
from django.utils import timezone

from expo.enums import PostingState, Visibility
from expo.models import Posting
from matching.engine.data import Weights
from matching.enums import InputKind, Side
from matching.models import FreshMatchList, MatchList, PostingFeatures
from matching.queries.vocabulary import current_tools
from matching.services import freshness, runs
from matching.services.features import refresh_features
from matching.services.freshness import refresh_profiles, refresh_roles
from matching.taxonomy.models import OccupationSkill
from tests.factories import (
    OccupationFactory,
    OrganiserFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RegistrationFactory,
    SkillFactory,
    actor_of,
)
from tests.support.matching import finished_run, make_edition, people_of, published_run, roles_of

pytestmark = pytest.mark.django_db


def lists(model: type, **where: object) -> list[tuple]:
    rows = model.objects.filter(**where).order_by("side", "owner_id")
    return [(row.side, row.owner_id, row.counterpart_ids, row.points, bytes(row.receipts)) for row in rows]


def test_a_changed_profile_gets_the_list_that_a_run_would_give() -> None:
    edition = make_edition(6, 8)
    published_run(edition)
    changed = people_of(edition)[0]
    ProfileSkillFactory(profile=changed, skill=roles_of(edition)[2].requirements.first().skill, position=9, level=4)
    changed.skills.first().delete()
    changed.headline = "Somebody else"
    changed.save()
    refresh_profiles(profile_ids=[changed.pk])
    run = finished_run(edition)
    assert lists(FreshMatchList) == lists(MatchList, run=run, side=Side.CANDIDATE, owner_id=changed.pk)


def test_new_and_closed_roles_are_seen() -> None:
    edition = make_edition(4, 5)
    published_run(edition)
    person, (closed, *_others) = people_of(edition)[0], roles_of(edition)
    closed.state, closed.closed_at = PostingState.CLOSED, closed.published_at
    closed.save()
    new = PostingFactory(edition=edition, skills=[item.skill for item in person.skills.all()])
    refresh_roles(posting_ids=[closed.pk, new.pk])
    refresh_profiles(profile_ids=[person.pk])
    fresh = FreshMatchList.objects.get(side=Side.CANDIDATE, owner_id=person.pk)
    assert closed.pk not in fresh.counterpart_ids
    assert new.pk in fresh.counterpart_ids
    run = finished_run(edition)
    assert lists(FreshMatchList) == [
        *lists(MatchList, run=run, side=Side.CANDIDATE, owner_id=person.pk),
        *lists(MatchList, run=run, side=Side.POSTING, owner_id=new.pk),
    ]


def test_a_changed_role_lists_open_people_only() -> None:
    edition = make_edition(7, 3)
    published_run(edition)
    role, people = roles_of(edition)[0], people_of(edition)
    people[0].visibility = Visibility.PRIVATE
    people[0].save()
    people[2].visibility = Visibility.OPEN
    people[2].save()
    newcomer = ProfileFactory(skills=[role.requirements.first().skill], visibility=Visibility.OPEN)
    RegistrationFactory(edition=edition, profile=newcomer)
    refresh_profiles(profile_ids=[newcomer.pk, people[0].pk, people[2].pk])
    role.title_en = "Another title"
    role.save()
    refresh_roles(posting_ids=[role.pk])
    fresh = FreshMatchList.objects.get(side=Side.POSTING)
    assert people[0].pk not in fresh.counterpart_ids
    assert {people[2].pk, newcomer.pk} <= set(fresh.counterpart_ids)
    run = finished_run(edition)
    assert lists(FreshMatchList, side=Side.POSTING) == lists(MatchList, run=run, side=Side.POSTING, owner_id=role.pk)


def test_a_new_name_in_the_vocabulary_does_not_end_fresh_lists() -> None:
    edition = make_edition(3, 4)
    run, person, role = published_run(edition), people_of(edition)[0], roles_of(edition)[0]
    SkillFactory(name_en="Basket weaving")
    assert current_tools().stamp != run.engine
    person.save()
    role.save()
    refresh_profiles(profile_ids=[person.pk])
    refresh_roles(posting_ids=[role.pk])
    assert set(FreshMatchList.objects.values_list("side", "owner_id")) == {
        (Side.CANDIDATE, person.pk),
        (Side.POSTING, role.pk),
    }


def test_other_skills_asked_for_by_roles_wait_for_the_next_run() -> None:
    edition = make_edition(3, 4)
    published_run(edition)
    person = people_of(edition)[0]
    asked = SkillFactory(name_en="Basket weaving")
    OccupationSkill.objects.create(occupation=OccupationFactory(), skill=asked, position=1)
    person.save()
    refresh_profiles(profile_ids=[person.pk])
    assert not FreshMatchList.objects.exists()


def test_without_a_published_run_there_is_no_fresh_list() -> None:
    edition = make_edition(2, 2)
    refresh_profiles(profile_ids=[people_of(edition)[0].pk])
    refresh_roles(posting_ids=[roles_of(edition)[0].pk])
    assert not FreshMatchList.objects.exists()


def test_a_cancelled_registration_takes_the_fresh_list_away() -> None:
    edition = make_edition(2, 2)
    published_run(edition)
    person = people_of(edition)[0]
    person.save()
    refresh_profiles(profile_ids=[person.pk])
    assert FreshMatchList.objects.count() == 1
    person.skills.all().delete()
    person.headline = ""
    person.save()
    refresh_profiles(profile_ids=[person.pk])
    assert not FreshMatchList.objects.exists()


def test_publishing_a_later_run_drops_the_fresh_lists_before_it() -> None:
    edition = make_edition(2, 2)
    published_run(edition)
    refresh_profiles(profile_ids=[people_of(edition)[0].pk])
    assert FreshMatchList.objects.count() == 1
    published_run(edition)
    assert not FreshMatchList.objects.exists()


def test_publishing_makes_fresh_lists_by_the_new_run_for_what_changed_since_it_was_frozen() -> None:
    edition = make_edition(4, 4)
    published_run(edition)
    later = finished_run(edition, weights=Weights(requirements=10, title=80))
    changed, role = people_of(edition)[1], roles_of(edition)[2]
    changed.headline, role.title_en = "Zoologist", "Zoologist"
    changed.save()
    role.save()
    refresh_profiles(profile_ids=[changed.pk])
    by_the_run_before = FreshMatchList.objects.get().points
    second = actor_of(OrganiserFactory())
    runs.sign_run(run_id=later.pk, actor=second, note="Looked at.")
    runs.publish_run(run_id=later.pk, actor=second)
    assert not FreshMatchList.objects.exists()
    assert freshness.refresh_changed_lists(run_id=later.pk) == 2
    refresh_profiles(profile_ids=[changed.pk])
    refresh_roles(posting_ids=[role.pk])
    again = finished_run(edition, weights=Weights(requirements=10, title=80))
    assert FreshMatchList.objects.get(side=Side.CANDIDATE).points != by_the_run_before
    assert lists(FreshMatchList) == [
        *lists(MatchList, run=again, side=Side.CANDIDATE, owner_id=changed.pk),
        *lists(MatchList, run=again, side=Side.POSTING, owner_id=role.pk),
    ]
    assert freshness.refresh_changed_lists(run_id=again.pk) == 0


def test_what_was_only_packed_again_is_not_taken_for_changed() -> None:
    edition = make_edition(4, 5)
    run = published_run(edition)
    assert refresh_features(edition=edition, everything=True) == 9
    role = roles_of(edition)[1]
    role.title_en = "Another title altogether"
    role.save()
    refresh_roles(posting_ids=[role.pk])
    assert PostingFeatures.objects.filter(computed_at__gt=run.frozen_at).count() == 5
    assert freshness._renewed(run, InputKind.POSTINGS) == {role.pk}
    refresh_profiles(profile_ids=[people_of(edition)[0].pk])
    later = finished_run(edition)
    own = {"side": Side.CANDIDATE, "owner_id": people_of(edition)[0].pk}
    assert lists(FreshMatchList, **own) == lists(MatchList, run=later, **own)


def test_a_list_is_filled_however_many_of_the_best_have_gone() -> None:
    edition = make_edition(2, 30)
    ids = [role.pk for role in roles_of(edition)]
    Posting.objects.filter(pk__in=ids[:25]).update(state=PostingState.CLOSED, closed_at=timezone.now())
    asked: list[int] = []

    def best_of(k: int) -> list[int]:
        asked.append(k)
        return ids[:k]

    there = Posting.objects.filter(edition=edition, state=PostingState.PUBLISHED)
    best = [ids[25], ids[27], ids[28]]
    assert freshness._still_there(best_of, there, {ids[0], ids[26]}, 3) == (best, {ids[26]})
    assert asked == [8, 32]
    assert freshness._still_there(best_of, there, set(ids), 3) == ([], set(ids[25:]))
