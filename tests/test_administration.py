"""The administration as a whole: every table of ours is in it, in its group, to be searched, at a fixed cost."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import MatchRun
from tests.factories import AdministratorFactory
from tests.support.matching import make_edition, published_run

OURS = ("core", "accounts", "expo", "matching", "taxonomy")
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
REGISTERED = [model for model in MODELS if admin.site.is_registered(model)]
# session, person and second factor, two savepoints, two counts, the rows; filters and a row of dates cost the rest
MOST = 11


def parts_of_records() -> set[type]:
    """Models that are read as lines of the record that they belong to."""
    return {inline.model for site in admin.site._registry.values() for inline in site.inlines}


def test_every_table_is_registered_or_a_part_of_a_record() -> None:
    missing = [model.__name__ for model in MODELS if model not in REGISTERED and model not in parts_of_records()]
    assert missing == []


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_list_can_be_searched(model: type) -> None:
    assert admin.site._registry[model].search_fields


@pytest.mark.django_db
def test_the_first_page_groups_the_tables(client: Client) -> None:
    client.force_login(AdministratorFactory())
    response = client.get("/admin/")
    names = [str(group["name"]) for group in response.context["app_list"]]
    assert names == ["The expo", "People and organisations", "Signing in", "Matching", "Vocabulary", "Trail and mail"]
    assert 'data-theme="system"' in response.content.decode()


@pytest.mark.django_db
def test_lists_need_few_queries_however_many_rows(client: Client) -> None:
    client.force_login(AdministratorFactory())
    edition = make_edition(3, 3)
    for _ in range(2):
        published_run(edition)
    costs = {}
    for model in REGISTERED:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        costs[model.__name__] = len(queries)
    assert {name: cost for name, cost in costs.items() if cost > MOST} == {}


@pytest.mark.django_db
def test_each_cell_of_a_list_names_its_column(client: Client) -> None:
    client.force_login(AdministratorFactory())
    published_run(make_edition(2, 2))
    page = client.get(reverse("admin:matching_matchrun_changelist")).content.decode()
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert '<td data-label="State" class="field-state">' in row
    assert row.count("data-label=") == len(admin.site._registry[MatchRun].list_display)
