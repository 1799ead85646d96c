"""A person registers, states skills and wishes, and decides who may see them: on a phone, in English and Chinese."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from core.actor import system_actor
from expo.models import CandidateProfile, ProfileSkill
from matching.taxonomy.queries.nearness import current_names
from matching.taxonomy.services.vocabulary import load_vocabulary
from tests.factories import ClusterFactory, EditionFactory, SkillFactory, UserFactory
from tests.support.browser import assert_accessible, assert_touchable

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390


@pytest.fixture
def person() -> User:
    """Somebody new, while an edition is open and the vocabulary knows two skills."""
    EditionFactory(name_en="Talent Power Up 2026")
    ClusterFactory(key="ai", name_en="Artificial intelligence")
    SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习", aliases=["ML"])
    SkillFactory(name_en="Optics", name_zh_hant="光學", name_zh_hans="光学")
    user: User = UserFactory()
    return user


def test_a_first_profile_on_a_phone(open_page: Callable[..., Page], person: User) -> None:
    page = open_page("/", user=person, width=PHONE)
    page.get_by_role("button", name="Register for this edition").click()
    expect(page.locator("h1")).to_have_text("My profile")
    assert_accessible(page)
    page.get_by_role("link", name="Add a skill").first.click()
    assert_accessible(page)
    page.locator("#id_skill").fill("機器 學習")
    page.locator("#id_level").select_option("3")
    page.get_by_role("button", name="Save and add another").click()
    page.locator("#id_skill").fill("Underwater basketry")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#skills .lines > li")).to_have_count(2)
    expect(page.locator("#skills .lines")).to_contain_text("Machine learning")
    expect(page.locator("#skills .lines")).to_contain_text("not in our list yet")
    assert_touchable(page)
    page.get_by_role("button", name="Remove Underwater basketry").click()
    expect(page.locator("#skills .lines > li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#skills .lines > li")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert_touchable(page)
    profile = CandidateProfile.objects.get(user=person)
    assert (profile.visibility, profile.registrations.count()) == ("private", 1)


def test_a_menu_gives_way_when_the_keyboard_goes_on(open_page: Callable[..., Page], person: User) -> None:
    """It stayed open and hid what had the focus."""
    page = open_page("/openings/", user=person, width=PHONE)
    menu = page.locator("details.menu")
    menu.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Account settings")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    for _step in range(6):
        page.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", "")


def test_a_typing_error_is_explained_and_nothing_typed_is_lost(open_page: Callable[..., Page], person: User) -> None:
    page = open_page("/me/profile/wishes/edit/", user=person, width=PHONE)
    page.get_by_label("Hong Kong", exact=True).check()
    page.locator("#id_available_from").fill("2027-06-01")
    page.locator("#id_available_until").fill("2027-05-01")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_available_from")).to_have_value("2027-06-01")
    assert_accessible(page)
    page.locator("#id_available_until").fill("2027-08-31")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#wishes")).to_contain_text("Hong Kong")


def test_opening_the_profile_in_chinese_without_scripts(open_page: Callable[..., Page], person: User) -> None:
    User.objects.filter(pk=person.pk).update(language="zh-hant")
    page = open_page("/me/profile/", user=person, width=PHONE, language="zh-hant", scripts=False)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.locator("#visibility")).to_contain_text("不公開")
    page.locator("#visibility a").click()
    page.locator("input[value=open]").check()
    page.locator("form.form button.btn-primary").click()
    expect(page.locator("#visibility .status")).to_contain_text("公開")
    assert CandidateProfile.objects.get(user=person).visibility == "open"


def test_names_are_suggested_while_typing(open_page: Callable[..., Page], person: User) -> None:
    page = open_page("/me/profile/skills/add/", user=person)
    page.locator("#id_skill").press_sequentially("opti", delay=40)
    expect(page.locator("#id_skill_options [role=option]")).to_have_count(1)
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_skill")).to_have_value("Optics")
    expect(page.locator("#id_skill_options")).to_be_hidden()
    page.locator("#id_skill").fill("mach")
    expect(page.locator("#id_skill_options")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#id_skill_options")).to_be_hidden()
    page.locator("#id_skill").press_sequentially("ine", delay=40)
    page.get_by_role("option", name="Machine learning").click()
    expect(page.locator("#id_skill")).to_have_value("Machine learning")


def test_own_words_are_named_with_a_click_and_text_is_read(open_page: Callable[..., Page]) -> None:
    person = UserFactory()
    load_vocabulary(actor=system_actor("test"))
    current_names()
    profile = CandidateProfile.objects.create(user=person, summary="I keep our cloud servers running.")
    ProfileSkill.objects.create(profile=profile, text="talking to customers")
    page = open_page("/me/profile/", user=person, width=PHONE)
    expect(page.locator("#mentions")).to_contain_text("Cloud")
    assert_accessible(page)
    page.get_by_role("button", name="Customer service").click()
    expect(page.locator("#skills")).to_contain_text("counts as Customer service now")
    page.locator("#mentions button").first.click()
    expect(page.locator("#skills .lines").first.locator("> li")).to_have_count(2)
