"""The filters of the list of openings, as they stand in the address of the page."""

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from expo.enums import Currency, JobFunction, LanguageAbility, PostingKind, Seniority, WorkSite

NO_LANGUAGE = "none"
SORTS = ("best", "new", "pay", "openings")
ALLOWED: dict[str, frozenset[str]] = {
    "kind": frozenset(PostingKind.values),
    "site": frozenset(WorkSite.values),
    "function": frozenset(JobFunction.values),
    "seniority": frozenset(Seniority.values),
    "language": frozenset([*LanguageAbility.values, NO_LANGUAGE]),
}
FACETS = ("kind", "site", "cluster", "function", "seniority", "language", "employer")
LONGEST_SEARCH = 120
MOST_CHOICES = 20
HIGHEST_PAY = 10_000_000


@dataclass(frozen=True, slots=True)
class OpeningFilters:
    """What the reader asks for. Values that mean nothing are dropped, so every address gives a page.

    `pay` is the least pay a month in `currency`; `cluster` holds keys, `employer` slugs.
    """

    q: str = ""
    kind: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    cluster: tuple[str, ...] = ()
    function: tuple[str, ...] = ()
    seniority: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    pay: int | None = None
    currency: str = Currency.HKD
    sort: str = "best"

    @classmethod
    def from_query(cls, query: QueryDict) -> "OpeningFilters":
        """Read the filters of an address; everything unknown is left out."""
        chosen: dict[str, tuple[str, ...]] = {}
        for name in FACETS:
            values = dict.fromkeys(value[:80] for value in query.getlist(name) if value)
            allowed = ALLOWED.get(name)
            chosen[name] = tuple(v for v in values if allowed is None or v in allowed)[:MOST_CHOICES]
        pay, currency, sort = query.get("pay", ""), query.get("currency", ""), query.get("sort", "")
        digits = pay.replace(",", "").strip()
        return cls(
            q=" ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH],
            pay=min(int(digits), HIGHEST_PAY) or None if digits.isascii() and digits.isdigit() else None,
            currency=currency if currency in Currency.values else Currency.HKD,
            sort=sort if sort in SORTS else "best",
            **chosen,
        )

    @property
    def is_empty(self) -> bool:
        return not self.q and self.pay is None and not any(getattr(self, name) for name in FACETS)

    def query_string(self) -> str:
        """Return "?…" with what is set, in a fixed order; "?" alone when nothing is."""
        pairs: list[tuple[str, str]] = []
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, tuple):
                pairs += [(item.name, one) for one in value]
            elif value not in (None, "", item.default) or (item.name == "currency" and self.pay and value != "HKD"):
                pairs.append((item.name, str(value)))
        return f"?{urlencode(pairs)}"

    def without(self, name: str, value: str | None = None) -> "OpeningFilters":
        """Return the filters without one value (or all values) of `name`."""
        if name in FACETS:
            return self._with(name, tuple(v for v in getattr(self, name) if value is not None and v != value))
        return self._with(name, None if name == "pay" else "")

    def toggled(self, name: str, value: str) -> "OpeningFilters":
        """Return the filters with one value of a facet switched."""
        now = getattr(self, name)
        return self.without(name, value) if value in now else self._with(name, (*now, value))

    def _with(self, name: str, value: Any) -> "OpeningFilters":
        return replace(self, **{name: value})
