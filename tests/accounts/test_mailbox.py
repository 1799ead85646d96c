"""The mailbox: for administrators only, and harmless whatever a mail holds."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from core.mail import queue_mail
from core.models import OutboxMail
from tests.factories import AdministratorFactory, OrganiserFactory, UserFactory

MAIL_PAGES = ("mailbox_mail", "mailbox_html")
EVIL = '<script>document.title="x"</script><img src="https://evil.example/x.png"><p>Body</p>'


@pytest.fixture
def mail(db: None) -> OutboxMail:
    return queue_mail(
        to="ada@example.org", subject="你的登入碼", text="<script>1</script> 歡迎", html=EVIL, language="zh-hant"
    )


@pytest.fixture
def administrator(client: Client, mail: OutboxMail) -> Client:
    client.force_login(AdministratorFactory())
    return client


def test_only_administrators_read(client: Client, mail: OutboxMail) -> None:
    urls = [reverse("accounts:mailbox")]
    urls += [reverse(name, args=[mail.pk]) for name in ("accounts:mailbox_mail", "accounts:mailbox_html")]
    for person in (UserFactory(), OrganiserFactory()):
        client.force_login(person)
        assert [client.get(url).status_code for url in urls] == [403, 403, 403]
    client.force_login(AdministratorFactory())
    assert [client.get(url).status_code for url in urls] == [200, 200, 200]


@pytest.mark.parametrize(
    ("q", "found"), [("", 1), ("ADA@", 1), ("登入碼", 1), ("歡迎", 1), ("nothing", 0), ("\x00", 1), ("%", 0)]
)
def test_search(administrator: Client, q: str, found: int) -> None:
    response = administrator.get(reverse("accounts:mailbox"), {"q": q})
    assert response.context["page"].paginator.count == found


def test_text_is_escaped_and_carries_its_language(administrator: Client, mail: OutboxMail) -> None:
    page = administrator.get(reverse("accounts:mailbox_mail", args=[mail.pk])).content.decode()
    assert "<script>1</script>" not in page
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert 'lang="zh-Hant"' in page


def test_html_is_shown_in_a_sandbox(administrator: Client, mail: OutboxMail) -> None:
    response = administrator.get(reverse("accounts:mailbox_html", args=[mail.pk]))
    assert response["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_for_many(
    administrator: Client, count: int, django_assert_num_queries: object
) -> None:
    for n in range(count):
        queue_mail(to="a@example.org", subject=str(n), text="x")
    with django_assert_num_queries(6):
        administrator.get(reverse("accounts:mailbox"))


@pytest.mark.django_db
def test_codes_are_their_receivers_alone_where_mails_reach_people(
    administrator: Client, settings: Settings, client: Client
) -> None:
    """With them an administrator could sign in as anybody, and the trail would name that person."""
    user = UserFactory(email="bo@example.org")
    Client().post(reverse("account_request_login_code"), {"email": user.email})
    mail = OutboxMail.objects.get(to=user.email)
    pages = [reverse("accounts:mailbox"), *(reverse(f"accounts:{name}", args=[mail.pk]) for name in MAIL_PAGES)]
    assert len(mail.secret) > 5
    assert [mail.secret in administrator.get(url).content.decode() for url in pages] == [True, True, True]
    settings.MAIL_RELAY = {"host": "127.0.0.1"}
    pages += [reverse("admin:core_outboxmail_changelist"), reverse("admin:core_outboxmail_change", args=[mail.pk])]
    assert [mail.secret in administrator.get(url).content.decode() for url in pages] == [False] * 5
