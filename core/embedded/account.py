"""As whom a server runs: PostgreSQL refuses root, so root steps down to an ordinary account."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.embedded.errors import EmbeddedError


@dataclass(frozen=True, slots=True)
class Account:
    """The account a server runs as. `steps_down` is true when that is not the caller's own."""

    uid: int
    gid: int

    @property
    def steps_down(self) -> bool:
        return self.uid != os.geteuid()

    def popen_args(self) -> dict[str, Any]:
        """Return the arguments of subprocess that make a child run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.steps_down else {}

    def become(self) -> None:
        """Turn this very process into the account, for good."""
        if self.steps_down:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


def account_for(folder: Path, *, caller: int | None = None) -> Account:
    """Return the account for the server whose data is in `folder`, started by `caller` (default: this process).

    An ordinary person runs servers as themselves. Root runs them as the owner of the data, or for new data as the
    owner of the surrounding folder, or as `nobody`. Raises EmbeddedError when the data belongs to somebody else.
    """
    uid = os.geteuid() if caller is None else caller
    owner = folder.stat() if folder.exists() else None
    if uid != 0:
        if owner is not None and owner.st_uid != uid:
            name = _name(owner.st_uid)
            raise EmbeddedError(
                f"The data in {folder} belongs to the account “{name}” (an earlier start as root?). "
                f"Start as that account or as root, or start anew with: sudo make reset"
            )
        return Account(uid, os.getegid())
    if owner is None or owner.st_uid == 0:
        owner = folder.parent.stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def give(folder: Path, account: Account) -> None:
    """Create a private folder (0700) that belongs to `account`. Nothing above it is changed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account.steps_down and folder.stat().st_uid != account.uid:
        os.chown(folder, account.uid, account.gid)
    if folder.stat().st_uid == os.geteuid() or os.geteuid() == 0:
        folder.chmod(0o700)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
