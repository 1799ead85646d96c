import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.lifecycle import MARK, DemoLock, clear_remains, reset_demo, stop_demo
from core.embedded.postgres import Postgres
from core.embedded.process import processes_marked
from core.embedded.valkey import Valkey

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_the_second_of_two_demos_is_told_where_the_first_answers(folder: DataFolder) -> None:
    first = DemoLock(folder)
    first.tell("http://127.0.0.1:8001")
    with pytest.raises(EmbeddedError, match=rf"already runs at http://127.0.0.1:8001 \(process {os.getpid()}\)"):
        DemoLock(folder)
    first.release()
    DemoLock(folder).release()


def test_what_a_killed_demo_left_is_ended_and_strangers_are_not(folder: DataFolder) -> None:
    left = subprocess.Popen(SLEEP, env=os.environ | {MARK: str(folder.root)})
    stranger = subprocess.Popen(SLEEP, env=os.environ | {MARK: f"{folder.root}-other"})
    server = Valkey(folder).start()
    while left.pid not in processes_marked(MARK, str(folder.root)):
        assert left.poll() is None
    try:
        assert clear_remains(folder) is True
        assert left.wait(10) == -signal.SIGTERM
        assert server.wait(10) == 0
        assert stranger.poll() is None
        assert clear_remains(folder) is False
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize(("module", "server"), [("postgres", Postgres), ("valkey", Valkey)])
def test_a_server_whose_port_was_taken_meanwhile_moves_to_another(
    folder: DataFolder, module: str, server: type[Postgres] | type[Valkey]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        folder.record_ports(folder.ports() | {module: stranger.getsockname()[1]})
        child = subprocess.Popen([sys.executable, "-m", f"core.embedded.{module}", str(folder.root)])
        while not server(folder).answers():
            assert child.poll() is None
            time.sleep(0.05)
        assert folder.ports()[module] != stranger.getsockname()[1]
        server(folder).stop()
        assert child.wait(30) == 0


def test_stopping_says_what_it_found(folder: DataFolder) -> None:
    assert stop_demo(folder) == "No demo runs here."


def test_reset_asks_first_and_keeps_what_is_no_data(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.root / "backups").mkdir()
    monkeypatch.delenv("RESET", raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert reset_demo(folder) == "Nothing was deleted."
    assert folder.logs.is_dir()

    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    assert reset_demo(folder).startswith("All data of the demo is deleted.")
    assert [path.name for path in folder.root.iterdir()] == ["backups"]


def test_reset_refuses_while_the_demo_runs(folder: DataFolder) -> None:
    lock = DemoLock(folder)
    with pytest.raises(EmbeddedError, match="The demo runs"):
        reset_demo(folder)
    lock.release()
