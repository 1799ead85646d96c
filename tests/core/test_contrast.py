"""Colours: every pair that pages use is legible in both themes, and only the token file names a colour or a size."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from core.contrast import PAIRS, luminance, ratio, theme_pairs, token_blocks

CSS = Path(settings.BASE_DIR, "static", "css")
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
SHEETS = sorted(path for path in CSS.glob("*.css") if path.name not in ("tokens.css", "print.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(")
SIZE = re.compile(r"(?<![\w-])\d*\.?\d+(?:px|rem|em|pt|mm|cm|ch)\b")


def test_the_formula_of_contrast() -> None:
    assert luminance("#ffffff") == pytest.approx(1.0)
    assert luminance("#000000") == 0.0
    assert ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_is_legible(theme: str) -> None:
    pairs = theme_pairs()[theme]
    assert len(pairs) == len(PAIRS)
    assert [f"{p.front} on {p.ground}: {p.ratio:.2f} < {p.least}" for p in pairs if not p.passes] == []


def test_dark_is_the_same_by_choice_and_by_system() -> None:
    blocks = token_blocks(TOKENS)
    assert blocks["dark"] == blocks["dark (system)"]
    assert set(blocks["dark"]) <= set(blocks["light"])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_the_token_file_names_colours_and_sizes(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("@media", "@container"))]
    found = [line.strip() for line in lines if COLOUR.search(line) or SIZE.search(line)]
    assert found == []


def test_every_token_that_is_used_exists() -> None:
    known = set(re.findall(r"(--[\w-]+):", TOKENS))
    used = {name for sheet in SHEETS for name in re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8"))}
    assert used - known == set()


@pytest.mark.parametrize("path", sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")), ids=lambda p: p.name)
def test_templates_have_no_inline_style_script_or_colour(path: Path) -> None:
    if "mail" in path.parts:
        return
    text = path.read_text(encoding="utf-8")
    assert re.findall(r'\sstyle="', text) == []
    assert re.findall(r"<style\b", text) == []
    assert re.findall(r"\son[a-z]+=", text) == []
    assert re.findall(r'(?:fill|stroke)="#[0-9a-f]', text) == []
    scripts = re.findall(r"<script\b([^>]*)>", text)
    assert [
        attributes for attributes in scripts if "src=" not in attributes and "application/json" not in attributes
    ] == []
