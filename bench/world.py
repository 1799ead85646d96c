"""The installation that is measured: embedded PostgreSQL and Valkey under var/bench, and the demo edition.

The data is kept for the next time. PostgreSQL runs with the settings of `make demo`, so a commit is a commit.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command

from core.embedded.addresses import database_url, redis_url
from core.embedded.folder import DataFolder, next_free_port
from core.embedded.postgres import Postgres
from core.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class World:
    """A running installation; `postgres` is the process of the database, whose CPU counts as work."""

    postgres: list[int]


@contextmanager
def opened(candidates: int, openings: int) -> Iterator[World]:
    """Start the servers, set Django up, and make the demo edition of this size where it is not there yet."""
    root = Path(os.environ.get("VAR_DIR", ROOT / "var")) / f"bench-{candidates}-{openings}"
    with ExitStack() as stack:
        postgres = _servers(stack, root)
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = database_url(root), redis_url(root)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
        os.environ.setdefault("STATEMENT_TIMEOUT_MS", "600000")
        os.environ.setdefault("NUMBA_CACHE_DIR", str(root / "numba"))
        django.setup()
        call_command("prepare_demo", candidates=candidates, openings=openings)
        yield World([postgres])


def opened_edition() -> Any:
    """Return the demo edition."""
    return apps.get_model("expo", "Edition").objects.get(is_demo=True)


def _servers(stack: ExitStack, root: Path) -> int:
    """Start both servers and return the process id of PostgreSQL."""
    folder = DataFolder(root)
    folder.make()
    ports = {"postgres": next_free_port(31432)}
    ports["valkey"] = next_free_port(32379)
    folder.record_ports(ports)
    children = []
    for server in (Postgres(folder), Valkey(folder)):
        server.stop()  # left by a run that was killed
        children.append(server.start())
        stack.callback(children[-1].wait)
        stack.callback(server.stop)
    return children[0].pid
