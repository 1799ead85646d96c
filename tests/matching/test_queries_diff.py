"""The difference of two runs: what counts as a setting, in which order and under which cause lists stand."""

import pytest
from django.utils import translation

from matching.engine.eligibility import Rules
from matching.enums import Side
from matching.models import MatchRun
from matching.queries.diff import Change, RunDiff, change_rows, changed_settings, run_diff
from tests.factories import ProfileSkillFactory, SkillFactory
from tests.support.matching import finished_run, make_edition, people_of


def diff_of(*changes: Change, total: int = 10) -> RunDiff:
    return RunDiff(MatchRun(), MatchRun(), Side.CANDIDATE, total, changes, ())


def change(owner: int, gained: int, cause: str = "own") -> Change:
    return Change(owner, cause, (), (), (), gained)


def test_rules_that_nobody_wrote_down_are_on_and_no_difference() -> None:
    with translation.override("en"):
        assert changed_settings(MatchRun(rules={}), MatchRun(rules=Rules().to_json())) == ()
        assert changed_settings(MatchRun(rules={"site": False}), MatchRun(rules={})) == ("rules",)


def test_every_list_is_counted_once() -> None:
    diff = diff_of(change(1, 500), change(2, -500), change(3, 0), change(4, 300, "others"))
    assert (diff.winners, diff.losers, diff.same_points, diff.unchanged) == (2, 1, 1, 6)
    assert sum(number for _name, number in diff.gains) == 4
    assert [number for _name, number in diff.cause_bars] == [3, 1]


@pytest.mark.parametrize(
    ("gained", "place"),
    [(-10_001, 0), (-10_000, 1), (-2_001, 1), (-2_000, 2), (-1, 2), (0, 3), (1, 4), (2_000, 4), (2_001, 5)],
)
def test_a_change_of_points_stands_in_one_column(gained: int, place: int) -> None:
    assert [number for _name, number in diff_of(change(1, gained)).gains].index(1) == place


def test_causes_narrow_and_unknown_ones_do_not() -> None:
    diff = diff_of(change(1, 1), change(2, 2, "others"))
    assert [row.owner_id for row in diff.because("others")] == [2]
    assert len(diff.because("")) == len(diff.because("no such cause")) == 2


@pytest.mark.django_db
def test_the_greatest_change_comes_first_and_fills_its_half_of_the_bar() -> None:
    edition = make_edition(6, 4)
    before = finished_run(edition)
    for person in people_of(edition)[:3]:
        ProfileSkillFactory(profile=person, skill=SkillFactory(), position=9)
        person.headline = "Welder of ships"
        person.save()
    diff = run_diff(finished_run(edition), before, Side.CANDIDATE)
    sizes = [abs(one.gained) for one in diff.changes]
    assert len(sizes) > 1
    assert sizes == sorted(sizes, reverse=True)
    first = change_rows(diff, diff.changes)[0]
    assert first.bar_width == "50%"
    assert first.bar_x == ("50%" if first.gained > 0 else "0%")
