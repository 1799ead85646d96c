"""Counts beside the filters of the list of openings, and the chips of those in force.

Each count says how many adverts there would be with that choice and every other filter as it is.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.text import pick
from expo.enums import JobFunction, LanguageAbility, PayPeriod, PostingKind, Seniority, WorkSite
from expo.queries.opening_filters import FACETS, NO_LANGUAGE, OpeningFilters
from matching.taxonomy.models import Cluster

# Working months, days and hours of a full-time month, to compare pay quoted for other periods.
A_MONTH = {PayPeriod.MONTH: 1.0, PayPeriod.YEAR: 1 / 12, PayPeriod.DAY: 21.75, PayPeriod.HOUR: 174.0}
NAMES: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "site": _("Place"),
    "cluster": _("Cluster"),
    "function": _("Function"),
    "seniority": _("Seniority"),
    "language": _("Language the work needs"),
    "employer": _("Employer"),
}


class Row(NamedTuple):
    """What filtering and counting need of one advert."""

    id: int
    kind: str
    site: str
    function: str
    seniority: str
    cluster_id: int
    organisation_id: int
    openings: int
    pay_min: int | None
    pay_max: int | None
    pay_currency: str
    pay_period: str
    published_at: datetime
    rank: int

    def monthly(self) -> float:
        """Return the most this advert pays a month, 0 when it states no pay."""
        return (self.pay_max or self.pay_min or 0) * A_MONTH[PayPeriod(self.pay_period)]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with the number of adverts it leaves."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str | Promise
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, with the address of the page without it."""

    label: str | Promise
    value: str | Promise
    query: str


Languages = dict[int, set[str]]


@dataclass(frozen=True, slots=True)
class Sieved:
    """The adverts that pass all filters, and by facet those that fail this one alone."""

    matched: list[Row]
    near: dict[str, list[Row]]
    without_pay: int


class Values:
    """Reads the values of an advert for one facet, in the words of the address."""

    def __init__(self, clusters: list[Cluster], employers: list[Organisation], languages: Languages) -> None:
        self._clusters = {cluster.pk: (cluster.key,) for cluster in clusters}
        self._employers = {employer.pk: (employer.slug,) for employer in employers}
        self._languages = languages

    def of(self, row: Row, facet: str) -> Iterable[str]:
        if facet == "cluster":
            return self._clusters[row.cluster_id]
        if facet == "employer":
            return self._employers.get(row.organisation_id, ())
        if facet == "language":
            return self._languages.get(row.id, (NO_LANGUAGE,))
        return (getattr(row, facet),)


def sieve(rows: list[Row], filters: OpeningFilters, values: Values) -> Sieved:
    """Apply the filters in one pass. An advert without stated pay fails a pay filter, and is counted apart."""
    chosen = {name: set(getattr(filters, name)) for name in FACETS if getattr(filters, name)}
    result = Sieved([], {name: [] for name in chosen}, 0)
    without_pay = 0
    for row in rows:
        failed = [name for name, wanted in chosen.items() if wanted.isdisjoint(values.of(row, name))]
        if len(failed) > 1:
            continue
        if filters.pay is not None:
            monthly = row.monthly()
            if not monthly or row.pay_currency != filters.currency or monthly < filters.pay:
                without_pay += not monthly and not failed
                continue
        (result.near[failed[0]] if failed else result.matched).append(row)
    return Sieved(result.matched, result.near, without_pay)


Labels = dict[str, dict[str, str | Promise]]


def labels_of(clusters: list[Cluster], employers: list[Organisation]) -> Labels:
    return {
        "kind": dict(PostingKind.choices),
        "site": dict(WorkSite.choices),
        "function": dict(JobFunction.choices),
        "seniority": dict(Seniority.choices),
        "cluster": {cluster.key: pick(cluster, "name")[0] for cluster in clusters},
        "language": {**dict(LanguageAbility.choices), NO_LANGUAGE: _("No language required")},
        "employer": {employer.slug: pick(employer, "name")[0] for employer in employers},
    }


def facets_of(filters: OpeningFilters, labels: Labels, found: Sieved, values: Values) -> list[Facet]:
    """Return the filters with their choices, those that would leave nothing left out."""
    facets = []
    for name in FACETS:
        chosen = getattr(filters, name)
        rows = found.matched + found.near.get(name, [])
        counts = Counter(value for row in rows for value in values.of(row, name))
        choices = [
            Choice(value, label, counts[value], value in chosen, filters.toggled(name, value).query_string())
            for value, label in labels[name].items()
            if counts[value] or value in chosen
        ]
        facets.append(Facet(name, NAMES[name], choices))
    return facets


def chips_of(filters: OpeningFilters, labels: Labels) -> list[Chip]:
    chips = []
    if filters.q:
        chips.append(Chip(_("Words"), filters.q, filters.without("q").query_string()))
    for name in FACETS:
        for value in getattr(filters, name):
            label = labels[name].get(value, value)
            chips.append(Chip(NAMES[name], label, filters.without(name, value).query_string()))
    if filters.pay is not None:
        value = f"{filters.currency} {filters.pay:,}"
        chips.append(Chip(_("Pay a month from"), value, filters.without("pay").query_string()))
    return chips
