"""The list of openings: the adverts that hold the words, sieved by the filters, and the rows of one page."""

from dataclasses import dataclass

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import Value
from django.db.models.functions import StrIndex

from core.text import pick
from expo.enums import Importance
from expo.models import Edition, Posting, Requirement
from expo.queries.opening_facets import Chip, Facet, chips_of, facets_of, sieve
from expo.queries.opening_filters import OpeningFilters
from expo.queries.opening_table import Mask, OpeningTable, opening_table
from expo.queries.search_terms import Term, parse_terms, search_condition
from matching.taxonomy.queries.meant import perhaps_meant
from matching.taxonomy.queries.nearness import PATIENT
from matching.taxonomy.queries.search import Suggestion

PAGE_SIZE = 20
SKILLS_SHOWN = 5
NOWHERE = 1_000_000
WEIGHT = {Importance.MUST: 0, Importance.SHOULD: 1, Importance.NICE: 2}


@dataclass(frozen=True, slots=True)
class SkillName:
    """A requirement as the list shows it."""

    text: str
    language: str
    importance: str


@dataclass(frozen=True, slots=True)
class OpeningList:
    """One page of the list; `adverts` and `openings` count all pages. `meant`: where no advert holds the words."""

    filters: OpeningFilters
    terms: list[Term]
    adverts: int
    openings: int
    without_pay: int
    page: "Page[int]"
    postings: list[Posting]
    facets: list[Facet]
    chips: list[Chip]
    meant: list[Suggestion]


def _find(edition: Edition, table: OpeningTable, terms: list[Term]) -> tuple[Mask, dict[int, int]]:
    """Return which adverts hold the words, and by id how early the first word stands."""
    if not terms:
        return np.ones(len(table.ids), dtype=np.bool_), {}
    found = Posting.objects.published().filter(search_condition(terms), edition=edition).order_by()
    place = dict(found.values_list("pk", StrIndex("search_text", Value(terms[0].text))))
    return np.isin(table.ids, list(place)), place


def _order(table: OpeningTable, matched: Mask, sort: str, place: dict[int, int]) -> list[int]:
    """Return the ids in the order asked for; the table is newest first, and every sort is stable."""
    rows = np.flatnonzero(matched)
    if sort == "pay":
        rows = rows[np.argsort(-table.monthly[rows], kind="stable")]
    elif sort == "openings":
        rows = rows[np.argsort(-table.openings[rows], kind="stable")]
    ids: list[int] = table.ids[rows].tolist()
    if sort == "best" and place:
        ids.sort(key=lambda pk: place[pk] or NOWHERE)
    return ids


def page_of_postings(ids: list[int]) -> list[Posting]:
    """Return these postings in this order, each with `shown_skills` and `more_skills`. Two queries."""
    rows = Posting.objects.select_related("organisation", "cluster").defer(
        "search_text", "search_bigrams", "search_skills", "description_en", "description_zh_hant", "description_zh_hans"
    )
    postings = rows.in_bulk(ids)
    skills: dict[int, list[SkillName]] = {}
    asked = Requirement.objects.filter(posting_id__in=ids).select_related("skill").order_by("posting_id", "position")
    for requirement in sorted(asked, key=lambda one: WEIGHT[Importance(one.importance)]):
        text, language = (requirement.text, "") if requirement.skill is None else pick(requirement.skill, "name")
        skills.setdefault(requirement.posting_id, []).append(SkillName(text, language, requirement.importance))
    found = [postings[pk] for pk in ids if pk in postings]
    for posting in found:
        names = skills.get(posting.pk, [])
        posting.shown_skills = names[:SKILLS_SHOWN]  # type: ignore[attr-defined]  # for the template alone
        posting.more_skills = max(0, len(names) - SKILLS_SHOWN)  # type: ignore[attr-defined]  # for the template alone
    return found


def _meant(typed: str, terms: list[Term]) -> list[Suggestion]:
    """Return the skills that a search without a hit may have meant, but those that it asked for."""
    asked = {skill for term in terms for skill in term.skill_ids}
    found = perhaps_meant([typed], wait=PATIENT).get(typed, []) if terms else []
    return [one for one in found if one.skill_id not in asked]


def list_openings(edition: Edition, filters: OpeningFilters, page_number: str | int = 1) -> OpeningList:
    """Return one page of the adverts of `edition` that the public may read. Three queries, five with words.

    Four more when an advert changed since the last reader came, or where no advert holds the words.
    """
    table = opening_table(edition)
    terms = parse_terms(filters.q)
    holds, place = _find(edition, table, terms)
    found = sieve(table, filters, holds)
    page = Paginator(_order(table, found.matched, filters.sort, place), PAGE_SIZE).get_page(page_number)
    return OpeningList(
        filters=filters,
        terms=terms,
        adverts=int(found.matched.sum()),
        openings=int(table.openings[found.matched].sum()),
        without_pay=found.without_pay,
        page=page,
        postings=page_of_postings(list(page.object_list)),
        facets=facets_of(table, filters, found),
        chips=chips_of(table, filters),
        meant=[] if holds.any() else _meant(filters.q, terms),
    )
