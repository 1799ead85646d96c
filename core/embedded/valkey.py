"""Run the embedded Valkey: the broker and the cache, kept on disk, with a password."""

import argparse
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.embedded.account import Account, account_for, give
from core.embedded.binaries import usable_by, valkey_home
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.postgres import HERE, tail
from core.embedded.process import die_with_parent, processes_in, stop_all, wait_until


@dataclass(frozen=True, slots=True)
class Valkey:
    """The server of one data folder. `throw_away` keeps nothing on disk; only tests do that."""

    folder: DataFolder
    throw_away: bool = False

    @property
    def data(self) -> Path:
        return self.folder.valkey

    def command(self, account: Account) -> list[str]:
        """Return the command line of the server; its working directory must be the data folder."""
        return [str(usable_by(valkey_home(), account) / "valkey-server"), f"{HERE}/valkey.conf"]

    def prepare(self) -> Account:
        """Write the settings (they hold the password, so not the command line); return whom to run as."""
        self.folder.make()
        account = account_for(self.data)
        give(self.data, account)
        if running := self.running():
            raise EmbeddedError(f"Valkey already runs on {self.data} (process {running[0]}).")
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.folder.ports()["valkey"]),
            "dir": "./",
            "requirepass": self.folder.password("valkey"),
            "daemonize": "no",
            "appendonly": "no" if self.throw_away else "yes",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        config = self.data / "valkey.conf"
        part = self.data / "valkey.conf.part"
        part.touch(mode=0o600)
        part.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        if account.steps_down:
            os.chown(part, account.uid, account.gid)
        part.replace(config)
        return account

    def serve(self) -> None:
        """Become the server. Returns only by an exception."""
        if not self.running():
            self.folder.settle_port("valkey")
        account = self.prepare()
        command = self.command(account)
        os.chdir(self.data)
        account.become()
        die_with_parent(signal.SIGTERM)()
        os.execv(command[0], command)  # noqa: S606 - a program of our own wheel

    def start(self, seconds: float = 30) -> subprocess.Popen[bytes]:
        """Start the server as a child that ends with this process; return it when it answers."""
        account = self.prepare()
        with (self.folder.logs / "valkey.log").open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 - a program of our own wheel
                self.command(account),
                cwd=self.data,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - only a system call, after the fork
                **account.popen_args(),
            )
        if not wait_until(self.answers, child, seconds):
            child.terminate()
            raise EmbeddedError(f"Valkey did not start. Its log says:\n{tail(self.folder.logs / 'valkey.log')}")
        return child

    def answers(self) -> bool:
        """Tell whether the server has loaded its data and answers to our password."""
        client = redis.Redis(
            port=self.folder.ports()["valkey"],
            password=self.folder.password("valkey"),
            socket_timeout=2,
            retry=Retry(NoBackoff(), 0),
        )
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def running(self) -> list[int]:
        """Return the ids of the server's processes in this data folder."""
        return processes_in(self.data, "valkey-server")

    def stop(self, seconds: float = 30) -> None:
        """Stop whatever serves this folder; raises EmbeddedError when it does not end in time."""
        if not stop_all(self.running(), signal.SIGTERM, seconds):
            raise EmbeddedError(f"Valkey ({self.running()}) does not stop. Look at {self.folder.logs}.")


def main() -> None:
    """Serve a data folder in the foreground, for a supervisor."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    try:
        Valkey(DataFolder(parser.parse_args().folder)).serve()
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
