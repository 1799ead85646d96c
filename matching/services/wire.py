"""Values in PostgreSQL's binary form, for core.db.copy_rows. Integers are big-endian; arrays have one dimension."""

import struct
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

INT4_OID, INT8_OID = 23, 20
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
INT4_ELEMENT = np.dtype([("length", ">i4"), ("value", ">i4")])
INT8_ELEMENT = np.dtype([("length", ">i4"), ("value", ">i8")])

as_int4: Callable[[int], bytes] = struct.Struct(">i").pack
as_int8: Callable[[int], bytes] = struct.Struct(">q").pack


def as_text(value: str) -> bytes:
    return value.encode()


def as_bytes(value: bytes) -> bytes:
    return value


def as_moment(value: datetime) -> bytes:
    """Return a timestamp with time zone: microseconds since 2000-01-01 UTC."""
    delta = value - EPOCH
    return as_int8((delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds)


def _as_array(values: NDArray[np.integer], element: np.dtype, oid: int) -> bytes:
    if not len(values):
        return struct.pack(">iii", 0, 0, oid)
    cells = np.empty(len(values), dtype=element)
    cells["length"] = element["value"].itemsize
    cells["value"] = values
    return struct.pack(">iiiii", 1, 0, oid, len(values), 1) + cells.tobytes()


def as_int4_array(values: NDArray[np.integer]) -> bytes:
    """Return an integer[]."""
    return _as_array(values, INT4_ELEMENT, INT4_OID)


def as_int8_array(values: NDArray[np.integer]) -> bytes:
    """Return a bigint[]."""
    return _as_array(values, INT8_ELEMENT, INT8_OID)
