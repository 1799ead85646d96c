"""The organiser's pages."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import AuditEvent
from expo.enums import EditionState, EmployerState, PostingState
from expo.models import Edition, Posting
from expo.services.attendance import check_in
from tests.factories import (
    CheckInFactory,
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganiserFactory,
    PostingFactory,
    PostingLanguageFactory,
    ProfileFactory,
    RegistrationFactory,
    SkillFactory,
    UserFactory,
    actor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client: Client) -> User:
    user: User = OrganiserFactory()
    client.force_login(user)
    return user


def edition_fields(**more: object) -> dict[str, object]:
    return {
        "slug": "spring",
        "name_en": "Spring",
        "name_zh_hant": "春",
        "name_zh_hans": "春",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-02",
        "sites": ["hk"],
        **more,
    }


def test_the_console_keeps_adverts_openings_registrations_and_check_ins_apart(client: Client, organiser: User) -> None:
    edition = EditionFactory()
    PostingFactory(edition=edition, openings=4, function="rnd")
    seen = RegistrationFactory(edition=edition)
    CheckInFactory(registration=seen)
    CheckInFactory(registration=seen)
    RegistrationFactory(edition=edition)
    RegistrationFactory(edition=edition, cancelled_at=datetime(2026, 11, 1, tzinfo=UTC))
    figures = {figure.key: figure.value for figure in client.get(reverse("expo:console")).context["console"].figures}
    assert figures == {
        "openings": 4,
        "adverts": 1,
        "employers": 1,
        "technology": 100,
        "registered": 2,
        "checked_in": 1,
    }


def test_the_console_lists_what_waits_and_leaves_out_what_does_not(client: Client, organiser: User) -> None:
    edition = EditionFactory()
    PostingFactory(edition=edition, state=PostingState.SUBMITTED)
    PostingFactory(edition=edition, pay_min=None, pay_max=None)
    EditionEmployerFactory(edition=edition, state=EmployerState.INVITED)
    EditionEmployerFactory(edition=edition)
    matters = client.get(reverse("expo:console")).context["console"].matters
    assert [(matter.count, matter.url_name, matter.query) for matter in matters] == [
        (1, "expo:posting_review", ""),
        (1, "expo:posting_review", "?state=no_pay"),
        (1, "expo:edition_employers", "?state=invited"),
        (1, "expo:edition_employers", "?state=silent"),
    ]


def test_the_console_without_an_edition_offers_to_make_one(client: Client, organiser: User) -> None:
    assert reverse("expo:edition_new") in client.get(reverse("expo:console")).content.decode()


def test_an_edition_is_made_changed_and_goes_its_way(client: Client, organiser: User) -> None:
    client.post(reverse("expo:edition_new"), edition_fields())
    edition = Edition.objects.get()
    assert edition.state == EditionState.DRAFT
    client.post(reverse("expo:edition_edit", args=[edition.pk]), edition_fields(venue_en="Hall B"))
    for verb, state in [("open", "open"), ("run", "running"), ("close", "closed"), ("archive", "archived")]:
        client.post(reverse("expo:edition_step", args=[edition.pk, verb]))
        edition.refresh_from_db()
        assert edition.state == state
    assert edition.venue_en == "Hall B"
    verbs = AuditEvent.objects.filter(subject_type="expo.edition").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [f"edition.{verb}" for verb in ("create", "update", "open", "run", "close", "archive")]


def test_illegal_steps_change_nothing_and_reopening_needs_a_reason(client: Client, organiser: User) -> None:
    edition = EditionFactory(state=EditionState.CLOSED)
    client.post(reverse("expo:edition_step", args=[edition.pk, "run"]))
    client.post(reverse("expo:edition_step", args=[edition.pk, "reopen"]))
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED
    client.post(reverse("expo:edition_step", args=[edition.pk, "reopen"]), {"reason": "Typhoon"})
    edition.refresh_from_db()
    assert edition.state == EditionState.RUNNING


def test_days_out_of_order_are_refused_kindly(client: Client, organiser: User) -> None:
    body = client.post(reverse("expo:edition_new"), edition_fields(ends_on="2027-02-01")).content.decode()
    assert "This day is before the first day." in body
    assert Edition.objects.count() == 0


def test_reviewing_one_by_one_and_in_bulk(client: Client, organiser: User) -> None:
    edition = EditionFactory()
    bad, good, other = [PostingFactory(edition=edition, state=PostingState.SUBMITTED) for _ in range(3)]
    Posting.objects.filter(pk=bad.pk).update(description_en="Applicants under 35.")
    page = client.get(reverse("expo:posting_review")).context["review"]
    flags = {row.posting.pk: [flag.code for flag in row.flags] for row in page.rows}
    assert flags == {bad.pk: ["age"], good.pk: [], other.pk: []}
    client.post(reverse("expo:posting_review_step", args=[bad.pk, "return"]), {"reason": ""})
    client.post(reverse("expo:posting_review_step", args=[bad.pk, "return"]), {"reason": "No ages"})
    client.post(reverse("expo:posting_review_bulk"), {"posting": [good.pk, other.pk, bad.pk, "x"]})
    states = dict(Posting.objects.values_list("pk", "state"))
    assert states == {bad.pk: "returned", good.pk: "published", other.pk: "published"}
    assert client.get(reverse("expo:posting_review") + "?state=returned").context["review"].page.paginator.count == 1


def test_candidates_are_searched_and_shown_by_state(client: Client, organiser: User) -> None:
    edition = EditionFactory(state=EditionState.RUNNING)
    chan = ProfileFactory(user=UserFactory(family_name="Chan", chinese_name="陳大文"), visibility="open")
    lee = ProfileFactory(user=UserFactory(family_name="Lee"), headline="Optics")
    check_in(
        registration=RegistrationFactory(edition=edition, profile=lee),
        source="scanner",
        nonce=uuid4(),
        actor=actor_of(organiser),
    )
    RegistrationFactory(edition=edition, profile=chan)

    def shown(query: str) -> list[int]:
        return [one.pk for one in client.get(reverse("expo:candidate_list") + query).context["people"].page]

    assert shown("") == [chan.pk, lee.pk]
    assert shown("?q=陳大") == shown("?show=open") == [chan.pk]
    assert shown("?q=optics") == shown("?show=checked_in") == [lee.pk]
    assert shown("?show=registered") == [chan.pk, lee.pk]


def test_one_scan_counts_once_however_often_it_is_sent(organiser: User) -> None:
    registration, nonce = RegistrationFactory(edition__state=EditionState.RUNNING), uuid4()
    first = check_in(registration=registration, source="scanner", nonce=nonce, actor=actor_of(organiser))
    again = check_in(registration=registration, source="scanner", nonce=nonce, actor=actor_of(organiser))
    assert first == again
    assert registration.check_ins.count() == 1


def test_employers_get_their_state_and_booth(client: Client, organiser: User) -> None:
    part = EditionEmployerFactory(state=EmployerState.INVITED)
    url = reverse("expo:edition_employers")
    client.post(url, {"part": part.pk, "state": "confirmed", "booth": "A12"})
    part.refresh_from_db()
    assert (part.state, part.booth) == ("confirmed", "A12")
    assert client.post(url, {"part": part.pk, "state": "nonsense"}).status_code == 400
    assert client.post(url, {"part": "x"}).status_code == 404


def test_employers_of_an_edition_come_by_the_page_and_by_name(client: Client, organiser: User) -> None:
    edition = EditionFactory()
    for number in range(51):
        named = OrganisationFactory(name_en=f"Firm {number:02}", name_zh_hant=f"第{number:02}公司")
        EditionEmployerFactory(edition=edition, organisation=named, state=EmployerState.CONFIRMED)
    url = reverse("expo:edition_employers")
    first, second = client.get(url).content.decode(), client.get(url, {"page": "2"}).content.decode()
    assert "<strong>51</strong> employers" in first and "Firm 49" in first and "Firm 50" not in first
    assert "Firm 50" in second and "Firm 49" not in second
    found = client.get(url, {"q": "第07", "state": "confirmed"}).content.decode()
    assert "Firm 07" in found and "Firm 08" not in found
    assert "?state=silent&amp;q=" in found or "q=%E7%AC%AC07&amp;state=silent" in found
    assert "No employer fits" in client.get(url, {"q": "nobody"}).content.decode()


def test_only_organisers_come_in(client: Client) -> None:
    edition = EditionFactory()
    posting = PostingFactory(edition=edition, state=PostingState.SUBMITTED)
    urls = [
        reverse("expo:console"),
        reverse("expo:edition_list"),
        reverse("expo:edition_new"),
        reverse("expo:edition_edit", args=[edition.pk]),
        reverse("expo:posting_review"),
        reverse("expo:candidate_list"),
        reverse("expo:edition_employers"),
    ]
    steps = [
        reverse("expo:edition_step", args=[edition.pk, "close"]),
        reverse("expo:posting_review_bulk"),
        reverse("expo:posting_review_step", args=[posting.pk, "approve"]),
    ]
    for user in (UserFactory(), MembershipFactory(organisation=posting.organisation).user):
        client.force_login(user)
        assert {client.get(url).status_code for url in urls} == {403}
        assert {client.post(url).status_code for url in steps} == {403}


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_console(client: Client, organiser: User, rows: int, django_assert_num_queries: object) -> None:
    edition = EditionFactory()
    for _ in range(rows):
        posting = PostingFactory(edition=edition, state=PostingState.SUBMITTED, skills=[SkillFactory(), SkillFactory()])
        PostingLanguageFactory(posting=posting)
        EditionEmployerFactory(edition=edition)
        RegistrationFactory(edition=edition)
    for name, queries in [
        ("console", 13),
        ("edition_list", 5),
        ("posting_review", 10),
        ("candidate_list", 8),
        ("edition_employers", 7),
    ]:
        with django_assert_num_queries(queries):  # type: ignore[operator]  # fixture without a type
            assert client.get(reverse(f"expo:{name}")).status_code == 200


def test_what_the_database_cannot_keep_never_breaks_a_step(client: Client, organiser: User) -> None:
    posting = PostingFactory(state=PostingState.SUBMITTED)
    url = reverse("expo:posting_review_step", args=[posting.pk, "return"])
    assert client.post(url, {"reason": "Say\x00 the place. "}).status_code == 302
    posting.refresh_from_db()
    assert (posting.state, posting.review_note) == ("returned", "Say the place.")
    edition = EditionFactory(state=EditionState.CLOSED)
    client.post(reverse("expo:edition_step", args=[edition.pk, "reopen"]), {"reason": "\x00" + "x" * 5000})
    edition.refresh_from_db()
    assert edition.state == "running"
    assert len(AuditEvent.objects.get(verb="edition.reopen").reason) == 1000


@pytest.mark.parametrize(
    "name", ["candidate_list", "posting_list", "employer_list", "posting_review", "edition_employers", "import_list"]
)
def test_any_search_text_gets_a_page(client: Client, organiser: User, name: str) -> None:
    EditionFactory()
    query = dict.fromkeys(("q", "state", "show", "page", "kind", "site", "cluster", "skill"), "a\x00%' 𠝹")
    assert client.get(reverse(f"expo:{name}"), query).status_code == 200
