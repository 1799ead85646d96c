"""Anyone finds a role, in each language, on a phone, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from expo.models import Edition
from tests.factories import (
    ClusterFactory,
    EditionFactory,
    OrganisationFactory,
    PostingFactory,
    PostingLanguageFactory,
    RequirementFactory,
    SkillFactory,
)
from tests.support.browser import assert_accessible, assert_touchable

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390


@pytest.fixture
def edition() -> Edition:
    """An edition with two employers and three adverts, one of them about machine learning."""
    edition: Edition = EditionFactory(
        name_en="Talent Power Up 2026",
        name_zh_hant="創科人才躍升 2026",
        name_zh_hans="创科人才跃升 2026",
        venue_en="Hall A",
    )
    learning = SkillFactory(
        name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习", aliases=["ML"]
    )
    ai = ClusterFactory(key="ai", name_en="Artificial intelligence", name_zh_hant="人工智能", name_zh_hans="人工智能")
    employer = OrganisationFactory(name_en="Jade Robotics", name_zh_hant="翠玉機械人", name_zh_hans="翠玉机器人")
    posting = PostingFactory(
        edition=edition,
        organisation=employer,
        cluster=ai,
        title_en="Learning engineer",
        title_zh_hant="學習工程師",
        title_zh_hans="学习工程师",
        skills=[learning],
    )
    RequirementFactory(posting=posting, skill=None, text="Kdb+ tuning", importance="nice", position=5)
    PostingLanguageFactory(posting=posting)
    PostingFactory(
        edition=edition, title_en="Optics engineer", title_zh_hant="光學工程師", kind="internship", site="sz"
    )
    PostingFactory(edition=edition, title_en="Clerk", title_zh_hant="文員", title_zh_hans="文员", function="support")
    return edition


@pytest.mark.parametrize(("language", "typed"), [("en", "ML"), ("zh-hant", "機器學習"), ("zh-hans", "机器学习")])
def test_from_the_front_page_to_a_role_on_a_phone(
    open_page: Callable[..., Page], edition: Edition, language: str, typed: str
) -> None:
    page = open_page("/", width=PHONE, language=language)
    assert_accessible(page)
    page.locator("#front-q").fill(typed)
    page.locator("#front-q").press("Enter")
    expect(page.locator(".opening")).to_have_count(1)
    assert_accessible(page)
    assert_touchable(page)
    page.locator(".opening .list-title a").click()
    expect(page.locator("h1")).to_have_text(
        {"en": "Learning engineer", "zh-hant": "學習工程師", "zh-hans": "学习工程师"}[language]
    )
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_filters_change_the_list_the_address_and_the_count_in_place(
    open_page: Callable[..., Page], edition: Edition
) -> None:
    page = open_page("/openings/")
    expect(page.locator("#result-count")).to_contain_text("3 adverts")
    page.locator("#f-kind-internship").check()
    expect(page.locator("#result-count")).to_contain_text("1 advert")
    expect(page).to_have_url(f"{page.url.split('?')[0]}?kind=internship")
    expect(page.locator("#f-kind-internship")).to_be_checked()
    page.locator(".chip.is-on").click()
    expect(page.locator("#result-count")).to_contain_text("3 adverts")


def test_the_filters_of_a_phone_open_and_close_by_keyboard(open_page: Callable[..., Page], edition: Edition) -> None:
    page = open_page("/openings/", width=PHONE)
    expect(page.locator("#filters")).to_be_hidden()
    page.locator(".filters-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filters")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()


def test_without_scripts_the_same_search_works(open_page: Callable[..., Page], edition: Edition) -> None:
    page = open_page("/openings/", scripts=False)
    page.locator("#f-site-sz").check()
    page.locator(".filters-apply button").click()
    expect(page.locator(".opening")).to_have_count(1)
    expect(page.locator(".opening")).to_contain_text("Optics engineer")
    page.locator("#q").fill("nothing at all")
    page.locator("#q").press("Enter")
    expect(page.locator(".empty")).to_be_visible()
    page.locator(".empty a").click()
    expect(page.locator(".opening")).to_have_count(3)


def test_employers_are_found_in_dark(open_page: Callable[..., Page], edition: Edition) -> None:
    page = open_page("/employers/", theme="dark", language="zh-hant")
    page.locator("#q").fill("翠玉")
    page.locator("#q").press("Enter")
    expect(page.locator(".employer-row")).to_have_count(1)
    assert_accessible(page)
    page.locator(".employer-row a").click()
    expect(page.locator(".opening")).to_have_count(1)
    assert_accessible(page)


def test_without_a_network_the_site_says_so_in_its_own_words(open_page: Callable[..., Page], edition: Edition) -> None:
    page = open_page("/", width=PHONE, allow=("ERR_INTERNET_DISCONNECTED",))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/openings/")
    expect(page.locator("h1")).to_have_text("No connection")
    expect(page.locator('[lang="zh-Hant"] h2')).to_have_text("沒有網絡連線")
    ground = page.evaluate("getComputedStyle(document.querySelector('.btn-primary')).backgroundColor")
    assert ground == "rgb(0, 112, 91)"
    assert_accessible(page)
    page.context.set_offline(False)
    page.locator(".btn-primary").click()
    expect(page.locator("h1")).to_have_text("Openings")


def test_on_paper_the_sum_of_a_receipt_stands_once_at_its_end(open_page: Callable[..., Page]) -> None:
    page = open_page("/styleguide/")
    page.emulate_media(media="print")
    lines = page.locator(".receipt-lines").first
    assert lines.evaluate("table => getComputedStyle(table).display") == "table"
    assert lines.locator("tfoot").evaluate("sum => getComputedStyle(sum).display") == "table-row-group"
    assert page.locator(".sheet:has(.receipt-lines)").first.evaluate("e => getComputedStyle(e).breakInside") == "auto"
