"""Runs the reader in a child process with limits of memory, processor time, wall clock and answer size."""

import json
import os
import subprocess  # noqa: S404 - our own module in our own interpreter, no shell
import sys
from pathlib import Path
from typing import Any

from expo.import_files.limits import MAX_ANSWER, MAX_BYTES, WALL_SECONDS, FileRefused

ROOT = Path(__file__).resolve().parents[3]


def read_in_child(kind: str, data: bytes) -> dict[str, Any]:
    """Return what `reader.read_file` found. Raises FileRefused for what it refuses, where it dies or is too slow."""
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large", megabytes=len(data) // 1024**2, most=MAX_BYTES // 1024**2)
    if not data:
        raise FileRefused("empty_file")
    command = [sys.executable, "-I", "-c", _BOOT, str(ROOT), kind]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed command, the file goes in by standard input
            command, input=data, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused("too_slow") from error
    if done.returncode != 0 or len(done.stdout) > MAX_ANSWER:
        raise FileRefused("too_complex")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise FileRefused(answer["refused"], **answer["params"])
    return answer


# -I keeps the caller's folder and user site out of the path; our own root is the only thing put back.
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); sys.argv[1:2] = []; from expo.import_files.reader import main; main()"
)
