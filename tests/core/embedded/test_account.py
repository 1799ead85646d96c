import os
from pathlib import Path

import pytest

from core.embedded.account import Account, account_for
from core.embedded.errors import EmbeddedError

MINE = os.geteuid()
ORDINARY = 4321


def test_an_ordinary_person_runs_new_servers_as_themselves(tmp_path: Path) -> None:
    assert account_for(tmp_path / "new", caller=ORDINARY).uid == ORDINARY


def test_data_of_another_account_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match="belongs to the account"):
        account_for(tmp_path, caller=ORDINARY if MINE != ORDINARY else ORDINARY + 1)


def test_root_never_runs_a_server_as_root(tmp_path: Path) -> None:
    account = account_for(tmp_path / "new", caller=0)
    assert account.uid != 0
    assert account.uid == (MINE or account.uid)


def test_stepping_down_drops_every_group() -> None:
    assert Account(ORDINARY, ORDINARY).popen_args() == {"user": ORDINARY, "group": ORDINARY, "extra_groups": []}
    assert Account(MINE, MINE).popen_args() == {}
