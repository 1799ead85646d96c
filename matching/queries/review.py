"""What the page of a run shows: the dry run in words, and the review of a finished run as charts and tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import OrganisationStage
from core.enums import Language
from core.shapes import percent
from matching.models import MatchRun
from matching.queries.figures import BIN, EVEN, LENGTHS

Row = tuple[str, float, str]

LEFT_OUT: dict[str, Promise] = {
    "cancelled": gettext_lazy("registration cancelled"),
    "empty_profile": gettext_lazy("nothing in the profile to match by: no skill, headline, text or experience"),
    "draft": gettext_lazy("draft, not sent in yet"),
    "submitted": gettext_lazy("waiting for review"),
    "returned": gettext_lazy("returned to the employer"),
    "closed": gettext_lazy("closed"),
    "employer_withdrawn": gettext_lazy("the employer has left the edition"),
    "out_of_scope": gettext_lazy("not in the scope of this run"),
}
NOTICES: dict[str, Promise] = {
    "private": gettext_lazy("private profiles: matched for their own eyes only"),
    "no_skill": gettext_lazy("no skill"),
    "no_site": gettext_lazy("place of work"),
    "no_kind": gettext_lazy("kind of work"),
    "no_pay": gettext_lazy("pay"),
    "no_start": gettext_lazy("start"),
    "no_right_to_work": gettext_lazy("right to work"),
    "no_offer": gettext_lazy("whether the employer sponsors a work permit"),
    "no_requirement": gettext_lazy("no requirement: matched by title and text"),
}
BARS: dict[str, Promise] = {
    "site": gettext_lazy("place of work"),
    "kind": gettext_lazy("kind of work"),
    "language": gettext_lazy("a language that the work requires"),
    "right_to_work": gettext_lazy("right to work"),
    "availability": gettext_lazy("time of starting"),
}


@dataclass(frozen=True, slots=True)
class DryPairs:
    """The pairs that stated facts rule out; `by_reason` is (words, number), a pair may count under several."""

    candidates: int
    postings: int
    pairs: int
    eligible: int
    by_reason: tuple[tuple[str, int], ...]
    candidates_without: int
    postings_without: int


@dataclass(frozen=True, slots=True)
class DrySide:
    """One side of a dry run; `left_out` and `notices` are (words, number)."""

    title: str
    total: int
    taken: int
    left_out: tuple[tuple[str, int], ...]
    notices: tuple[tuple[str, int], ...]

    @property
    def bars(self) -> tuple[tuple[str, int], ...]:
        """Rows of the chart: those who take part, then the reasons of the others."""
        return ((_("take part"), self.taken), *self.left_out)


@dataclass(frozen=True, slots=True)
class DryRunPage:
    at: datetime | None
    sides: tuple[DrySide, ...]
    openings: int
    pairs: int
    to_prepare: int
    barred: DryPairs | None

    @property
    def candidates(self) -> DrySide:
        return self.sides[0]

    @property
    def postings(self) -> DrySide:
        return self.sides[1]

    @property
    def pair_bars(self) -> tuple[tuple[str, int], ...]:
        """Rows of the chart of pairs: those that may match, then the reasons of the others."""
        return ((_("may match"), self.barred.eligible), *self.barred.by_reason) if self.barred else ()


def dry_run_page(run: MatchRun) -> DryRunPage | None:
    """Return the dry run of a draft in the reader's words; None when there is none yet."""
    kept = run.dry_run
    if not kept:
        return None
    sides = tuple(
        DrySide(
            title=title,
            total=kept[key]["total"],
            taken=kept[key]["taken"],
            left_out=_named(kept[key]["left_out"], LEFT_OUT),
            notices=_named(kept[key]["notices"], NOTICES),
        )
        for key, title in (("candidates", _("Candidates")), ("postings", _("Roles")))
    )
    return DryRunPage(
        at=parse_datetime(kept["at"]),
        sides=sides,
        openings=kept["openings"],
        pairs=kept["pairs"],
        to_prepare=kept["to_prepare"],
        barred=_barred(kept.get("barred")),
    )


def _barred(kept: dict[str, Any] | None) -> DryPairs | None:
    return DryPairs(**{**kept, "by_reason": _named(kept["by_reason"], BARS)}) if kept else None


def _named(counts: dict[str, int], words: dict[str, Promise]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return tuple((str(words.get(reason, reason)), number) for reason, number in ordered)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of the fairness table. `ratio_text` is empty for groups under two percent, which are set apart."""

    name: str
    size: int
    rate_text: str
    ratio_text: str
    ratio_width: str
    is_low: bool
    open_text: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Charts as rows of (label, value, text) for the chart parts, and tables."""

    candidates: dict[str, Any]
    postings: dict[str, Any]
    employers: dict[str, Any]
    best_candidates: tuple[Row, ...]
    best_postings: tuple[Row, ...]
    lengths_candidates: tuple[Row, ...]
    lengths_postings: tuple[Row, ...]
    tenths: tuple[Row, ...]
    even: float
    stages: tuple[GroupRow, ...]
    languages: tuple[GroupRow, ...]
    language_notes: tuple[str, ...]
    bar: int
    enough: int
    top_share: str
    top_roles_share: str
    above_share: str
    needs_note: bool

    @property
    def even_text(self) -> str:
        return _("even: %(share)s") % {"share": f"{100 * self.even:.0f}"}


def review(run: MatchRun) -> Review | None:
    """Return the review of a finished run from its stored figures; no query."""
    kept = run.statistics
    if "employers" not in kept:
        return None
    employers, candidates = kept["employers"], kept["candidates"]
    return Review(
        candidates=candidates,
        postings=kept["postings"],
        employers=employers,
        best_candidates=_histogram(candidates["best"]),
        best_postings=_histogram(kept["postings"]["best"]),
        lengths_candidates=_lengths(candidates["lengths"], run.top_k),
        lengths_postings=_lengths(kept["postings"]["lengths"], run.top_k),
        tenths=_tenths(employers["tenths"]),
        even=1 / max(1, len(employers["tenths"])),
        stages=_groups(kept["stages"], dict(OrganisationStage.choices), "{:.1f}".format),
        languages=_groups(kept["languages"], dict(Language.choices), _share),
        language_notes=_why_low(kept["languages"], dict(Language.choices)),
        bar=kept["bar"],
        enough=kept["enough"],
        top_share=_share(employers["top_share"]),
        top_roles_share=_share(employers["top_roles_share"]),
        above_share=_share(candidates["above"] / candidates["total"] if candidates["total"] else 0.0),
        needs_note=bool(kept["uneven"]),
    )


def _share(value: float) -> str:
    return f"{100 * value:.1f}%"


def _histogram(bins: Sequence[int]) -> tuple[Row, ...]:
    """Join the stored bins two by two: ten rows of ten points each, without the empty ones below the first."""
    joined = [sum(bins[at : at + 2]) for at in range(0, len(bins), 2)]
    width = 2 * BIN // 100
    first = next((at for at, number in enumerate(joined) if number), 0)
    return tuple(
        (f"{width * at}–{width * (at + 1)}", number, f"{number:,}") for at, number in enumerate(joined) if at >= first
    )


def _tenths(shares: Sequence[float]) -> tuple[Row, ...]:
    """Number the shares of ten tenths of the employers, or of single employers where there are fewer than ten."""
    return tuple((str(number), share, f"{100 * share:.1f}") for number, share in enumerate(shares, start=1))


def _lengths(counts: Sequence[int], top_k: int) -> tuple[Row, ...]:
    rows = []
    for (low, high), number in zip(LENGTHS, counts, strict=True):
        label = str(low) if low == high else f"{low}–{high}" if high < 10_000 else _("%(n)d and more") % {"n": low}
        if low <= top_k:
            rows.append((label, number, f"{number:,}"))
    return tuple(rows)


def _groups(rows: list[dict[str, Any]], names: dict[str, Any], words: Callable[[float], str]) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(
            name=str(names.get(row["key"], row["key"] or _("Not stated"))),
            size=row["size"],
            rate_text=words(row["rate"]),
            ratio_text="" if row["ratio"] is None else f"{row['ratio']:.2f}",
            ratio_width=percent(100 * (row["ratio"] or 0)),
            is_low=_is_low(row),
            open_text=f"{row['open_roles']:,}" if "open_roles" in row else "",
        )
        for row in rows
    )


def _is_low(row: dict[str, Any]) -> bool:
    return row["ratio"] is not None and row["ratio"] < EVEN


def _why_low(rows: list[dict[str, Any]], names: dict[str, Any]) -> tuple[str, ...]:
    """Say of each group below EVEN whether fewer roles are open to it, or whether the scores differ.

    Nothing for runs from before open roles were counted.
    """
    best = max((row for row in rows if row["ratio"] is not None), key=lambda row: row["rate"], default=None)
    if best is None or "open_roles" not in best:
        return ()
    same = gettext_lazy(
        "%(group)s: about as many roles are open to them as to the best group (%(mine)s and %(best)s), so the "
        "difference lies in the scores. Look at how these profiles are written and what they leave out."
    )
    fewer = gettext_lazy(
        "%(group)s: fewer roles are open to them than to the best group (%(mine)s and %(best)s). Places of work, kinds "
        "of work, languages, right to work or starting dates rule roles out before any score is given."
    )
    return tuple(
        str(fewer if row["open_roles"] < EVEN * best["open_roles"] else same)
        % {
            "group": names.get(row["key"], row["key"]),
            "mine": f"{row['open_roles']:,}",
            "best": f"{best['open_roles']:,}",
        }
        for row in rows
        if _is_low(row)
    )
