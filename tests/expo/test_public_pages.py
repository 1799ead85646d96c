"""Public pages: who sees what, that they hold their facts, and how many queries they need."""

import pytest
from django.test import Client
from django.urls import reverse

from expo.enums import EditionState, EmployerState, PostingState
from tests.factories import (
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganiserFactory,
    PostingFactory,
    PostingLanguageFactory,
    RequirementFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def text(client: Client, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers or None)
    assert response.status_code == 200
    return response.content.decode()


def test_the_front_page_tells_adverts_from_openings(client: Client) -> None:
    edition = EditionFactory(name_en="Talent Power Up 2026", venue_en="Hall A")
    PostingFactory(edition=edition, openings=3, function="rnd")
    PostingFactory(edition=edition, openings=1, function="business")
    PostingFactory(edition=edition, openings=50, state=PostingState.DRAFT)
    EditionEmployerFactory(edition=edition)
    page = client.get("/")
    figures = {figure.key: figure.value for figure in page.context["front"].figures}
    assert figures == {"openings": 4, "adverts": 2, "employers": 3, "technology": 75}
    body = page.content.decode()
    assert "Hall A" in body and "27–28 November 2026" in body


def test_without_an_edition_the_front_page_says_so(client: Client) -> None:
    EditionFactory(state=EditionState.DRAFT)
    assert "No edition is open now" in text(client, "/")
    assert client.get(reverse("expo:posting_list")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_public_pages(client: Client, rows: int, django_assert_num_queries: object) -> None:
    edition = EditionFactory()
    employer = OrganisationFactory(slug="jade")
    for _ in range(rows):
        posting = PostingFactory(edition=edition, organisation=employer, skills=[SkillFactory(), SkillFactory()])
        PostingLanguageFactory(posting=posting)
        PostingFactory(edition=edition)
    for url, queries in [
        ("/", 6),
        (reverse("expo:posting_list"), 8),
        (reverse("expo:posting_list"), 4),
        (reverse("expo:posting_detail", args=[posting.pk]), 4),
        (reverse("expo:employer_list"), 4),
        (reverse("expo:employer_detail", args=["jade"]), 6),
    ]:
        with django_assert_num_queries(queries):  # type: ignore[operator]  # fixture without a type
            text(client, url)


def test_a_role_shows_its_facts(client: Client) -> None:
    skill = SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习")
    posting = PostingFactory(pay_months="13.0", sponsors_hk=True, site="hk", skills=[skill])
    RequirementFactory(posting=posting, skill=None, text="Kdb+ tuning", importance="nice", level=None, proof="work")
    PostingLanguageFactory(posting=posting, ability="cantonese", reason="Customers call")
    body = text(client, reverse("expo:posting_detail", args=[posting.pk]))
    for words in (
        "HK$25,000–32,000 a month",
        "paid 13 months a year",
        "Sponsors a visa for work in Hong Kong.",
        "Machine learning",
        "Kdb+ tuning",
        "shown by: Work experience",
        "Customers call",
    ):
        assert words in body


def test_drafts_are_hidden_from_strangers_and_shown_to_their_employer_and_organisers(client: Client) -> None:
    member = MembershipFactory()
    draft = PostingFactory(organisation=member.organisation, state=PostingState.DRAFT)
    url = reverse("expo:posting_detail", args=[draft.pk])
    assert client.get(url).status_code == 404
    for user, status in [
        (UserFactory(), 404),
        (MembershipFactory().user, 404),
        (member.user, 200),
        (OrganiserFactory(), 200),
    ]:
        client.force_login(user)
        assert client.get(url).status_code == status


def test_a_role_is_also_given_as_schema_org(client: Client) -> None:
    posting = PostingFactory(site="both", title_en="Data engineer", pay_max=None, skills=[SkillFactory(name_en="SQL")])
    response = client.get(reverse("expo:posting_data", args=[posting.pk]))
    assert response["Content-Type"] == "application/ld+json"
    data = response.json()
    assert (data["@type"], data["title"], data["skills"], data["totalJobOpenings"]) == (
        "JobPosting",
        "Data engineer",
        ["SQL"],
        2,
    )
    assert data["baseSalary"]["value"] == {"@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 25000}
    assert [place["address"]["addressCountry"] for place in data["jobLocation"]] == ["HK", "CN"]


def test_htmx_gets_the_results_alone_and_no_script_the_whole_page(client: Client) -> None:
    PostingFactory(title_en="Compiler engineer")
    url = reverse("expo:posting_list") + "?q=compiler"
    part = text(client, url, hx_request="true")
    assert part.lstrip().startswith('<div id="results">')
    assert part.strip() in text(client, url)
    assert "Compiler engineer" in part


def test_filters_stand_as_chips_that_lead_back(client: Client) -> None:
    PostingFactory(kind="internship", site="sz")
    body = text(client, reverse("expo:posting_list") + "?kind=internship&site=sz&q=engineer")
    assert 'href="/openings/?q=engineer&amp;site=sz"' in body
    assert 'href="/openings/?kind=internship&amp;site=sz"' in body


def test_employers_are_found_by_name_in_any_language(client: Client) -> None:
    edition = EditionFactory()
    for name, zh in [("Jade Robotics", "翠玉機械人"), ("Ink Systems", "墨水系統")]:
        EditionEmployerFactory(edition=edition, organisation=OrganisationFactory(name_en=name, name_zh_hant=zh))
    assert [e.name_en for e in client.get("/employers/").context["list"].page] == ["Ink Systems", "Jade Robotics"]
    for typed in ("jade", "翠玉"):
        assert [e.name_en for e in client.get(f"/employers/?q={typed}").context["list"].page] == ["Jade Robotics"]
    assert client.get("/employers/?stage=nonprofit").context["list"].total == 0
    assert client.get(reverse("expo:employer_detail", args=["unknown"])).status_code == 404


def test_the_adverts_of_an_employer_who_left_go_and_come_back_once_it_is_confirmed(client: Client) -> None:
    edition, gone = EditionFactory(), OrganisationFactory(name_en="Gone Robotics")
    part = EditionEmployerFactory(edition=edition, organisation=gone, state=EmployerState.CONFIRMED)
    advert = PostingFactory(edition=edition, organisation=gone, title_en="Gripper engineer", openings=4)
    PostingFactory(edition=edition, title_en="Lab engineer", openings=1)
    detail = reverse("expo:posting_detail", args=[advert.pk])

    def seen() -> tuple[int, int, bool, int, list[int], bool]:
        front = client.get("/").context["front"]
        figures = {figure.key: figure.value for figure in front.figures}
        listing = text(client, reverse("expo:posting_list"))
        employers = text(client, reverse("expo:employer_list"))
        status = client.get(detail).status_code
        counts = [kind.adverts for kind in front.kinds] + [cluster.adverts for cluster in front.clusters]
        return figures["adverts"], figures["openings"], "Gripper" in listing, status, counts, "Gone" in employers

    with_it = (2, 5, True, 200, [2, 1, 1], True)
    assert seen() == with_it
    part.state = EmployerState.WITHDRAWN
    part.save()
    assert seen() == (1, 1, False, 404, [1, 1], False)
    member = MembershipFactory(organisation=gone)
    client.force_login(member.user)
    assert "the employer has left the edition" in text(client, detail)
    desk = text(client, reverse("expo:org_home", args=[gone.slug]))
    assert "your adverts are not shown and you see no candidates" in desk
    assert f"/roles/{advert.pk}/" not in desk
    client.logout()
    part.state = EmployerState.CONFIRMED
    part.save()
    assert seen() == with_it
