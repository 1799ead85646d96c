"""Pytest plugin: journeys in a real headless Chromium, which fail on anything the browser complains about."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

if TYPE_CHECKING:  # the plugin is loaded before Django is set up
    from django.contrib.auth.models import AbstractBaseUser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
LOCALES = {"en": "en-GB", "zh-hant": "zh-HK", "zh-hans": "zh-CN"}
HOW_TO_GET_CHROMIUM = (
    "Journeys need Chromium, and none was found. On Debian or Ubuntu: apt-get install chromium fonts-noto-cjk "
    "(.ci/run does it). Elsewhere: playwright install chromium, or set CHROMIUM_PATH to a Chromium or Chrome."
)


@dataclass
class Watcher:
    """Everything that a page did wrong: console errors, broken policies, requests to the outside."""

    site: str
    allowed: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self._note(f"outside request: {request.url}")

    def _note(self, problem: str) -> None:
        if not any(words in problem for words in self.allowed):
            self.problems.append(problem)


def chromium_path() -> str | None:
    """Return the path of an installed Chromium or Chrome, None when there is none on the path."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread of the tests
    with sync_playwright() as playwright:
        path = chromium_path() or playwright.chromium.executable_path
        if not os.path.exists(path):
            pytest.fail(HOW_TO_GET_CHROMIUM)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a path of the site in a fresh window and answers the page.

    `user` is signed in, `language` and `theme` are what the browser asks for, `scripts=False` switches them off, and
    `allow` lists words of complaints that this test provokes on purpose ("404"). All other complaints fail the test
    at its end.
    """
    site = str(live_server)
    opened: list[tuple[Page, Watcher]] = []

    def open_one(
        path: str = "/",
        *,
        user: "AbstractBaseUser | None" = None,
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        theme: str = "light",
        scripts: bool = True,
        allow: tuple[str, ...] = (),
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        if user is not None:
            client = Client()
            client.force_login(user)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        page = context.new_page()
        watcher = Watcher(site, allow)
        watcher.watch(page)
        opened.append((page, watcher))
        page.goto(path)
        return page

    yield open_one
    for page, _watcher in opened:
        page.context.close()
    problems = [problem for _page, watcher in opened for problem in watcher.problems]
    if problems:
        pytest.fail("The browser complained:\n" + "\n".join(problems))


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The front page, opened by somebody who is not signed in."""
    return open_page("/")


TOO_SMALL = """least => [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")]
  .filter((one) => !one.closest(".visually-hidden, [hidden], .skip-link") && one.checkVisibility())
  .filter((one) => one.matches(":not(a), nav a, footer a, .btn, .chip, .crumbs a, .line-name, .list-title a"))
  .map((one) => [one, (one.closest("label") || one).getBoundingClientRect()])
  .filter(([one, box]) => box.height && (box.height < least || (box.width < least && !one.matches("nav a"))))
  .map(([one, box]) => `${one.tagName} ${one.innerText || one.name}: ${box.width} x ${box.height}`)"""


def assert_touchable(page: Page, least: int = 44) -> None:
    """Fail with the list of what a finger may miss; links inside sentences are as tall as their line."""
    assert page.evaluate(TOO_SMALL, least - 0.5) == []


def assert_accessible(page: Page) -> None:
    """Fail with the list of violations of WCAG 2.2 AA that axe finds on the page as it stands."""
    tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    result = Axe().run(page, options={"runOnly": tags})
    violations = [
        f"{violation['id']}: {violation['help']} — {node['target']} {node.get('failureSummary', '')}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]
    assert not violations, "\n".join(violations)
