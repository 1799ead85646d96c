"""Phrases and texts into skills of the vocabulary."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.enums import Level
from expo.services.imports.values import choice_of
from matching.engine.lexicon import Lexicon, tokens

COVERED = 0.5
MOST_FROM_TEXT = 20
_FILLER = frozenset(
    ("use", "using", "used", "of", "in", "with", "and", "or", "the", "a", "an", "to", "for", "on", "at", "by", "as")
    + ("knowledge", "experience", "experienced", "skill", "skills", "ability", "software", "tools", "tool", "apply")
    + ("applying", "good", "strong", "solid", "proficient", "proficiency", "familiar", "understanding", "basic")
    + (
        "advanced",
        "excellent",
        "working",
        "hands",
        "years",
        "year",
        "plus",
        "system",
        "systems",
        "language",
        "programming",
    )
    + tuple("熟悉掌握精通经验能力使用具备懂会的及和与等知识相关编程语言")
)
_LEVEL = re.compile(r"^(?P<name>.+?)\s*(?:[:：]\s*(?P<after>[^:：]{1,14})|[（(](?P<inside>[^()（）]{1,14})[)）])$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One skill as written: `skills` it names (empty: keep as free text), `level` 1 to 4 where it was told."""

    text: str
    skills: tuple[int, ...]
    level: int | None
    is_unknown: bool


class Resolver:
    """Resolves phrases against one lexicon; remembers what it has seen, for files repeat themselves."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._find = lru_cache(maxsize=20_000)(self._resolve)

    def phrase(self, text: str) -> Phrase:
        """Resolve one listed skill, with a level behind a colon or in brackets: "Python:3", "SQL (advanced)"."""
        text = " ".join(text.split())
        match = _LEVEL.match(text)
        told = choice_of(Level, match["after"] or match["inside"]) if match else None
        if match is None or told is None:
            ids, is_unknown = self._find(text)
            return Phrase(text[:200], ids, None, is_unknown)
        ids, is_unknown = self._find(match["name"])
        return Phrase(match["name"][:200], ids, int(told), is_unknown)

    def _resolve(self, text: str) -> tuple[tuple[int, ...], bool]:
        """Return the ids that a phrase names and whether the vocabulary knows nothing of it."""
        ids, kind = self._lexicon.lookup(text)
        if ids:
            return (ids if kind != "evidence" else ()), False
        spans = [span for span in self._lexicon.find(text) if not span.denied]
        named = [span for span in spans if span.kind != "evidence"]
        if not named:
            return (), not spans
        words = [token for token in tokens(text) if token.folded not in _FILLER]
        inside = [any(s.start <= word.start and word.end <= s.end for s in named) for word in words]
        if words and sum(inside) / len(words) < COVERED:
            return (), True
        return tuple(dict.fromkeys(skill for span in named for skill in span.skills)), False

    def in_text(self, text: str) -> list[tuple[int, str]]:
        """Return (skill, as written) for what a running text names and does not deny, in order, each skill once."""
        found: dict[int, str] = {}
        for span in self._lexicon.find(text):
            if span.kind == "evidence" or span.denied or len(span.skills) != 1:
                continue
            found.setdefault(span.skills[0], text[span.start : span.end])
        return list(found.items())[:MOST_FROM_TEXT]
