"""The administration of the matching app: every list and record opens, and no list asks per row."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import MatchRun, PairJudgement, ReferenceRate
from matching.services.freshness import refresh_profiles
from tests.factories import AdministratorFactory, OrganiserFactory
from tests.support.matching import make_edition, people_of, published_run, roles_of

pytestmark = pytest.mark.django_db
MODELS = [model for model in admin.site._registry if model._meta.app_label == "matching"]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(AdministratorFactory())
    return client


def fill(runs: int) -> None:
    edition = make_edition(3, 3)
    for _ in range(runs):
        run = published_run(edition)
        PairJudgement.objects.create(
            run=run,
            profile=people_of(edition)[0],
            posting=roles_of(edition)[0],
            is_good=True,
            judged_by=OrganiserFactory(),
        )
    refresh_profiles(profile_ids=[profile.pk for profile in people_of(edition)])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_and_record_opens(desk: Client, model: type) -> None:
    fill(1)
    name = f"admin:matching_{model._meta.model_name}"
    assert desk.get(reverse(f"{name}_changelist"), {"q": "1"}).status_code == 200
    record = model._default_manager.first()
    assert record is not None
    assert desk.get(reverse(f"{name}_change", args=[record.pk])).status_code == 200


@pytest.mark.parametrize("model", [MatchRun, PairJudgement])
def test_a_list_needs_the_same_queries_for_one_row_and_for_three(desk: Client, model: type) -> None:
    counts = []
    for runs in (1, 2):
        fill(runs)
        url = reverse(f"admin:matching_{model._meta.model_name}_changelist")
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_runs_cannot_be_changed_here_and_rates_only_added(desk: Client) -> None:
    fill(1)
    run, rate = MatchRun.objects.get(), ReferenceRate.objects.first()
    assert rate is not None
    assert desk.post(reverse("admin:matching_matchrun_change", args=[run.pk]), {"note": "x"}).status_code == 403
    assert desk.post(reverse("admin:matching_referencerate_change", args=[rate.pk]), {"value": 1}).status_code == 403
    assert desk.post(reverse("admin:matching_matchrun_delete", args=[run.pk]), {"post": "yes"}).status_code == 403
    data = {"kind": "hkd_per_cny", "value": "1.2", "valid_from": "2027-01-01", "source": "A bank"}
    assert desk.post(reverse("admin:matching_referencerate_add"), data).status_code == 302
    assert ReferenceRate.objects.filter(source="A bank").count() == 1
