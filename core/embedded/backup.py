"""Back up the embedded database into one file, and bring such a file back without losing what is there."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from core.embedded.binaries import postgres_home
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder, next_free_port
from core.embedded.lifecycle import DemoLock
from core.embedded.postgres import Postgres


def back_up(folder: DataFolder, target: Path) -> None:
    """Write the database `app` to `target`, consistent also while the site works. Never leaves half a file."""
    if not (Postgres(folder).data / "PG_VERSION").is_file():
        raise EmbeddedError(f"There is no database in {folder.root} yet. Start one with: make demo")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.touch(mode=0o600)
    try:
        with _serving(folder):
            _client(folder, "pg_dump", "--format=custom", f"--file={part}", "app")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def restore(folder: DataFolder, source: Path) -> str:
    """Make the content of `source` the database `app`; return the name under which the former one is kept.

    The file is read into a database of its own first; only when all of it is there, the names are swapped. Raises
    EmbeddedError when the demo runs or the file cannot be read.
    """
    if not source.is_file():
        raise EmbeddedError(f"There is no file {source}.")
    lock = DemoLock(folder)
    try:
        with _serving(folder) as server:
            return _swap(folder, server, source)
    finally:
        lock.release()


def _swap(folder: DataFolder, server: Postgres, source: Path) -> str:
    kept = f"app_before_{time.strftime('%Y%m%d_%H%M%S')}"
    with server.connect() as connection:
        connection.execute("DROP DATABASE IF EXISTS app_restored")
        connection.execute("CREATE DATABASE app_restored OWNER app")
        _client(folder, "pg_restore", "--exit-on-error", "--no-owner", "--dbname=app_restored", str(source))
        connection.execute(sql.SQL("ALTER DATABASE app RENAME TO {}").format(sql.Identifier(kept)))
        connection.execute("ALTER DATABASE app_restored RENAME TO app")
    return kept


@contextmanager
def _serving(folder: DataFolder) -> Iterator[Postgres]:
    """Use the server that runs, or start one for the time being."""
    server = Postgres(folder)
    if server.running():
        yield server
        return
    folder.make()
    ports = folder.ports()
    folder.record_ports(ports | {"postgres": next_free_port(ports["postgres"])})
    child = server.start()
    try:
        yield server
    finally:
        server.stop()
        child.wait()


def _client(folder: DataFolder, program: str, *arguments: str) -> None:
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "PGHOST": "127.0.0.1",
        "PGPORT": str(folder.ports()["postgres"]),
        "PGUSER": "app",
        "PGPASSWORD": folder.password("app"),
    }
    command = [str(postgres_home() / "bin" / program), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our wheel's
    if done.returncode != 0:
        raise EmbeddedError(f"{program} failed; nothing was changed.\n{done.stderr.strip()}")


def main() -> None:
    """Entry of `python -m core.embedded.backup save|restore FILE`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("what", choices=["save", "restore"])
    parser.add_argument("file", type=Path, nargs="?")
    asked = parser.parse_args()
    if asked.file is None:
        sys.exit("Name the file: make restore FILE=var/backups/latest.dump")
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "DATABASE_URL names a server of your own: save and restore it with its own tools (docs/operations.md shows "
            "how), or unset DATABASE_URL to reach the embedded one."
        )
    root = Path(__file__).resolve().parent.parent.parent
    folder = DataFolder(Path(os.environ.get("VAR_DIR") or root / "var").expanduser().resolve())
    try:
        if asked.what == "save":
            back_up(folder, asked.file)
            print(f"Saved in {asked.file} ({asked.file.stat().st_size / 1e6:.1f} MB).")
        else:
            print(f"Restored. The former database is kept as {restore(folder, asked.file)}.")
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
