"""Language and colours: stored on the person and in cookies; back to the same page with its query."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User


@pytest.mark.django_db
def test_language_of_a_stranger_lives_in_the_cookie(client: Client) -> None:
    response = client.post(
        reverse("accounts:language_set"), {"language": "zh-hant", "next": "/openings/?q=芯片&page=2"}
    )
    assert response.status_code == 302
    assert response["Location"] == "/openings/?q=%E8%8A%AF%E7%89%87&page=2"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hant"


@pytest.mark.django_db
def test_language_of_a_person_is_stored(client: Client) -> None:
    user = User.objects.create_user("a@example.com")
    client.force_login(user)
    client.post(
        reverse("accounts:language_set"), {"language": "zh-hans"}, headers={"referer": "http://testserver/x?y=1"}
    )
    user.refresh_from_db()
    assert user.language == "zh-hans"


@pytest.mark.django_db
@pytest.mark.parametrize("url_name", ["accounts:language_set", "accounts:theme_set"])
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_never_leads_to_another_site(client: Client, url_name: str, target: str) -> None:
    response = client.post(reverse(url_name), {"language": "en", "theme": "dark", "next": target})
    assert response["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url_name", "data"), [("accounts:language_set", {"language": "fr"}), ("accounts:theme_set", {"theme": "pink"})]
)
def test_unknown_choice_is_refused(client: Client, url_name: str, data: dict[str, str]) -> None:
    assert client.post(reverse(url_name), data).status_code == 400


@pytest.mark.django_db
def test_theme_is_stored_and_copied_to_the_cookie(client: Client) -> None:
    user = User.objects.create_user("a@example.com")
    client.force_login(user)
    response = client.post(reverse("accounts:theme_set"), {"theme": "dark"})
    user.refresh_from_db()
    assert user.theme == "dark"
    assert response.cookies[settings.THEME_COOKIE_NAME].value == "dark"


@pytest.mark.django_db
def test_choices_only_by_post(client: Client) -> None:
    assert client.get(reverse("accounts:language_set")).status_code == 405
    assert client.get(reverse("accounts:theme_set")).status_code == 405


@pytest.mark.django_db
def test_person_speaks_before_the_cookie(client: Client) -> None:
    user = User.objects.create_user("a@example.com", language="zh-hans")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    client.force_login(user)
    response = client.post(reverse("accounts:theme_set"), {"theme": "light"})
    assert response.headers["Content-Language"] == "zh-hans"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hans"
