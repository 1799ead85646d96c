"""The template tags of every page, and the sprite of icons."""

import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET  # noqa: S405 - parses our own sprite

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from core.receipt import Line, Receipt, Share
from core.templatetags.page import groups, html_lang, page_numbers, tri

SPRITE = Path(settings.BASE_DIR, "static", "img", "icons.svg")
NAMES = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")))
SOURCES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Robotics"), ("zh-hant", "機械人"), ("zh-hans", '<span lang="zh-Hant">機械人</span>')],
)
def test_tri_marks_a_text_that_fell_back(language: str, expected: str) -> None:
    cluster = SimpleNamespace(name_en="Robotics", name_zh_hant="機械人", name_zh_hans="")
    with translation.override(language):
        assert tri(cluster, "name") == expected


def test_tri_escapes_what_people_wrote() -> None:
    posting = SimpleNamespace(title_en="", title_zh_hant="<b>工程師</b>", title_zh_hans="")
    with translation.override("en"):
        assert tri(posting, "title") == '<span lang="zh-Hant">&lt;b&gt;工程師&lt;/b&gt;</span>'


@pytest.mark.parametrize(("code", "tag"), [("en", "en"), ("zh-hant", "zh-Hant"), ("zh-hans", "zh-Hans")])
def test_html_lang_is_bcp_47(code: str, tag: str) -> None:
    assert html_lang(code) == tag
    with translation.override(code):
        assert html_lang() == tag


def test_an_icon_beside_a_word_is_silent() -> None:
    assert render('{% icon "check" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/img/icons.svg#check"></use></svg>'
    )


def test_an_icon_alone_has_a_name() -> None:
    assert 'role="img" aria-label="Next &gt;"' in render('{% icon "arrow-right" word %}', word="Next >")


def test_the_sprite_is_well_formed_and_its_names_are_unique() -> None:
    root = ET.fromstring(SPRITE.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    ids = [symbol.get("id") for symbol in root]
    assert len(ids) == len(set(ids)) == len(NAMES)


def test_every_icon_that_a_template_asks_for_is_drawn() -> None:
    asked = {
        (path.name, name)
        for path in SOURCES
        for name in re.findall(r'(?:{% icon |icon_name=)"([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert sorted((where, name) for where, name in asked if name not in NAMES) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, [1, 2, 0, 62]), (7, [1, 0, 6, 7, 8, 0, 62]), (62, [1, 0, 61, 62]), (2, [1, 2, 3, 0, 62])],
)
def test_page_numbers_show_both_ends_and_the_neighbours(number: int, expected: list[int]) -> None:
    assert page_numbers(Paginator(range(1234), 20).page(number)) == expected


@pytest.mark.parametrize(("value", "text"), [(1234, "1,234"), (0, "0"), (None, "")])
def test_figure(value: int | None, text: str) -> None:
    assert render("{{ value|figure }}", value=value) == text


def test_the_line_of_pages_writes_thousands_like_all_counts(rf: RequestFactory) -> None:
    page = Paginator(range(3000), 20).page(120)
    with translation.override("en"):
        text = render_to_string("parts/pagination.html", {"page": page}, request=rf.get("/"))
    assert "2,381–2,400 of 3,000" in text


def test_what_is_typed_by_hand_comes_in_groups() -> None:
    assert groups("ABCDEFGHIJ") == ["ABCD", "EFGH", "IJ"]


def test_a_receipt_bar_says_everything_in_words() -> None:
    receipt = SimpleNamespace(score_text="60.00", segments=[("met", 6000, 6000), ("missing", 0, 4000)])
    html = render_to_string("parts/receipt_bar.html", {"receipt": receipt})
    assert 'aria-label="60.00 of 100 points: 1 met, 0 partly, 1 missing, 0 not stated"' in html
    assert 'x="60%" width="40%" y="80%"' in html
    assert "style=" not in html


def test_receipt_lines_end_with_their_sum() -> None:
    line = Line("PyTorch", "Should", "partly", "Partly", "Related skill: TensorFlow", 900, 1600, importance="should")
    wish = Line("Site", "Hong Kong", "met", "Met", "As wished", 400, 400, group="wishes")
    html = render_to_string("parts/receipt_lines.html", {"receipt": Receipt(1300, (line, wish))})
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "What the role asks for 9.00 of 16.00 PyTorch Should Related skill: TensorFlow Partly 9.00 of 16.00" in text
    assert "The person&#x27;s wishes 4.00 of 4.00 Site Hong Kong As wished Met 4.00 of 4.00" in text
    assert text.endswith("Sum of the points 13.00 of 100")


def test_the_bar_of_a_line_is_as_long_as_its_points() -> None:
    line = Line("PyTorch", "", "partly", "Partly", "", 900, 1600)
    wish = Line("Site", "", "met", "Met", "", 400, 400, group="wishes")
    html = render_to_string("parts/receipt_lines.html", {"receipt": Receipt(1300, (line, wish))})
    assert re.findall(r'class="seg-(?:met|partly)" width="([\d.]+%)"', html) == ["56.25%", "25%"]
    assert re.findall(r'class="seg-track" width="([\d.]+%)"', html) == ["100%", "25%"]


def test_a_gist_names_the_musts_and_what_is_missing_first_what_costs_most() -> None:
    def requirement(label: str, status: str, points: int, most: int, importance: str) -> Line:
        return Line(label, "", status, status, "", points, most, importance=importance)

    receipt = Receipt(
        1500,
        (
            requirement("Python", "met", 1000, 1000, "must"),
            requirement("SQL", "partly", 500, 1000, "must"),
            requirement("Git", "missing", 0, 300, "nice"),
            requirement("Docker", "missing", 0, 800, "should"),
            requirement("Rust", "missing", 0, 100, "must"),
            requirement("Helm", "missing", 0, 200, "nice"),
            requirement("Bash", "missing", 0, 100, "nice"),
        ),
    )
    html = render_to_string("parts/receipt_gist.html", {"receipt": receipt})
    text = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert text == "1 of 3 musts met · Missing: Rust · Missing, but not a must: Docker, Git, Helm and 1 more"
    assert [(line.label, line.lost_text) for line in receipt.gaps] == [
        ("Docker", "8.00"),
        ("SQL", "5.00"),
        ("Git", "3.00"),
    ]


def test_a_line_that_several_earn_together_says_who_earned_what() -> None:
    shares = (Share("PyTorch", 1250), Share("Docker", 50))
    line = Line("All skills taken together", "", "partly", "Partly", "Near", 1300, 4300, shares=shares)
    html = render_to_string("parts/receipt_lines.html", {"receipt": Receipt(1300, (line,))})
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Near Of these points: PyTorch 12.50 Docker 0.50 Partly" in text


def test_a_chart_has_its_table() -> None:
    html = render_to_string("parts/chart_bars.html", {"rows": [("AI", 1200), ("Chips", 300)], "title": "Openings"})
    assert re.findall(r'width="([\d.]+%)"></rect></svg>', html) == ["100%", "25%"]
    assert re.findall(r'<th scope="row">(.*?)</th><td class="num">(.*?)</td>', html) == [
        ("AI", "1,200"),
        ("Chips", "300"),
    ]
