"""Request numbers and the way to the sign-in page."""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_every_answer_has_its_number(client: Client) -> None:
    first = client.get(reverse("accounts:home"))["X-Request-ID"]
    second = client.get(reverse("accounts:home"))["X-Request-ID"]
    assert (len(first), len(second)) == (32, 32)
    assert first != second


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"), [("0123456789abcdef", True), ("x" * 32, False), ("a" * 33, False), ("<b>", False)]
)
def test_only_a_clean_number_of_the_proxy_is_kept(client: Client, given: str, kept: bool) -> None:
    response = client.get(reverse("accounts:home"), headers={"x-request-id": given})
    assert (response["X-Request-ID"] == given) is kept


@pytest.mark.django_db
def test_stranger_is_sent_to_sign_in(client: Client) -> None:
    response = client.get(reverse("accounts:home"))
    assert (response.status_code, response["Location"]) == (302, f"{resolve_url(settings.LOGIN_URL)}?next=/home/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "back"),
    [("http://testserver/openings/?q=1", "/openings/%3Fq%3D1"), ("https://evil.example/x", "/"), ("", "/")],
)
def test_ended_sign_in_of_a_fragment_moves_the_whole_page(client: Client, page: str, back: str) -> None:
    response = client.get(reverse("accounts:home"), headers={"hx-request": "true", "hx-current-url": page})
    assert (response.status_code, response.content) == (200, b"")
    assert response["HX-Redirect"] == f"{resolve_url(settings.LOGIN_URL)}?next={back}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "back"),
    [("http://testserver/openings/?q=1", "/openings/%3Fq%3D1"), ("https://evil.example/x", "/"), ("", "/")],
)
def test_a_form_of_a_stranger_comes_back_to_the_page_it_stood_on(client: Client, page: str, back: str) -> None:
    """The address of the form itself cannot be opened: after signing in it answered 405, a blank page."""
    response = client.post(reverse("accounts:consent_set"), headers={"referer": page})
    assert (response.status_code, response["Location"]) == (302, f"{resolve_url(settings.LOGIN_URL)}?next={back}")
