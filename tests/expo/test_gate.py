"""The gate on the day: codes, names, second scans, mistakes; and the pass of a visitor."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import NotAllowed
from core.models import AuditEvent
from expo.entry_codes import entry_code
from expo.enums import EditionState
from expo.models import CheckIn, Edition, Registration
from expo.queries.figures import attendance_figures
from expo.services.attendance import check_in
from tests.factories import (
    EditionFactory,
    MembershipFactory,
    OrganiserFactory,
    ProfileFactory,
    RegistrationFactory,
    UserFactory,
    actor_of,
)

pytestmark = pytest.mark.django_db
SCAN, DESK = "expo:check_in_scan", "expo:check_in"


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory(state=EditionState.RUNNING)
    return made


@pytest.fixture
def organiser(client: Client) -> User:
    user: User = OrganiserFactory()
    client.force_login(user)
    return user


def visitor(edition: Edition, **names: str) -> Registration:
    names = {"family_name": "Chan", "given_name": "Tai Man", "chinese_name": "陳大文"} | names
    made: Registration = RegistrationFactory(edition=edition, profile=ProfileFactory(user=UserFactory(**names)))
    return made


def scan(client: Client, code: str, nonce: object = "", gate: str = "Hall 2") -> str:
    """Send a code and return the words of the page that answers."""
    data = {"code": code, "nonce": str(nonce or uuid4()), "gate": gate}
    return client.post(reverse(SCAN), data, follow=True).content.decode()


def test_a_scan_lets_in_and_a_second_one_says_when(client: Client, organiser: User, edition: Edition) -> None:
    mine = visitor(edition)
    first = scan(client, entry_code(mine.pk))
    assert "Welcome" in first
    assert "CHAN Tai Man" in first
    CheckIn.objects.update(at=datetime(2026, 11, 2, 1, 12, tzinfo=UTC))
    again = scan(client, entry_code(mine.pk).lower(), gate="Hall 3")
    assert "Already in" in again
    assert "First seen at 09:12 on 2 November 2026. Hall 2" in " ".join(again.split())
    figures = attendance_figures(edition)
    assert (figures.registered, figures.checked_in, figures.scans) == (1, 1, 2)


def test_one_scan_sent_twice_counts_once(client: Client, organiser: User, edition: Edition) -> None:
    mine, nonce = visitor(edition), uuid4()
    answers = [scan(client, entry_code(mine.pk), nonce) for _ in range(2)]
    assert ["Welcome" in words for words in answers] == [True, True]
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("text", ["陳大文", "tai chan", "CHAN", "chan@"])
def test_a_name_finds_the_person(client: Client, organiser: User, edition: Edition, text: str) -> None:
    mine = visitor(edition, email="chan@example.org")
    visitor(edition, family_name="Ho", given_name="Wing", chinese_name="何詠")
    page = scan(client, text)
    assert ("1 person found" in page, "CHAN Tai Man" in page, "HO Wing" in page) == (True, True, False)
    url = reverse("expo:check_in_person", args=[mine.profile_id])
    assert "Welcome" in client.post(url, {"nonce": str(uuid4())}, follow=True).content.decode()
    seen = CheckIn.objects.get()
    assert (seen.registration, seen.source, seen.gate) == (mine, "desk", "Hall 2")


@pytest.mark.parametrize(("people", "heading", "hint"), [(12, "12 people found", False), (13, "More than 12", True)])
def test_a_name_of_many_says_that_there_are_more_and_how_to_narrow(
    client: Client, organiser: User, edition: Edition, people: int, heading: str, hint: bool
) -> None:
    for number in range(people):
        visitor(edition, given_name=f"Tai Man No{number}")
    page = scan(client, "chan")
    assert (heading in page, "Type the family name and the given name" in page) == (True, hint)
    assert page.count("CHAN Tai Man") == 2 * 12
    assert "1 person found" in scan(client, f"chan no{people - 1}")


def test_whoever_is_not_registered_is_registered_at_the_desk(client: Client, organiser: User, edition: Edition) -> None:
    profile = ProfileFactory(user=UserFactory(family_name="Walk", given_name="In"))
    assert "Register and check in" in scan(client, "walk")
    client.post(reverse("expo:check_in_person", args=[profile.pk]))
    assert CheckIn.objects.get().registration == Registration.objects.get(profile=profile, cancelled_at=None)


@pytest.mark.parametrize("code", ["", "Nobody Known", "000-00000", "\x00"])
def test_what_is_not_on_the_list_is_said_so(client: Client, organiser: User, edition: Edition, code: str) -> None:
    assert "Not on the list" in scan(client, code)
    assert CheckIn.objects.count() == 0


def test_a_pass_of_another_edition_lets_nobody_in(client: Client, organiser: User, edition: Edition) -> None:
    other = visitor(EditionFactory(state=EditionState.CLOSED))
    assert "Not on the list" in scan(client, entry_code(other.pk))
    assert CheckIn.objects.count() == 0


def test_a_cancelled_registration_and_a_day_too_early_are_named(
    client: Client, organiser: User, edition: Edition
) -> None:
    mine = visitor(edition)
    mine.cancelled_at = datetime.now(UTC)
    mine.save()
    assert "This registration was cancelled." in scan(client, entry_code(mine.pk))
    Edition.objects.update(state=EditionState.OPEN)
    other = visitor(edition)
    assert "checked in while the edition is running" in scan(client, entry_code(other.pk))
    assert CheckIn.objects.count() == 0


def test_a_mistake_is_taken_back_once_and_recorded(client: Client, organiser: User, edition: Edition) -> None:
    scan(client, entry_code(visitor(edition).pk))
    url = reverse("expo:check_in_undo", args=[CheckIn.objects.get().pk])
    for _ in range(2):
        assert client.post(url)["Location"] == reverse(DESK)
    assert CheckIn.objects.count() == 0
    verbs = AuditEvent.objects.filter(verb__startswith="check_in").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["check_in.record", "check_in.undo"]


@pytest.mark.parametrize("people", [1, 3])
def test_queries_of_the_gate(
    client: Client, organiser: User, edition: Edition, people: int, django_assert_num_queries: object
) -> None:
    for _ in range(people):
        scan(client, entry_code(visitor(edition).pk))
    with django_assert_num_queries(10):  # type: ignore[operator]  # fixture without a type
        client.get(reverse(DESK), {"q": "chan"})


def test_the_pass_shows_its_code_to_its_owner_alone(client: Client, edition: Edition) -> None:
    mine, other = visitor(edition), visitor(edition)
    client.force_login(mine.profile.user)
    page = client.get(reverse("expo:my_pass"))
    assert page["Cache-Control"] == "no-store"
    assert (entry_code(mine.pk) in page.content.decode(), entry_code(other.pk) in page.content.decode()) == (
        True,
        False,
    )
    mine.delete()
    assert client.get(reverse("expo:my_pass"))["Location"] == reverse("expo:register")


def test_people_check_themselves_in_online_once_a_day(client: Client, edition: Edition) -> None:
    mine = visitor(edition)
    client.force_login(mine.profile.user)
    for _ in range(2):
        client.post(reverse("expo:check_in_online"))
    seen = CheckIn.objects.get()
    assert (seen.registration, seen.source) == (mine, "online")
    assert "Check in online" not in client.get(reverse("expo:my_pass")).content.decode()


def test_nobody_checks_in_others_or_at_a_gate_by_themselves(edition: Edition) -> None:
    mine, other = visitor(edition), visitor(edition)
    for person in (other.profile.user, MembershipFactory(role="owner").user):
        with pytest.raises(NotAllowed):
            check_in(registration=mine, source="online", nonce=uuid4(), actor=actor_of(person))
    with pytest.raises(NotAllowed):
        check_in(registration=mine, source="scanner", nonce=uuid4(), actor=actor_of(mine.profile.user))
