"""Finds the skills of a vocabulary in texts of three languages: longest match over folded tokens, rules for words
that mean several things, and what is denied ("no experience in …") marked as such.

A text is cut into tokens (a Latin word, or one Chinese character). A trie over the stems of the vocabulary's tokens is
walked from each token; the longest name that passes its rule wins. Cost: about 1 µs per token, no memory per call.
Pure and deterministic: the same vocabulary, in any order, and the same text give the same spans.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from matching.engine.folding import cut, fold, is_ideograph, scripts, squash, stem, tokens
from matching.engine.negation import is_denied
from matching.engine.senses import Rule, pick_rule
from matching.engine.stemmed import Text, stems_of

__all__ = ["Lexicon", "Name", "Span", "fold", "scripts", "squash", "tokens"]

LABEL, ALIAS, EVIDENCE = "label", "alias", "evidence"
_KINDS = (LABEL, ALIAS, EVIDENCE)
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}
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


@dataclass(slots=True)
class _Entry:
    """All skills that one folded form names, best kind first; `capitals` where only the written case counts.

    `is_broken` where the name itself holds a mark that otherwise parts two names: "FDA 510(k)".
    """

    folded: tuple[str, ...]
    skills: dict[int, str]
    capitals: frozenset[str] = frozenset()
    is_broken: bool = False


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
        self._rules: dict[str, list[Rule]] = {}
        self._trie: dict[str, Any] = {}
        for name in sorted(set(names)):
            self._add(name)
        for written, rule in sorted((rules or {}).items()):
            self._add_rule(written, rule)
        self._build_trie()

    def __len__(self) -> int:
        return len(self._entries)

    def _add(self, name: Name) -> None:
        words = Text(name.text)
        folded = tuple(words.folded)
        if not folded:
            return
        entry = self._entries.setdefault(folded, _Entry(folded, {}))
        _better(entry.skills, name.skill, name.kind)
        entry.is_broken |= any(_is_parted(words, index) for index in range(1, len(folded)))
        if len(folded) == 1 and _needs_capitals(name.text):
            entry.capitals |= {name.text}
        joined = "".join(folded)
        _better(self._by_squash.setdefault(joined, {}), name.skill, name.kind)
        _better(self._by_stem.setdefault("".join(map(stem, folded)), {}), name.skill, name.kind)

    def _add_rule(self, written: str, rule: Mapping[str, Any]) -> None:
        made = Rule.read(written, rule)
        folded = tuple(cut(written).folded)
        self._rules.setdefault(squash(written), []).append(made)
        if folded and not made.never:
            entry = self._entries.setdefault(folded, _Entry(folded, {}))
            for sense in made.senses:
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
        double-meaning words count (a person who lists "R" means the language). Where it is one skill's main name and
        another's further one, the first is meant.
        """
        key = squash(text)
        if not key:
            return (), ""
        found = self._by_squash.get(key) or self._by_stem.get("".join(stems_of(text)))
        if not found:
            senses = {skill for rule in self._rules.get(key, ()) for sense in rule.senses for skill in sense.skills}
            return (tuple(sorted(senses)), EVIDENCE) if senses else ((), "")
        best = min(_RANK[kind] for kind in found.values())
        return tuple(sorted(skill for skill, kind in found.items() if _RANK[kind] == best)), _KINDS[best]

    # -- running text ---------------------------------------------------------------------------------------------

    def find(self, text: str, *, denials: bool = True) -> list[Span]:
        """Return the skills named in a running text, in order of position.

        Names (labels, aliases) never overlap each other; evidence terms neither, but evidence may enclose a name
        ("Google Cloud certification" both names and suggests). Without `denials` nothing is marked as denied.
        """
        words = Text(text)
        spans: list[Span] = []
        names_until = evidence_until = 0
        for index in self._beginnings(words.stems):
            if index < names_until:
                continue
            evidence_done = False
            for end, entries in self._matches(words, index):
                own, suggested = self._accept(words, index, end, entries)
                if own:
                    if evidence_done and own.keys() >= set(spans[-1].skills):
                        spans.pop()
                    spans.append(_span(words, index, end, own, _kind(own), denials))
                    names_until = end
                    break
                if suggested and not evidence_done and index >= evidence_until:
                    evidence_done, evidence_until = True, end
                    spans.append(_span(words, index, end, suggested, EVIDENCE, denials))
        if evidence_until:
            spans.sort()
        return spans

    def _beginnings(self, stems: list[str]) -> list[int]:
        """Return the tokens that may begin a name: alone, or with the token after."""
        trie, found, after = self._trie, [], [*stems[1:], ""]
        for index in [index for index, word in enumerate(stems) if word in trie]:
            node = trie[stems[index]]
            if "" in node or after[index] in node:
                found.append(index)
        return found

    def _matches(self, words: Text, index: int) -> list[tuple[int, list[_Entry]]]:
        """Return (end, entries) of every name that starts at token `index`, longest first.

        A name ends where a mark ends a clause or an item of a list: "software, engineering" names no third thing.
        """
        stems = words.stems
        node: dict[str, Any] = self._trie[stems[index]]
        found: list[tuple[int, list[_Entry]]] = [(index + 1, node[""])] if "" in node else []
        is_parted = False
        for position in range(index + 1, len(stems)):
            if stems[position] not in node:
                break
            node = node[stems[position]]
            is_parted = is_parted or _is_parted(words, position)
            if "" in node:
                entries = [entry for entry in node[""] if entry.is_broken] if is_parted else node[""]
                if entries:
                    found.append((position + 1, entries))
        found.reverse()
        return found

    def _accept(
        self, words: Text, first: int, last: int, entries: list[_Entry]
    ) -> tuple[dict[int, str], dict[int, str]]:
        """Return the names and the evidence that hold here, as {skill: kind}; a form exactly as written goes first."""
        own: dict[int, str] = {}
        suggested: dict[int, str] = {}
        if len(entries) > 1:
            exact = tuple(words.folded[first:last])
            entries = sorted(entries, key=lambda e: e.folded != exact)
        for entry in entries:
            skills = self._allowed(words, first, last, entry)
            names = {skill: kind for skill, kind in skills.items() if kind != EVIDENCE}
            if names and not own:
                own = names
            if skills and not names and not suggested:
                suggested = skills
        return own, suggested

    def _allowed(self, words: Text, first: int, last: int, entry: _Entry) -> dict[int, str]:
        """Return the skills of `entry` that the rules allow for the tokens [first, last)."""
        written = words.written[first]
        rules = self._rules.get("".join(words.folded[first:last])) or self._rules.get("".join(entry.folded))
        if rules is None:
            if entry.capitals and written not in entry.capitals and written.removesuffix("s") not in entry.capitals:
                return {}
            return entry.skills
        rule = pick_rule(rules, written if last - first == 1 else "")
        sense = rule.sense(words, first, last) if rule else None
        return {skill: entry.skills.get(skill, EVIDENCE) for skill in sorted(sense.skills)} if sense else {}


def _span(words: Text, first: int, last: int, skills: dict[int, str], kind: str, denials: bool) -> Span:
    denied = denials and is_denied(words, first, last)
    return Span(words.starts[first], words.ends[last - 1], tuple(sorted(skills)), kind, denied)


def _better(known: dict[int, str], skill: int, kind: str) -> None:
    if skill not in known or _RANK[kind] < _RANK[known[skill]]:
        known[skill] = kind


def _kind(skills: dict[int, str]) -> str:
    return min(skills.values(), key=_RANK.__getitem__)


def _is_parted(words: Text, index: int) -> bool:
    """Tell whether a mark stands before token `index` that no name goes over."""
    begin, end = words.ends[index - 1], words.starts[index]
    if end - begin <= 0 or (end - begin == 1 and words.source[begin] == " "):
        return False
    return _BREAK.search(words.source, begin, end) is not None
