"""What a person typed, as conditions on the search fields of a posting.

A term that names a skill of the vocabulary, in whichever language, script, alias or initials, asks for the skill and
for nothing else: so 機器學習, 机器学习, ML and machine learning find the identical postings. Other words must stand in
the text: Latin words from their beginning (short ones whole), Chinese ones by their two-character pieces.
"""

import re
from dataclasses import dataclass

from django.db.models import Q

from expo.services.search_index import CHINESE_RUN, chinese_bigrams, search_form
from matching.taxonomy.enums import AliasKind
from matching.taxonomy.models import SkillAlias

LONGEST_NAME = 6
SHORT_WORD = 3
MOST_WORDS = 12
PIECES = re.compile(rf"{CHINESE_RUN.pattern}|[^\s]+?(?={CHINESE_RUN.pattern}|\s|$)")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: the ids of the skills meant, or none and the folded word itself."""

    text: str
    skill_ids: tuple[int, ...] = ()

    def condition(self) -> Q:
        if self.skill_ids:
            return Q(search_skills__overlap=list(self.skill_ids))
        if not CHINESE_RUN.fullmatch(self.text):
            tail = " " if len(self.text) <= SHORT_WORD else ""
            return Q(search_text__contains=f" {self.text}{tail}")
        pieces = chinese_bigrams(self.text)
        exact = Q(search_text__contains=self.text)
        if not pieces:
            return exact
        return Q(search_bigrams__contains=pieces) & exact if len(self.text) > 2 else Q(search_bigrams__contains=pieces)


def _named_skills(spans: set[str]) -> dict[str, tuple[int, ...]]:
    """Return the live skills that each folded span names. One query."""
    named: dict[str, list[int]] = {}
    aliases = SkillAlias.objects.filter(
        folded__in=spans, kind__in=[AliasKind.LABEL, AliasKind.ALIAS], skill__is_active=True
    )
    for folded, skill_id in aliases.order_by("skill_id").values_list("folded", "skill_id").distinct():
        named.setdefault(folded, []).append(skill_id)
    return {folded: tuple(ids) for folded, ids in named.items()}


def parse_terms(typed: str) -> list[Term]:
    """Return the terms of a search, longest names of skills first. At most one query, none for an empty search."""
    words = search_form(typed).split()[:MOST_WORDS]
    if not words:
        return []
    spans = {
        " ".join(words[start:stop])
        for start in range(len(words))
        for stop in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1)
    }
    named = _named_skills(spans)
    terms, start = [], 0
    while start < len(words):
        for stop in range(min(start + LONGEST_NAME, len(words)), start, -1):
            span = " ".join(words[start:stop])
            if span in named:
                terms.append(Term(span, named[span]))
                break
        else:
            stop = start + 1
            terms += [Term(piece) for piece in PIECES.findall(words[start])]
        start = stop
    return terms


def search_condition(terms: list[Term]) -> Q:
    """Return the condition that all terms hold."""
    condition = Q()
    for term in terms:
        condition &= term.condition()
    return condition
