"""Templates and static files keep the promises of the site: no inline code, no outside addresses, guarded forms."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.source_texts import ROOT, code_files, template_files

TEMPLATES = template_files()
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
STATIC = sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"})
# Names of formats and vocabularies look like addresses, but no browser fetches them.
NAMESPACES = ("http://www.w3.org/", "https://schema.org", "http://schema.org")
ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"'<>)]*""", re.IGNORECASE)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
FORM = re.compile(r"<form\b(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<body>.*?)</form>", re.DOTALL)
HTMX_WRITE = re.compile(r"<(?!form\b)(\w+)\b[^>]*\bhx-(?:post|put|patch|delete)=", re.DOTALL)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=")
POST = re.compile(r"""method\s*=\s*["']?post""", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)
USED = re.compile(r"""["']((?:[\w-]+/)*[\w-]+\.(?:html|txt|svg|xml))(?:#[\w-]+)?["']""")
# Found by Django and its packages by name, without our code naming them.
BY_NAME = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "429.html",
    "500.html",
    "account/",
    "admin/",
    "allauth/",
    "django/",
    "mfa/",
    "usersessions/",
)


def text(path: Path) -> str:
    """Return a template without its comments."""
    return COMMENT.sub("", path.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_mail(path: Path) -> bool:
    """Mails are read in mail programs, which know neither our files nor our style sheet."""
    return "mail" in path.relative_to(ROOT / "templates").parts[0]


def findings(paths: list[Path], look: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return what `look` finds in each file, without the files where it finds nothing."""
    found = {name(path): look(text(path)) for path in paths}
    return {path: lines for path, lines in found.items() if lines}


def outside_addresses(source: str) -> list[str]:
    return [address for address in ADDRESS.findall(source) if not address.startswith(NAMESPACES)]


def inline_scripts(source: str) -> list[str]:
    scripts = [match for match in SCRIPT.finditer(source) if "json" not in match.group("attributes")]
    return [match.group(0) for match in scripts if match.group("body").strip()] + HANDLER.findall(source)


def unguarded_forms(source: str) -> list[str]:
    posts = [match for match in FORM.finditer(source) if POST.search(match.group("attributes"))]
    return [match.group("attributes") for match in posts if "csrf_token" not in match.group("body")]


def test_no_file_names_an_outside_address() -> None:
    assert findings(TEMPLATES + STATIC, outside_addresses) == {}


def test_no_page_has_inline_code() -> None:
    assert findings(PAGES, inline_scripts) == {}


def test_no_page_has_inline_style() -> None:
    assert findings([path for path in PAGES if not is_mail(path)], INLINE_STYLE.findall) == {}


def test_every_form_that_writes_has_a_token() -> None:
    assert findings(PAGES, unguarded_forms) == {}


def test_nothing_writes_outside_a_form() -> None:
    """A write needs a form, so that it works without scripts and carries its token."""
    assert findings(PAGES, HTMX_WRITE.findall) == {}


@pytest.mark.parametrize(
    ("look", "bad", "good"),
    [
        (outside_addresses, '<img src="//cdn.example.com/a.png">', '<svg xmlns="http://www.w3.org/2000/svg">'),
        (inline_scripts, "<script>go()</script>", '<script src="{% static "a.js" %}"></script>'),
        (inline_scripts, '<p onclick="go()">', "<p data-on='x'>"),
        (unguarded_forms, '<form method="post"></form>', '<form method="post">{% csrf_token %}</form>'),
        (INLINE_STYLE.findall, '<p style="x">', '<p class="style">'),
        (HTMX_WRITE.findall, '<a hx-post="/x">', '<form hx-post="/x">'),
    ],
)
def test_the_checks_can_fail(look: Callable[[str], list[str]], bad: str, good: str) -> None:
    assert look(bad) != []
    assert look(good) == []


def test_every_template_is_used() -> None:
    sources = [text(path) for path in TEMPLATES] + [path.read_text() for path in code_files()]
    used = {match for source in sources for match in USED.findall(source)}
    names = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
    assert [item for item in names if item not in used and not item.startswith(BY_NAME)] == []


def test_every_template_that_is_named_exists() -> None:
    """A name in an include or extends of ours; names of packages are theirs to keep."""
    known = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    ours = {item.partition("/")[0] for item in known if "/" in item} - {"account", "allauth", "mfa", "usersessions"}
    named = {match for path in TEMPLATES for match in USED.findall(text(path))}
    assert (
        sorted(item for item in named if item.partition("/")[0] in ours - {"admin", "django"} if item not in known)
        == []
    )


WAYS = ("crumbs", "where", "page_head")


def test_a_page_without_a_way_back_has_no_empty_list_of_one() -> None:
    """Eight pages had an empty list of places, which a screen reader announces."""
    pages = {path: path.read_text() for path in (ROOT / "templates").rglob("*.html")}
    own = {path for path, text in pages.items() if '{% extends "base.html" %}' in text}
    filled = {path for path in own if any(f"{{% block {name} %}}" in pages[path] for name in WAYS)}
    assert sorted(str(path.relative_to(ROOT)) for path in own - filled) == []
