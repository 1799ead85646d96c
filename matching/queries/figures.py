"""The figures of a finished run: length and quality of the lists, spread of exposure over employers and people.

Computed once, in SQL, when the run is finished, and kept on it; pages read MatchRun.statistics only.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.enums import OrganisationStage
from core.enums import Language
from matching.enums import Side
from matching.models import MatchRun

BAR = 5_000
ENOUGH = 5
BIN = 500
SMALL_GROUP = 0.02
EVEN = 0.8
LENGTHS = ((0, 0), (1, 4), (5, 9), (10, 19), (20, 10_000))

# The best come first, so whether ENOUGH of a list reach BAR is seen at one place.
LISTS = """
SELECT coalesce(points[1], -1) / %s AS bin, least(cardinality(points), 20) AS length,
       coalesce(points[%s], -1) >= %s AS enough, count(*)
FROM matching_matchlist WHERE run_id = %s AND side = %s GROUP BY 1, 2, 3
"""
SHOWN = """
SELECT posting_id, count(*) FROM matching_matchlist, unnest(counterpart_ids) AS posting_id
WHERE run_id = %s AND side = 'candidate' GROUP BY 1
"""
ROLES = """
SELECT own.owner_id, posting.organisation_id, organisation.stage
FROM matching_matchlist AS own
JOIN expo_posting AS posting ON posting.id = own.owner_id
JOIN accounts_organisation AS organisation ON organisation.id = posting.organisation_id
WHERE own.run_id = %s AND own.side = 'posting'
"""
WRITERS = """
SELECT profile.language, count(*), count(*) FILTER (WHERE points[%s] >= %s)
FROM matching_matchlist AS own JOIN expo_candidateprofile AS profile ON profile.id = own.owner_id
WHERE own.run_id = %s AND own.side = 'candidate' GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Group:
    """A group in the fairness table: size, rate, and the rate as a part of the best group's (None if too small)."""

    key: str
    size: int
    rate: float
    ratio: float | None


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def run_figures(run: MatchRun) -> dict[str, Any]:
    """Return the statistics of a run whose lists are stored. Five queries. `uneven` names what asks for a note."""
    employers = _exposure(run)
    languages = _groups(
        [(key, size, above / size if size else 0.0) for key, size, above in _rows(WRITERS, [ENOUGH, BAR, run.pk])],
        Language.values,
    )
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
        "candidates": _lists(run, Side.CANDIDATE),
        "postings": _lists(run, Side.POSTING),
        "employers": employers,
        "stages": [_as_json(group) for group in stages],
        "languages": [_as_json(group) for group in languages],
        "uneven": uneven,
    }


def _lists(run: MatchRun, side: Side) -> dict[str, Any]:
    """Return counts of one side: owners, owners with enough counterparts above the bar, best scores and lengths."""
    bins = [0] * (10_000 // BIN)
    lengths = [0] * len(LENGTHS)
    total = above = 0
    for place, length, enough, number in _rows(LISTS, [BIN, ENOUGH, BAR, run.pk, side.value]):
        total += number
        above += number if enough else 0
        lengths[next(i for i, (_low, high) in enumerate(LENGTHS) if length <= high)] += number
        if length:
            bins[min(place, len(bins) - 1)] += number
    return {"total": total, "above": above, "best": bins, "lengths": lengths}


def _employers(run: MatchRun) -> list[tuple[int, str, int, int]]:
    """Return (employer, stage, roles, times shown), the most often shown first.

    Joined here, not in SQL: rows that were written a moment ago have no statistics yet, and the planner would compare
    every role with every count.
    """
    shown = dict(_rows(SHOWN, [run.pk]))
    sums: dict[tuple[int, str], list[int]] = {}
    for posting, organisation, stage in _rows(ROLES, [run.pk]):
        both = sums.setdefault((organisation, stage), [0, 0])
        both[0] += 1
        both[1] += shown.get(posting, 0)
    rows = [(organisation, stage, roles, times) for (organisation, stage), (roles, times) in sums.items()]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def _exposure(run: MatchRun) -> dict[str, Any]:
    """How often the roles of each employer stand in candidates' lists."""
    rows = _employers(run)
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
    }
