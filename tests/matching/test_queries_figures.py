"""The figures of a finished run."""

import re

import pytest
from django.utils.translation import override

from accounts.models import Organisation
from expo.models import CandidateProfile
from matching.models import MatchRun
from matching.queries.review import review
from tests.support.matching import finished_run, make_edition, people_of

pytestmark = pytest.mark.django_db


def test_employers_whose_stage_nobody_stated_are_a_group_of_their_own() -> None:
    edition = make_edition()
    Organisation.objects.filter(pk=Organisation.objects.earliest("pk").pk).update(stage="")
    run = finished_run(edition)
    assert run.state == "finished"
    page = review(run)
    assert page is not None
    assert page.stages[-1].name == "Not stated"


def test_fewer_than_ten_employers_are_shown_one_by_one_in_order() -> None:
    page = review(finished_run(make_edition(6, 9)))
    assert page is not None
    assert [label for label, _share, _text in page.tenths] == ["1", "2", "3"]
    shares = [share for _label, share, _text in page.tenths]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def test_ten_employers_and_more_are_shown_in_tenths() -> None:
    page = review(finished_run(make_edition(6, 36)))
    assert page is not None
    assert page.employers["total"] == 12
    assert [label for label, _share, _text in page.tenths] == [str(n) for n in range(1, 11)]
    assert sum(share for _label, share, _text in page.tenths) == pytest.approx(1)


def test_shares_are_written_as_everywhere_else_without_a_gap() -> None:
    page = review(finished_run(make_edition()))
    assert page is not None
    for words in (page.top_share, page.top_roles_share, page.above_share, page.languages[0].rate_text):
        assert re.fullmatch(r"\d+\.\d%", words)


def written_in(run: MatchRun, *groups: tuple[str, float, float, int | None]) -> MatchRun:
    """Give a run other figures by language: (code, rate, ratio, roles open to the one in the middle)."""
    rows = [{"key": key, "size": 50, "rate": rate, "ratio": ratio} for key, rate, ratio, _ in groups]
    for row, (*_rest, number) in zip(rows, groups, strict=True):
        row |= {} if number is None else {"open_roles": number}
    run.statistics["languages"] = rows
    return run


def test_each_language_says_how_many_roles_are_open_to_the_one_in_the_middle() -> None:
    edition = make_edition(6, 8)
    people = [person.pk for person in people_of(edition)]
    CandidateProfile.objects.filter(pk__in=people[:3]).update(language="en", wished_sites=["sz"])
    CandidateProfile.objects.filter(pk__in=people[3:]).update(language="zh-hant", wished_sites=["hk"])
    CandidateProfile.objects.filter(pk=people[0]).update(wished_sites=[])
    run = finished_run(edition)
    assert {row["key"]: row["open_roles"] for row in run.statistics["languages"]} == {"en": 0, "zh-hant": 8}
    page = review(run)
    assert page is not None
    assert [(row.name, row.open_text) for row in page.languages] == [("English", "0"), ("Traditional Chinese", "8")]


def test_rules_that_a_run_leaves_out_close_no_role() -> None:
    edition = make_edition(4, 5)
    CandidateProfile.objects.filter(pk__in=[person.pk for person in people_of(edition)]).update(wished_sites=["sz"])
    run = finished_run(edition, rules={"site": False})
    assert [row["open_roles"] for row in run.statistics["languages"]] == [5]


def test_a_low_group_learns_whether_closed_roles_or_scores_are_the_reason() -> None:
    run = finished_run(make_edition(2, 2))
    page = review(written_in(run, ("en", 0.03, 0.3, 168), ("zh-hant", 0.1, 1.0, 188), ("zh-hans", 0.05, 0.5, 1150)))
    assert page is not None
    english, simplified = page.language_notes
    assert english.startswith("English: about as many roles are open to them")
    assert "168 and 188" in english
    assert "difference lies in the scores" in english
    assert simplified.startswith("Simplified Chinese: about as many")
    assert "1,150 and 188" in simplified
    page = review(written_in(run, ("en", 0.03, 0.3, 149), ("zh-hant", 0.1, 1.0, 188), ("zh-hans", 0.09, 0.9, 20)))
    assert page is not None
    (english,) = page.language_notes
    assert english.startswith("English: fewer roles are open to them than to the best group (149 and 188)")
    with override("zh-hant"):
        page = review(run)
        assert page is not None
        assert "：可供配對的職位少於最佳組別（149 與 188）" in page.language_notes[0]


def test_a_run_from_before_open_roles_were_counted_has_no_reason_and_no_number() -> None:
    run = finished_run(make_edition(2, 2))
    page = review(written_in(run, ("en", 0.03, 0.3, None), ("zh-hant", 0.1, 1.0, None)))
    assert page is not None
    assert page.language_notes == ()
    assert [row.open_text for row in page.languages] == ["", ""]
    assert page.languages[0].is_low
