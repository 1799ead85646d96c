"""A data folder for servers of their own, away from those of the suite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.embedded.folder import DataFolder, next_free_port
from core.embedded.postgres import Postgres
from core.embedded.valkey import Valkey


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """An empty data folder with free ports; whatever runs in it at the end is stopped."""
    folder = DataFolder(tmp_path / "var")
    folder.make()
    postgres = next_free_port(35432)
    folder.record_ports({"postgres": postgres, "valkey": next_free_port(postgres + 1)})
    yield folder
    Postgres(folder).stop()
    Valkey(folder).stop()
