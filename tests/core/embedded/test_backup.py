import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from core.embedded.addresses import database_url
from core.embedded.backup import back_up, restore
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.lifecycle import DemoLock
from core.embedded.postgres import Postgres
from tests.support.source_texts import ROOT

CHECKSUM = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY n)) FROM kept t"


def test_a_backup_restores_every_row_and_the_former_database_is_kept(folder: DataFolder, tmp_path: Path) -> None:
    server = Postgres(folder, throw_away=True)
    child = server.start()
    with psycopg.connect(database_url(folder.root), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE TABLE kept AS SELECT n, md5(n::text) AS word FROM generate_series(1, 3000) n")
        before = connection.execute(CHECKSUM).fetchone()
        back_up(folder, tmp_path / "saved" / "one.dump")
        connection.execute("DELETE FROM kept WHERE n > 5")

    former = restore(folder, tmp_path / "saved" / "one.dump")

    assert [path.name for path in (tmp_path / "saved").iterdir()] == ["one.dump"]
    with psycopg.connect(database_url(folder.root)) as connection:
        assert connection.execute(CHECKSUM).fetchone() == before
    with psycopg.connect(database_url(folder.root), dbname=former) as old:
        assert old.execute("SELECT count(*) FROM kept").fetchone() == (5,)
    server.stop()
    assert child.wait() == 0


def test_a_damaged_file_changes_nothing(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "bad.dump").write_text("not a backup")
    child = Postgres(folder, throw_away=True).start()
    with psycopg.connect(database_url(folder.root), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
        with pytest.raises(EmbeddedError, match="nothing was changed"):
            restore(folder, tmp_path / "bad.dump")
        assert connection.execute("SELECT n FROM kept").fetchone() == (1,)
    Postgres(folder).stop()
    assert child.wait() == 0


def test_without_a_database_nothing_is_saved_and_nothing_is_made(folder: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match="no database .* make demo"):
        back_up(folder, tmp_path / "saved.dump")
    assert not (tmp_path / "saved.dump").exists()
    assert not folder.postgres.exists()


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["restore"], {}, "make restore FILE="),
        (["save", "x.dump"], {"DATABASE_URL": "postgres://db.example/app"}, "a server of your own"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(
    arguments: list[str], environment: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "core.embedded.backup", *arguments],
        env={**plain, "VAR_DIR": str(tmp_path), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_restored_under_a_running_demo(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "some.dump").touch()
    lock = DemoLock(folder)
    with pytest.raises(EmbeddedError, match="already runs"):
        restore(folder, tmp_path / "some.dump")
    lock.release()
