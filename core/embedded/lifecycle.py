"""One demo per data folder: who holds it, how to stop it from elsewhere, how to begin anew."""

import fcntl
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.postgres import Postgres
from core.embedded.process import processes_marked, stop_all
from core.embedded.valkey import Valkey

MARK = "TALENT_DEMO_FOLDER"
KEPT_AT_RESET = {"bootstrap.lock", "backups", "mypy", "numba", "test"}


class DemoLock:
    """The right to run the demo of a data folder; ends with the process, however that ends."""

    def __init__(self, folder: DataFolder) -> None:
        folder.make()
        self._path = folder.run / "demo.lock"
        self._file = self._path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise EmbeddedError(_already(self._path)) from None
        self.tell("")

    def tell(self, url: str) -> None:
        """Write down which process holds the lock, and the address once it is known."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"pid": os.getpid(), "url": url}))
        self._file.flush()

    def release(self) -> None:
        self._file.truncate(0)
        self._file.close()


def clear_remains(folder: DataFolder) -> bool:
    """End what a killed demo of this folder left running; return whether there was anything."""
    left = processes_marked(MARK, str(folder.root))
    servers = [server(folder) for server in (Postgres, Valkey)]
    running = any(server.running() for server in servers)
    mine = [pid for pid in left if not _is_server(pid, servers)]
    if mine and not stop_all(mine, signal.SIGTERM, 10):
        stop_all([pid for pid in mine if pid in processes_marked(MARK, str(folder.root))], signal.SIGKILL, 5)
    for server in servers:
        server.stop()
    return bool(mine) or running


def stop_demo(folder: DataFolder) -> str:
    """Ask the demo of this folder to stop, wait until it has, and say what was done."""
    pid = _holder(folder.run / "demo.lock").get("pid")
    if isinstance(pid, int) and _is_held(folder):
        if not stop_all([pid], signal.SIGTERM, 120):
            raise EmbeddedError(f"The demo (process {pid}) does not stop. Look at {folder.logs}.")
        return "The demo has stopped."
    if clear_remains(folder):
        return "Ended what a killed demo had left running."
    return "No demo runs here."


def reset_demo(folder: DataFolder) -> str:
    """Delete the demo's data after asking. RESET=yes in the environment answers for scripts."""
    if _is_held(folder):
        raise EmbeddedError("The demo runs. Stop it first, with Ctrl-C in its terminal or with: make stop")
    doomed = [path for path in sorted(folder.root.glob("*")) if path.name not in KEPT_AT_RESET]
    if not doomed:
        return "There is no data to delete."
    if os.environ.get("RESET") != "yes":
        print(f"This deletes all data of the demo in {folder.root}: the database, mails and logs.")
        try:
            answer = input("Type yes to go on: ")
        except EOFError:
            answer = ""
        if answer.strip().lower() != "yes":
            return "Nothing was deleted."
    clear_remains(folder)
    for path in doomed:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return "All data of the demo is deleted. The next `make demo` starts anew."


def _already(path: Path) -> str:
    about = _holder(path)
    where = f" at {about['url']}" if about.get("url") else ""
    return (
        f"The demo already runs{where} (process {about.get('pid', 'unknown')}). "
        "Use that one, stop it with `make stop`, or run a second one with its own data: VAR_DIR=~/second-demo make demo"
    )


def _holder(path: Path) -> dict[str, object]:
    for _attempt in range(5):
        try:
            return dict(json.loads(path.read_text()))
        except FileNotFoundError:
            return {}
        except ValueError:
            time.sleep(0.1)  # being written just now
    return {}


def _is_held(folder: DataFolder) -> bool:
    try:
        with (folder.run / "demo.lock").open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _is_server(pid: int, servers: list[Postgres | Valkey]) -> bool:
    return any(pid in server.running() for server in servers)


def main(command: str, folder: DataFolder) -> None:
    """Run `stop` or `reset` and print what was done."""
    try:
        print({"stop": stop_demo, "reset": reset_demo}[command](folder))
    except EmbeddedError as error:
        sys.exit(str(error))
