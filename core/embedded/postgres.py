"""Run the embedded PostgreSQL: make the cluster once, clear what a killed server left, serve in the foreground."""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from core.embedded.account import Account, account_for, give
from core.embedded.binaries import postgres_home, usable_by
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.process import die_with_parent, processes_in, stop_all, wait_until

# The working directory of the server is the cluster. Naming it this way lets an account serve it that may not walk
# through the folders above.
HERE = "/proc/self/cwd"
SERVING = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "512MB",
    "wal_compression": "on",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "shared_preload_libraries": "pg_stat_statements",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


@dataclass(frozen=True, slots=True)
class Postgres:
    """The server of one data folder. `throw_away` trades safety for speed; only tests do that."""

    folder: DataFolder
    throw_away: bool = False

    @property
    def data(self) -> Path:
        return self.folder.postgres / "data"

    def command(self, account: Account) -> list[str]:
        """Return the command line of the server; its working directory must be the cluster."""
        settings = SERVING | (THROW_AWAY if self.throw_away else {}) | {"port": str(self.folder.ports()["postgres"])}
        pairs = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(usable_by(postgres_home(), account) / "bin" / "postgres"), "-D", HERE, *pairs]

    def prepare(self) -> Account:
        """Make the cluster if there is none and clear the remains of a killed server; return whom to run as.

        Raises EmbeddedError when the cluster cannot be made or a server already runs on it.
        """
        self.folder.make()
        account = account_for(self.folder.postgres)
        give(self.folder.postgres, account)
        if not (self.data / "PG_VERSION").is_file():
            self._initialise(account)
        self._clear_stale_pid_file()
        return account

    def serve(self) -> None:
        """Become the server. Returns only by an exception."""
        account = self.prepare()
        self.folder.settle_port("postgres")
        command = self.command(account)
        os.chdir(self.data)
        account.become()
        die_with_parent(signal.SIGINT)()
        os.execve(command[0], command, _environment())  # noqa: S606 - a program of our own wheel

    def start(self, seconds: float = 60) -> subprocess.Popen[bytes]:
        """Start the server as a child that ends with this process; return it when it answers.

        Raises EmbeddedError with the last lines of its log when it ends before.
        """
        account = self.prepare()
        with (self.folder.logs / "postgres.log").open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 - a program of our own wheel
                self.command(account),
                cwd=self.data,
                env=_environment(),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - only a system call, after the fork
                **account.popen_args(),
            )
        if not wait_until(self.answers, child, seconds):
            child.send_signal(signal.SIGINT)
            raise EmbeddedError(f"PostgreSQL did not start. Its log says:\n{tail(self.folder.logs / 'postgres.log')}")
        self.ensure_database()
        return child

    def answers(self) -> bool:
        """Tell whether the server accepts a connection of its superuser now (not while it recovers)."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self) -> psycopg.Connection:
        """Open an autocommit connection of the superuser to the maintenance database."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.folder.ports()["postgres"],
            user="postgres",
            password=self.folder.password("postgres"),
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        )

    def ensure_database(self) -> None:
        """Create the role and the database `app` where they are missing; the role is no superuser."""
        with self.connect() as connection:
            password = sql.Literal(self.folder.password("app"))
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'app'").fetchone():
                connection.execute(sql.SQL("CREATE ROLE app LOGIN CREATEDB PASSWORD {}").format(password))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'app'").fetchone():
                connection.execute("CREATE DATABASE app OWNER app")

    def running(self) -> list[int]:
        """Return the ids of the server's processes on this cluster."""
        return processes_in(self.data, "postgres")

    def stop(self, seconds: float = 60) -> None:
        """Stop whatever serves this cluster, cleanly; raises EmbeddedError when it does not end in time."""
        postmaster = self._postmaster()
        if postmaster is not None and not stop_all([postmaster], signal.SIGINT, seconds):
            raise EmbeddedError(f"PostgreSQL (process {postmaster}) does not stop. Look at {self.folder.logs}.")

    def _initialise(self, account: Account) -> None:
        """Run initdb beside the place of the cluster and move the result there: half a cluster never counts."""
        part = self.folder.postgres / "data.init"
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)  # has no PG_VERSION: nothing that a server could have served
        give(part, account)
        password = self.folder.postgres / f"password.{secrets.token_hex(4)}"
        password.write_text(self.folder.password("postgres"))
        password.chmod(0o600)
        if account.steps_down:
            os.chown(password, account.uid, account.gid)
        program = usable_by(postgres_home(), account) / "bin" / "initdb"
        flags = ["--no-instructions", *(["--no-sync"] if self.throw_away else [])]
        try:
            done = subprocess.run(  # noqa: S603 - a program of our own wheel
                [program, "-D", HERE, "-U", "postgres", f"--pwfile=../{password.name}", *INITDB, *flags],
                cwd=part,
                env=_environment(),
                capture_output=True,
                text=True,
                check=False,
                **account.popen_args(),
            )
        finally:
            password.unlink(missing_ok=True)
        if done.returncode != 0:
            shutil.rmtree(part, ignore_errors=True)
            why = (done.stderr or done.stdout).strip()
            hint = " Free some space on the disk and try again." if "No space left" in why else ""
            raise EmbeddedError(f"PostgreSQL could not make its data folder {self.data}.{hint}\n{why}")
        part.rename(self.data)

    def _clear_stale_pid_file(self) -> None:
        """Remove the pid file of a server that is gone, also when its number now belongs to another process.

        PostgreSQL itself believes any living process of that number. Orphans of a killed server are waited for,
        because they still use the shared memory. Raises EmbeddedError when a server does run on this cluster.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists() or not Path("/proc/self/cwd").exists():
            return
        postmaster = self._postmaster()
        if postmaster is not None:
            raise EmbeddedError(f"PostgreSQL already runs on {self.data} (process {postmaster}).")
        deadline = time.monotonic() + 30
        while orphans := self.running():
            if time.monotonic() > deadline:
                raise EmbeddedError(f"Processes of a killed PostgreSQL still use {self.data}: {orphans}. End them.")
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def _postmaster(self) -> int | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if pid in self.running() else None


INITDB = [
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    # pg_trgm sees Chinese letters only where the character type is UTF-8.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    "--data-checksums",
]


def tail(path: Path, lines: int = 8) -> str:
    """Return the last lines of a log; an empty text when there is none."""
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def _environment() -> dict[str, str]:
    """Return a clean environment: PG* variables of the caller must not reach the server."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def main() -> None:
    """Serve the cluster of a data folder in the foreground, for a supervisor."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    try:
        Postgres(DataFolder(parser.parse_args().folder)).serve()
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
