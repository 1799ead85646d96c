import time

import pytest
from django.core.cache import cache
from django.test import Client

from core.health import PULSES, check_health, forget_pulses, pulse_name, record_pulse
from core.tasks import pulse


@pytest.fixture(autouse=True)
def _no_pulse() -> None:
    cache.clear()


def test_the_process_answers_without_a_database() -> None:
    response = Client().get("/livez")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_silent_background_processes_are_named_and_do_not_close_the_site() -> None:
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "late",
        "database": True,
        "broker": True,
        "seconds_since_pulse": {"matching": None, "default": None, "beat": None},
    }


@pytest.mark.django_db
def test_everything_is_ready_when_all_have_a_pulse() -> None:
    record_pulse("matching")
    record_pulse("default")
    pulse()
    body = Client().get("/readyz").json()
    assert body["status"] == "ready"
    assert sorted(body["seconds_since_pulse"]) == sorted(PULSES)


@pytest.mark.django_db
def test_an_old_pulse_is_late() -> None:
    for name in PULSES:
        cache.set(f"pulse:{name}", time.time() - (61 if name == "beat" else 1))
    assert check_health().late == ["beat"]


@pytest.mark.django_db
def test_what_an_earlier_life_left_does_not_count() -> None:
    """A demo started again within a minute said that workers were at work which had not begun."""
    for name in PULSES:
        record_pulse(name)
    forget_pulses()
    assert check_health().late == list(PULSES)


@pytest.mark.django_db
def test_the_site_is_not_ready_without_its_broker(settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "down"


@pytest.mark.parametrize(
    ("worker", "name"), [("matching@host", "matching"), ("matching-12@host", "matching"), ("default@x", "default")]
)
def test_workers_of_one_queue_share_a_pulse(worker: str, name: str) -> None:
    assert pulse_name(worker) == name
