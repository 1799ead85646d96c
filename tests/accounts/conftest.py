"""What the tests of accounts share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Rate limits count in the cache: each test starts at zero."""
    cache.clear()
    yield
    cache.clear()
