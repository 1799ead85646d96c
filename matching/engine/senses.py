"""Rules for words that mean several things: which of their senses holds where a text has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching.engine.folding import fold
from matching.engine.stemmed import Text, stems_of


@dataclass(frozen=True, slots=True)
class Sense:
    """Skills that a word means where one of the phrases `near` stands by and none of `not_near` does."""

    skills: frozenset[int]
    near: tuple[tuple[str, ...], ...]
    not_near: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of one written form (see taxonomy's AmbiguousTerm); the first sense that holds is meant."""

    written: str
    case_sensitive: bool
    never: bool
    window: int
    not_after: str
    not_before: str
    senses: tuple[Sense, ...]

    @classmethod
    def read(cls, written: str, rule: Mapping[str, Any]) -> "Rule":
        """Read a rule as it is stored; `senses[].skills` hold skill ids."""
        senses = tuple(
            Sense(
                frozenset(sense["skills"]),
                tuple(map(stems_of, sense.get("near", ()))),
                tuple(map(stems_of, sense.get("not_near", ()))),
            )
            for sense in rule.get("senses", ())
        )
        return cls(
            written,
            bool(rule.get("case_sensitive")),
            bool(rule.get("never")),
            int(rule.get("window", 8)),
            "".join(fold(c) for c in rule.get("not_after", "")),
            "".join(fold(c) for c in rule.get("not_before", "")),
            senses,
        )

    def sense(self, words: Text, first: int, last: int) -> Sense | None:
        """Return what the tokens [first, last) mean here."""
        if self.never or not self._stands_free(words, first, last):
            return None
        for sense in self.senses:
            if sense.near and not words.has_near(sense.near, first, last, self.window):
                continue
            if sense.not_near and words.has_near(sense.not_near, first, last, self.window):
                continue
            return sense
        return None

    def _stands_free(self, words: Text, first: int, last: int) -> bool:
        """Tell whether the neighbours do not make the term a piece of another Chinese word."""
        folded = words.folded
        if first and self.not_after and words.touch(first) and folded[first - 1] in self.not_after:
            return False
        has_after = last < len(folded) and self.not_before and words.touch(last)
        return not (has_after and folded[last] in self.not_before)


def pick_rule(rules: Sequence[Rule], written: str) -> Rule | None:
    """Return the rule for this written form: the same letters first, then a word all in capitals, then any case."""
    for rule in rules:
        if rule.written in (written, written.removesuffix("s")):
            return rule
    for rule in rules:
        if not rule.case_sensitive or written.isupper():
            return rule
    return None
