"""The data folder: where the embedded servers keep data, passwords, ports, logs and pid files."""

import json
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORTS = {"web": 8000, "postgres": 15432, "valkey": 16379}


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One folder under which everything of one installation lives. Creating the object touches nothing."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def ports_file(self) -> Path:
        return self.run / "ports.json"

    def make(self) -> None:
        """Create the folders that belong to the person who runs the program."""
        for path in (self.root, self.run, self.logs, self.root / "secrets"):
            path.mkdir(parents=True, exist_ok=True)
        (self.root / "secrets").chmod(0o700)

    def ports(self) -> dict[str, int]:
        """Return the ports in use by name; the defaults when nothing is recorded or the record is damaged."""
        try:
            recorded = json.loads(self.ports_file.read_text())
            return DEFAULT_PORTS | {name: int(port) for name, port in recorded.items()}
        except (OSError, ValueError, AttributeError):
            return dict(DEFAULT_PORTS)

    def record_ports(self, ports: dict[str, int]) -> None:
        """Write the ports at once, never half."""
        part = self.ports_file.with_suffix(".part")
        part.write_text(json.dumps(ports))
        part.replace(self.ports_file)

    def settle_port(self, name: str) -> None:
        """Record another port for `name` where somebody took the recorded one since it was chosen."""
        ports = self.ports()
        if not port_is_free(ports[name]):
            self.record_ports(ports | {name: next_free_port(ports[name] + 1, taken=frozenset(ports.values()))})

    def password(self, name: str) -> str:
        """Return the password kept under `name`, made at the first call; readable by the owner alone."""
        path = self.root / "secrets" / name
        try:
            return path.read_text()
        except FileNotFoundError:
            pass
        self.make()
        part = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
        try:
            os.link(part, path)
        except FileExistsError:
            pass  # another process made it first: theirs counts
        finally:
            part.unlink()
        return path.read_text()


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Tell whether a server could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def next_free_port(wanted: int, *, host: str = "127.0.0.1", taken: frozenset[int] = frozenset()) -> int:
    """Return `wanted` or the nearest port above it that is free and not in `taken`."""
    for port in range(wanted, 65536):
        if port not in taken and port_is_free(port, host):
            return port
    raise OSError(f"no free port from {wanted} up")
