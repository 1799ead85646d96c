"""The supervisor finds a port of its own, also where another demo was quicker."""

import os
import pwd
import socketserver
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from core.embedded import supervision
from core.embedded.folder import DataFolder
from core.embedded.supervision import Supervisor


class Stranger(BaseHTTPRequestHandler):
    """Another demo's supervisor, which knows nothing of our password."""

    def do_POST(self) -> None:
        self.send_error(401)

    def log_message(self, *words: object) -> None:
        return


def test_a_port_lost_to_another_demo_is_given_up_for_the_next(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), Stranger) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        busy, look = stranger.server_address[1], supervision.next_free_port
        # The look happened before the stranger came: the first answer is already out of date.
        answers = iter([busy])
        monkeypatch.setattr(supervision, "next_free_port", lambda first, **by: next(answers, 0) or look(first, **by))
        monkeypatch.setenv("DEMO_USER", pwd.getpwuid(os.geteuid()).pw_name)
        supervisor = Supervisor(folder, [], taken=frozenset())
        assert f"port = 127.0.0.1:{busy}" not in (folder.run / "supervisord.conf").read_text()
        assert supervisor.process.poll() is None
        supervisor.stop()
        stranger.shutdown()
