"""What candidates and employers see, in every state; and what nobody sees."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expo.enums import EmployerState, PostingState, Visibility
from expo.models import CandidateProfile, Edition, Posting
from expo.services.employers import set_employer
from matching.enums import Side
from matching.models import CandidateFeatures, MatchList, MatchRun, PostingFeatures
from matching.services import runs
from matching.services.freshness import refresh_profiles, refresh_roles
from tests.factories import (
    MembershipFactory,
    OrganiserFactory,
    PostingFactory,
    ProfileFactory,
    RegistrationFactory,
    SkillFactory,
    UserFactory,
    actor_of,
)
from tests.support.matching import make_edition, people_of, published_run, roles_of

pytestmark = pytest.mark.django_db


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def role_url(edition: Edition, number: int = 0) -> tuple[str, Client]:
    posting = roles_of(edition)[number]
    member = MembershipFactory(organisation=posting.organisation)
    return f"/org/{posting.organisation.slug}/roles/{posting.pk}/", signed_in(member.user)


def test_a_candidate_s_page_says_why_it_is_empty() -> None:
    user = UserFactory()
    client = signed_in(user)
    assert "You have no profile yet" in client.get("/me/matches/").text
    profile = ProfileFactory(user=user)
    page = client.get("/me/matches/").text
    assert "You are not registered for an edition" in page
    assert '<a class="btn btn-primary" href="/register/">' in page
    edition = make_edition(2, 2)
    RegistrationFactory(edition=edition, profile=profile)
    assert "The matches are not published yet" in client.get("/me/matches/").text
    published_run(edition)
    assert "Your list is not made yet" in client.get("/me/matches/").text


def test_a_candidate_sees_roles_with_receipts_and_filters() -> None:
    edition = make_edition(3, 4)
    run = published_run(edition)
    role = roles_of(edition)[0]
    role.site = "sz"
    role.save()
    client = signed_in(people_of(edition)[0].user)
    page = client.get("/me/matches/").text
    assert "4 roles of 4" in page
    assert all(posting.title_en in page for posting in roles_of(edition))
    page = client.get("/me/matches/?site=sz").text
    assert "1 role of 4" in page
    assert role.title_en in page
    detail = client.get(f"/me/matches/{role.pk}/").text
    row = MatchList.objects.get(run=run, side=Side.CANDIDATE, owner_id=people_of(edition)[0].pk)
    assert f"{row.points[row.counterpart_ids.index(role.pk)] / 100:.2f}" in detail


def test_the_fragment_on_a_role_s_page_is_the_candidate_s_own() -> None:
    edition = make_edition(2, 2)
    published_run(edition)
    url = f"/openings/{roles_of(edition)[0].pk}/receipt/"
    client = signed_in(people_of(edition)[0].user)
    assert "See every line of the receipt" in client.get(url, headers={"HX-Request": "true"}).text
    assert client.get(url).url == f"/me/matches/{roles_of(edition)[0].pk}/"
    stranger = signed_in(UserFactory())
    assert "Make a profile" in stranger.get(url, headers={"HX-Request": "true"}).text


@pytest.mark.parametrize("size", [3, 8])
def test_the_number_of_queries_does_not_depend_on_the_length_of_the_list(size: int) -> None:
    edition = make_edition(size, size)
    able = ProfileFactory(skills=[roles_of(edition)[0].requirements.get().skill], visibility=Visibility.OPEN)
    RegistrationFactory(edition=edition, profile=able)
    published_run(edition)
    client = signed_in(able.user)
    client.get("/me/matches/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/me/matches/").status_code == 200
    assert len(queries) == 13
    url, employer = role_url(edition)
    employer.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert employer.get(url).status_code == 200
    assert len(queries) == 15


def test_an_employer_sees_open_people_by_name_and_nobody_else() -> None:
    edition = make_edition(9, 2)
    published_run(edition)
    url, client = role_url(edition)
    page = client.get(url).text
    people = people_of(edition)
    assert "6 people of 6" in page
    for profile in people:
        is_open = profile.visibility == Visibility.OPEN
        assert (profile.user.get_full_name() in page) is is_open
        assert client.get(f"{url}candidates/{profile.pk}/").status_code == (200 if is_open else 404)


def test_a_role_that_no_run_knows_says_what_it_waits_for() -> None:
    edition = make_edition(3, 1)
    published_run(edition)
    late = PostingFactory(edition=edition, state=PostingState.SUBMITTED)
    client = signed_in(MembershipFactory(organisation=late.organisation).user)
    url = f"/org/{late.organisation.slug}/roles/{late.pk}/"
    assert "This role is not published" in client.get(url).text
    Posting.objects.filter(pk=late.pk).update(state=PostingState.PUBLISHED, published_at=late.created_at)
    page = client.get(url).text
    assert "The list of this role is not made yet" in page
    assert "Nobody who chose to be found" not in page


def test_who_turns_to_private_is_gone_at_once() -> None:
    edition = make_edition(3, 1)
    published_run(edition)
    url, client = role_url(edition)
    profile = people_of(edition)[0]
    assert profile.user.get_full_name() in client.get(url).text
    profile.visibility = Visibility.PRIVATE
    profile.save()
    page = client.get(url).text
    assert profile.user.get_full_name() not in page
    assert "1 person of 1" in page
    assert client.get(f"{url}candidates/{profile.pk}/").status_code == 404


def test_other_employers_and_candidates_get_nothing() -> None:
    edition = make_edition(3, 6)
    published_run(edition)
    url, _client = role_url(edition)
    assert signed_in(MembershipFactory().user).get(url).status_code == 404
    assert signed_in(people_of(edition)[0].user).get(url).status_code == 404


def test_a_list_can_be_narrowed_to_people_with_every_must() -> None:
    edition = make_edition(6, 1)
    wanted = roles_of(edition)[0].requirements.get().skill
    able = ProfileFactory(skills=[wanted], visibility=Visibility.OPEN)
    unable = ProfileFactory(skills=[SkillFactory(name_en="Zither")], visibility=Visibility.OPEN)
    for profile in (able, unable):
        RegistrationFactory(edition=edition, profile=profile)
    published_run(edition)
    url, client = role_url(edition)
    page = client.get(f"{url}?musts=1").text
    assert able.user.get_full_name() in page
    assert unable.user.get_full_name() not in page


def test_a_withdrawn_run_is_seen_by_nobody() -> None:
    edition = make_edition(3, 2)
    run = published_run(edition)
    runs.withdraw_run(run_id=run.pk, actor=actor_of(OrganiserFactory()))
    url, client = role_url(edition)
    assert "The matches are not published yet" in client.get(url).text
    assert "not published yet" in signed_in(people_of(edition)[0].user).get("/me/matches/").text


def test_a_person_s_page_gives_the_same_place_as_the_list_after_somebody_hid() -> None:
    edition = make_edition(9, 2)
    published_run(edition)
    url, client = role_url(edition)
    first = client.get(url).context["page"].matches[0].profile
    first.visibility = Visibility.PRIVATE
    first.save()
    shown = client.get(url).context["page"].matches
    assert [match.rank for match in shown] == [1, 2, 3, 4, 5]
    for match in shown:
        assert client.get(f"{url}candidates/{match.profile.pk}/").context["page"].rank == match.rank


def test_roles_of_an_employer_who_left_and_closed_roles_go_at_once_and_the_places_close_up() -> None:
    edition = make_edition(3, 9)
    published_run(edition)
    client = signed_in(people_of(edition)[0].user)
    before = client.get("/me/matches/").context["page"].matches
    left = before[0].posting.organisation
    set_employer(edition=edition, organisation=left, state=EmployerState.WITHDRAWN, actor=actor_of(OrganiserFactory()))
    closed = next(match.posting for match in before if match.posting.organisation != left)
    closed.state, closed.closed_at = PostingState.CLOSED, closed.published_at
    closed.save()
    after = client.get("/me/matches/").context["page"].matches
    kept = [match.posting for match in before if match.posting.organisation != left and match.posting != closed]
    assert [match.posting for match in after] == kept
    for place, match in enumerate(after, start=1):
        assert client.get(f"/me/matches/{match.posting.pk}/").context["answer"].rank == place


def test_who_left_sees_no_candidates_and_sees_them_again_once_confirmed() -> None:
    edition = make_edition(3, 3)
    published_run(edition)
    url, client = role_url(edition)
    shown = [match.profile.pk for match in client.get(url).context["page"].matches]
    assert len(shown) == 2
    by, left = actor_of(OrganiserFactory()), roles_of(edition)[0].organisation
    set_employer(edition=edition, organisation=left, state=EmployerState.WITHDRAWN, actor=by)
    page = client.get(url)
    assert "This employer has left the edition" in page.text
    assert page.context["page"].matches == ()
    assert client.get(f"{url}candidates/{shown[0]}/").status_code == 404
    set_employer(edition=edition, organisation=left, state=EmployerState.CONFIRMED, actor=by)
    assert [match.profile.pk for match in client.get(url).context["page"].matches] == shown
    assert client.get(f"{url}candidates/{shown[0]}/").status_code == 200


def test_receipts_of_roles_go_with_their_employer_and_come_back() -> None:
    edition = make_edition(2, 3)
    published_run(edition)
    role, client, by = roles_of(edition)[0], signed_in(people_of(edition)[0].user), actor_of(OrganiserFactory())
    for state, answer in ((EmployerState.WITHDRAWN, 404), (EmployerState.CONFIRMED, 200)):
        set_employer(edition=edition, organisation=role.organisation, state=state, actor=by)
        assert client.get(f"/me/matches/{role.pk}/").status_code == answer


def renew_engine() -> None:
    """Leave all features as the next version of the engine would have read them."""
    for model in (CandidateFeatures, PostingFeatures):
        model.objects.update(engine="next:static")


def test_a_change_that_waits_for_the_next_run_is_told() -> None:
    edition = make_edition(3, 3)
    published_run(edition)
    person, role = people_of(edition)[0], roles_of(edition)[0]
    mine, (url, employer) = signed_in(person.user), role_url(edition)
    renew_engine()
    told = "and the matching was renewed since"
    assert told not in mine.get("/me/matches/").text
    assert told not in employer.get(url).text
    person.save()
    role.save()
    assert told in mine.get("/me/matches/").text
    assert told in employer.get(url).text


def test_a_list_that_is_being_made_anew_says_so_until_it_is_there() -> None:
    edition = make_edition(3, 3)
    published_run(edition)
    person, role = people_of(edition)[0], roles_of(edition)[0]
    mine, (url, employer) = signed_in(person.user), role_url(edition)
    told = "The list is being made anew"
    assert told not in mine.get("/me/matches/").text + employer.get(url).text
    person.save()
    role.save()
    assert told in mine.get("/me/matches/").text
    assert told in employer.get(url).text
    refresh_profiles(profile_ids=[person.pk])
    refresh_roles(posting_ids=[role.pk])
    for page in (mine.get("/me/matches/").text, employer.get(url).text):
        assert told not in page
        assert "Updated just now" in page


def test_who_came_after_the_run_is_told_of_no_list_before() -> None:
    """The page said that a list was not made yet, and above it that the one before was shown."""
    edition = make_edition(3, 3)
    run = published_run(edition)
    person = people_of(edition)[0]
    MatchList.objects.filter(run=run).delete()
    mine = signed_in(person.user)
    assert "Your list is not made yet" in mine.get("/me/matches/").text
    person.save()
    page = mine.get("/me/matches/").text
    assert ("Your list is being made" in page, "Load again" in page) == (True, True)
    assert ("until then you see the one before" in page, "Your list is not made yet" in page) == (False, False)


def test_a_change_that_brought_no_other_list_is_not_waited_for_without_end() -> None:
    edition = make_edition(3, 3)
    published_run(edition)
    person = people_of(edition)[0]
    person.save()
    long_ago = timezone.now() - timedelta(minutes=3)
    MatchRun.objects.update(frozen_at=long_ago - timedelta(minutes=1))
    CandidateProfile.objects.filter(pk=person.pk).update(updated_at=long_ago)
    assert "The list is being made anew" not in signed_in(person.user).get("/me/matches/").text


def test_a_receipt_that_waits_for_the_next_run_is_told() -> None:
    edition = make_edition(3, 3)
    run = published_run(edition)
    person, role = people_of(edition)[0], roles_of(edition)[0]
    MatchList.objects.filter(run=run).delete()
    renew_engine()
    told = "This receipt comes with the next run"
    mine, (url, employer) = signed_in(person.user), role_url(edition)
    assert told in mine.get(f"/me/matches/{role.pk}/").text
    assert told in mine.get(f"/openings/{role.pk}/receipt/", headers={"HX-Request": "true"}).text
    assert told in employer.get(f"{url}candidates/{person.pk}/").text


def test_lists_of_a_run_by_an_earlier_engine_are_still_shown() -> None:
    edition = make_edition()
    run, person = published_run(edition), people_of(edition)[0]
    for model in (CandidateFeatures, PostingFeatures):
        for row in model.objects.all():
            row.engine, row.payload = f"0{row.engine[1:]}", b"\xff\xff" + bytes(row.payload)[2:]
            row.save()
    type(run).objects.filter(pk=run.pk).update(engine=f"0{run.engine[1:]}")
    mine = signed_in(person.user).get("/me/matches/")
    assert (mine.status_code, len(mine.context["page"].matches) > 0) == (200, True)
    url, employer = role_url(edition)
    pages = [url, f"{url}candidates/{person.pk}/"]
    assert [employer.get(page).status_code for page in pages] == [200, 200]
    role = roles_of(edition)[0].pk
    pages = [f"/openings/{role}/receipt/", f"/me/matches/{role}/"]
    answers = [signed_in(person.user).get(page, headers={"HX-Request": "true"}).status_code for page in pages]
    assert answers == [200, 200]
