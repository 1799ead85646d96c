"""Every address of the site, as every role, by GET and POST, against the table in `url_table.py`."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.architecture.url_table import NO, ROLES, TABLE, Row
from tests.architecture.url_world import World, build_world

SIGN_IN = (resolve_url("account_login"), "/admin/login/")
SECOND_FACTOR = "/settings/second-factor/"
METHODS = ("get", "post")


def names_of(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the full name of every address below `resolver`; a nameless one is an error."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or f"NAMELESS {pattern.pattern}"))


ALL_NAMES = sorted(set(names_of(get_resolver())))
OURS = [name for name in ALL_NAMES if not name.startswith("admin:") and not name.startswith("NAMELESS")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all addresses, in a transaction that is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def ask(world: World, role: str, method: str, url: str, data: dict[str, str] | None = None) -> HttpResponse:
    """Send one request as `role` and take back whatever it wrote."""
    client = Client()
    client.cookies.load(world.cookies[role])
    with transaction.atomic():
        response = getattr(client, method)(url, data or {})
        transaction.set_rollback(True)
    return response


def letter_of(response: HttpResponse) -> str:
    """Return the letter of the table that stands for an answer."""
    if response.status_code in (301, 302, 303) and response["Location"].startswith(SIGN_IN):
        return "l"
    return {403: "f", 404: "n", 405: "m"}.get(response.status_code, "o")


def url_of(world: World, name: str, row: Row) -> str:
    return reverse(name, kwargs={key: world.resolve(path) for key, path in row.kwargs.items()})


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(set(OURS) - set(TABLE)) == [], "Write a row in tests/architecture/url_table.py."
    assert sorted(set(TABLE) - set(OURS)) == []
    assert [name for name in ALL_NAMES if name.startswith("NAMELESS")] == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", sorted(set(OURS) & set(TABLE)))
def test_rights(world: World, name: str, method: str) -> None:
    row = TABLE[name]
    url = url_of(world, name, row)
    data = row.data if method == "post" else None
    answers = {role: ask(world, role, method, url, data) for role in ROLES}
    letters = "".join(letter_of(answer) for answer in answers.values())
    expected = getattr(row, method)
    if expected == NO:
        assert set(letters) <= set("lmfn"), f"{method} {url}: {letters}"
        assert "m" in letters, f"{method} {url}: {letters}"
    else:
        assert f"{method} {url} {letters}" == f"{method} {url} {expected}"
    assert [role for role, answer in answers.items() if answer.status_code >= 500 and name != "core:readyz"] == []


@pytest.mark.parametrize("name", sorted(set(OURS) & set(TABLE)))
def test_staff_without_a_second_factor_reach_nothing(world: World, name: str) -> None:
    row = TABLE[name]
    url = url_of(world, name, row)
    for method in METHODS:
        answer = ask(world, "locked", method, url, row.data if method == "post" else None)
        if row.safe_while_locked or getattr(row, method)[0] != "l":
            continue
        sent_to = answer.headers.get("Location", "")
        assert (answer.status_code, sent_to) == (302, SECOND_FACTOR), f"{method} {url}"


def admin_addresses(world: World) -> Iterator[str]:
    """Yield every address of the administration; object pages for the first row of each kind, or number 1."""
    for name in ("index", "jsi18n", "password_change", "autocomplete"):
        yield reverse(f"admin:{name}")
    for model, site in admin.site._registry.items():
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
        for pattern in site.get_urls():
            if not isinstance(pattern, URLPattern) or not pattern.name:
                continue
            action = pattern.name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
            arguments = [] if "<" not in str(pattern.pattern) else [first or 1]
            yield reverse(f"{stem}_{action}", args=arguments)


def test_administration_is_for_administrators(world: World) -> None:
    """GET and POST of every page: nobody else gets in, and no page fails for administrators."""
    urls = list(admin_addresses(world))
    for url in urls:
        for role in set(ROLES) - {"administrator"}:
            letters = {method: letter_of(ask(world, role, method, url)) for method in METHODS}
            assert letters == {"get": "l", "post": "l"}, f"{role} {url}"
        assert ask(world, "locked", "get", url).status_code == 302
        assert ask(world, "administrator", "get", url).status_code in {200, 302, 403, 404}, url
