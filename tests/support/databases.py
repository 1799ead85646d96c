"""Every worker gets its own database, copied from one migrated template.

The template's name carries a fingerprint of all migrations, so it is made once and again only after a change.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextmanager
def own_database() -> Iterator[str]:
    """Point the default connection at a fresh copy of the template, and drop it at the end; gives its name."""
    with connection._nodb_cursor() as cursor:
        original = connection.settings_dict["NAME"]
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")  # a slow machine may wait for the template
        name = _free_name(cursor, connection.creation._get_test_db_name())
        template = _template(cursor, original)
        drop_database(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        with _using(name):
            yield name
        drop_database(cursor, name)


def drop_database(cursor: CursorWrapper, name: str) -> None:
    """Drop a database also while others are connected to it.

    Not by `WITH (FORCE)`: an ordinary role may not end an autovacuum process, and the statement fails whenever one
    happens to be at work there. The plain statement sends those away by itself and waits for the rest to go.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
        [name],
    )
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _free_name(cursor: CursorWrapper, wanted: str) -> str:
    """Return `wanted`, or with a number behind it while another run uses that name. Held until the cursor closes."""
    number = 1
    while True:
        name = wanted if number == 1 else f"{wanted}_{number}"
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
        if cursor.fetchone() == (True,):
            return name
        number += 1


def _template(cursor: CursorWrapper, original: str) -> str:
    """Return the name of the migrated template; the first worker makes it while the others wait."""
    prefix = f"test_{original}_template_"
    name = prefix + _fingerprint()
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [prefix])
    try:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            _make_template(cursor, prefix, name)
    finally:
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [prefix])
    return name


def _make_template(cursor: CursorWrapper, prefix: str, name: str) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    for (old,) in cursor.fetchall():
        drop_database(cursor, old)
    part = f"{prefix}part"
    cursor.execute(f'CREATE DATABASE "{part}" TEMPLATE template0')
    with _using(part):
        call_command("migrate", verbosity=0, interactive=False)
    cursor.execute(f'ALTER DATABASE "{part}" RENAME TO "{name}"')


@contextmanager
def _using(name: str) -> Iterator[None]:
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original


def _fingerprint() -> str:
    digest = hashlib.sha256(django.__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
