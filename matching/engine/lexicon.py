"""Finds the skills of a vocabulary in texts of three languages: longest match over folded tokens, rules for words
that mean several things, and what is denied ("no experience in …") marked as such.

A text is cut into tokens (a Latin word, or one Chinese character). A trie over the stems of the vocabulary's tokens is
walked from each token; the longest name that passes its rule wins. Cost: about 1 µs per token, no memory per call.
Pure and deterministic: the same vocabulary, in any order, and the same text give the same spans.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

from matching.engine.folding import Token, fold, is_ideograph, scripts, squash, stem, tokens
from matching.engine.negation import is_denied

__all__ = ["Lexicon", "Name", "Span", "fold", "scripts", "squash", "tokens"]

LABEL, ALIAS, EVIDENCE = "label", "alias", "evidence"
_RANK = {LABEL: 0, ALIAS: 1, EVIDENCE: 2}
# Initials that people write in small letters too; other initials of up to three letters count only in capitals.
_SMALL_INITIALS = frozenset(
    ("ai", "api", "aws", "etl", "gcp", "gis", "git", "gpu", "iot", "js", "llm", "nlp")
    + ("npu", "ocr", "php", "plc", "rag", "rpa", "seo", "sql", "ui", "ux", "vr")
)
_JOINED_MIN = 5
# Between two words of one name stands none of these: marks that end a clause or part the items of a list.
_BREAK = re.compile(r"[,;:!?|()，。；：！？、（）•·]|\.\s|\n\s*\n|\n\s*[^\s\w]")


class Name(NamedTuple):
    """One written form of a skill; `kind` is "label", "alias" or "evidence" (suggests the skill, to be confirmed)."""

    skill: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name found at `text[start:end]`. `skills` has more than one id only where a form names several.

    `kind` "evidence" means: suggested, please confirm. `denied` means the text says the person lacks it.
    """

    start: int
    end: int
    skills: tuple[int, ...]
    kind: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Sense:
    skills: frozenset[int]
    near: tuple[tuple[str, ...], ...]
    not_near: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    written: str
    case_sensitive: bool
    never: bool
    window: int
    not_after: str
    not_before: str
    senses: tuple[_Sense, ...]


@dataclass(slots=True)
class _Entry:
    """All skills that one folded form names, best kind first; `capitals` where only the written case counts.

    `is_broken` where the name itself holds a mark that otherwise parts two names: "FDA 510(k)".
    """

    folded: tuple[str, ...]
    skills: dict[int, str]
    capitals: frozenset[str] = frozenset()
    is_broken: bool = False


class _Text:
    """A tokenised text with what the rules look up, made on first use."""

    __slots__ = ("source", "tokens", "stems", "_where")

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.stems = [stem(token.folded) for token in self.tokens]
        self._where: dict[str, list[int]] | None = None

    def has_near(self, phrases: Sequence[tuple[str, ...]], first: int, last: int, window: int) -> bool:
        """Tell whether one of the phrases stands within `window` tokens of [first, last), outside of it."""
        if self._where is None:
            self._where = {}
            for index, word in enumerate(self.stems):
                self._where.setdefault(word, []).append(index)
        low, high = (first - window, last + window) if window else (0, len(self.stems))
        for phrase in phrases:
            size = len(phrase)
            for index in self._where.get(phrase[0], ()):
                inside = index < last and index + size > first
                near = index + size > low and index < high
                if near and not inside and tuple(self.stems[index : index + size]) == phrase:
                    return True
        return False


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(stem(token.folded) for token in tokens(text))


def _needs_capitals(text: str) -> bool:
    is_short = len(text) <= 3 and text.isascii() and text.isalpha() and text.lower() not in _SMALL_INITIALS
    return is_short and not (text.islower() or text.istitle())


class Lexicon:
    """The names of a vocabulary, ready to search.

    `names` in any order; `rules` maps a term as written to its rule (see taxonomy's AmbiguousTerm; here
    `senses[].skills` hold skill ids).
    """

    def __init__(self, names: Iterable[Name], rules: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._entries: dict[tuple[str, ...], _Entry] = {}
        self._by_squash: dict[str, dict[int, str]] = {}
        self._by_stem: dict[str, dict[int, str]] = {}
        self._rules: dict[str, list[_Rule]] = {}
        self._trie: dict[str, Any] = {}
        for name in sorted(set(names)):
            self._add(name)
        for written, rule in sorted((rules or {}).items()):
            self._add_rule(written, rule)
        self._build_trie()

    def __len__(self) -> int:
        return len(self._entries)

    def _add(self, name: Name) -> None:
        parts = tokens(name.text)
        folded = tuple(token.folded for token in parts)
        if not folded:
            return
        entry = self._entries.setdefault(folded, _Entry(folded, {}))
        _better(entry.skills, name.skill, name.kind)
        entry.is_broken |= any(map(_is_parted, repeat(name.text), parts, parts[1:]))
        if len(folded) == 1 and _needs_capitals(name.text):
            entry.capitals |= {name.text}
        joined = "".join(folded)
        _better(self._by_squash.setdefault(joined, {}), name.skill, name.kind)
        _better(self._by_stem.setdefault("".join(map(stem, folded)), {}), name.skill, name.kind)

    def _add_rule(self, written: str, rule: Mapping[str, Any]) -> None:
        senses = tuple(
            _Sense(
                frozenset(sense["skills"]),
                tuple(map(_phrase, sense.get("near", ()))),
                tuple(map(_phrase, sense.get("not_near", ()))),
            )
            for sense in rule.get("senses", ())
        )
        made = _Rule(
            written,
            bool(rule.get("case_sensitive")),
            bool(rule.get("never")),
            int(rule.get("window", 8)),
            "".join(fold(c) for c in rule.get("not_after", "")),
            "".join(fold(c) for c in rule.get("not_before", "")),
            senses,
        )
        folded = tuple(token.folded for token in tokens(written))
        self._rules.setdefault(squash(written), []).append(made)
        if folded and not made.never:
            entry = self._entries.setdefault(folded, _Entry(folded, {}))
            for sense in senses:
                for skill in sense.skills:
                    entry.skills.setdefault(skill, EVIDENCE)

    def _build_trie(self) -> None:
        for folded in sorted(self._entries):
            entry = self._entries[folded]
            self._insert(tuple(map(stem, folded)), entry)
            joined = "".join(folded)
            latin = not any(is_ideograph(part[0]) for part in folded)
            if latin and len(folded) > 1 and len(joined) >= _JOINED_MIN and (joined,) not in self._entries:
                self._insert((stem(joined),), entry)

    def _insert(self, path: tuple[str, ...], entry: _Entry) -> None:
        node = self._trie
        for part in path:
            node = node.setdefault(part, {})
        node.setdefault("", []).append(entry)

    # -- one name -------------------------------------------------------------------------------------------------

    def lookup(self, text: str) -> tuple[tuple[int, ...], str]:
        """Return the ids that this whole text names, and how ("label", "alias", "evidence", or "" for none).

        For what people type into a field of its own: case, width, script and spacing do not matter, and
        double-meaning words count (a person who lists "R" means the language).
        """
        key = squash(text)
        if not key:
            return (), ""
        found = self._by_squash.get(key) or self._by_stem.get("".join(_phrase(text)))
        if not found:
            senses = {skill for rule in self._rules.get(key, ()) for sense in rule.senses for skill in sense.skills}
            return (tuple(sorted(senses)), EVIDENCE) if senses else ((), "")
        best = min(_RANK[kind] for kind in found.values())
        own = tuple(sorted(skill for skill, kind in found.items() if kind != EVIDENCE))
        return (own, (LABEL, ALIAS)[best]) if own else (tuple(sorted(found)), EVIDENCE)

    # -- running text ---------------------------------------------------------------------------------------------

    def find(self, text: str) -> list[Span]:
        """Return the skills named in a running text, in order of position.

        Names (labels, aliases) never overlap each other; evidence terms neither, but evidence may enclose a name
        ("Google Cloud certification" both names and suggests).
        """
        words = _Text(text)
        spans: list[Span] = []
        index, evidence_until, count = 0, 0, len(words.tokens)
        while index < count:
            step = 1
            name_done = evidence_done = False
            for end, entries in self._matches(words, index):
                own, suggested = self._accept(words, index, end, entries)
                if own and not name_done:
                    name_done, step = True, end - index
                    if evidence_done and own.keys() >= set(spans[-1].skills):
                        spans.pop()
                    spans.append(self._span(words, index, end, own, _kind(own)))
                if suggested and not own and not name_done and not evidence_done and index >= evidence_until:
                    evidence_done, evidence_until = True, end
                    spans.append(self._span(words, index, end, suggested, EVIDENCE))
                if name_done:
                    break
            index += step
        spans.sort()
        return spans

    def _matches(self, words: _Text, index: int) -> list[tuple[int, list[_Entry]]]:
        """Return (end, entries) of every name that starts at token `index`, longest first.

        A name ends where a mark ends a clause or an item of a list: "software, engineering" names no third thing.
        """
        node: dict[str, Any] = self._trie
        found: list[tuple[int, list[_Entry]]] = []
        stems, parts, is_parted = words.stems, words.tokens, False
        for position in range(index, len(stems)):
            if stems[position] not in node:
                break
            node = node[stems[position]]
            is_parted = is_parted or (
                position > index and _is_parted(words.source, parts[position - 1], parts[position])
            )
            if "" in node:
                entries = [entry for entry in node[""] if entry.is_broken] if is_parted else node[""]
                if entries:
                    found.append((position + 1, entries))
        found.reverse()
        return found

    def _accept(
        self, words: _Text, first: int, last: int, entries: list[_Entry]
    ) -> tuple[dict[int, str], dict[int, str]]:
        """Return the names and the evidence that hold here, as {skill: kind}; a form exactly as written goes first."""
        exact = tuple(token.folded for token in words.tokens[first:last])
        own: dict[int, str] = {}
        suggested: dict[int, str] = {}
        for entry in sorted(entries, key=lambda e: e.folded != exact):
            skills = self._allowed(words, first, last, entry)
            names = {skill: kind for skill, kind in skills.items() if kind != EVIDENCE}
            if names and not own:
                own = names
            if skills and not names and not suggested:
                suggested = skills
        return own, suggested

    def _allowed(self, words: _Text, first: int, last: int, entry: _Entry) -> dict[int, str]:
        """Return the skills of `entry` that the rules allow for the tokens [first, last)."""
        written = words.tokens[first].written
        here = "".join(token.folded for token in words.tokens[first:last])
        rules = self._rules.get(here) or self._rules.get("".join(entry.folded))
        if rules is None:
            if entry.capitals and written not in entry.capitals and written.removesuffix("s") not in entry.capitals:
                return {}
            return entry.skills
        rule = _pick_rule(rules, written if last - first == 1 else "")
        if rule is None or rule.never or not _stands_free(words, first, last, rule):
            return {}
        for sense in rule.senses:
            if sense.near and not words.has_near(sense.near, first, last, rule.window):
                continue
            if sense.not_near and words.has_near(sense.not_near, first, last, rule.window):
                continue
            return {skill: entry.skills.get(skill, EVIDENCE) for skill in sorted(sense.skills)}
        return {}

    def _span(self, words: _Text, first: int, last: int, skills: dict[int, str], kind: str) -> Span:
        denied = is_denied(words.source, words.tokens, first, last)
        return Span(words.tokens[first].start, words.tokens[last - 1].end, tuple(sorted(skills)), kind, denied)


def _better(known: dict[int, str], skill: int, kind: str) -> None:
    if skill not in known or _RANK[kind] < _RANK[known[skill]]:
        known[skill] = kind


def _kind(skills: dict[int, str]) -> str:
    return min(skills.values(), key=_RANK.__getitem__)


def _pick_rule(rules: list[_Rule], written: str) -> _Rule | None:
    """Return the rule for this written form: the same letters first, then a word all in capitals, then any case."""
    for rule in rules:
        if rule.written in (written, written.removesuffix("s")):
            return rule
    for rule in rules:
        if not rule.case_sensitive or written.isupper():
            return rule
    return None


def _stands_free(words: _Text, first: int, last: int, rule: _Rule) -> bool:
    """Tell whether the neighbours do not make the term a piece of another Chinese word."""
    before = words.tokens[first - 1] if first else None
    after = words.tokens[last] if last < len(words.tokens) else None
    if before and rule.not_after and _touch(before, words.tokens[first]) and before.folded in rule.not_after:
        return False
    return not (after and rule.not_before and _touch(words.tokens[last - 1], after) and after.folded in rule.not_before)


def _touch(left: Token, right: Token) -> bool:
    return left.end == right.start


def _is_parted(text: str, left: Token, right: Token) -> bool:
    return right.start - left.end > 0 and _BREAK.search(text, left.end, right.start) is not None
