"""A person's own profile pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from expo.enums import EditionState
from expo.models import CandidateProfile, Registration
from matching.taxonomy.models import UnknownTerm
from tests.factories import (
    EditionFactory,
    EducationFactory,
    ExperienceFactory,
    ProfileFactory,
    ProfileLanguageFactory,
    ProfileSkillFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    user: User = UserFactory()
    client.force_login(user)
    return user


def test_the_profile_begins_private_and_empty_with_hints(client: Client, person: User) -> None:
    page = client.get(reverse("expo:profile"))
    assert page.status_code == 200
    profile = CandidateProfile.objects.get(user=person)
    assert profile.visibility == "private"
    assert [hint.section for hint in page.context["page"].hints][:3] == ["skills", "languages", "work"]


def test_a_skill_is_read_by_any_of_its_names(client: Client, person: User) -> None:
    skill = SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习", aliases=["ML"])
    response = client.post(
        reverse("expo:profile_item_add", args=["skills"]),
        {"skill": " 機器 學習 ", "level": "3", "evidence": "project", "note": "Thesis", "add_more": "1"},
    )
    assert response["Location"] == reverse("expo:profile_item_add", args=["skills"])
    row = CandidateProfile.objects.get(user=person).skills.get()
    assert (row.skill, row.level, row.evidence, row.note) == (skill, 3, "project", "Thesis")
    again = client.post(reverse("expo:profile_item_add", args=["skills"]), {"skill": "ML", "evidence": "self"})
    assert "is in the list twice" in again.content.decode()
    assert 'value="ML"' in again.content.decode()


def test_an_unknown_skill_is_kept_as_written_and_queued(client: Client, person: User) -> None:
    page = client.post(
        reverse("expo:profile_item_add", args=["skills"]),
        {"skill": "Underwater basketry", "evidence": "self"},
        follow=True,
    )
    row = CandidateProfile.objects.get(user=person).skills.get()
    assert (row.skill, row.text) == (None, "Underwater basketry")
    assert UnknownTerm.objects.get().text == "Underwater basketry"
    assert "an editor will look at it" in page.content.decode()


def test_removing_a_line_can_be_undone_once(client: Client, person: User) -> None:
    profile = ProfileFactory(user=person)
    kept = ProfileSkillFactory(profile=profile, level=4, note="Shop", position=7)
    url = reverse("expo:profile_item_remove", args=["skills", kept.pk])
    page = client.post(url, follow=True)
    assert profile.skills.count() == 0
    assert "is removed" in page.content.decode()
    client.post(reverse("expo:profile_undo"))
    row = profile.skills.get()
    assert (row.skill_id, row.level, row.note, row.position) == (kept.skill_id, 4, "Shop", 7)
    client.post(reverse("expo:profile_undo"))
    assert profile.skills.count() == 1


@pytest.mark.parametrize(
    ("kind", "factory"),
    [("education", EducationFactory), ("experience", ExperienceFactory), ("skills", ProfileSkillFactory)],
)
def test_lines_of_other_people_do_not_exist_for_me(client: Client, person: User, kind: str, factory: type) -> None:
    other = factory()
    assert client.get(reverse("expo:profile_item_edit", args=[kind, other.pk])).status_code == 404
    client.post(reverse("expo:profile_item_remove", args=[kind, other.pk]))
    assert type(other).objects.filter(pk=other.pk).exists()


def test_sections_are_saved_one_by_one(client: Client, person: User) -> None:
    edit = [
        ("wishes", {"wished_sites": ["hk", "remote"], "wished_pay_currency": "HKD", "wished_pay_period": "month"}),
        ("work", {"right_to_work_hk": "yes", "right_to_work_cn": "not_sure"}),
        ("languages", {"cantonese": "4", "english_written": "2"}),
        ("about", {"headline": "Embedded engineer", "language": "en", "experience_years": "3"}),
        ("visibility", {"visibility": "open"}),
    ]
    for section, data in edit:
        url = reverse("expo:profile_edit", args=[section])
        assert client.get(url).status_code == 200
        assert client.post(url, data)["Location"] == f"{reverse('expo:profile')}#{section}"
    profile = CandidateProfile.objects.get(user=person)
    assert (profile.wished_sites, profile.right_to_work_hk, profile.headline) == (
        ["hk", "remote"],
        "yes",
        "Embedded engineer",
    )
    assert (profile.visibility, profile.experience_years) == ("open", 3)
    assert dict(profile.languages.values_list("ability", "level")) == {"cantonese": 4, "english_written": 2}
    client.post(reverse("expo:profile_edit", args=["languages"]), {"cantonese": ""})
    assert profile.languages.count() == 0


def test_kind_errors_keep_what_was_typed(client: Client, person: User) -> None:
    body = client.post(
        reverse("expo:profile_edit", args=["wishes"]),
        {
            "available_from": "2027-06-01",
            "available_until": "2027-05-01",
            "wished_pay_min": "25000",
            "wished_pay_currency": "HKD",
            "wished_pay_period": "month",
        },
    ).content.decode()
    assert "This day is before the day you can start." in body
    assert 'value="25000"' in body
    later = client.post(
        reverse("expo:profile_edit", args=["work"]), {"right_to_work_hk": "later", "right_to_work_cn": "yes"}
    ).content.decode()
    assert "Write from which day you can work there." in later


def test_registering_cancelling_and_registering_again(client: Client, person: User) -> None:
    edition = EditionFactory()
    client.post(reverse("expo:register"))
    client.post(reverse("expo:register"))
    assert Registration.objects.filter(edition=edition, cancelled_at=None).count() == 1
    assert "You are registered" in client.get("/").content.decode()
    client.post(reverse("expo:register"), {"cancel": "1"})
    assert Registration.objects.get().cancelled_at is not None
    client.post(reverse("expo:register"))
    assert Registration.objects.get().cancelled_at is None


def test_a_closed_edition_takes_no_registrations(client: Client, person: User) -> None:
    EditionFactory(state=EditionState.CLOSED)
    page = client.post(reverse("expo:register"), follow=True)
    assert "does not take registrations now" in page.content.decode()
    assert Registration.objects.count() == 0


def test_unknown_sections_do_not_exist(client: Client, person: User) -> None:
    assert client.get("/me/profile/nonsense/edit/").status_code == 404
    assert client.get("/me/profile/nonsense/add/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_profile(client: Client, person: User, rows: int, django_assert_num_queries: object) -> None:
    EditionFactory()
    profile = ProfileFactory(user=person, skills=[SkillFactory() for _ in range(rows)])
    ProfileLanguageFactory(profile=profile)
    for _ in range(rows):
        EducationFactory(profile=profile)
        ExperienceFactory(profile=profile)
    with django_assert_num_queries(13):  # type: ignore[operator]  # fixture without a type
        assert client.get(reverse("expo:profile")).status_code == 200


def test_registering_has_a_page_that_says_what_it_means(client: Client, person: User) -> None:
    edition = EditionFactory()
    url = reverse("expo:register")
    assert "Nobody else sees your matches" in client.get(url).content.decode()
    client.post(url)
    assert client.get(url)["Location"] == reverse("expo:profile")
    client.post(url, {"cancel": "1"})
    assert "You cancelled your registration" in client.get(url).content.decode()
    edition.state = EditionState.CLOSED
    edition.save()
    assert "Registration is not open now." in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("section", "data"), [("about", {"headline": "Engineer", "language": "en"}), ("visibility", {"visibility": "open"})]
)
def test_what_was_saved_is_said_in_its_section(
    client: Client, person: User, section: str, data: dict[str, str]
) -> None:
    page = client.post(reverse("expo:profile_edit", args=[section]), data, follow=True).content.decode()
    start = page.index(f'id="{section}"')
    assert page.count("Saved ") == 1
    assert start < page.index("Saved ") < page.index("</section>", start)


def test_a_removed_line_is_offered_back_in_its_section_until_the_next_change(client: Client, person: User) -> None:
    line = ExperienceFactory(profile=ProfileFactory(user=person), title="Tester")
    page = client.post(reverse("expo:profile_item_remove", args=["experience", line.pk]), follow=True).content.decode()
    start = page.index('id="experience"')
    assert start < page.index("“Tester” is removed.") < page.index("</section>", start)
    client.post(reverse("expo:profile_edit", args=["visibility"]), {"visibility": "open"})
    assert "is removed" not in client.get(reverse("expo:profile")).content.decode()


def test_the_hint_about_levels_opens_the_first_skill_without_one(client: Client, person: User) -> None:
    profile = ProfileFactory(user=person)
    skills = [
        ProfileSkillFactory(profile=profile, level=level, position=n) for n, level in enumerate([3, 2, None, 4, 1])
    ]
    page = client.get(reverse("expo:profile"))
    hint = page.context["page"].hints[0]
    assert (hint.section, hint.item) == ("skills", skills[2].pk)
    assert f'href="{reverse("expo:profile_item_edit", args=["skills", skills[2].pk])}">{hint.words}' in (
        page.content.decode()
    )


def test_the_word_on_a_bin_is_in_the_readers_language(client: Client, person: User) -> None:
    skill = SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习")
    ProfileSkillFactory(profile=ProfileFactory(user=person), skill=skill, text="machine learning")
    with override("en"):  # the request's language ends with the test
        client.post(reverse("accounts:language_set"), {"language": "zh-hant"})
        assert "移除 機器學習" in client.get(reverse("expo:profile")).content.decode()
