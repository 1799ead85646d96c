"""Pytest plugin: PostgreSQL and Valkey for a suite run that names none in DATABASE_URL and REDIS_URL.

Loaded by `-p` in pyproject.toml, because the settings read the addresses before any conftest is imported. The process
that starts the run starts the servers; xdist workers find the addresses in the environment. The data folder is kept
for the next run (the migrated template in it saves the migrations), and each run at the same time has its own.
"""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import pytest

from core.embedded.addresses import database_url, redis_url
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder, next_free_port, port_is_free
from core.embedded.postgres import Postgres
from core.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST_PORTS = {"postgres": 25432, "valkey": 26379}
_running = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            _start_what_is_missing()
        except EmbeddedError as error:
            raise pytest.UsageError(str(error)) from None
    yield


def pytest_unconfigure() -> None:
    _running.close()


def _start_what_is_missing() -> None:
    wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if not wanted:
        return
    folder = _own_folder()
    folder.make()
    for name in wanted:
        server = (Postgres if name == "DATABASE_URL" else Valkey)(folder, throw_away=True)
        server.stop()  # left by a run that was killed
        child = _start(server, "postgres" if name == "DATABASE_URL" else "valkey")
        _running.callback(child.wait)
        _running.callback(server.stop)
        os.environ[name] = (database_url if name == "DATABASE_URL" else redis_url)(folder.root)


def _start(server: Postgres | Valkey, name: str, attempts: int = 5) -> subprocess.Popen[bytes]:
    """Start a server on a free port; another run may take that port between the look and the start, so try again."""
    port = next_free_port(FIRST_PORTS[name])
    server.folder.record_ports(server.folder.ports() | {name: port})
    try:
        return server.start()
    except EmbeddedError:
        if attempts == 1 or port_is_free(port):
            raise
    return _start(server, name, attempts - 1)


def _own_folder() -> DataFolder:
    """Return the first folder that no other run holds, and hold it until this process ends."""
    number = 0
    while True:
        number += 1
        root = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "test" / str(number)
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / "lock").open("w")
        if _try_lock(lock):
            _running.enter_context(lock)
            return DataFolder(root)
        lock.close()


def _try_lock(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
