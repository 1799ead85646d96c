"""A worker that has warmed up makes its first fresh list as it makes any other."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from celery.signals import worker_init
from django.conf import LazySettings

from matching import tasks
from matching.models import CandidateFeatures, FreshMatchList, PostingFeatures
from matching.queries import frozen, vocabulary
from matching.services import freshness
from matching.services.warming import warm_up
from tests.support.kernels import noted_calls
from tests.support.matching import make_edition, people_of, published_run, roles_of

KEPT = (vocabulary._tools, frozen._vocabulary, frozen._shared, freshness._candidates, freshness._hashes)


@dataclass(frozen=True, eq=False)
class Worker:
    """What a signal of Celery tells of a worker that starts."""

    app: object


def forget() -> None:
    """Make this process one that has read nothing yet."""
    for kept in KEPT:
        kept.cache_clear()


def read_so_far() -> list[int]:
    return [kept.cache_info().misses for kept in KEPT]


def features() -> list[tuple]:
    return [row for model in (CandidateFeatures, PostingFeatures) for row in model.objects.order_by("pk").values_list()]


@pytest.mark.django_db
def test_the_first_fresh_lists_read_and_compile_nothing_more() -> None:
    edition = make_edition(6, 8)
    published_run(edition)
    (person, silent, *_others), role = people_of(edition), roles_of(edition)[4]
    forget()
    with noted_calls() as warmed:
        warm_up(makes_lists=True)
    read = read_so_far()
    person.headline, role.title_en, silent.headline = "糕餅師傅", "面包师", ""
    for record in (person, silent, role):
        record.save()
    with noted_calls() as calls:
        freshness.refresh_profiles(profile_ids=[person.pk, silent.pk])
        freshness.refresh_roles(posting_ids=[role.pk])
    assert read_so_far() == read
    assert calls
    assert calls <= warmed
    assert FreshMatchList.objects.count() == 3


@pytest.mark.django_db
def test_a_rehearsal_leaves_nothing_behind() -> None:
    edition = make_edition(3, 4)
    published_run(edition)
    before = features()
    warm_up(makes_lists=True)
    assert features() == before
    assert not FreshMatchList.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("engine", [None, "4:words#names"])
def test_without_a_run_that_this_engine_reads_there_is_nothing_to_rehearse(engine: str | None) -> None:
    edition = make_edition(2, 2)
    if engine:
        run = published_run(edition)
        run.engine = engine
        run.save()
    forget()
    warm_up(makes_lists=True)
    assert frozen._shared.cache_info().currsize == 0
    assert vocabulary._tools.cache_info().currsize == 1


@pytest.mark.django_db
def test_what_was_published_is_read_where_fresh_lists_are_made() -> None:
    run = published_run(make_edition(3, 4))
    forget()
    freshness.refresh_changed_lists(run_id=run.pk)
    assert [kept.cache_info().currsize for kept in KEPT] == [1, 1, 1, 1, 2]


@pytest.mark.django_db
def test_a_run_of_another_engine_that_is_published_again_is_left_unread() -> None:
    run = published_run(make_edition(3, 4))
    run.engine = "4:words#names"
    run.save()
    forget()
    assert freshness.refresh_changed_lists(run_id=run.pk) == 0
    assert frozen._shared.cache_info().currsize == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("queue", "inputs"), [("default", 1), ("matching", 0)])
def test_a_worker_warms_up_for_what_it_will_do(queue: str, inputs: int, settings: LazySettings) -> None:
    published_run(make_edition(2, 2))
    settings.MATCHING_WARM_UP = True
    forget()
    app = SimpleNamespace(amqp=SimpleNamespace(queues=SimpleNamespace(consume_from={queue})))
    answers = dict(worker_init.send(sender=Worker(app)))
    assert answers[tasks.make_ready] is None
    assert vocabulary._tools.cache_info().currsize == 1
    assert frozen._shared.cache_info().currsize == inputs
