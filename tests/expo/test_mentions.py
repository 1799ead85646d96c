"""Skills offered to be confirmed: what a text speaks of, what a term means. Nothing is stored that nobody confirmed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import MemberRole
from accounts.models import Membership, User
from core.actor import system_actor
from expo.enums import Importance, PostingState
from expo.models import CandidateProfile, ImportBatch, Posting
from expo.queries.mentions import profile_mentions
from matching.taxonomy.models import Skill
from matching.taxonomy.queries.nearness import current_names
from matching.taxonomy.services.vocabulary import load_vocabulary
from tests.factories import (
    EditionEmployerFactory,
    EditionFactory,
    ExperienceFactory,
    MembershipFactory,
    OrganiserFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequirementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SUMMARY = "I write Python and kept talking to customers. No experience with Docker."


@pytest.fixture(autouse=True)
def vocabulary() -> None:
    """The project's own vocabulary, its names at hand."""
    load_vocabulary(actor=system_actor("test"))
    current_names()


@pytest.fixture
def person(client: Client) -> User:
    user: User = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def recruiter(client: Client) -> Membership:
    part = EditionEmployerFactory()
    member: Membership = MembershipFactory(organisation=part.organisation, role=MemberRole.RECRUITER)
    client.force_login(member.user)
    return member


@pytest.fixture
def draft(recruiter: Membership) -> Posting:
    part = recruiter.organisation.editions.get()
    posting: Posting = PostingFactory(
        edition=part.edition,
        organisation=recruiter.organisation,
        state=PostingState.DRAFT,
        description_en="You write firmware in Python and talk to customers every week.",
    )
    return posting


def skill(name: str) -> Skill:
    found: Skill = Skill.objects.get(name_en=name)
    return found


def test_a_profile_is_told_what_its_text_speaks_of_and_lacks(person: User) -> None:
    profile = ProfileFactory(user=person, summary=SUMMARY, skills=[skill("Python")])
    ExperienceFactory(profile=profile, description="負責招聘。")
    assert [(one.name, one.phrase, one.is_named) for one in profile_mentions(profile)] == [
        ("Talent acquisition", "招聘", True),
        ("Customer service", "talking to customers", False),
    ]
    assert list(profile.skills.values_list("skill__name_en", flat=True)) == ["Python"]


@pytest.mark.parametrize(
    ("language", "heading", "name"),
    [
        ("en", "Your text speaks of", "Customer service"),
        ("zh-hant", "你寫的文字談及", "客戶服務"),
        ("zh-hans", "你写的文字谈到", "客户服务"),
    ],
)
def test_the_profile_page_asks_for_them_as_a_part_and_links_to_them_as_a_page(
    client: Client, person: User, language: str, heading: str, name: str
) -> None:
    User.objects.filter(pk=person.pk).update(language=language)
    ProfileFactory(user=person, summary=SUMMARY)
    url = reverse("expo:profile_mentions")
    assert f'hx-get="{url}"' in client.get(reverse("expo:profile")).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(url).content.decode()
    for html in (part, whole):
        assert (heading in html, name in html, "Docker" in html) == (True, True, False)
    assert ("<html" in part, "<html" in whole) == (False, True)


def test_a_profile_without_text_is_not_asked_to_look(client: Client, person: User) -> None:
    ProfileFactory(user=person)
    assert reverse("expo:profile_mentions") not in client.get(reverse("expo:profile")).content.decode()
    assert "names no skill that you have not listed" in client.get(reverse("expo:profile_mentions")).content.decode()


def test_a_skill_of_the_text_is_added_when_the_person_says_so(client: Client, person: User) -> None:
    profile = ProfileFactory(user=person, summary=SUMMARY)
    url, wanted = reverse("expo:profile_mentions"), skill("Customer service")
    page = client.post(url, {"skill": wanted.pk}, follow=True)
    assert "“Customer service” is among your skills now" in page.content.decode()
    assert [(line.skill, line.level) for line in profile.skills.all()] == [(wanted, None)]
    assert "is in the list twice" in client.post(url, {"skill": wanted.pk}, follow=True).content.decode()
    assert client.post(url, {"skill": "0"}).status_code == 400
    assert profile.skills.count() == 1


def test_words_of_ones_own_are_asked_about_and_named_by_a_click(client: Client, person: User) -> None:
    profile = ProfileFactory(user=person)
    line = ProfileSkillFactory(profile=profile, skill=None, text="talking to customers", level=3)
    strange = ProfileSkillFactory(profile=profile, skill=None, text="knitting")
    html = client.get(reverse("expo:profile")).content.decode()
    url, wanted = reverse("expo:profile_skill_means", args=[line.pk]), skill("Customer service")
    assert ("Did you mean:" in html, f'value="{wanted.pk}"' in html) == (True, True)
    assert reverse("expo:profile_skill_means", args=[strange.pk]) not in html
    line.refresh_from_db()
    assert line.skill is None
    page = client.post(url, {"skill": wanted.pk}, follow=True)
    assert "“talking to customers” counts as Customer service now." in page.content.decode()
    line.refresh_from_db()
    assert (line.skill, line.text, line.level) == (wanted, "talking to customers", 3)
    edit = client.get(reverse("expo:profile_item_edit", args=["skills", line.pk])).content.decode()
    assert 'value="Customer service"' in edit


def test_a_line_of_another_person_cannot_be_named(client: Client, person: User) -> None:
    line = ProfileSkillFactory(skill=None, text="talking to customers")
    url = reverse("expo:profile_skill_means", args=[line.pk])
    assert client.post(url, {"skill": skill("Customer service").pk}).status_code == 404
    line.refresh_from_db()
    assert line.skill is None


@pytest.mark.parametrize("rows", [1, 3])
def test_own_words_ask_the_same_number_of_queries(
    client: Client, person: User, rows: int, django_assert_num_queries: object
) -> None:
    profile = ProfileFactory(user=person)
    for number in range(rows):
        ProfileSkillFactory(profile=profile, skill=None, text=f"talking to customers {number}")
    client.get(reverse("expo:profile"))
    with django_assert_num_queries(15):  # type: ignore[operator]  # fixture without a type
        assert client.get(reverse("expo:profile")).status_code == 200
    assert CandidateProfile.objects.get().skills.filter(skill=None).count() == rows


def test_a_role_is_told_what_its_text_speaks_of_and_asks_for_it_by_a_click(client: Client, draft: Posting) -> None:
    args = [draft.organisation.slug, draft.pk]
    url = reverse("expo:org_posting_mentions", args=args)
    assert f'hx-get="{url}"' in client.get(reverse("expo:org_posting_edit", args=args)).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert [name in part for name in ("Python", "Customer service")] == [True] * 2
    page = client.post(url, {"skill": skill("Python").pk}, follow=True)
    assert "The role asks for Python now." in page.content.decode()
    assert [(line.skill.name_en, line.importance) for line in draft.requirements.all()] == [
        ("Python", Importance.SHOULD)
    ]
    assert "Python</span>" not in client.get(url).content.decode()


def test_a_requirement_in_own_words_is_asked_about_and_named_by_a_click(client: Client, draft: Posting) -> None:
    RequirementFactory(posting=draft, skill=skill("Python"), position=0)
    line = RequirementFactory(posting=draft, skill=None, text="talking to customers", level=2, position=1)
    args = [draft.organisation.slug, draft.pk]
    html = client.get(reverse("expo:org_posting_edit", args=args)).content.decode()
    assert (f'form="means-{line.pk}"' in html, f'<form id="means-{line.pk}"' in html) == (True, True)
    wanted = skill("Customer service")
    client.post(reverse("expo:org_posting_mentions", args=args), {"skill": wanted.pk, "line": line.pk})
    assert list(draft.requirements.values_list("skill__name_en", "text", "level", "importance")) == [
        ("Python", "", 2, "must"),
        ("Customer service", "talking to customers", 2, "must"),
    ]
    gone = client.post(reverse("expo:org_posting_mentions", args=args), {"skill": wanted.pk, "line": line.pk})
    assert (gone.status_code, draft.requirements.count()) == (302, 2)


def test_a_published_role_is_not_changed(client: Client, draft: Posting) -> None:
    posting = PostingFactory(edition=draft.edition, organisation=draft.organisation)
    args = [draft.organisation.slug, posting.pk]
    url = reverse("expo:org_posting_mentions", args=args)
    assert client.post(url, {"skill": skill("Python").pk}).status_code == 403
    assert url not in client.get(reverse("expo:org_posting_edit", args=args)).content.decode()
    assert posting.requirements.count() == 0


@pytest.mark.parametrize("state", [PostingState.SUBMITTED, PostingState.PUBLISHED])
def test_the_employer_reads_what_the_text_of_a_vetted_role_speaks_of(
    client: Client, draft: Posting, state: PostingState
) -> None:
    """It answered "no right" to the employer whose advert it is."""
    posting = PostingFactory(
        edition=draft.edition, organisation=draft.organisation, state=state, description_en=draft.description_en
    )
    args = [draft.organisation.slug, posting.pk]
    page = client.get(reverse("expo:org_posting_mentions", args=args))
    html = page.content.decode()
    told = [one.name for one in page.context["mentions"]]
    assert (page.status_code, told) == (200, ["Python", "Embedded systems", "Customer service"])
    assert ("Take it back to a draft to ask for more" in html, 'name="skill"' in html) == (True, False)
    assert f'href="{reverse("expo:org_posting_edit", args=args)}"' in html


@pytest.mark.parametrize("terms", [1, 3])
def test_an_import_shows_what_its_unknown_terms_may_mean(
    client: Client, terms: int, django_assert_num_queries: object
) -> None:
    client.force_login(OrganiserFactory())
    unknown = [["talking to customers", "en"], ["knitting", "en"], ["cloud servers", "en"]][:terms]
    batch = ImportBatch.objects.create(
        edition=EditionFactory(), kind="postings", filename="a.csv", sha256="0" * 64, options={"unknown": unknown}
    )
    url = reverse("expo:import_detail", args=[batch.pk])
    client.get(url)
    with django_assert_num_queries(9):  # type: ignore[operator]  # fixture without a type
        page = client.get(url)
    shown = {text: [one.name for one in meant][:1] for text, meant in page.context["page"].unknown}
    wanted = {"talking to customers": ["Customer service"], "knitting": [], "cloud servers": ["Cloud computing"]}
    assert shown == dict(list(wanted.items())[:terms])
    assert "May mean" in page.content.decode()
    ImportBatch.objects.update(state="undone", undone_at=timezone.now(), applied_at=timezone.now())
    assert client.get(url).context["page"].unknown == []


def test_a_search_without_a_hit_asks_what_was_meant(client: Client, draft: Posting) -> None:
    PostingFactory(edition=draft.edition, skills=[skill("Customer service")])
    url = reverse("expo:posting_list")
    html = client.get(url, {"q": "talking to customers"}).content.decode()
    assert ("Did you mean:" in html, f'href="{url}?q=Customer%20service"' in html) == (True, True)
    assert client.get(url, {"q": "Customer service"}).context["list"].adverts == 1
    for typed in ("knitting", "Customer service", ""):
        assert "Did you mean:" not in client.get(url, {"q": typed}).content.decode()
