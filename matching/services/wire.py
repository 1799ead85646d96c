"""Values in PostgreSQL's binary form, for core.db.copy_rows. Integers are big-endian; arrays have one dimension."""

import struct
from collections.abc import Callable, Iterator
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


def _as_arrays(values: NDArray[np.integer], offsets: NDArray[np.int64], element: np.dtype, oid: int) -> Iterator[bytes]:
    cells = np.empty(len(values), dtype=element)
    cells["length"] = element["value"].itemsize
    cells["value"] = values
    flat, cuts = cells.tobytes(), offsets.tolist()
    for begin, end in zip(cuts[:-1], cuts[1:], strict=True):
        if begin == end:
            yield struct.pack(">iii", 0, 0, oid)
        else:
            head = struct.pack(">iiiii", 1, 0, oid, end - begin, 1)
            yield head + flat[begin * element.itemsize : end * element.itemsize]


def as_int4_arrays(values: NDArray[np.integer], offsets: NDArray[np.int64]) -> Iterator[bytes]:
    """Yield an integer[] of the values from offsets[i] to offsets[i + 1] for each i."""
    return _as_arrays(values, offsets, INT4_ELEMENT, INT4_OID)


def as_int8_arrays(values: NDArray[np.integer], offsets: NDArray[np.int64]) -> Iterator[bytes]:
    """Yield a bigint[] of the values from offsets[i] to offsets[i + 1] for each i."""
    return _as_arrays(values, offsets, INT8_ELEMENT, INT8_OID)
