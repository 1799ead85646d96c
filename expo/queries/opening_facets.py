"""Filters of the list of openings applied to its columns, the counts beside them, and the chips of those in force.

Each count says how many adverts there would be with that choice and every other filter as it is.
"""

from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from core.money import amount
from core.text import pick
from expo.enums import JobFunction, LanguageAbility, PostingKind, Seniority, WorkSite
from expo.queries.opening_filters import FACETS, NO_LANGUAGE, OpeningFilters
from expo.queries.opening_table import CURRENCIES, Mask, OpeningTable

EMPLOYERS_SHOWN = 12
NAMES: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "site": _("Place"),
    "cluster": _("Cluster"),
    "function": _("Function"),
    "seniority": _("Seniority"),
    "language": _("Language the work needs"),
    "employer": _("Employer"),
}
Labels = dict[str, str | Promise]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with the number of adverts it leaves."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str | Promise
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, with the address of the page without it."""

    label: str | Promise
    value: str | Promise
    query: str


@dataclass(frozen=True, slots=True)
class Sieved:
    """`matched` marks the adverts that pass everything, `near[facet]` those that pass everything but that facet."""

    matched: Mask
    near: dict[str, Mask]
    without_pay: int


def _passes(table: OpeningTable, facet: str, chosen: tuple[str, ...]) -> Mask:
    wanted = [index for index, value in enumerate(table.values[facet]) if value in chosen]
    if facet == "language":
        return np.asarray(table.languages[:, wanted].any(axis=1))
    return np.isin(table.codes[facet], wanted)


def sieve(table: OpeningTable, filters: OpeningFilters, found: Mask) -> Sieved:
    """Apply the filters to the adverts marked in `found`. One that states no pay fails a pay filter, counted apart."""
    passes = {name: _passes(table, name, chosen) for name in FACETS if (chosen := getattr(filters, name))}
    pays = np.ones(len(table.ids), dtype=np.bool_)
    if filters.pay is not None:
        pays = (table.monthly >= filters.pay) & (table.currency == CURRENCIES.index(filters.currency))
    others = found.copy()
    for mask in passes.values():
        others &= mask
    near = {}
    for name in FACETS:
        near[name] = found & pays
        for other, mask in passes.items():
            if other != name:
                near[name] &= mask
    silent = int((others & (table.monthly == 0)).sum()) if filters.pay is not None else 0
    return Sieved(matched=others & pays, near=near, without_pay=silent)


def _counts(table: OpeningTable, facet: str, near: Mask) -> NDArray[np.int64]:
    if facet == "language":
        return np.asarray(table.languages[near].sum(axis=0))
    return np.bincount(table.codes[facet][near], minlength=len(table.values[facet]))


def _labels(table: OpeningTable, facet: str) -> Labels:
    lists: dict[str, Labels] = {
        "kind": dict(PostingKind.choices),
        "site": dict(WorkSite.choices),
        "function": dict(JobFunction.choices),
        "seniority": dict(Seniority.choices),
        "language": {**dict(LanguageAbility.choices), NO_LANGUAGE: _("No language required")},
    }
    if facet == "cluster":
        return {one.key: pick(one, "name")[0] for one in table.clusters}
    if facet == "employer":
        return {one.slug: pick(one, "name")[0] for one in table.employers}
    return lists[facet]


def facets_of(table: OpeningTable, filters: OpeningFilters, found: Sieved) -> list[Facet]:
    """Return the filters with their choices, those that would leave nothing left out; employers: the largest only."""
    facets = []
    for name in FACETS:
        chosen, values = getattr(filters, name), table.values[name]
        counts = _counts(table, name, found.near[name])
        shown = set(np.argsort(-counts, kind="stable")[:EMPLOYERS_SHOWN].tolist()) if name == "employer" else None
        labels = _labels(table, name)
        choices = [
            Choice(value, labels[value], int(counts[index]), value in chosen)
            for index, value in enumerate(values)
            if value in chosen or (counts[index] and (shown is None or index in shown))
        ]
        facets.append(Facet(name, NAMES[name], choices))
    return facets


def chips_of(table: OpeningTable, filters: OpeningFilters) -> list[Chip]:
    """Return a chip for every filter in force, in reading order."""
    chips = []
    if filters.q:
        chips.append(Chip(_("Words"), filters.q, filters.without("q").query_string()))
    for name in FACETS:
        labels = _labels(table, name) if getattr(filters, name) else {}
        for value in getattr(filters, name):
            chips.append(Chip(NAMES[name], labels.get(value, value), filters.without(name, value).query_string()))
    if filters.pay is not None:
        shown = amount(filters.pay, filters.currency)
        chips.append(Chip(_("Pay a month from"), shown, filters.without("pay").query_string()))
    return chips
