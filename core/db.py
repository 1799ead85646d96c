"""PostgreSQL's own tools, named: locks in one order, advisory locks, constraint errors in kind words."""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from core.errors import DomainError

M = TypeVar("M", bound=models.Model)


@models.BigAutoField.register_lookup
class Among(models.Lookup):
    """`pk__among=[…]`: any number of keys as one value, where `in` writes each of them into the statement."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*left_params, *right_params)


def lock_in_order(queryset: "models.QuerySet[M]", ids: Iterable[int]) -> dict[int, M]:
    """Lock the rows of `ids` by ascending key and return them by key; rows that are gone are missing.

    Needs a transaction. The one order keeps two services that lock the same rows from waiting for each other.
    """
    locked = queryset.filter(pk__in=set(ids)).order_by("pk").select_for_update(of=("self",))
    return {row.pk: row for row in locked}


def lock_key(name: str) -> int:
    """Return the signed 64-bit number that stands for `name` among PostgreSQL's advisory locks."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)


def advisory_lock(name: str) -> None:
    """Wait until this transaction alone holds the lock `name`; it ends with the transaction or its connection."""
    _need_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_key(name)])


def try_advisory_lock(name: str) -> bool:
    """Take the lock `name` for this transaction if it is free, and tell whether it was."""
    _need_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_key(name)])
        return bool(cursor.fetchone()[0])


def _need_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An advisory lock needs a transaction, or it ends at once.")


def violated(error: IntegrityError) -> str:
    """Return the name of the constraint that `error` tells of, or ""."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def waited_too_long(error: OperationalError) -> bool:
    """Tell whether `error` means that a lock was not free in time."""
    return isinstance(error.__cause__, psycopg.errors.LockNotAvailable)


@contextmanager
def violations_as(table: Mapping[str, type[DomainError]]) -> Iterator[None]:
    """Turn a broken constraint named in `table` into its DomainError; every other error passes.

    Opens a savepoint, so the surrounding transaction can go on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        kind = table.get(violated(error))
        if kind is None:
            raise
        raise kind from error


COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
COPY_TAIL = struct.pack(">h", -1)
COPY_BUFFER = 1 << 20


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    column = getattr(field, "column", None)
    if column is None:
        raise ValueError(f"{model.__name__}.{name} has no column.")
    return str(column)


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[bytes]]) -> int:
    """Write rows by binary COPY and return how many. Each value is in PostgreSQL's binary form of its column."""
    columns = [connection.ops.quote_name(_column(model, name)) for name in fields]
    table = connection.ops.quote_name(model._meta.db_table)
    width = struct.pack(">h", len(columns))
    number, buffer = 0, [COPY_HEAD]
    size = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        for row in rows:
            buffer.append(width)
            for value in row:
                buffer += (len(value).to_bytes(4, "big"), value)
                size += len(value)
            number += 1
            if size > COPY_BUFFER:
                copy.write(b"".join(buffer))
                buffer, size = [], 0
        copy.write(b"".join([*buffer, COPY_TAIL]))
    return number


def read_binary(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query over the binary protocol: bytes arrive as they are stored, not as text."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own binds on the client, which excludes binary
        cursor.execute(sql, params, binary=True)
        yield from cursor


def write_binary(sql: str, params: Sequence[Any]) -> None:
    """Run a statement over the binary protocol; a value at `%b` leaves as it is stored, not as text."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, params)
