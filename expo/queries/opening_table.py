"""The published adverts of an edition as columns, kept per process, so that filtering and counting need no rows.

One small query tells whether the kept columns are still true (number of adverts and the last change); after a minute
they are read anew in any case, for names of employers and clusters are not part of that question.
"""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np
from django.db.models import Count, Max
from numpy.typing import NDArray

from accounts.models import Organisation
from expo.enums import Currency, JobFunction, LanguageAbility, PayPeriod, PostingKind, Seniority, WorkSite
from expo.models import Edition, Posting, PostingLanguage
from expo.queries.opening_filters import NO_LANGUAGE
from matching.taxonomy.models import Cluster

KEEP_SECONDS = 60.0
# Working months, days and hours of a full-time month, to compare pay quoted for other periods.
A_MONTH = {PayPeriod.MONTH: 1.0, PayPeriod.YEAR: 1 / 12, PayPeriod.DAY: 21.75, PayPeriod.HOUR: 174.0}
COLUMNS = ("id", "kind", "site", "function", "seniority", "cluster_id", "organisation_id", "openings") + (
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
)
ABILITIES = [*LanguageAbility.values, NO_LANGUAGE]
CURRENCIES = list(Currency.values)

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OpeningTable:
    """Columns run in parallel, newest advert first.

    `codes[facet]` are positions in `values[facet]`; `languages` has one column per entry of ABILITIES; `monthly` is
    the most an advert pays a full-time month in its currency, 0 where it states no pay.
    """

    ids: NDArray[np.int64]
    codes: dict[str, Codes]
    values: dict[str, list[str]]
    languages: Mask
    openings: NDArray[np.int32]
    monthly: NDArray[np.float64]
    currency: Codes
    clusters: list[Cluster]
    employers: list[Organisation]


def _positions(wanted: list[Any], known: list[Any]) -> Codes:
    place = {value: index for index, value in enumerate(known)}
    return np.array([place[value] for value in wanted], dtype=np.int32)


def _languages(edition: Edition, ids: list[int]) -> Mask:
    table = np.zeros((len(ids), len(ABILITIES)), dtype=np.bool_)
    row = {pk: index for index, pk in enumerate(ids)}
    column = {ability: index for index, ability in enumerate(ABILITIES)}
    asked = PostingLanguage.objects.filter(posting__edition=edition, is_required=True).order_by()
    for posting_id, ability in asked.values_list("posting_id", "ability"):
        if posting_id in row:
            table[row[posting_id], column[ability]] = True
    table[:, column[NO_LANGUAGE]] = ~table.any(axis=1)
    return table


def read_table(edition: Edition) -> OpeningTable:
    """Read the columns from the database. Four queries."""
    live = Posting.objects.published().filter(edition=edition).order_by("-published_at", "-pk")
    rows = list(live.values_list(*COLUMNS))
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in COLUMNS]
    ids, kind, site, function, seniority, cluster, organisation, openings, low, high, currency, period = columns
    clusters = list(Cluster.objects.all())
    names = ("pk", "slug", "name_en", "name_zh_hant", "name_zh_hans")
    employers = list(Organisation.objects.filter(pk__in=set(organisation)).only(*names).order_by("name_en", "pk"))
    monthly = [
        (most or least or 0) * A_MONTH[PayPeriod(per)] for least, most, per in zip(low, high, period, strict=True)
    ]
    return OpeningTable(
        ids=np.array(ids, dtype=np.int64),
        codes={
            "kind": _positions(kind, PostingKind.values),
            "site": _positions(site, WorkSite.values),
            "function": _positions(function, JobFunction.values),
            "seniority": _positions(seniority, Seniority.values),
            "cluster": _positions(cluster, [one.pk for one in clusters]),
            "employer": _positions(organisation, [one.pk for one in employers]),
        },
        values={
            "kind": list(PostingKind.values),
            "site": list(WorkSite.values),
            "function": list(JobFunction.values),
            "seniority": list(Seniority.values),
            "cluster": [one.key for one in clusters],
            "employer": [one.slug for one in employers],
            "language": ABILITIES,
        },
        languages=_languages(edition, ids),
        openings=np.array(openings, dtype=np.int32),
        monthly=np.array(monthly, dtype=np.float64),
        currency=_positions(currency, CURRENCIES),
        clusters=clusters,
        employers=employers,
    )


Stamp = tuple[int, datetime | None]
_lock = Lock()
_kept: dict[int, tuple[Stamp, float, OpeningTable]] = {}


def opening_table(edition: Edition) -> OpeningTable:
    """Return the columns of `edition`: one query when the kept ones are true, five when not."""
    live = Posting.objects.published().filter(edition=edition).order_by()
    seen = live.aggregate(number=Count("pk"), changed=Max("updated_at"))
    stamp: Stamp = (seen["number"], seen["changed"])
    kept = _kept.get(edition.pk)
    if kept is not None and kept[0] == stamp and monotonic() - kept[1] < KEEP_SECONDS:
        return kept[2]
    with _lock:
        table = read_table(edition)
        _kept.clear()
        _kept[edition.pk] = (stamp, monotonic(), table)
        return table
