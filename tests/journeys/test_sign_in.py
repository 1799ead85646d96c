"""Signing up and in, in a real browser: codes by mail, a second factor, language and colours, the demo's one click."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services.demo import create_demo_people
from core.models import OutboxMail
from expo.models import Registration
from tests.factories import EditionFactory, OrganisationFactory, UserFactory
from tests.support.browser import assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code_in_last_mail() -> str:
    mail = OutboxMail.objects.first()
    assert mail is not None
    found = re.search(r"^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", mail.body_text, re.MULTILINE)
    assert found is not None
    return found[0]


def enter_code(page: Page) -> None:
    """Type the code of the last mail into the page that asks for it."""
    assert_accessible(page)
    page.locator("input[name=code]").fill(code_in_last_mail())
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_stranger_registers_from_the_front_page(open_page: Opener, scripts: bool) -> None:
    """The way of every visitor: front page, sign-up, code, registered; it ended at a blank page (405)."""
    edition = EditionFactory(name_en="Talent Power Up 2026")
    page = open_page("/", width=390, scripts=scripts)
    page.get_by_role("link", name="Register for this edition").click()
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("I have read how my data are used").check()
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(code_in_last_mail())
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Register for this edition")
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name="Register for this edition").click()
    expect(page.locator("h1")).to_have_text("My profile")
    expect(page.locator("#messages")).to_contain_text("You are registered for Talent Power Up 2026.")
    registration = Registration.objects.get(edition=edition)
    assert (registration.profile.user.email, registration.profile.visibility) == ("new@example.org", "private")


def organiser() -> User:
    user = UserFactory(email="organiser@example.org", is_organiser=True, second_factor=False)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_sign_up_by_code(open_page: Opener, scripts: bool) -> None:
    page = open_page("/accounts/signup/", width=390, scripts=scripts)
    if scripts:
        assert_accessible(page)
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Chinese name").fill("陳大文")
    page.get_by_label("I have read how my data are used").check()
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(code_in_last_mail())
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.goto("/settings/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Account settings")
    assert User.objects.get().chinese_name == "陳大文"


def test_sign_in_by_code_then_language_and_colours(open_page: Opener) -> None:
    user = UserFactory(email="person@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    page = open_page("/accounts/login/?next=/settings/", width=390)
    assert_accessible(page)
    page.get_by_label("E-mail address").fill(user.email)
    page.locator("main form button[type=submit]").first.click()
    enter_code(page)
    expect(page).to_have_url(re.compile("/settings/$"))
    assert_accessible(page)

    page.goto("/settings/?here=kept")
    page.get_by_role("button", name="繁體中文").click()
    expect(page).to_have_url(re.compile(r"/settings/\?here=kept$"))
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.get_by_role("heading", level=1)).to_have_text("帳戶設定")
    page.select_option("#choose-theme", "dark")
    page.locator("form:has(#choose-theme) button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert_accessible(page)
    user.refresh_from_db()
    assert (user.language, user.theme) == ("zh-hant", "dark")


def test_organiser_sets_up_the_second_factor_first(open_page: Opener) -> None:
    organiser()
    page = open_page("/accounts/login/?next=/settings/")
    page.get_by_label("E-mail address").fill("organiser@example.org")
    page.locator("main form button[type=submit]").first.click()
    enter_code(page)
    expect(page).to_have_url(re.compile("/settings/second-factor/$"))
    assert_accessible(page)

    page.get_by_role("link", name="Authenticator app").click()
    assert_accessible(page)
    secret = "".join(page.locator("#authenticator_secret span").all_inner_texts())
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.locator("main form:has(input[name=code]) button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert_accessible(page)
    page.goto("/settings/")
    expect(page).to_have_url(re.compile("/settings/$"))


def test_demo_signs_in_with_one_click(open_page: Opener) -> None:
    create_demo_people(employer_organisation=OrganisationFactory(slug="acme"))
    page = open_page("/accounts/login/")
    page.get_by_role("link", name=re.compile("Sign in with one click")).click()
    expect(page).to_have_url(re.compile("/demo/$"))
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("^Employer")).click()
    page.goto("/org/acme/team/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Team")
    assert_accessible(page)
    page.get_by_label("E-mail address").fill("colleague@example.org")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("Invitation sent to colleague@example.org.")).to_be_visible()
    assert_accessible(page)

    page.goto("/demo/")
    page.get_by_role("button", name=re.compile("^Administrator")).click()
    page.goto("/admin-tools/mailbox/")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("^Join the team")).click()
    assert_accessible(page)
    expect(page.locator("main a[href*='/invitations/']")).to_be_visible()
