"""Which pairs stated facts rule out, before a run."""

import pytest

from expo.models import CandidateProfile
from matching.queries.barred import barred_pairs
from matching.queries.review import dry_run_page
from matching.queries.vocabulary import current_tools
from matching.services import runs
from matching.services.features import refresh_features
from tests.factories import OrganiserFactory, actor_of
from tests.support.matching import make_edition, people_of

pytestmark = pytest.mark.django_db


def test_nothing_is_counted_before_any_record_is_prepared() -> None:
    edition, tools = make_edition(), current_tools()
    assert barred_pairs(edition, {}, {}, vocabulary=tools.number, engine=tools.stamp) is None


def test_the_dry_run_names_how_many_pairs_a_stated_wish_rules_out() -> None:
    edition = make_edition(candidates=6, postings=4)
    CandidateProfile.objects.filter(pk=people_of(edition)[0].pk).update(wished_kinds=["internship"])
    edition.postings.update(kind="job")
    refresh_features(edition=edition, scope={})
    run = runs.plan_run(edition=edition, actor=actor_of(OrganiserFactory()))
    page = dry_run_page(run)
    assert page is not None
    assert page.barred is not None
    assert (page.barred.pairs, page.barred.eligible) == (24, 20)
    assert page.barred.by_reason == (("kind of work", 4),)
    assert (page.barred.candidates_without, page.barred.postings_without) == (1, 0)
