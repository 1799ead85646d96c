"""The suite's own ground: databases cloned from the template, and a browser that reports what goes wrong."""

from collections.abc import Callable

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import Page

from tests.support.databases import drop_database


@pytest.mark.django_db
def test_the_database_is_a_migrated_copy_of_the_template() -> None:
    assert str(connection.settings_dict["NAME"]).startswith("test_")
    assert ContentType.objects.filter(app_label="matching", model="matchrun").count() == 1


@pytest.mark.django_db
def test_chinese_words_have_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('数据工程师', '数据工程') > 0.5")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_is_dropped_without_the_rights_of_a_superuser() -> None:
    """The server itself may be cleaning it at that moment; an ordinary role must not fall over that."""
    with connection._nodb_cursor() as cursor:
        cursor.execute('CREATE DATABASE "test_in_use" TEMPLATE template0')
        user = psycopg.connect(
            **{**connection.get_connection_params(), "dbname": "test_in_use", "cursor_factory": None}
        )
        drop_database(cursor, "test_in_use")
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = 'test_in_use'")
        assert cursor.fetchone() == (0,)
        with pytest.raises(psycopg.OperationalError):
            user.execute("SELECT 1")
        user.close()


@pytest.mark.journey
def test_the_browser_opens_a_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/accounts/login/", width=390, language="zh-hant")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.locator("main").count() == 1
