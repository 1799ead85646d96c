"""Migrate one at a time, and give up a lock quickly rather than make the site's readers wait."""

from typing import Any

from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections

from core.db import lock_key


class Command(MigrateCommand):
    """Django's command under an advisory lock: of two that start together, the second waits and finds nothing to do."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [lock_key("migrate")])
            cursor.execute("SET lock_timeout = '4s'")
        try:
            super().handle(*args, **options)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock_key("migrate")])
                cursor.execute("RESET statement_timeout; RESET lock_timeout")
