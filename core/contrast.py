"""Contrast of the colours in the token file, by the formula of WCAG 2.2. Read by the style guide and the tests."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

TEXT = 4.5
GRAPHIC = 3.0
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "paper", TEXT),
    ("ink", "sheet", TEXT),
    ("ink", "sunk", TEXT),
    ("ink-2", "paper", TEXT),
    ("ink-2", "sunk", TEXT),
    ("ink-3", "paper", TEXT),
    ("ink-3", "sheet", TEXT),
    ("ink-3", "sunk", TEXT),
    ("ink-3", "jade-soft", TEXT),
    ("paper", "ink", TEXT),
    ("jade", "paper", TEXT),
    ("jade", "sheet", TEXT),
    ("jade", "sunk", TEXT),
    ("jade-strong", "jade-soft", TEXT),
    ("ink", "jade-soft", TEXT),
    ("on-jade", "jade", TEXT),
    ("on-jade", "jade-strong", TEXT),
    ("amber", "amber-soft", TEXT),
    ("ink", "amber-soft", TEXT),
    ("amber", "sheet", TEXT),
    ("red", "sheet", TEXT),
    ("red", "paper", TEXT),
    ("red", "red-soft", TEXT),
    ("ink", "red-soft", TEXT),
    ("on-red", "red", TEXT),
    ("on-band", "band", TEXT),
    ("on-band-2", "band", TEXT),
    ("on-band", "band-2", TEXT),
    ("on-band-2", "band-2", TEXT),
    ("band-jade", "band", TEXT),
    ("line-strong", "paper", GRAPHIC),
    ("line-strong", "sheet", GRAPHIC),
    ("met", "sheet", GRAPHIC),
    ("met", "sunk", GRAPHIC),
    ("partly", "sheet", GRAPHIC),
    ("unstated", "sheet", GRAPHIC),
    ("missing", "sheet", GRAPHIC),
    ("missing", "sunk", GRAPHIC),
    ("focus", "paper", GRAPHIC),
    ("focus", "sheet", GRAPHIC),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two token names of one theme with their colours and ratio; `least` is what WCAG asks."""

    front: str
    ground: str
    front_colour: str
    ground_colour: str
    ratio: float
    least: float

    @property
    def passes(self) -> bool:
        return self.ratio >= self.least


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb"."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def token_blocks(source: str) -> dict[str, dict[str, str]]:
    """Return the colours of each theme block in the token file: "light", "dark" and "dark (system)"."""
    names = {
        ":root {": "light",
        ':root:not([data-theme="light"]) {': "dark (system)",
        ':root[data-theme="dark"] {': "dark",
    }
    blocks: dict[str, dict[str, str]] = {}
    for opening, name in names.items():
        start = source.index(opening) + len(opening)
        body = source[start : source.index("}", start)]
        blocks[name] = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body))
    return blocks


@cache
def token_colour(name: str, theme: str = "light") -> str:
    """Return a colour of the token file, for what cannot read style sheets: the browser's frame, the home screen."""
    source = Path(settings.BASE_DIR, "static", "css", "tokens.css").read_text(encoding="utf-8")
    return token_blocks(source)[theme][name]


def theme_pairs() -> dict[str, list[Pair]]:
    """Return every checked pair of the light and the dark theme."""
    source = Path(settings.BASE_DIR, "static", "css", "tokens.css").read_text(encoding="utf-8")
    blocks = token_blocks(source)
    return {
        theme: [
            Pair(
                front,
                ground,
                blocks[theme][front],
                blocks[theme][ground],
                ratio(blocks[theme][front], blocks[theme][ground]),
                least,
            )
            for front, ground, least in PAIRS
        ]
        for theme in ("light", "dark")
    }
