"""What a receipt says, ready to show: lines in groups, points that add up. Knows neither people nor roles."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, str | Promise] = {
    "asked": _("What the role asks for"),
    "words": _("Title and text"),
    "wishes": _("The person's wishes"),
}
GAPS_SHOWN = 3
GAP_LEAST = 100  # a point: less than that is no advice


def points_text(points: int) -> str:
    """Write hundredths of a point: 8735 is 87.35."""
    return f"{points / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Share:
    """What one requirement, or the title, gave to a line that several earn together."""

    label: str
    points: int

    @property
    def points_text(self) -> str:
        return points_text(self.points)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt; `source` says where in the profile it came from, `group` is a key of GROUPS.

    `importance` ("must", "should", "nice") and `requirement`, its primary key, are set for requirements alone. `shares`
    divide the points of a line that several earn together, the largest first; they add up to it, or there are none.
    """

    label: str
    detail: str
    status: str
    status_word: str
    source: str
    points: int
    max_points: int
    group: str = "asked"
    importance: str = ""
    requirement: int = 0
    shares: tuple[Share, ...] = ()

    @property
    def points_text(self) -> str:
        return points_text(self.points)

    @property
    def max_text(self) -> str:
        return points_text(self.max_points)

    @property
    def lost(self) -> int:
        return self.max_points - self.points

    @property
    def lost_text(self) -> str:
        return points_text(self.lost)


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that belong together, with their sub-total."""

    name: str | Promise
    lines: tuple[Line, ...]

    @property
    def points_text(self) -> str:
        return points_text(sum(line.points for line in self.lines))

    @property
    def max_text(self) -> str:
        return points_text(sum(line.max_points for line in self.lines))


@dataclass(frozen=True, slots=True)
class Receipt:
    """All lines of one pair; their points add up to `score`, in hundredths."""

    score: int
    lines: tuple[Line, ...]

    @property
    def score_text(self) -> str:
        return points_text(self.score)

    @property
    def segments(self) -> tuple[tuple[str, int, int], ...]:
        return tuple((line.status, line.points, line.max_points) for line in self.lines)

    @property
    def groups(self) -> tuple[LineGroup, ...]:
        """The lines by group, in the order of GROUPS; groups without lines are left out."""
        found = {key: tuple(line for line in self.lines if line.group == key) for key in GROUPS}
        return tuple(LineGroup(GROUPS[key], lines) for key, lines in found.items() if lines)

    @property
    def musts(self) -> int:
        return sum(line.importance == "must" for line in self.lines)

    @property
    def musts_met(self) -> int:
        return sum(line.importance == "must" and line.status == "met" for line in self.lines)

    @property
    def missing_musts(self) -> tuple[Line, ...]:
        """The musts of which nothing is there, those that cost most first."""
        return self._missing(lambda line: line.importance == "must")

    @property
    def missing_others(self) -> tuple[Line, ...]:
        """What else is asked for and not there, what costs most first."""
        return self._missing(lambda line: line.importance not in {"", "must"})

    def _missing(self, wanted: Callable[[Line], bool]) -> tuple[Line, ...]:
        lines = [line for line in self.lines if wanted(line) and line.status == "missing"]
        return tuple(sorted(lines, key=lambda line: -line.lost))

    @property
    def gaps(self) -> tuple[Line, ...]:
        """The requirements that would add most points, a few of them."""
        lines = [line for line in self.lines if line.importance and line.lost >= GAP_LEAST]
        return tuple(sorted(lines, key=lambda line: -line.lost)[:GAPS_SHOWN])
