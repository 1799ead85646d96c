"""Signing up and in: by code, password and second factor; guessing and asking who has an account lead nowhere."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse, reverse_lazy
from pytest_django import Settings

from accounts.models import Consent, User
from core.models import AuditEvent, OutboxMail
from tests.factories import EditionFactory, PostingFactory, UserFactory

PASSWORD = "a long enough password"


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password was hashed."""

    algorithm = "counting"
    count = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt)


def person(email: str = "person@example.org", **fields: object) -> User:
    user = UserFactory(email=email, **fields)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def code_in_last_mail() -> str:
    mail = OutboxMail.objects.first()
    assert mail is not None
    found = re.search(r"^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", mail.body_text, re.MULTILINE)
    assert found is not None, mail.body_text
    return found[0]


def sign_up(client: Client, email: str = "new@example.org", **more: str) -> HttpResponse:
    return client.post(reverse("account_signup"), {"email": email, "agree": "on", **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_sign_up_by_code(client: Client) -> None:
    response = sign_up(client, family_name="Chan", chinese_name="陳大文", news="on")
    assert (response.status_code, response["Location"]) == (302, reverse("account_email_verification_sent"))
    assert not is_signed_in(client)
    page = client.get(response["Location"]).content.decode()
    assert ("We have sent a code to" in page, "Confirmation email sent" in page) == (True, False)
    response = client.post(response["Location"], {"code": code_in_last_mail()})
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:home"))
    assert is_signed_in(client)
    user = User.objects.get()
    assert (user.email, user.family_name, user.chinese_name) == ("new@example.org", "Chan", "陳大文")
    assert (user.is_organiser, user.is_staff, user.has_usable_password()) == (False, False, False)
    assert list(Consent.objects.values_list("purpose", "text_version")) == [("news", "2026-11")]
    assert [event.verb for event in AuditEvent.objects.order_by("id")] == ["sign_up", "give_consent", "sign_in"]


@pytest.mark.django_db
def test_sign_up_cannot_give_itself_rights(client: Client) -> None:
    sign_up(client, is_staff="1", is_organiser="1", is_superuser="1", is_demo="1", language="fr", role="owner")
    user = User.objects.get()
    flags = (user.is_staff, user.is_organiser, user.is_superuser, user.is_demo, user.language)
    assert flags == (False, False, False, False, "en")


@pytest.mark.django_db
def test_sign_up_needs_the_statement_read(client: Client) -> None:
    response = client.post(reverse("account_signup"), {"email": "new@example.org"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["agree"]
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_sign_up_never_tells_who_has_an_account(client: Client) -> None:
    person("taken@example.org")
    free, taken = sign_up(client, "free@example.org"), sign_up(Client(), "Taken@example.org")
    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    subjects = OutboxMail.objects.order_by("id").values_list("to", "subject")
    assert [to for to, _ in subjects] == ["free@example.org", "taken@example.org"]
    assert subjects[1][1] == "You already have an account"


@pytest.mark.django_db
def test_sign_in_by_code(client: Client) -> None:
    user = person()
    response = client.post(reverse("account_request_login_code"), {"email": user.email})
    assert response["Location"] == reverse("account_confirm_login_code")
    response = client.post(response["Location"], {"code": code_in_last_mail()})
    assert response["Location"] == reverse("accounts:home")
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_asking_for_a_code_never_tells_who_has_an_account(client: Client) -> None:
    person("known@example.org")
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        visitor = Client()
        response = visitor.post(reverse("account_request_login_code"), {"email": email})
        wrong = visitor.post(response["Location"], {"code": "WRONG1"})
        answers.append((response.status_code, response["Location"], wrong.status_code))
    assert answers[0] == answers[1]
    assert list(OutboxMail.objects.order_by("id").values_list("to", flat=True)) == [
        "known@example.org",
        "unknown@example.org",
    ]


@pytest.mark.django_db
def test_three_wrong_codes_end_the_code(client: Client) -> None:
    user = person()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = code_in_last_mail()
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize(("url_name", "field"), [("account_request_login_code", "email"), ("account_login", "login")])
def test_three_codes_in_ten_minutes(url_name: str, field: str) -> None:
    user = person()
    for _ in range(5):
        Client().post(reverse(url_name), {field: user.email})
    assert OutboxMail.objects.count() == 3


@pytest.mark.django_db
def test_five_wrong_passwords_lock_the_account(client: Client) -> None:
    user = person()
    for n in range(5):
        client.post(reverse("account_login"), {"login": user.email, "password": f"wrong {n}"})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert not is_signed_in(client)
    assert AuditEvent.objects.filter(verb="sign_in_failed", subject_id=str(user.pk)).count() == 5
    other = person("other@example.org")
    client.post(reverse("account_login"), {"login": other.email, "password": PASSWORD})
    assert is_signed_in(client)


@pytest.mark.django_db
def test_wrong_address_and_wrong_password_get_the_same_answer(client: Client) -> None:
    person("known@example.org")
    errors = []
    for email in ("known@example.org", "unknown@example.org"):
        response = client.post(reverse("account_login"), {"login": email, "password": "wrong"})
        errors.append((response.status_code, response.context["form"].errors.as_json()))
    assert errors[0] == errors[1]


@pytest.mark.django_db
def test_a_wrong_address_costs_the_same_work(client: Client, settings: Settings) -> None:
    """One slow hash either way, so that the time of the answer tells nothing."""
    settings.PASSWORD_HASHERS = ["tests.accounts.test_sign_in.CountingHasher"]
    person("known@example.org")
    work = []
    for email in ("known@example.org", "unknown@example.org"):
        CountingHasher.count = 0
        client.post(reverse("account_login"), {"login": email, "password": "wrong"})
        work.append(CountingHasher.count)
    assert work == [1, 1]


@pytest.mark.django_db
def test_second_factor_is_asked_after_a_code(client: Client) -> None:
    user = person()
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(response["Location"], {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_secrets_of_second_factors_are_not_readable_in_the_database() -> None:
    user = person()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert get_adapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_administration_has_no_door_of_its_own(client: Client) -> None:
    response = client.get(reverse("admin:login"))
    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next=%2Fadmin%2Flogin%2F")
    superuser = person("root@example.org", is_staff=True, is_superuser=True)
    client.post(reverse("admin:login"), {"username": superuser.email, "password": PASSWORD})
    assert not is_signed_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
)
def test_every_way_in_names_the_address_alike_and_leaves_the_box_empty(client: Client, name: str) -> None:
    text = client.get(reverse(name), headers={"accept-language": "en"}).content.decode()
    text = text[text.index("<main") : text.index("</main>")]
    assert "E-mail address" in text
    assert "placeholder=" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_set_password", ("密码",)),
        ("mfa_activate_totp", ("无法扫描时输入的密钥",)),
        ("mfa_add_webauthn", ("密钥名称", "仅用此密钥登录")),
    ],
)
def test_pages_of_the_second_factor_speak_the_readers_language(
    client: Client, name: str, words: tuple[str, ...]
) -> None:
    client.force_login(UserFactory(language="zh-hans"))
    response = client.get(reverse(name))
    text = response.content.decode()
    text = text[text.index("<main") : text.index("</main>")]
    assert response.status_code == 200
    assert [word in text for word in words] == [True] * len(words)
    assert "placeholder=" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("url_name", ["account_login", "account_signup"])
@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "Sign in or create an account to register for Talent Power Up 2026."),
        ("zh-hant", "請先登入或建立帳戶，再登記參加躍動人才2026。"),
        ("zh-hans", "请先登录或注册账号，再报名参加跃动人才2026。"),
    ],
)
def test_the_entrance_says_why_a_stranger_was_sent_here(client: Client, language: str, why: str, url_name: str) -> None:
    """A click on "Register" led to a page that spoke of passwords only."""
    EditionFactory(name_en="Talent Power Up 2026", name_zh_hant="躍動人才2026", name_zh_hans="跃动人才2026")
    sent = client.get(reverse("expo:register"))["Location"]
    assert sent == f"{reverse('account_login')}?next={reverse('expo:register')}"
    page = client.get(reverse(url_name), {"next": reverse("expo:register")}, headers={"accept-language": language})
    assert why in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "/console/", "/nowhere/", "https://[", reverse_lazy("expo:register")])
def test_the_entrance_gives_no_reason_where_there_is_none(client: Client, page: str) -> None:
    """The console is not for everybody; nobody can register where there is no edition."""
    html = client.get(reverse("account_login"), {"next": str(page)} if page else {}).content.decode()
    assert "notice-info" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("url_name", ["expo:my_pass", "matching:my_matches", "expo:posting_detail"])
def test_other_pages_for_everybody_say_it_too(client: Client, url_name: str) -> None:
    args = [PostingFactory().pk] if url_name == "expo:posting_detail" else []
    html = client.get(reverse("account_login"), {"next": reverse(url_name, args=args)}).content.decode()
    assert re.search(r'notice-info">.*<span>Sign in ', html)
