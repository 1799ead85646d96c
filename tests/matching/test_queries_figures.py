"""The figures of a finished run."""

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
