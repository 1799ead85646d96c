"""What tests of runs share: an organiser's browser, and background processes that give signs of life."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.factories import OrganiserFactory


def alive(name: str) -> None:
    """Leave a pulse that stays fresh however slow the machine is."""
    cache.set(f"pulse:{name}", time.time() + 3600)


@pytest.fixture
def pulses() -> None:
    cache.clear()
    for name in ("matching", "default", "beat"):
        alive(name)


@pytest.fixture
def organiser() -> User:
    return OrganiserFactory()


@pytest.fixture
def console(organiser: User) -> Client:
    client = Client()
    client.force_login(organiser)
    return client
