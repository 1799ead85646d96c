import threading

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from core.db import lock_key


@pytest.mark.django_db(transaction=True)
def test_of_two_migrations_the_second_waits_for_the_first() -> None:
    target = {name: connection.settings_dict[name.upper()] for name in ("host", "port", "user", "password")}
    with psycopg.connect(**target, dbname=connection.settings_dict["NAME"], autocommit=True) as first:
        first.execute("SELECT pg_advisory_lock(%s)", [lock_key("migrate")])
        threading.Timer(0.5, lambda: first.execute("SELECT pg_advisory_unlock(%s)", [lock_key("migrate")])).start()
        call_command("migrate", verbosity=0, interactive=False)
        free = first.execute("SELECT pg_try_advisory_lock(%s)", [lock_key("migrate")]).fetchone()
    assert free == (True,)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)
