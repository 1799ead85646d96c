"""What a person typed, as conditions on the search fields of a posting.

A term that names a skill of the vocabulary, in whichever language, script, alias or initials, asks for the skill and
for nothing else: so 機器學習, 机器学习, ML and machine learning find the identical postings. A term that only suggests
a skill finds those that ask for the skill and those that hold the word. Other words must stand in the text: Latin
ones from their beginning (short ones whole), Chinese ones by their two-character pieces.
"""

import re
from dataclasses import dataclass

from django.db.models import Q

from expo.search_text import CHINESE_RUN, chinese_bigrams, search_form
from matching.engine.lexicon import EVIDENCE, Lexicon
from matching.taxonomy.queries.lexicon import current_lexicon

SHORT_WORD = 3
MOST_TERMS = 12
WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: the folded words, the skills they mean, and whether they name or only suggest those."""

    text: str
    skill_ids: tuple[int, ...] = ()
    is_hint: bool = False

    def condition(self) -> Q:
        if not self.skill_ids:
            return self._in_text()
        asks = Q(search_skills__overlap=list(self.skill_ids))
        return asks | self._in_text() if self.is_hint else asks

    def _in_text(self) -> Q:
        condition = Q()
        for piece in self.text.split():
            condition &= _holds(piece)
        return condition


def _holds(piece: str) -> Q:
    if not CHINESE_RUN.fullmatch(piece):
        tail = " " if len(piece) <= SHORT_WORD else ""
        return Q(search_text__contains=f" {piece}{tail}")
    pairs = chinese_bigrams(piece)
    if len(piece) == 2:
        return Q(search_bigrams__contains=pairs)
    exact = Q(search_text__contains=piece)
    return Q(search_bigrams__contains=pairs) & exact if pairs else exact


def _words(text: str, lexicon: Lexicon) -> list[Term]:
    """Return a term per word between blanks; a word alone may be a skill that running text would not show."""
    terms = []
    for word in WORDS.findall(text):
        skills, kind = lexicon.lookup(word)
        if form := search_form(word):
            terms.append(Term(form, skills, kind == EVIDENCE))
    return terms


def parse_terms(typed: str) -> list[Term]:
    """Return the terms of a search: the whole as one skill, else the skills named in it and the words between."""
    if not typed.strip():
        return []
    lexicon = current_lexicon()
    skills, kind = lexicon.lookup(typed)
    if skills:
        return [Term(search_form(typed), skills, kind == EVIDENCE)]
    terms: list[Term] = []
    done = 0
    for span in lexicon.find(typed):
        if span.kind == EVIDENCE or span.start < done:
            continue
        terms += _words(typed[done : span.start], lexicon)
        terms.append(Term(search_form(typed[span.start : span.end]), span.skills))
        done = span.end
    return (terms + _words(typed[done:], lexicon))[:MOST_TERMS]


def search_condition(terms: list[Term]) -> Q:
    """Return the condition that all terms hold."""
    condition = Q()
    for term in terms:
        condition &= term.condition()
    return condition
