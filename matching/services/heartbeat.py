"""A sign of life while a worker computes: a thread that writes to the database every few seconds.

It uses a connection of its own, so the worker's transaction and the beats never wait for each other.
"""

from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection


class Heartbeat:
    """`beat` is called every MATCHING_HEARTBEAT_SECONDS and answers whether the work is still wanted.

    `wanted` turns False once a beat says no; a database that cannot be reached is not a no.
    """

    def __init__(self, beat: Callable[[], bool]) -> None:
        self._beat = beat
        self._stop = Event()
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

    def _run(self) -> None:
        try:
            while not self._stop.wait(settings.MATCHING_HEARTBEAT_SECONDS):
                try:
                    self.wanted = self._beat()
                except DatabaseError:
                    connection.close()
        finally:
            connection.close()
