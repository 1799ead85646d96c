"""Is everything alive? Every worker and beat leave a pulse; two pages and the demo read them."""

import time
from dataclasses import dataclass

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from redis.backoff import NoBackoff
from redis.retry import Retry

PULSES = ("matching", "default", "beat")
LATE_AFTER_SECONDS = 60
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Health:
    """What answers now. `pulses` maps each background process to the age of its last sign in seconds, or None."""

    database: bool
    broker: bool
    pulses: dict[str, float | None]

    @property
    def can_serve(self) -> bool:
        return self.database and self.broker

    @property
    def late(self) -> list[str]:
        return [name for name, age in self.pulses.items() if age is None or age > LATE_AFTER_SECONDS]


def record_pulse(name: str) -> None:
    """Note that the background process `name` lives now. A broken cache is not this process's trouble."""
    try:
        cache.set(f"pulse:{name}", time.time(), timeout=KEPT_SECONDS)
    except redis.RedisError:
        return


def forget_pulses() -> None:
    """Forget what an earlier life of the site left, so that only processes of this one count."""
    cache.delete_many([f"pulse:{name}" for name in PULSES])


def pulse_name(worker: str) -> str:
    """Return the pulse of a Celery worker's node name: `matching2@host` has the pulse `matching`."""
    return worker.partition("@")[0].rstrip("0123456789-")


def check_health() -> Health:
    """Ask the database and the broker, and read the pulses. Takes a few seconds at most."""
    broker = _broker_answers()
    pulses = _pulses() if broker else dict.fromkeys(PULSES)
    return Health(database=_database_answers(), broker=broker, pulses=pulses)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _broker_answers() -> bool:
    client = redis.Redis.from_url(
        settings.CELERY_BROKER_URL, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _pulses() -> dict[str, float | None]:
    now = time.time()
    found = cache.get_many([f"pulse:{name}" for name in PULSES])
    return {name: _age(found.get(f"pulse:{name}"), now) for name in PULSES}


def _age(at: float | None, now: float) -> float | None:
    return None if at is None else round(max(0.0, now - at), 1)
