"""The demo's processes under supervisor, which starts what dies again."""

import secrets
import shlex
import signal
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder, next_free_port
from core.embedded.postgres import tail
from core.embedded.process import die_with_parent

ATTEMPTS = 5
FAILED = {"FATAL", "EXITED", "UNKNOWN"}


@dataclass(frozen=True, slots=True)
class Program:
    """One process to keep alive. `stop` is the signal that ends it cleanly, within `stop_seconds`."""

    name: str
    command: list[str]
    stop: str = "TERM"
    stop_seconds: int = 30

    def section(self, logs: Path) -> str:
        """Return its part of supervisor's configuration."""
        settings = {
            "command": shlex.join(self.command),
            "autostart": "false",
            "autorestart": "true",
            "startsecs": "2",
            "startretries": "8",
            "stopsignal": self.stop,
            "stopwaitsecs": str(self.stop_seconds),
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": str(logs / f"{self.name}.log"),
            "stdout_logfile_maxbytes": "10MB",
            "stdout_logfile_backups": "2",
        }
        lines = [f"{name} = {value.replace('%', '%%')}" for name, value in settings.items()]
        return f"[program:{self.name}]\n" + "\n".join(lines) + "\n"


class Supervisor:
    """A running supervisord of our own, reached on this machine with a password made for this start."""

    def __init__(self, folder: DataFolder, programs: Iterable[Program], *, taken: frozenset[int]) -> None:
        self.folder = folder
        self.programs = list(programs)
        for _attempt in range(ATTEMPTS):
            self._launch(next_free_port(19001, taken=taken))
            if self._answers():
                return
            self.stop()  # another demo took the port between the look and the start
        raise EmbeddedError(f"The supervisor does not start.\n{tail(self.folder.logs / 'supervisord.out')}")

    def _launch(self, port: int) -> None:
        password = secrets.token_urlsafe(16)
        config = self.folder.run / "supervisord.conf"
        config.touch(mode=0o600)
        config.write_text(self._config(port, password))
        with (self.folder.logs / "supervisord.out").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own environment
                [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "-c", str(config)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal reaches the demo alone, which then stops all in order
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - only a system call, after the fork
            )
        address = f"http://demo:{password}@127.0.0.1:{port}/RPC2"
        self._rpc = xmlrpc.client.ServerProxy(address, allow_none=True)

    def start(self, *names: str) -> None:
        """Start these programs without waiting for their work to begin."""
        for name in names:
            self._rpc.supervisor.startProcess(name, False)

    def check(self, name: str) -> None:
        """Raise EmbeddedError with the end of its log when a program keeps failing."""
        if self.process.poll() is not None:
            raise EmbeddedError(f"The supervisor has ended.\n{tail(self.folder.logs / 'supervisord.log')}")
        about: Any = self._rpc.supervisor.getProcessInfo(name)
        state = about["statename"]
        if state in FAILED:
            log = self.folder.logs / f"{name}.log"
            raise EmbeddedError(f"“{name}” does not start. The end of {log}:\n{tail(log, 12)}")

    def stop(self) -> None:
        """End every program in order, the servers last, then supervisor itself."""
        self._rpc("close")()
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=sum(program.stop_seconds for program in self.programs))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        """Wait until our own supervisor answers; False when it ended or somebody else answers in its place."""
        for _attempt in range(1200):
            try:
                self._rpc.supervisor.getState()
            except (OSError, xmlrpc.client.Error):
                if self.process.poll() is not None:
                    return False
                time.sleep(0.05)
            else:
                return True
        return False

    def _config(self, port: int, password: str) -> str:
        head = f"""[supervisord]
nodaemon = true
user = %(ENV_DEMO_USER)s
logfile = {str(self.folder.logs / "supervisord.log").replace("%", "%%")}
logfile_maxbytes = 5MB
pidfile = {str(self.folder.run / "supervisord.pid").replace("%", "%%")}

[inet_http_server]
port = 127.0.0.1:{port}
username = demo
password = {password}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

"""
        sections = [program.section(self.folder.logs) for program in self.programs]
        # Supervisor starts by ascending and stops by descending priority.
        numbered = [f"{section}priority = {100 + 10 * n}\n" for n, section in enumerate(sections)]
        return head + "\n".join(numbered)
