"""`make demo`: the whole product on one machine, from nothing or from the data of the last time."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from core.embedded.errors import EmbeddedError
from core.embedded.folder import DEFAULT_PORTS, DataFolder, next_free_port, port_is_free
from core.embedded.lifecycle import MARK, DemoLock, clear_remains
from core.embedded.lifecycle import main as manage_demo
from core.embedded.postgres import Postgres, tail
from core.embedded.process import die_with_parent
from core.embedded.supervision import Program, Supervisor
from core.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED_FREE_BYTES = 1_000_000_000
BACKGROUND = ("worker-matching", "worker-default", "beat")


class Interrupted(Exception):
    """Somebody wants the demo to stop."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for, on the command line of make."""

    host: str
    port: int
    candidates: int
    openings: int

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Wishes":
        """Read CANDIDATES, OPENINGS, PORT and HOST; raises EmbeddedError for what is no sensible number."""
        return cls(
            host=environment.get("HOST") or "127.0.0.1",
            port=_number(environment, "PORT", DEFAULT_PORTS["web"], 1, 65535),
            candidates=_number(environment, "CANDIDATES", 6000, 20, 200_000),
            openings=_number(environment, "OPENINGS", 3000, 10, 100_000),
        )


class Demo:
    """One run of the demo, from the first check to the last process."""

    def __init__(self, folder: DataFolder, wishes: Wishes) -> None:
        self.folder = folder
        self.wishes = wishes
        self.supervisor: Supervisor | None = None
        self.embedded_postgres = not os.environ.get("DATABASE_URL")
        self.embedded_valkey = not os.environ.get("REDIS_URL")
        self.started = time.monotonic()
        self._at_work = False

    def run(self) -> None:
        """Bring everything up, show the address and stay until somebody interrupts."""
        lock = DemoLock(self.folder)
        try:
            if clear_remains(self.folder):
                say("  Cleared what a killed run had left; its data is kept.")
            self._check_space()
            ports = self._choose_ports()
            self._set_environment()
            self.supervisor = Supervisor(self.folder, self._programs(ports), taken=frozenset(ports.values()))
            self._start_servers()
            self.supervisor.start("web")  # loads its code on one core while the data is prepared on another
            self._prepare_data()
            self._wait_for_site(ports["web"])
            self.supervisor.start(*BACKGROUND)
            if not self._is_matched():
                self._wait_for_background(ports["web"])
                self._manage("run_demo_batch")
            lock.tell(self.url(ports["web"]))
            self._greet(ports["web"])
            self._wait_for_background(ports["web"])
            self._stay()
        finally:
            self._stop()
            lock.release()

    def url(self, port: int) -> str:
        host = "127.0.0.1" if self.wishes.host == "0.0.0.0" else self.wishes.host  # noqa: S104 - compared, not bound
        return f"http://{host}:{port}"

    def _check_space(self) -> None:
        free = shutil.disk_usage(self.folder.root).free
        if free < NEEDED_FREE_BYTES:
            raise EmbeddedError(
                f"Only {free / 1e6:.0f} MB are free on the disk of {self.folder.root}; the demo needs about "
                f"{NEEDED_FREE_BYTES / 1e6:.0f} MB. Free some space, or name another place: VAR_DIR=/big/disk make demo"
            )

    def _choose_ports(self) -> dict[str, int]:
        """Keep the ports of the last time where they are free; say it where the site's own is not."""
        last = self.folder.ports()
        web = next_free_port(self.wishes.port, host=self.wishes.host)
        if web != self.wishes.port:
            say(f"  Port {self.wishes.port} is busy: the site will answer on {web}.")
        ports = {"web": web}
        for name in ("postgres", "valkey"):
            start = last[name] if port_is_free(last[name]) else DEFAULT_PORTS[name]
            ports[name] = next_free_port(start, taken=frozenset(ports.values()))
        self.folder.record_ports(ports)
        return ports

    def _set_environment(self) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        os.environ["VAR_DIR"] = str(self.folder.root)
        os.environ["PYTHONUNBUFFERED"] = "1"
        os.environ.setdefault("NUMBA_CACHE_DIR", str(self.folder.root / "numba"))
        os.environ["DEMO_USER"] = pwd.getpwuid(os.geteuid()).pw_name  # supervisor wants to be told that root is meant
        os.environ[MARK] = str(self.folder.root)

    def _programs(self, ports: dict[str, int]) -> list[Program]:
        """Return all processes, the servers first: they stop last."""
        python = sys.executable
        child = [python, "-m", "core.embedded.child", python, "-m"]
        worker = ["-A", "config", "worker", "--without-mingle", "--without-gossip", "-l", "INFO", "-c", "1"]
        # Django's checks read every page's code; one of the three that start together does it for all.
        checked, unchecked = [*child, "celery"], [*child, "celery", "--skip-checks"]
        gunicorn = ["gunicorn", "config.wsgi", "--config", "python:config.gunicorn", "--no-control-socket"]
        bind = ["--bind", f"{self.wishes.host}:{ports['web']}"]
        beat = ["-A", "config", "beat", "-s", str(self.folder.run / "beat-schedule"), "--pidfile="]
        servers = []
        if self.embedded_postgres:
            serve = [python, "-m", "core.embedded.postgres", str(self.folder.root)]
            servers.append(Program("postgres", serve, stop="INT", stop_seconds=60))
        if self.embedded_valkey:
            servers.append(Program("valkey", [python, "-m", "core.embedded.valkey", str(self.folder.root)]))
        return [
            *servers,
            Program("worker-matching", [*unchecked, *worker, "-Q", "matching", "-n", "matching@%h"], stop="QUIT"),
            Program("worker-default", [*checked, *worker, "-Q", "default", "-n", "default@%h"], stop="QUIT"),
            Program("beat", [*unchecked, *beat]),
            Program("web", [*child, *gunicorn, *bind, "--workers", "2", "--threads", "8", "--preload"]),
        ]

    def _start_servers(self) -> None:
        if self.embedded_valkey:
            self._supervised("valkey", "Valkey", Valkey(self.folder).answers)
        if self.embedded_postgres:
            postgres = Postgres(self.folder)
            self._supervised("postgres", "PostgreSQL", postgres.answers)
            postgres.ensure_database()

    def _supervised(self, program: str, name: str, ready: Callable[[], bool]) -> None:
        """Start a program and wait for it."""
        self._running().start(program)
        self._wait(program, name, ready)

    def _wait(self, program: str, name: str, ready: Callable[[], bool]) -> None:
        """Wait for a program as long as it lives; recovery after a crash may take its time."""
        supervisor = self._running()
        started = time.monotonic()
        told = False
        while not ready():
            supervisor.check(program)
            if not told and time.monotonic() - started > 8:
                say(f"  {name} is still starting; please wait.")
                told = True
            time.sleep(0.1)
        say(f"  {name} answers ({time.monotonic() - started:.1f} s).")

    def _prepare_data(self) -> None:
        """Bring tables, vocabulary and the demo edition up to date; each step does nothing when it is done."""
        size = ["--candidates", str(self.wishes.candidates), "--openings", str(self.wishes.openings)]
        say("  Tables, vocabulary and the demo edition …")
        self._manage("prepare_demo", *size)

    def _is_matched(self) -> bool:
        """Tell whether a run is published already, as the preparation found."""
        return (self.folder.run / "matched").exists()

    def _wait_for_site(self, port: int) -> None:
        self._wait("web", "The site", lambda: self._site_status(port) in {"late", "ready"})

    def _wait_for_background(self, port: int) -> None:
        """Wait for the first sign of life of workers and beat; once it was seen, do nothing."""
        supervisor = self._running()
        if self._at_work:
            return
        started, told = time.monotonic(), False
        while self._site_status(port) != "ready":
            for name in ("web", *BACKGROUND):
                supervisor.check(name)
            if not told and time.monotonic() - started > 8:
                say("  Workers are reading the vocabulary; after a change of the engine they compile it first.")
                told = True
            time.sleep(0.2)
        self._at_work = True
        say(f"  Workers and beat are at work ({time.monotonic() - self.started:.0f} s).")

    def _site_status(self, port: int) -> str:
        try:
            with urllib.request.urlopen(f"{self.url(port)}/readyz", timeout=5) as answer:  # noqa: S310 - our own site
                return str(json.load(answer)["status"])
        except (OSError, ValueError, urllib.error.URLError):
            return "down"

    def _manage(self, command: str, *arguments: str) -> None:
        """Run a management command; its own words go to the terminal. Raises EmbeddedError when it fails."""
        log = self.folder.logs / f"{command}.log"
        with log.open("wb") as errors:
            done = subprocess.run(  # noqa: S603 - our own environment
                [sys.executable, "manage.py", command, *arguments],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stderr=errors,
                check=False,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - only a system call, after the fork
            )
        if done.returncode != 0:
            full = any("No space left" in tail(path, 60) for path in (log, self.folder.logs / "postgres.log"))
            what = f"“manage.py {command}” failed: {tail(log, 1)}\nThe whole story is in {log}. Mend that"
            raise EmbeddedError(
                f"{'The disk is full. Free some space' if full else what} and run `make demo` again: data is kept."
            )

    def _greet(self, port: int) -> None:
        url = self.url(port)
        seconds = time.monotonic() - self.started
        say(
            f"\n  Talent Power Up is open ({seconds:.0f} s):  {url}\n\n"
            f"  Sign in with one click at        {url}/demo/\n"
            "    as candidate, employer, organiser, second organiser (signs runs) or administrator\n"
            f"  Logs are in                      {self.folder.logs}\n"
            "  Ctrl-C stops everything; the data stays for the next time.\n"
        )

    def _stay(self) -> None:
        supervisor = self._running()
        while True:
            time.sleep(1)
            if supervisor.process.poll() is not None:
                raise EmbeddedError("The supervisor was ended from outside. Run `make demo` again: data is kept.")

    def _stop(self) -> None:
        if self.supervisor is None:
            return
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        say("  Stopping …")
        self.supervisor.stop()
        clear_remains(self.folder)
        say("  Everything has stopped.")

    def _running(self) -> Supervisor:
        if self.supervisor is None:
            raise EmbeddedError("The supervisor has not been started.")
        return self.supervisor


def say(text: str) -> None:
    """Print at once; a terminal that is gone is no reason to fail."""
    try:
        print(text, flush=True)
    except OSError:
        return


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    given = environment.get(name, "").strip()
    if not given:
        return default
    if not given.isdigit() or not least <= int(given) <= most:
        raise EmbeddedError(f"{name}={given} is not a whole number from {least} to {most}.")
    return int(given)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


def start(folder: DataFolder) -> None:
    """Run the demo and translate every end of it into words and an exit code."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
    die_with_parent(signal.SIGTERM)()
    say("Talent Power Up")
    try:
        Demo(folder, Wishes.read(os.environ)).run()
    except Interrupted:
        return
    except EmbeddedError as error:
        sys.exit(f"\n{error}")
    except OSError as error:
        sys.exit(f"\nThe system refused: {error}. Mend that and run `make demo` again: data is kept.")


def main() -> None:
    """Entry of `python -m core.embedded.demo start|stop|reset`."""
    folder = DataFolder(Path(os.environ.get("VAR_DIR") or ROOT / "var").expanduser().resolve())
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal without our letters
    if sys.argv[1] == "start":
        start(folder)
    else:
        manage_demo(sys.argv[1], folder)


if __name__ == "__main__":
    main()
