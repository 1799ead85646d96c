"""What every test may use. Servers and browser are plugins of their own, named in pyproject.toml."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.support.databases import own_database


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Replace pytest-django's own set-up, which would migrate once per worker."""
    with django_db_blocker.unblock(), own_database():
        yield


@pytest.fixture(autouse=True)
def _language_of_the_test_alone() -> Iterator[None]:
    """A request leaves its language active in the thread; the next test begins with the default one."""
    yield
    translation.deactivate()
