"""Where the embedded PostgreSQL and Valkey of a data folder answer."""

from pathlib import Path


def database_url(var_dir: Path) -> str:
    """Return the URL of the embedded PostgreSQL whose data lives under `var_dir`."""
    return f"postgresql://app@/app?host={var_dir / 'run'}"


def redis_url(var_dir: Path) -> str:
    """Return the URL of the embedded Valkey whose data lives under `var_dir`, without a database number."""
    return "redis://127.0.0.1:6390"
