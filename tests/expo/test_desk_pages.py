"""The employer's pages."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import MemberRole
from accounts.models import Membership
from expo.enums import PostingState
from expo.models import EditionEmployer, Posting
from tests.factories import (
    ClusterFactory,
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganiserFactory,
    PostingFactory,
    PostingLanguageFactory,
    RequirementFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def part() -> EditionEmployer:
    made: EditionEmployer = EditionEmployerFactory()
    return made


@pytest.fixture
def recruiter(client: Client, part: EditionEmployer) -> Membership:
    member: Membership = MembershipFactory(organisation=part.organisation, role=MemberRole.RECRUITER)
    client.force_login(member.user)
    return member


def typed(*skills: tuple[str, str], **more: object) -> dict[str, object]:
    data: dict[str, object] = {
        "title_en": "Firmware engineer",
        "description_en": "Write drivers.",
        "language": "en",
        "kind": "job",
        "function": "technology",
        "seniority": "mid",
        "cluster": ClusterFactory(key="iot").pk,
        "site": "hk",
        "openings": "2",
        "pay_currency": "HKD",
        "pay_period": "month",
        "asks-TOTAL_FORMS": str(len(skills) + 1),
        "asks-INITIAL_FORMS": "0",
        "languages-TOTAL_FORMS": "6",
        "languages-INITIAL_FORMS": "0",
        f"asks-{len(skills)}-skill": "",
        f"asks-{len(skills)}-importance": "must",
        f"asks-{len(skills)}-proof": "self",
    }
    for number, (skill, importance) in enumerate(skills):
        data |= {f"asks-{number}-skill": skill, f"asks-{number}-importance": importance, f"asks-{number}-proof": "work"}
    return data | more


def test_the_desk_tells_adverts_from_openings_and_names_what_needs_the_employer(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    mine = {"edition": part.edition, "organisation": part.organisation}
    PostingFactory(**mine, openings=3)
    quiet = PostingFactory(**mine, openings=2)
    Posting.objects.filter(pk=quiet.pk).update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    PostingFactory(**mine, state=PostingState.RETURNED, review_note="Name the team")
    PostingFactory(edition=part.edition)
    page = client.get(reverse("expo:org_home", args=[part.organisation.slug]))
    desk = page.context["desk"]
    assert (desk.adverts, desk.openings, len(desk.rows), len(desk.needs_attention)) == (2, 5, 3, 2)
    assert "Name the team" in page.content.decode()


def test_a_role_is_written_and_handed_over_in_one_go(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    skill = SkillFactory(name_en="Embedded C", name_zh_hant="嵌入式C", name_zh_hans="嵌入式C")
    url = reverse("expo:org_posting_new", args=[part.organisation.slug])
    assert client.get(url).status_code == 200
    data = typed(("embedded c", "must"), ("Zephyr wizardry", "nice"), sponsors_hk="no", submit_too="1")
    data |= {"languages-2-level": "2", "languages-2-is_required": "on", "languages-2-reason": "Calls"}
    response = client.post(url, data)
    posting = Posting.objects.get()
    assert response["Location"] == reverse("expo:org_home", args=[part.organisation.slug])
    assert (posting.state, posting.sponsors_hk, posting.sponsors_cn) == (PostingState.SUBMITTED, False, None)
    assert list(posting.requirements.values_list("skill_id", "text", "importance", "proof")) == [
        (skill.pk, "", "must", "work"),
        (None, "Zephyr wizardry", "nice", "work"),
    ]
    assert list(posting.languages.values_list("ability", "level", "is_required")) == [("english_spoken", 2, True)]


def test_choices_to_make_are_words_not_dashes(client: Client, part: EditionEmployer, recruiter: Membership) -> None:
    body = client.get(reverse("expo:org_posting_new", args=[part.organisation.slug])).content.decode()
    assert (body.count('<option value="" selected>Choose</option>'), "-----" in body) == (5, False)


def test_errors_name_the_field_and_keep_what_was_typed(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    url = reverse("expo:org_posting_new", args=[part.organisation.slug])
    data = typed(("Zephyr", "must"), title_en="", pay_min="30000", pay_max="20000")
    body = client.post(url, data | {"languages-0-level": "3", "languages-0-is_required": "on"}).content.decode()
    for words in (
        "Write the title in at least one language.",
        "This is less than the lower end.",
        "Say which part of the work needs this language.",
        'value="Zephyr"',
        'value="30000"',
    ):
        assert words in body
    assert Posting.objects.count() == 0


def test_an_edit_shows_flags_translations_and_keeps_rows(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    posting = PostingFactory(
        edition=part.edition,
        organisation=part.organisation,
        state=PostingState.DRAFT,
        title_en="Engineer",
        title_zh_hant="工程師",
        title_zh_hans="",
        pay_min=None,
        pay_max=None,
        description_en="Applicants under 35.",
        skills=[SkillFactory(name_en="Embedded C")],
    )
    page = client.get(reverse("expo:org_posting_edit", args=[part.organisation.slug, posting.pk]))
    assert [flag.code for flag in page.context["flags"]] == ["pay", "age"]
    assert [item.done for item in page.context["translations"]] == [2, 1, 0]
    assert 'value="Embedded C"' in page.content.decode()


@pytest.mark.parametrize(("paid", "shown"), [("12", "12"), ("13.5", "13.5"), ("10.0", "10"), (None, None)])
def test_months_of_pay_are_written_as_people_write_them(
    client: Client, part: EditionEmployer, recruiter: Membership, paid: str | None, shown: str | None
) -> None:
    """The form said "12.0"."""
    posting = PostingFactory(
        edition=part.edition, organisation=part.organisation, state=PostingState.DRAFT, pay_months=paid
    )
    page = client.get(reverse("expo:org_posting_edit", args=[part.organisation.slug, posting.pk]))
    field = page.context["editor"].content["pay_months"]
    assert field.value() == shown
    assert (f'value="{shown}"' in str(field)) == (shown is not None)


def test_removing_a_row_and_the_same_skill_twice(client: Client, part: EditionEmployer, recruiter: Membership) -> None:
    skill = SkillFactory(name_en="Embedded C")
    posting = PostingFactory(
        edition=part.edition, organisation=part.organisation, state=PostingState.DRAFT, skills=[skill, SkillFactory()]
    )
    url = reverse("expo:org_posting_edit", args=[part.organisation.slug, posting.pk])
    client.post(url, typed(("Embedded C", "should")))
    assert list(posting.requirements.values_list("skill_id", "importance")) == [(skill.pk, "should")]
    response = client.post(url, typed(("Embedded C", "should"), ("EMBEDDED  C", "must")))
    body = response.content.decode()
    assert "is in the list twice" in body
    assert posting.requirements.count() == 1


def test_a_published_role_is_locked_until_it_is_taken_back(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    posting = PostingFactory(edition=part.edition, organisation=part.organisation)
    url = reverse("expo:org_posting_edit", args=[part.organisation.slug, posting.pk])
    RequirementFactory(posting=posting)
    locked = client.get(url).content.decode()
    assert "Take it back to a draft to change it" in locked
    assert (locked.count('<li class="ask-row">'), 'class="split editor next-first"' in locked) == (1, True)
    assert client.post(url, typed()).status_code == 403
    step = reverse("expo:org_posting_step", args=[part.organisation.slug, posting.pk, "take_back"])
    assert client.post(step)["Location"] == url
    assert client.post(url, typed()).status_code == 302
    posting.refresh_from_db()
    assert (posting.state, posting.title_en) == (PostingState.DRAFT, "Firmware engineer")


def test_a_quiet_role_is_refreshed_by_one_click(client: Client, part: EditionEmployer, recruiter: Membership) -> None:
    posting = PostingFactory(edition=part.edition, organisation=part.organisation)
    Posting.objects.filter(pk=posting.pk).update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    home = reverse("expo:org_home", args=[part.organisation.slug])
    assert client.get(home).context["desk"].rows[0].is_quiet
    client.post(reverse("expo:org_posting_step", args=[part.organisation.slug, posting.pk, "refresh"]))
    assert not client.get(home).context["desk"].rows[0].is_quiet


def test_who_may_do_what(client: Client, part: EditionEmployer) -> None:
    posting = PostingFactory(edition=part.edition, organisation=part.organisation, state=PostingState.DRAFT)
    slug = part.organisation.slug
    home, edit = reverse("expo:org_home", args=[slug]), reverse("expo:org_posting_edit", args=[slug, posting.pk])
    step = reverse("expo:org_posting_step", args=[slug, posting.pk, "submit"])
    people = [
        (UserFactory(), 404, 404, 404),
        (MembershipFactory().user, 404, 404, 404),
        (MembershipFactory(organisation=part.organisation, role=MemberRole.VIEWER).user, 200, 403, 403),
        (MembershipFactory(organisation=part.organisation, role=MemberRole.OWNER).user, 200, 200, 302),
        (OrganiserFactory(), 200, 200, 302),
    ]
    for user, *expected in people:
        client.force_login(user)
        statuses = [client.get(home).status_code, client.get(edit).status_code, client.post(step).status_code]
        assert statuses == expected


def test_a_role_of_another_employer_is_not_found_under_my_address(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    other = PostingFactory(edition=part.edition)
    assert client.get(reverse("expo:org_posting_edit", args=[part.organisation.slug, other.pk])).status_code == 404


def test_without_an_edition_there_is_nothing_to_write(client: Client) -> None:
    member = MembershipFactory()
    EditionFactory(state="draft")
    client.force_login(member.user)
    assert (
        "No edition is open now"
        in client.get(reverse("expo:org_home", args=[member.organisation.slug])).content.decode()
    )
    assert client.get(reverse("expo:org_posting_new", args=[member.organisation.slug])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_desk(
    client: Client, part: EditionEmployer, recruiter: Membership, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        posting = PostingFactory(edition=part.edition, organisation=part.organisation, state=PostingState.DRAFT)
        PostingLanguageFactory(posting=posting)
        PostingFactory(edition=part.edition, organisation=part.organisation)
    for _ in range(rows):
        RequirementFactory(posting=posting)
    slug = part.organisation.slug
    with django_assert_num_queries(8):  # type: ignore[operator]  # fixture without a type
        client.get(reverse("expo:org_home", args=[slug]))
    with django_assert_num_queries(12):  # type: ignore[operator]  # fixture without a type
        client.get(reverse("expo:org_posting_edit", args=[slug, posting.pk]))


def test_a_number_used_twice_is_refused_beside_its_field(
    client: Client, part: EditionEmployer, recruiter: Membership
) -> None:
    """The database alone refused it, and the person got the page for breakdowns with everything typed gone."""
    url = reverse("expo:org_posting_new", args=[part.organisation.slug])
    data = typed(("C++", "must"), reference="FW-1")
    assert client.post(url, data).status_code == 302
    page = client.post(url, data | {"title_en": "Second engineer"})
    assert page.context["editor"].content.errors == {"reference": ["Another role of yours has this number already."]}
    assert 'value="Second engineer"' in page.content.decode()
    second = PostingFactory(organisation=part.organisation, edition=part.edition, state=PostingState.DRAFT)
    page = client.post(reverse("expo:org_posting_edit", args=[part.organisation.slug, second.pk]), data)
    assert "This number" not in page.content.decode()
    assert list(page.context["editor"].content.errors) == ["reference"]


def test_a_skill_asked_for_twice_is_named(client: Client, part: EditionEmployer, recruiter: Membership) -> None:
    SkillFactory(name_en="Rust", aliases=["rustlang"])
    url = reverse("expo:org_posting_new", args=[part.organisation.slug])
    page = client.post(url, typed(("rust", "must"), ("rustlang", "nice")))
    assert page.context["editor"].content.non_field_errors() == ["The skill “Rust” is in the list twice."]
    assert 'value="rustlang"' in page.content.decode()
