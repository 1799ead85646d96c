#!/usr/bin/env python3
"""The first step of every `make` target: a virtual environment with the pinned packages, then the work itself.

Needs the standard library alone, and is written so that an old Python can read it far enough to be told so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - told before anything newer is imported
    sys.exit(
        f"Talent Power Up needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n"
        "Install a newer one and name it: make demo PYTHON=python3.12"
    )

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
NEEDED_FREE_BYTES = 1_500_000_000


class Trouble(Exception):
    """One clear sentence and a way on."""


def say(text: str) -> None:
    print(text, flush=True)


def ensure_packages(kind: str) -> None:
    """Make `.venv` hold exactly what requirements/<kind>.txt pins; does nothing when it did so before."""
    if VENV.is_symlink():
        return  # somebody's own environment
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two first starts at once: the second waits, then finds all done
        wanted = {name: _fingerprint(name) for name in ("base", "dev", "bench")}
        stamp = _read_stamp()
        if stamp.get(kind) == wanted[kind] and _venv_works():
            return
        if not stamp or not _venv_works():
            _make_venv()
        _install(kind)
        done = {kind: wanted[kind]}
        if kind != "base":
            done["base"] = wanted["base"]  # both other locks hold every package of it
        _write_stamp(done)


def _fingerprint(kind: str) -> str:
    """Change with the lock file, the Python version and the place: scripts in a virtual environment name it."""
    pinned = (ROOT / "requirements" / (kind + ".txt")).read_bytes()
    place = f"{sys.version.split()[0]}|{VENV}".encode()
    return hashlib.sha256(pinned + place).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        pairs = (line.split("=", 1) for line in (VENV / "packages.stamp").read_text().splitlines())
        return dict(pairs)
    except (OSError, ValueError):
        return {}


def _write_stamp(stamp: dict[str, str]) -> None:
    part = VENV / "packages.stamp.part"
    part.write_text("".join("{}={}\n".format(*pair) for pair in stamp.items()))
    part.replace(VENV / "packages.stamp")


def _venv_works() -> bool:
    try:
        return subprocess.run([VENV_PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0  # noqa: S603 - our own environment
    except OSError:
        return False


def _make_venv() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Trouble(
            f"This Python has no {missing[0]} module, so no virtual environment can be made.\n"
            "On Debian or Ubuntu: apt-get install python3-venv — then run the same command again."
        )
    _check_space()
    say("  Making a virtual environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        why = (done.stdout + done.stderr).strip()
        shutil.rmtree(VENV, ignore_errors=True)
        hint = " On Debian or Ubuntu: apt-get install python3-venv." if "ensurepip" in why else ""
        raise Trouble("The virtual environment could not be made." + hint + "\n" + why)


def _install(kind: str) -> None:
    say("  Installing the pinned packages (once; a minute or two) …")
    started = time.monotonic()
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--no-compile", "--require-hashes"]
    command += ["--disable-pip-version-check", "--no-input", "-r", str(ROOT / "requirements" / (kind + ".txt"))]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own environment
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line and not line.startswith("WARNING")]
        why = "\n".join("  " + line for line in lines[-6:])
        if "No space left" in done.stderr:
            raise Trouble("The disk is full. Free 2 GB and run the same command again.\n" + why)
        raise Trouble(
            "The packages could not be installed. Check the network or the package index that pip is set to "
            "(pip config list), then run the same command again: what was fetched is kept.\n" + why
        )
    say(f"  Packages are in place ({time.monotonic() - started:.0f} s).")


def _check_space() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_FREE_BYTES:
        raise Trouble(
            f"Only {free / 1e9:.1f} GB are free on the disk of {ROOT}; {NEEDED_FREE_BYTES / 1e9:.1f} GB are needed. "
            "Free some space and run the same command again."
        )


def become(*arguments: str, kind: str = "base") -> None:
    """Turn this process into the environment's Python with these arguments."""
    ensure_packages(kind)
    python = str(VENV_PYTHON)
    os.chdir(ROOT)
    os.execv(python, [python, *arguments])  # noqa: S606 - our own environment


def demo() -> None:
    become("-m", "core.embedded.demo", "start")


def stop() -> None:
    become("-m", "core.embedded.demo", "stop")


def reset() -> None:
    become("-m", "core.embedded.demo", "reset")


def test() -> None:
    ensure_packages("dev")
    _run(str(VENV_PYTHON), "manage.py", "compile_translations", "--verbosity=0")
    become("-m", "pytest", "-n", str(_processors()), "--dist", "worksteal", *sys.argv[2:], kind="dev")


def lint() -> None:
    become("-m", "pytest", "-q", "tests/architecture/test_static_checks.py", kind="dev")


def lock() -> None:
    ensure_packages("dev")
    uv = shutil.which("uv")
    if uv is None:
        raise Trouble("Locking needs uv, which nothing else here needs: pip install uv — then run `make lock` again.")
    flags = (
        "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q"
    )
    for kind, more in (("dev", []), ("base", ["-c", "requirements/dev.txt"])):
        paths = [f"requirements/{kind}.in", "-o", f"requirements/{kind}.txt"]
        _run(uv, "pip", "compile", *flags.split(), *more, *sys.argv[2:], *paths)


def python() -> None:
    """Run Python with the arguments that follow, in the environment that the product itself needs."""
    become(*sys.argv[2:])


def dev() -> None:
    """The same with the packages for development."""
    become(*sys.argv[2:], kind="dev")


def bench() -> None:
    """Measure; the usual pipeline needs packages that nothing else here needs."""
    become("-m", "bench", *sys.argv[2:], kind="bench")


def _run(*command: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:  # noqa: S603 - our own environment
        sys.exit(1)


def _processors() -> int:
    """Return how many processors this process may use, within reason."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    return max(2, min(count, 8))


COMMANDS: dict[str, Callable[[], None]] = {
    command.__name__: command for command in (demo, stop, reset, test, lint, lock, python, dev, bench)
}

if __name__ == "__main__":
    try:
        COMMANDS[sys.argv[1]]()
    except Trouble as trouble:
        sys.exit("\n" + str(trouble))
    except PermissionError as error:
        sys.exit(
            f"\nNo right to write {error.filename}: it was probably made by another account. Start as that account, "
            f"or give the folder to yourself (sudo chown -R $USER {ROOT})."
        )
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
    except OSError as error:
        sys.exit(f"\nThe system refused: {error}. Mend that and run the same command again.")
