"""Pages for what went wrong: in our look, in the reader's language, with a way on."""

import io
import logging

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults

from core.actor import Actor
from core.logs import ReferenceFormatter


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"), [("en", "This page is not here"), ("zh-hant", "找不到此頁"), ("zh-hans", "找不到该页面")]
)
def test_an_unknown_address(client: Client, language: str, heading: str) -> None:
    response = client.get("/no-such-page/", headers={"accept-language": language})
    assert response.status_code == 404
    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert 'href="/openings/"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "status", "heading"),
    [
        (defaults.bad_request, 400, "This request could not be read"),
        (defaults.permission_denied, 403, "You may not see this page"),
    ],
)
def test_refusals_name_a_reference(rf: RequestFactory, handler: object, status: int, heading: str) -> None:
    request = rf.get("/console/")
    request.actor = Actor(request_id="0123456789abcdef")
    with translation.override("en"):
        response = handler(request, PermissionError())
    text = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in text
    assert "<code>0123456789abcdef</code>" in text


@pytest.mark.parametrize(
    ("template", "heading"),
    [("429.html", "Too many tries"), ("403_csrf.html", "This form was open for too long")],
)
@pytest.mark.django_db
def test_the_other_pages_have_their_heading(rf: RequestFactory, template: str, heading: str) -> None:
    with translation.override("en"):
        assert f"<h1>{heading}</h1>" in render_to_string(template, request=rf.get("/"))


def test_the_last_resort_needs_nothing_and_speaks_three_languages(rf: RequestFactory) -> None:
    response = defaults.server_error(rf.get("/"))
    text = response.content.decode()
    assert response.status_code == 500
    assert [word in text for word in ("Something went wrong", "系統出現問題", "系统出现问题")] == [True, True, True]


@pytest.mark.django_db
def test_an_unknown_address_offers_a_search(client: Client) -> None:
    text = client.get("/no-such-page/").content.decode()
    assert '<form class="search error-search" action="/openings/" method="get"' in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "This request could not be read"), ("zh-hant", "無法讀取這項要求"), ("zh-hans", "无法读取该请求")],
)
def test_a_host_that_is_not_ours_is_the_mistake_of_the_asker(client: Client, language: str, heading: str) -> None:
    response = client.get("/", headers={"host": "elsewhere.example", "accept-language": language})
    text = response.content.decode()
    assert response.status_code == 400
    assert f"<h1>{heading}</h1>" in text
    assert f"<code>{response['X-Request-ID']}</code>" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "No page at this address"), ("zh-hant", "此網址沒有頁面"), ("zh-hans", "该网址没有页面")],
)
def test_an_address_of_a_form_is_no_blank_page(client: Client, language: str, heading: str) -> None:
    response = client.get("/language/", headers={"accept-language": language})
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert f"<h1>{heading}</h1>" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.core.broken_urls")
def test_a_failure_is_written_to_the_log_under_the_reference_that_the_page_shows() -> None:
    handler = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, ReferenceFormatter))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        response = Client(raise_request_exception=False).get("/broken/")
    finally:
        handler.setStream(before)
    number = response["X-Request-ID"]
    assert response.status_code == 500
    assert f"<code>{number}</code>" in response.content.decode()
    assert f"ERROR {number} django.request: Internal Server Error: /broken/" in written.getvalue()
    assert "RuntimeError: a page that fails" in written.getvalue()
