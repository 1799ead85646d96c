"""What changed between two runs, for whom, and which input caused it.

Causes are read from the frozen inputs of both runs, so they are the inputs that the scores were computed from:
the settings of the run, the owner's own record (and which facts of it), or records of counterparts.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.db import read_binary
from core.shapes import percent
from core.text import pick
from expo.models import CandidateProfile, Posting
from matching.engine.data import Weights
from matching.engine.eligibility import Rules
from matching.enums import InputKind, Side
from matching.models import MatchRun
from matching.queries.changed_facts import changed_facts
from matching.queries.frozen import Records, read_records

LISTS = """SELECT owner_id, counterpart_ids, points FROM matching_matchlist
WHERE run_id = %s AND side = %s ORDER BY owner_id"""
CAUSES: dict[str, Promise] = {
    "settings": gettext_lazy("settings of the run"),
    "new": gettext_lazy("new in this run"),
    "gone": gettext_lazy("no longer in this run"),
    "own": gettext_lazy("own record changed"),
    "others": gettext_lazy("records of others changed"),
}
SHOWN = 3

Lists = dict[int, dict[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """One owner whose list changed. `gained` is the change of the sum of points, in hundredths.

    `rescored` are the counterparts that stand in both lists with other points.
    """

    owner_id: int
    cause: str
    added: tuple[int, ...]
    removed: tuple[int, ...]
    rescored: tuple[int, ...]
    gained: int

    @property
    def others(self) -> tuple[int, ...]:
        return (*self.added, *self.removed, *self.rescored)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change in words. `facts` names which inputs caused it: facts of the owner, or counterparts with theirs."""

    label: str
    cause: str
    facts: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    gained: int
    bar_x: str
    bar_width: str


@dataclass(frozen=True, slots=True)
class RunDiff:
    """The difference of `run` to `base` on one side. `changes` with the greatest change of points first."""

    run: MatchRun
    base: MatchRun
    side: Side
    total: int
    changes: tuple[Change, ...]
    settings: tuple[str, ...]

    @property
    def same_inputs(self) -> bool:
        return self.run.fingerprint == self.base.fingerprint

    @property
    def winners(self) -> int:
        return sum(change.gained > 0 for change in self.changes)

    @property
    def losers(self) -> int:
        return sum(change.gained < 0 for change in self.changes)

    @property
    def same_points(self) -> int:
        """Lists with other entries that add up to the same points."""
        return len(self.changes) - self.winners - self.losers

    @property
    def unchanged(self) -> int:
        return self.total - len(self.changes)

    @property
    def causes(self) -> tuple[tuple[str, str, int], ...]:
        """Return (key, words, number of lists) of the causes that occur."""
        counts = Counter(change.cause for change in self.changes)
        return tuple((cause, str(words), counts[cause]) for cause, words in CAUSES.items() if counts[cause])

    @property
    def cause_bars(self) -> tuple[tuple[str, int], ...]:
        return tuple((words, number) for _key, words, number in self.causes)

    @property
    def gains(self) -> tuple[tuple[str, int], ...]:
        """Columns of the chart of changes of points, from lost to gained."""
        edges = (-10_000, -2_000, 0, 1, 2_001, 10_001)
        counts = Counter(bisect_right(edges, change.gained) for change in self.changes)
        names = ("< −100", "−100…−20", "−20…0", "0", "0…20", "20…100", "> 100")
        return tuple((name, counts[place]) for place, name in enumerate(names))

    def because(self, cause: str) -> tuple[Change, ...]:
        """Return the changes of one cause, or all when `cause` is none of ours."""
        return tuple(change for change in self.changes if change.cause == cause or cause not in CAUSES)


def _lists(run: MatchRun, side: Side) -> Lists:
    rows = read_binary(LISTS, [run.pk, side.value])
    return {owner: dict(zip(ids, points, strict=True)) for owner, ids, points in rows}


def _names(records: Records) -> dict[int, bytes]:
    """Return a short name of each record's payload by id. Who may see a person changes nothing in the own list."""
    return {
        pk: hashlib.blake2b(payload, digest_size=8).digest()
        for pk, payload in zip(records.ids.tolist(), records.payloads, strict=True)
    }


def run_diff(run: MatchRun, base: MatchRun, side: Side) -> RunDiff:
    """Compare the lists of one side of two finished runs."""
    now, then = _lists(run, side), _lists(base, side)
    settings = changed_settings(run, base)
    own_kind, other_kind = _kinds(side)
    own_now, own_then = (_names(read_records(r.pk, own_kind)) for r in (run, base))
    changes = []
    for owner in sorted(now.keys() | then.keys()):
        new, old = now.get(owner), then.get(owner)
        if new == old:
            continue
        if old is None or new is None:
            cause = "new" if old is None else "gone"
        elif settings:
            cause = "settings"
        else:
            cause = "own" if own_now.get(owner) != own_then.get(owner) else "others"
        after, before = new or {}, old or {}
        changes.append(
            Change(
                owner_id=owner,
                cause=cause,
                added=tuple(pk for pk in after if pk not in before),
                removed=tuple(pk for pk in before if pk not in after),
                rescored=tuple(pk for pk in after if pk in before and after[pk] != before[pk]),
                gained=sum(after.values()) - sum(before.values()),
            )
        )
    changes.sort(key=lambda change: (-abs(change.gained), change.owner_id))
    return RunDiff(run, base, side, len(now.keys() | then.keys()), tuple(changes), settings)


def _kinds(side: Side) -> tuple[InputKind, InputKind]:
    kinds = (InputKind.CANDIDATES, InputKind.POSTINGS)
    return kinds if side == Side.CANDIDATE else (kinds[1], kinds[0])


def changed_settings(run: MatchRun, base: MatchRun) -> tuple[str, ...]:
    """Return the names of settings in which two runs differ; what is not said is as usual."""
    pairs = (
        (_("weights"), Weights.from_json(run.weights), Weights.from_json(base.weights)),
        (_("rules"), Rules.from_json(run.rules), Rules.from_json(base.rules)),
        (_("length of the lists"), run.top_k, base.top_k),
        (_("engine"), run.engine, base.engine),
        (_("vocabulary"), run.vocabulary_id, base.vocabulary_id),
        (_("seed"), run.seed, base.seed),
    )
    return tuple(name for name, one, other in pairs if one != other)


def change_rows(diff: RunDiff, changes: Iterable[Change]) -> list[ChangeRow]:
    """Return a page of changes in words: which facts caused each, and who came and went. Ten queries."""
    page = list(changes)
    owners = {change.owner_id for change in page}
    own_kind, other_kind = _kinds(diff.side)
    facts = changed_facts(diff.run, diff.base, owners, own_kind)
    moved = _moved(diff, {pk for change in page if change.cause == "others" for pk in change.others}, other_kind)
    others = {pk for change in page for pk in (*change.added, *change.removed)} | moved.keys()
    is_candidate = diff.side == Side.CANDIDATE
    people = _people(owners if is_candidate else others)
    roles = _roles(others if is_candidate else owners)
    own, counterpart = (people, roles) if is_candidate else (roles, people)
    most = max((abs(change.gained) for change in diff.changes), default=0) or 1
    return [
        ChangeRow(
            label=own.get(change.owner_id, f"#{change.owner_id}"),
            cause=str(CAUSES[change.cause]),
            facts=_causes_of(change, facts, moved, counterpart),
            added=tuple(counterpart.get(pk, f"#{pk}") for pk in change.added),
            removed=tuple(counterpart.get(pk, f"#{pk}") for pk in change.removed),
            gained=change.gained,
            bar_x=percent(50 + 50 * min(0, change.gained) / most),
            bar_width=percent(50 * abs(change.gained) / most),
        )
        for change in page
    ]


def _causes_of(
    change: Change, facts: dict[int, tuple[str, ...]], moved: dict[int, str], names: dict[int, str]
) -> tuple[str, ...]:
    if change.cause != "others":
        return facts.get(change.owner_id, ())
    causes = [pk for pk in change.others if pk in moved]
    words = [f"{names.get(pk, f'#{pk}')}: {moved[pk]}" for pk in causes[:SHOWN]]
    more = len(causes) - SHOWN
    return (*words, _("and %(n)d more") % {"n": more}) if more > 0 else tuple(words)


def _moved(diff: RunDiff, ids: set[int], kind: InputKind) -> dict[int, str]:
    """Say of each of `ids` whose own input differs between the runs how; who was only pushed by others is missing."""
    if not ids:
        return {}
    now, then = (_listed(read_records(run.pk, kind)) for run in (diff.run, diff.base))
    facts = changed_facts(diff.run, diff.base, ids, kind)
    words: dict[int, str] = {}
    for pk in sorted(ids):
        if pk not in then or pk not in now:
            words[pk] = str(CAUSES["new" if pk in now else "gone"])
        elif now[pk] != then[pk]:
            words[pk] = _("now open to employers") if now[pk] else _("now private")
        elif facts.get(pk):
            words[pk] = ", ".join(facts[pk])
    return words


def _listed(records: Records) -> dict[int, bool]:
    return dict(zip(records.ids.tolist(), records.listed.tolist(), strict=True))


def _people(ids: Iterable[int]) -> dict[int, str]:
    """Return people by headline and number; names are not needed to review a run."""
    rows = CandidateProfile.objects.filter(pk__in=set(ids)).values_list("pk", "headline")
    return {pk: f"#{pk} {headline}".strip() for pk, headline in rows}


def _roles(ids: Iterable[int]) -> dict[int, str]:
    postings = Posting.objects.filter(pk__in=set(ids)).only("title_en", "title_zh_hant", "title_zh_hans")
    return {posting.pk: pick(posting, "title")[0] for posting in postings}
