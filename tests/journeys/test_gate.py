"""The day itself on phones: a visitor shows the pass, the gate takes its code and answers at arm's length."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from expo.enums import EditionState
from expo.models import CheckIn
from tests.factories import EditionFactory, OrganiserFactory, ProfileFactory, RegistrationFactory, UserFactory
from tests.support.browser import assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390


@pytest.mark.parametrize(("scripts", "theme"), [(True, "light"), (True, "dark"), (False, "light")])
def test_from_the_pass_to_the_hall(open_page: Callable[..., Page], scripts: bool, theme: str) -> None:
    edition = EditionFactory(state=EditionState.RUNNING)
    # No name, a long address: what the header held of it made every page wider than the phone.
    visitor = UserFactory(
        email="a.very.long.address.of.a.visitor@students.example.org", family_name="", given_name="", preferred_name=""
    )
    RegistrationFactory(edition=edition, profile=ProfileFactory(user=visitor))
    options = {"width": PHONE, "scripts": scripts, "theme": theme}
    mine = open_page("/me/pass/", user=visitor, **options)
    code = mine.locator(".pass-code").inner_text()
    gate = open_page("/console/check-in/", user=OrganiserFactory(theme=theme), **options)
    for word in ("Welcome", "Already in"):
        gate.get_by_label("Code of the pass, or a name").fill(code.lower())
        gate.get_by_role("button", name="Check in", exact=True).click()
        expect(gate.locator(".gate-word")).to_have_text(word)
        if scripts:
            assert_accessible(gate)
    assert CheckIn.objects.count() == 2
    mine.reload()
    expect(mine.locator(".pass")).to_contain_text("Checked in")
    if scripts:
        assert_accessible(mine)
        for page in (mine, gate):
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
