"""Where the embedded PostgreSQL and Valkey of a data folder answer."""

from pathlib import Path
from urllib.parse import quote

from core.embedded.folder import DataFolder


def database_url(var_dir: Path) -> str:
    """Return the URL of the embedded PostgreSQL whose data lives under `var_dir`.

    Before the first start there is no password yet; the URL then has none, and connecting fails plainly.
    """
    return f"postgres://app:{_secret(var_dir, 'app')}@127.0.0.1:{DataFolder(var_dir).ports()['postgres']}/app"


def redis_url(var_dir: Path) -> str:
    """Return the URL of the embedded Valkey whose data lives under `var_dir`, without a database number."""
    return f"redis://:{_secret(var_dir, 'valkey')}@127.0.0.1:{DataFolder(var_dir).ports()['valkey']}"


def _secret(var_dir: Path, name: str) -> str:
    path = var_dir / "secrets" / name
    return quote(path.read_text(), safe="") if path.is_file() else ""
