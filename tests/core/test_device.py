"""The site on a phone's home screen and without a network."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from core.contrast import token_colour

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "lang", "name"),
    [("en", "en", "Talent Power Up"), ("zh-hant", "zh-Hant", "人才躍升"), ("zh-hans", "zh-Hans", "人才跃升")],
)
def test_the_manifest_speaks_the_reader_s_language(client: Client, language: str, lang: str, name: str) -> None:
    response = client.get(reverse("core:manifest"), headers={"accept-language": language})
    assert response["Content-Type"] == "application/manifest+json"
    assert "Accept-Language" in response["Vary"]
    manifest = response.json()
    assert (manifest["lang"], manifest["name"], manifest["display"]) == (lang, name, "standalone")
    assert manifest["theme_color"] == token_colour("band")


def test_the_manifest_names_icons_and_pages_that_exist(client: Client) -> None:
    manifest = client.get(reverse("core:manifest")).json()
    assert [(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
    assert [one["url"] for one in manifest["shortcuts"]] == [
        reverse("expo:posting_list"),
        reverse("matching:my_matches"),
    ]


def test_the_worker_is_served_where_it_may_answer_for_the_whole_site(client: Client) -> None:
    response = client.get(reverse("core:worker"))
    assert reverse("core:worker").count("/") == 1
    assert response["Content-Type"].startswith("text/javascript")
    assert reverse("core:offline") in response.content.decode()


def test_the_page_without_a_network_speaks_three_languages_and_knows_nobody(client: Client) -> None:
    page = client.get(reverse("core:offline")).content.decode()
    assert all(words in page for words in ("No connection", "沒有網絡連線", "没有网络连接"))
    assert "<script" not in page


def test_every_page_colours_the_frame_of_the_browser_like_its_head(client: Client) -> None:
    page = client.get("/").content.decode()
    for theme in ("light", "dark"):
        assert f'media="(prefers-color-scheme: {theme})" content="{token_colour("sheet", theme)}"' in page
