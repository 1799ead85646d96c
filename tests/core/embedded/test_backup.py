from pathlib import Path

import psycopg
import pytest

from core.embedded.addresses import database_url
from core.embedded.backup import back_up, restore
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.lifecycle import DemoLock
from core.embedded.postgres import Postgres

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


def test_nothing_is_restored_under_a_running_demo(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "some.dump").touch()
    lock = DemoLock(folder)
    with pytest.raises(EmbeddedError, match="already runs"):
        restore(folder, tmp_path / "some.dump")
    lock.release()
