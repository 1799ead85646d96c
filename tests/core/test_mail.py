"""The outbox: written with the change, sent once by one worker, kept when nobody sends."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone, translation
from pytest_django import Settings

from core.mail import MAX_ATTEMPTS, queue_mail, relay_one
from core.models import OutboxMail
from core.relay_url import parse_relay_url
from core.tasks import relay_mails


class MailServer(ThreadingTCPServer):
    """Takes mails as a real server would; `refuse` answers every mail with an error."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[str] = []
        self.refuse = False


class Conversation(StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                self.server.mails.append(self.read_mail())
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            elif verb == "MAIL" and self.server.refuse:
                self.say("451 try later")
            else:
                self.say("250 ok")

    def read_mail(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAIL_RELAY = parse_relay_url(f"smtp://127.0.0.1:{server.server_address[1]}")
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", {"host": "mail.example", "port": 25, "use_ssl": False, "use_tls": False}),
        ("smtp://mail.example:587?tls=true", {"port": 587, "use_ssl": False, "use_tls": True}),
        ("smtps://mail.example", {"host": "mail.example", "port": 465, "use_ssl": True, "use_tls": False}),
        (
            "smtp://a%40b:p%3Aw@mail.example:587/?tls=1",
            {"port": 587, "username": "a@b", "password": "p:w", "use_tls": True},
        ),
    ],
)
def test_relay_url(url: str, expected: dict[str, object]) -> None:
    parsed = parse_relay_url(url)
    assert parsed is not None
    assert {key: parsed[key] for key in expected} == expected


def test_relay_url_may_be_empty_but_not_wrong() -> None:
    assert parse_relay_url("") is None
    with pytest.raises(ValueError, match="EMAIL_URL"):
        parse_relay_url("https://mail.example")


@pytest.mark.django_db
def test_mail_falls_with_the_change_that_caused_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue_mail(to="a@example.com", subject="x", text="y")
        raise ZeroDivisionError
    assert OutboxMail.objects.count() == 0


@pytest.mark.django_db
def test_djangos_own_mail_goes_the_same_way(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "core.mail.OutboxBackend"
    message = EmailMultiAlternatives("two\nlines", "text", "from@example.com", ["a@example.com"], cc=["b@example.com"])
    message.attach_alternative("<p>text</p>", "text/html")
    with translation.override("zh-hans"):
        assert message.send() == 1
    rows = OutboxMail.objects.order_by("to").values_list("to", "subject", "body_text", "body_html", "language")
    assert list(rows) == [
        ("a@example.com", "two lines", "text", "<p>text</p>", "zh-hans"),
        ("b@example.com", "two lines", "text", "<p>text</p>", "zh-hans"),
    ]


@pytest.mark.django_db
def test_without_a_server_mails_stay(settings: Settings) -> None:
    settings.MAIL_RELAY = None
    queue_mail(to="a@example.com", subject="x", text="y")
    assert relay_mails() == 0
    assert OutboxMail.objects.get().sent_at is None


@pytest.mark.django_db
def test_each_mail_is_sent_once(server: MailServer) -> None:
    for n in range(3):
        queue_mail(to=f"u{n}@example.com", subject=f"數據 {n}", text="text", html="<p>text</p>")
    assert (relay_mails(), relay_mails()) == (3, 0)
    assert len(server.mails) == 3
    assert "To: u0@example.com" in server.mails[0]
    assert "multipart/alternative" in server.mails[0]
    assert OutboxMail.objects.filter(sent_at=None).count() == 0


@pytest.mark.django_db
def test_a_refused_mail_waits_longer_each_time_and_ends(server: MailServer) -> None:
    server.refuse = True
    mail = queue_mail(to="a@example.com", subject="x", text="y")
    waits = []
    for _ in range(MAX_ATTEMPTS):
        assert relay_one()
        mail.refresh_from_db()
        waits.append(round((mail.next_try_at - timezone.now()) / timedelta(seconds=30)))
        assert not relay_one()
        OutboxMail.objects.update(next_try_at=timezone.now())
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert not relay_one()
    assert (mail.sent_at, mail.attempts) == (None, MAX_ATTEMPTS)
    assert "451" in mail.last_error


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_mail(server: MailServer) -> None:
    for n in range(12):
        queue_mail(to=f"u{n}@example.com", subject=str(n), text="y")

    def work() -> None:
        try:
            relay_mails()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    subjects = sorted(int(mail.split("Subject: ")[1].split("\n")[0]) for mail in server.mails)
    assert subjects == list(range(12))
