"""The administration's lists fit the window: a table on a desk, cards on a phone."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.factories import AdministratorFactory, PostingFactory
from tests.support.browser import assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "language"), [(320, "zh-hant"), (390, "zh-hans"), (1280, "en")])
def test_a_list_needs_no_scrolling_sideways(
    open_page: Callable[..., Page], client: Client, width: int, language: str
) -> None:
    PostingFactory(
        title_en="Graduate Agetech project officer, assistive technology",
        organisation__name_en="Bauhinia Works Gerontechnology and Rehabilitation Network",
        organisation__name_zh_hant="紫荊工坊樂齡科技及復康網絡",
        organisation__name_zh_hans="紫荆工坊乐龄科技及康复网络",
        published_at="2026-11-20T09:00Z",
    )
    administrator = AdministratorFactory()
    client.force_login(administrator)
    client.get("/admin/expo/posting/")  # reads the code of all pages; on a busy machine longer than a browser waits
    page = open_page("/admin/expo/posting/", user=administrator, width=width, language=language)
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    beyond = "(name) => { const part = document.querySelector(name); return part.scrollWidth - part.clientWidth; }"
    assert page.evaluate(beyond, ".results") <= 0
    assert page.evaluate(beyond, "html") <= 0
    if width < 500:
        assert_accessible(page)
