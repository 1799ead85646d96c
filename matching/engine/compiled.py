"""The numba compiler for `kernels` and `receipt_kernel`, or nothing in its place where the package is missing.

Machine code is kept on disk, in a folder named after the source of the whole engine: numba itself notices only that the
file of a function changed, not the constants and functions it took from other files.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def source_digest(folder: Path = HERE) -> str:
    """Return a short digest of the Python files of a folder."""
    files = sorted(folder.glob("*.py"))
    return hashlib.sha256(b"\0".join(file.name.encode() + b"\0" + file.read_bytes() for file in files)).hexdigest()[:16]


FOLDER = HERE / "__pycache__"

try:
    from numba import config, njit
except ImportError:
    AVAILABLE = False

    def njit(**options: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Leave the function as it is."""
        return lambda function: function
else:
    AVAILABLE = True
    FOLDER = Path(config.CACHE_DIR or FOLDER) / f"engine-{source_digest()}"
    config.CACHE_DIR = str(FOLDER)

# Inner functions become part of who calls them: a call would copy its arrays' descriptions, for each pair.
inner = njit(cache=True, nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True)
outer = njit(cache=True, nogil=True, no_cfunc_wrapper=True)
