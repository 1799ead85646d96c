import signal
import stat

import pytest
import redis

from core.embedded.addresses import redis_url
from core.embedded.errors import EmbeddedError
from core.embedded.folder import DataFolder
from core.embedded.process import stop_all
from core.embedded.valkey import Valkey


def test_a_server_keeps_what_was_written_when_it_is_killed(folder: DataFolder) -> None:
    server = Valkey(folder)
    child = server.start()
    client = redis.Redis.from_url(redis_url(folder.root))
    client.config_set("appendfsync", "always")
    client.lpush("queue", *range(500))
    with pytest.raises(EmbeddedError, match="already runs"):
        server.start()
    stop_all([child.pid], signal.SIGKILL, 10)
    child.wait()
    assert server.running() == []

    child = server.start()
    assert client.llen("queue") == 500
    client.close()
    server.stop()
    assert child.wait() == 0


def test_strangers_need_the_password(folder: DataFolder) -> None:
    server = Valkey(folder, throw_away=True)
    child = server.start()
    stranger = redis.Redis(port=folder.ports()["valkey"])
    with pytest.raises(redis.AuthenticationError):
        stranger.ping()
    stranger.close()
    assert stat.S_IMODE((server.data / "valkey.conf").stat().st_mode) == 0o600
    assert "requirepass" not in " ".join(child.args)
    server.stop()
    assert child.wait() == 0
