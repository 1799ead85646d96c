"""Look at processes by what they are, not by a number in a file: numbers are used again."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1


def processes_in(folder: Path, program: str) -> list[int]:
    """Return the ids of living processes of this program name whose working directory is `folder`.

    Zombies do not count. Empty where the system has no /proc.
    """
    try:
        wanted = folder.stat()
    except OSError:
        return []
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "exe").rpartition("/")[2].removesuffix(" (deleted)") != program:
                continue
            here = (entry / "cwd").stat()
        except OSError:
            continue  # gone in between, a zombie, or somebody else's
        if (here.st_dev, here.st_ino) == (wanted.st_dev, wanted.st_ino):
            found.append(int(entry.name))
    return found


def processes_marked(name: str, value: str) -> list[int]:
    """Return the ids of living processes, without this one, that were started with this environment variable."""
    mark = f"{name}={value}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0") and int(entry.name) != os.getpid():
                found.append(int(entry.name))
        except OSError:
            continue  # gone in between, or somebody else's
    return found


def die_with_parent(how: signal.Signals) -> Callable[[], None]:
    """Return a function for the child's start that makes the kernel send it `how` when its parent dies."""
    library = ctypes.CDLL(None, use_errno=True)
    prctl = getattr(library, "prctl", None)

    def arrange() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)

    return arrange


def stop_all(pids: list[int], how: signal.Signals, seconds: float) -> bool:
    """Signal these processes and wait; return whether all have ended in time."""
    for pid in pids:
        _send(pid, how)
    deadline = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Tell whether the process exists and is not a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return Path("/proc/self").exists() is False
    return state != "Z"


def wait_until(ready: Callable[[], bool], child: subprocess.Popen[bytes], seconds: float) -> bool:
    """Poll `ready` while the child lives; return False when the child ended or `seconds` are over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.poll() is not None:
            return False
        if ready():
            return True
        time.sleep(0.05)
    return False


def _send(pid: int, how: signal.Signals) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return
