"""The figures of a finished run."""

import re

import pytest

from accounts.models import Organisation
from matching.queries.review import review
from tests.support.matching import finished_run, make_edition

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
