"""A sign of life while a worker computes: a thread that writes to the database every few seconds.

It uses a connection of its own, so the worker's transaction and the beats never wait for each other.
"""

import time
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection

PACE_SECONDS = 0.5


class NoLongerWanted(Exception):
    """The run was cancelled, or its work was asked for anew or given to someone else, while it was done."""


class Heartbeat:
    """`beat` is called every MATCHING_HEARTBEAT_SECONDS and answers whether the work is still wanted.

    `wanted` turns False once a beat says no; a database that cannot be reached is not a no.
    """

    def __init__(self, beat: Callable[[], bool]) -> None:
        self._beat = beat
        self._stop = Event()
        self._last = time.monotonic()
        self._thread = Thread(target=self._run, daemon=True, name="heartbeat")
        self.wanted = True

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def tell(self) -> None:
        """Say between two steps how far the work is, at most every PACE_SECONDS. Raises NoLongerWanted."""
        if time.monotonic() - self._last >= PACE_SECONDS:
            self._once()
        if not self.wanted:
            raise NoLongerWanted

    def _once(self) -> None:
        self._last = time.monotonic()
        try:
            self.wanted = self._beat()
        except DatabaseError:
            connection.close()

    def _run(self) -> None:
        try:
            while not self._stop.wait(settings.MATCHING_HEARTBEAT_SECONDS):
                self._once()
        finally:
            connection.close()
