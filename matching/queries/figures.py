"""The figures of a finished run: length and quality of the lists, spread of exposure over employers and people.

Computed once, when the run is finished, and kept on it; pages read MatchRun.statistics only.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from accounts.enums import OrganisationStage
from core.enums import Language
from matching.engine.eligibility import bars_of_heads, count_open, posting_needs
from matching.enums import Side
from matching.models import MatchRun
from matching.queries.frozen import frozen

BAR = 5_000
ENOUGH = 5
BIN = 500
SMALL_GROUP = 0.02
EVEN = 0.8
LENGTHS = ((0, 0), (1, 4), (5, 9), (10, 19), (20, 10_000))

# The best come first, so one place tells whether enough of a list reach the bar.
LISTS = """
SELECT owner_id, coalesce(points[1], -1), cardinality(points), coalesce(points[%s], -1) >= %s
FROM matching_matchlist WHERE run_id = %s AND side = %s
"""
SHOWN = """
SELECT posting_id, count(*) FROM matching_matchlist, unnest(counterpart_ids) AS posting_id
WHERE run_id = %s AND side = 'candidate' GROUP BY 1
"""
# Both are joined with the lists here, not in SQL: rows that were written a moment ago have no statistics yet, and the
# planner would compare every one with every other.
ROLES = """
SELECT posting.id, posting.organisation_id, organisation.stage FROM expo_posting AS posting
JOIN accounts_organisation AS organisation ON organisation.id = posting.organisation_id WHERE posting.id = ANY(%s)
"""
WRITERS = "SELECT id, language FROM expo_candidateprofile WHERE id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Owners:
    """One side's lists, (n,) each: the owner, points of the best, length, and whether ENOUGH reach BAR."""

    ids: NDArray[np.int64]
    best: NDArray[np.int64]
    length: NDArray[np.int64]
    enough: NDArray[np.bool_]

    @classmethod
    def of(cls, run: MatchRun, side: Side) -> "Owners":
        """Read one side of a run."""
        rows = _rows(LISTS, [ENOUGH, BAR, run.pk, side.value])
        table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
        return cls(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(bool))


@dataclass(frozen=True, slots=True)
class Group:
    """A group in the fairness table: size, rate, and the rate as a part of the best group's (None if too small).

    `open_roles`: for people, how many roles the one in the middle of the group is eligible for.
    """

    key: str
    size: int
    rate: float
    ratio: float | None
    open_roles: int | None = None


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def run_figures(run: MatchRun, heads: NDArray[np.void]) -> dict[str, Any]:
    """Return the statistics of a run whose lists are stored. `uneven` names what asks for a note. Five queries.

    `heads`: the facts of its candidates (`blocks.CANDIDATE_HEAD`), in any order.
    """
    people, roles = Owners.of(run, Side.CANDIDATE), Owners.of(run, Side.POSTING)
    employers = _exposure(run, roles)
    languages = _languages(people, _open_roles(run, people, heads))
    stages = employers.pop("stages")
    uneven = [
        f"{name}:{group.key}"
        for name, groups in (("stage", stages), ("language", languages))
        for group in groups
        if group.ratio is not None and group.ratio < EVEN
    ]
    return {
        "bar": BAR,
        "enough": ENOUGH,
        "candidates": _lists(people),
        "postings": _lists(roles),
        "employers": employers,
        "stages": [_as_json(group) for group in stages],
        "languages": [_as_json(group) for group in languages],
        "uneven": uneven,
    }


def _lists(owners: Owners) -> dict[str, Any]:
    """Return counts of one side: owners, owners with enough counterparts above the bar, best scores and lengths."""
    has_any = owners.length > 0
    place = np.minimum(owners.best[has_any] // BIN, 10_000 // BIN - 1)
    length = np.searchsorted([high for _low, high in LENGTHS], owners.length)
    return {
        "total": len(owners.ids),
        "above": int(owners.enough.sum()),
        "best": np.bincount(place, minlength=10_000 // BIN).tolist(),
        "lengths": np.bincount(length, minlength=len(LENGTHS)).tolist(),
    }


def _languages(people: Owners, open_roles: NDArray[np.int64]) -> list[Group]:
    """Compare people by the language of their profile: how many have enough above the bar, and what is open to them."""
    language = dict(_rows(WRITERS, [people.ids.tolist()]))
    written = np.array([language.get(pk, "") for pk in people.ids.tolist()], dtype=object)
    size = Counter(name for name in written if name)
    groups = _groups(
        [(name, size[name], float(people.enough[written == name].mean())) for name in size], Language.values
    )
    return [replace(group, open_roles=int(np.median(open_roles[written == group.key]))) for group in groups]


def _open_roles(run: MatchRun, people: Owners, heads: NDArray[np.void]) -> NDArray[np.int64]:
    """Return how many roles of the run each of the people is eligible for, as the run's rules have it."""
    shared = frozen(run)
    open_to = count_open(bars_of_heads(heads, shared.rules), posting_needs(shared.prepared.plan.postings))
    by_id = dict(zip(heads["id"].tolist(), open_to.tolist(), strict=True))
    return np.array([by_id.get(pk, 0) for pk in people.ids.tolist()], dtype=np.int64)


def _employers(run: MatchRun, roles: Owners) -> list[tuple[int, str, int, int]]:
    """Return (employer, stage, roles, times shown), the most often shown first."""
    shown = dict(_rows(SHOWN, [run.pk]))
    sums: dict[tuple[int, str], list[int]] = {}
    for posting, organisation, stage in _rows(ROLES, [roles.ids.tolist()]):
        both = sums.setdefault((organisation, stage), [0, 0])
        both[0] += 1
        both[1] += shown.get(posting, 0)
    rows = [(organisation, stage, number, times) for (organisation, stage), (number, times) in sums.items()]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def _exposure(run: MatchRun, owners: Owners) -> dict[str, Any]:
    """How often the roles of each employer stand in candidates' lists."""
    rows = _employers(run, owners)
    times = [row[3] for row in rows]
    total = sum(times)
    top = max(1, round(len(rows) / 10)) if rows else 0
    roles = sum(row[2] for row in rows)
    pieces = min(10, len(times))  # fewer than ten employers are shown one by one
    tenths = [sum(times[len(times) * i // pieces : len(times) * (i + 1) // pieces]) for i in range(pieces)]
    by_stage: dict[str, list[int]] = {}
    for _, stage, number, shown in rows:
        sums = by_stage.setdefault(stage, [0, 0])
        sums[0] += number
        sums[1] += shown
    stages = [(stage, number, shown / number if number else 0.0) for stage, (number, shown) in by_stage.items()]
    return {
        "total": len(rows),
        "none": sum(1 for shown in times if not shown),
        "shown": total,
        "roles": roles,
        "top_share": sum(times[:top]) / total if total else 0.0,
        "top_roles_share": sum(row[2] for row in rows[:top]) / roles if roles else 0.0,
        "tenths": [part / total if total else 0.0 for part in tenths],
        "stages": _groups(stages, OrganisationStage.values),
    }


def _groups(rows: list[tuple[str, int, float]], order: list[str]) -> list[Group]:
    """Compare rates with the best of those groups that hold at least SMALL_GROUP of all.

    A key that `order` does not name (an employer whose stage nobody stated) comes last.
    """
    place = {key: number for number, key in enumerate(order)}
    total = sum(size for _, size, _ in rows)
    large = [rate for _, size, rate in rows if size >= SMALL_GROUP * total]
    best = max(large, default=0.0)
    return [
        Group(key, size, rate, rate / best if best and size >= SMALL_GROUP * total else None)
        for key, size, rate in sorted(rows, key=lambda row: place.get(row[0], len(place)))
    ]


def _as_json(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "size": group.size,
        "rate": round(group.rate, 4),
        "ratio": None if group.ratio is None else round(group.ratio, 4),
        **({} if group.open_roles is None else {"open_roles": group.open_roles}),
    }
