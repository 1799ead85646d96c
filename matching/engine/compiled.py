"""The numba compiler for `kernels` and `receipt_kernel`, or nothing in its place where the package is missing.

Machine code is kept on disk, in a folder named after the source of the whole engine: numba itself notices only that the
file of a function changed, not the constants and functions it took from other files.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
LINE = 64  # bytes that memory gives at once


def source_digest(folder: Path = HERE) -> str:
    """Return a short digest of the Python files of a folder."""
    files = sorted(folder.glob("*.py"))
    return hashlib.sha256(b"\0".join(file.name.encode() + b"\0" + file.read_bytes() for file in files)).hexdigest()[:16]


FOLDER = HERE / "__pycache__"

try:
    from llvmlite import ir
    from numba import config, njit, types
    from numba.extending import intrinsic
except ImportError:
    AVAILABLE = False

    def fetch(address: int) -> None:
        """Do nothing."""

    def njit(**options: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Leave the function as it is."""
        return lambda function: function
else:
    AVAILABLE = True
    FOLDER = Path(config.CACHE_DIR or FOLDER) / f"engine-{source_digest()}"
    config.CACHE_DIR = str(FOLDER)

    @intrinsic
    def fetch(_context: object, _address: object) -> Any:
        """Ask for the line of memory at an address, uint64, without waiting for it (LLVM's `llvm.prefetch`)."""

        def generate(context: Any, builder: Any, _signature: object, arguments: Any) -> Any:
            byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
            function = builder.module.declare_intrinsic("llvm.prefetch", (byte,), kind)
            builder.call(function, [builder.inttoptr(arguments[0], byte), number(0), number(3), number(1)])
            return context.get_dummy_value()

        return types.void(types.uint64), generate


# Inner functions become part of who calls them: a call would copy its arrays' descriptions, for each pair.
inner = njit(cache=True, nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True)
step = njit(cache=True, nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)  # called once for many pairs
outer = njit(cache=True, nogil=True, no_cfunc_wrapper=True)


@inner
def fetch_rows(table, begin, end):
    """Ask for the rows begin … end - 1 of a contiguous table that is read soon, line by line."""
    width = np.uint64(table.strides[0])
    start = np.uint64(table.ctypes.data) + np.uint64(begin) * width
    for at in range(start, start + np.uint64(end - begin) * width, np.uint64(LINE)):
        fetch(at)
