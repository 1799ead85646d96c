"""The list of openings: one narrow pass over the adverts that hold the words, then the rows of one page."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Value
from django.db.models.functions import StrIndex

from accounts.models import Organisation
from core.text import pick
from expo.enums import Importance
from expo.models import Edition, Posting, PostingLanguage, Requirement
from expo.queries.opening_facets import Chip, Facet, Languages, Row, Values, chips_of, facets_of, labels_of, sieve
from expo.queries.opening_filters import OpeningFilters
from expo.queries.search_terms import Term, parse_terms, search_condition
from matching.taxonomy.models import Cluster

PAGE_SIZE = 20
EMPLOYERS_SHOWN = 12
SKILLS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SkillName:
    """A requirement as the list shows it."""

    text: str
    language: str
    importance: str


@dataclass(frozen=True, slots=True)
class OpeningList:
    """One page of the list; `adverts` and `openings` count all pages."""

    filters: OpeningFilters
    terms: list[Term]
    adverts: int
    openings: int
    without_pay: int
    page: "Page[int]"
    postings: list[Posting]
    facets: list[Facet]
    chips: list[Chip]


def _rows(edition: Edition, terms: list[Term]) -> list[Row]:
    found = Posting.objects.published().filter(edition=edition)
    rank: Value | StrIndex = Value(1)
    if terms:
        found = found.filter(search_condition(terms))
        rank = StrIndex("search_text", Value(terms[0].text))
    columns = [name for name in Row._fields if name != "rank"]
    return [Row(*values) for values in found.order_by().values_list(*columns, rank)]


def _languages(edition: Edition) -> Languages:
    asked: Languages = {}
    rows = PostingLanguage.objects.filter(posting__edition=edition, is_required=True).order_by()
    for posting_id, ability in rows.values_list("posting_id", "ability"):
        asked.setdefault(posting_id, set()).add(ability)
    return asked


def _order(rows: list[Row], sort: str) -> list[int]:
    rows.sort(key=lambda row: (row.published_at, row.id), reverse=True)
    if sort == "best":
        rows.sort(key=lambda row: row.rank or 1_000_000)
    elif sort == "pay":
        rows.sort(key=Row.monthly, reverse=True)
    elif sort == "openings":
        rows.sort(key=lambda row: row.openings, reverse=True)
    return [row.id for row in rows]


def page_of_postings(ids: list[int]) -> list[Posting]:
    """Return these postings in this order, each with `employer` names and `shown_skills`. Two queries."""
    rows = Posting.objects.select_related("organisation", "cluster").defer(
        "search_text", "search_bigrams", "search_skills", "description_en", "description_zh_hant", "description_zh_hans"
    )
    postings = rows.in_bulk(ids)
    skills: dict[int, list[SkillName]] = {}
    asked = Requirement.objects.filter(posting_id__in=ids).select_related("skill").order_by("posting_id", "position")
    weight = {Importance.MUST: 0, Importance.SHOULD: 1, Importance.NICE: 2}
    for requirement in sorted(asked, key=lambda r: weight[Importance(r.importance)]):
        text, language = (requirement.text, "") if requirement.skill is None else pick(requirement.skill, "name")
        skills.setdefault(requirement.posting_id, []).append(SkillName(text, language, requirement.importance))
    found = [postings[pk] for pk in ids if pk in postings]
    for posting in found:
        names = skills.get(posting.pk, [])
        posting.shown_skills = names[:SKILLS_SHOWN]  # type: ignore[attr-defined]  # for the template alone
        posting.more_skills = max(0, len(names) - SKILLS_SHOWN)  # type: ignore[attr-defined]  # for the template alone
    return found


def _employers_to_show(filters: OpeningFilters, rows: list[Row]) -> list[Organisation]:
    """Return the chosen employers and those with most adverts found. One query."""
    most = Counter(row.organisation_id for row in rows).most_common(EMPLOYERS_SHOWN)
    ids = [pk for pk, _count in most]
    chosen = Organisation.objects.filter(slug__in=filters.employer) if filters.employer else Organisation.objects.none()
    shown = Organisation.objects.filter(pk__in=ids) | chosen
    return list(shown.only("pk", "slug", "name_en", "name_zh_hant", "name_zh_hans").order_by("name_en", "pk"))


def list_openings(edition: Edition, filters: OpeningFilters, page_number: str | int = 1) -> OpeningList:
    """Return one page of the adverts of `edition` that the public may read. Six queries, seven with words."""
    terms = parse_terms(filters.q)
    rows = _rows(edition, terms)
    clusters = list(Cluster.objects.all())
    employers = _employers_to_show(filters, rows)
    values = Values(clusters, employers, _languages(edition))
    found = sieve(rows, filters, values)
    labels = labels_of(clusters, employers)
    page = Paginator(_order(found.matched, filters.sort), PAGE_SIZE).get_page(page_number)
    return OpeningList(
        filters=filters,
        terms=terms,
        adverts=len(found.matched),
        openings=sum(row.openings for row in found.matched),
        without_pay=found.without_pay,
        page=page,
        postings=page_of_postings(list(page.object_list)),
        facets=facets_of(filters, labels, found, values),
        chips=chips_of(filters, labels),
    )
