"""A small installation to break: own PostgreSQL, own Valkey, workers and a beat, each a process that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from core.embedded.addresses import database_url, redis_url
from core.embedded.folder import DataFolder, next_free_port
from core.embedded.postgres import Postgres
from core.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parents[3]
# Everything that waits for silence waits a second or two here instead of half a minute.
IMPATIENT = {
    "MATCHING_HEARTBEAT_SECONDS": "0.5",
    "MATCHING_SILENT_SECONDS": "3",
    "MATCHING_RESEND_SECONDS": "2",
    "RECOVER_SECONDS": "1",
}


class TooLate(AssertionError):
    """Something did not happen in time."""


@dataclass
class Lab:
    """Servers by name; `kill` is kill -9 of the whole process group, as the machine's death would be."""

    root: Path
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    driver: subprocess.Popen[str] | None = None
    quiet: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> DataFolder:
        return DataFolder(self.root)

    def open(self) -> None:
        self.folder.make()
        ports = {"postgres": next_free_port(27432)}
        ports["valkey"] = next_free_port(28379)
        self.folder.record_ports(ports)
        self.start_database()
        self.start_broker()
        with (self.folder.logs / "driver.log").open("w") as log:
            self.driver = subprocess.Popen(
                [sys.executable, "-m", "tests.matching.chaos.driver"],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.quiet = self._answer()
        self.start_beat()

    def close(self) -> None:
        if self.driver is not None:
            self.driver.kill()
            self.driver.communicate()
        for name in reversed(list(self.processes)):
            self.kill(name)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **IMPATIENT,
            "DATABASE_URL": database_url(self.root),
            "REDIS_URL": redis_url(self.root),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        }

    def start_database(self) -> None:
        self.processes["database"] = Postgres(self.folder).start()

    def start_broker(self) -> None:
        self.processes["broker"] = Valkey(self.folder).start()

    def start_beat(self) -> None:
        self._celery("beat", "beat", "--schedule", str(self.root / "beat"), "--pidfile=")

    def start_worker(self, name: str = "worker") -> None:
        """Start a worker with two processes and return when it is ready to work."""
        log = self._celery(
            name,
            "worker",
            "--hostname",
            f"{name}@chaos",
            "--queues",
            "matching,default",
            "--concurrency",
            "2",
            "--without-mingle",
            "--without-gossip",
        )
        self.wait_for(lambda: "ready." in log.read_text(), f"{name} to be ready")

    def _celery(self, name: str, *words: str) -> Path:
        log = self.folder.logs / f"{name}-{time.monotonic_ns()}.log"
        with log.open("w") as file:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *words, "--loglevel", "INFO"],
                cwd=ROOT,
                env=self.environment(),
                stdout=file,
                stderr=file,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        return log

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)

    def kill_one_child(self, name: str) -> None:
        """Kill one process of a worker's pool, as the kernel does when memory runs out."""
        children = Path(f"/proc/{self.processes[name].pid}/task/{self.processes[name].pid}/children").read_text()
        os.kill(int(children.split()[0]), signal.SIGKILL)

    def start_run(self, chunks: int) -> int:
        """Let the organiser start a run; return its id."""
        assert self.driver is not None and self.driver.stdin is not None
        self.driver.stdin.write(f"start {chunks}\n")
        self.driver.stdin.flush()
        return self._answer()["run"]

    def _answer(self) -> dict[str, Any]:
        assert self.driver is not None and self.driver.stdout is not None
        line = self.driver.stdout.readline()
        assert line, (self.folder.logs / "driver.log").read_text()[-3000:]
        return json.loads(line)

    def ask(self, sql: str, *params: object) -> Any:
        """Return the first column of the first row."""
        with psycopg.connect(database_url(self.root), connect_timeout=5) as connection:
            row = connection.execute(sql, params).fetchone()  # type: ignore[call-overload]  # test SQL is a plain str
        return row[0] if row else None

    def wait_for(self, ready: Callable[[], object], what: str, seconds: float = 240) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                logs = "\n".join(path.read_text()[-2000:] for path in sorted(self.folder.logs.glob("worker*")))
                raise TooLate(f"waited {seconds:.0f} s for {what}\n{logs}")
            time.sleep(0.02)

    def wait_for_chunks(self, run: int, number: int) -> None:
        sql = "SELECT count(*) FROM matching_matchchunk WHERE run_id = %s AND state = 'done'"
        self.wait_for(lambda: self.ask(sql, run) >= number, f"{number} chunks")

    def wait_for_end(self, run: int) -> None:
        ended = "SELECT state NOT IN ('queued', 'running') FROM matching_matchrun WHERE id = %s"
        self.wait_for(lambda: self.ask(ended, run), "the end of the run")
