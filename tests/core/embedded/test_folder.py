import socket
import stat

from core.embedded.addresses import database_url, redis_url
from core.embedded.folder import DEFAULT_PORTS, DataFolder, next_free_port, port_is_free


def test_a_password_is_made_once_and_is_the_owners_alone(folder: DataFolder) -> None:
    first = folder.password("app")
    assert len(first) >= 24
    assert folder.password("app") == first
    assert stat.S_IMODE((folder.root / "secrets" / "app").stat().st_mode) == 0o600
    assert [path.name for path in (folder.root / "secrets").iterdir()] == ["app"]


def test_a_damaged_ports_file_means_the_defaults(folder: DataFolder) -> None:
    folder.ports_file.write_text("{")
    assert folder.ports() == DEFAULT_PORTS


def test_addresses_carry_port_and_password(folder: DataFolder) -> None:
    folder.record_ports({"postgres": 1111, "valkey": 2222})
    app, valkey = folder.password("app"), folder.password("valkey")
    assert database_url(folder.root) == f"postgres://app:{app}@127.0.0.1:1111/app"
    assert redis_url(folder.root) == f"redis://:{valkey}@127.0.0.1:2222"


def test_a_busy_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        busy = server.getsockname()[1]
        assert not port_is_free(busy)
        assert next_free_port(busy) > busy
        assert next_free_port(busy, taken=frozenset({busy + 1})) > busy + 1
