"""The suite's own ground: databases cloned from the template, and a browser that reports what goes wrong."""

from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import Page


@pytest.mark.django_db
def test_the_database_is_a_migrated_copy_of_the_template() -> None:
    assert str(connection.settings_dict["NAME"]).startswith("test_")
    assert ContentType.objects.filter(app_label="matching", model="matchrun").count() == 1


@pytest.mark.django_db
def test_chinese_words_have_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('数据工程师', '数据工程') > 0.5")
        assert cursor.fetchone() == (True,)


@pytest.mark.journey
def test_the_browser_opens_a_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/accounts/login/", width=390, language="zh-hant")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.locator("main").count() == 1
