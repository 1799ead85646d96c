"""The administration: searchable, read-only where history lives, a fixed number of queries for any number of rows."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Consent, Invitation, User
from core import audit
from core.mail import queue_mail
from core.models import AuditEvent, OutboxMail
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory, actor_of

MODELS = ["accounts_user", "accounts_organisation", "accounts_membership", "accounts_invitation", "accounts_consent"]
MODELS += ["core_auditevent", "core_outboxmail"]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(AdministratorFactory())
    return client


def add_rows() -> None:
    membership = MembershipFactory()
    user = membership.user
    Invitation.objects.create(organisation=membership.organisation, email=f"x{user.pk}@example.org", role="viewer")
    Consent.objects.create(user=user, purpose="news", text_version="1")
    queue_mail(to=user.email, subject="x", text="y")
    audit.record("x", user, actor=actor_of(user))


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_lists_cost_the_same_for_one_and_for_many(administrator: Client, model: str) -> None:
    url = reverse(f"admin:{model}_changelist")
    counts = []
    for rows in (1, 3):
        for _ in range(rows):
            add_rows()
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_lists_can_be_searched(administrator: Client, model: str) -> None:
    add_rows()
    response = administrator.get(reverse(f"admin:{model}_changelist"), {"q": "no such thing"})
    assert response.context["cl"].result_count == 0


@pytest.mark.django_db
@pytest.mark.parametrize("model", [AuditEvent, OutboxMail, Consent, Invitation])
def test_history_is_read_only(administrator: Client, model: type) -> None:
    add_rows()
    site = admin.site._registry[model]
    row = model.objects.first()
    stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert administrator.get(reverse(f"{stem}_change", args=[row.pk])).status_code == 200
    assert administrator.post(reverse(f"{stem}_change", args=[row.pk]), {}).status_code == 403
    assert administrator.post(reverse(f"{stem}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert administrator.get(reverse(f"{stem}_add")).status_code == 403
    assert site.model.objects.filter(pk=row.pk).exists()


def form_of(user: User, **changes: object) -> dict[str, object]:
    fields = ("email", "family_name", "given_name", "preferred_name", "chinese_name", "name_order", "language", "theme")
    data: dict[str, object] = {field: getattr(user, field) for field in fields}
    data |= {"is_active": "on", "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    return data | changes


@pytest.mark.django_db
def test_giving_rights_is_recorded(administrator: Client) -> None:
    user = UserFactory()
    url = reverse("admin:accounts_user_change", args=[user.pk])
    assert administrator.post(url, form_of(user, is_organiser="on")).status_code == 302
    event = AuditEvent.objects.get()
    assert (event.verb, event.via) == ("change_person", "admin")
    assert (event.before, event.after) == ({"is_organiser": False}, {"is_organiser": True})


@pytest.mark.django_db
def test_people_are_not_deleted_by_others(administrator: Client) -> None:
    user = UserFactory()
    url = reverse("admin:accounts_user_delete", args=[user.pk])
    assert administrator.post(url, {"post": "yes"}).status_code == 403


@pytest.mark.django_db
def test_added_person_signs_in_by_code_only(administrator: Client) -> None:
    data = form_of(UserFactory.build(email="new@example.org"))
    assert administrator.post(reverse("admin:accounts_user_add"), data).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    Client().post(reverse("account_request_login_code"), {"email": user.email})
    assert OutboxMail.objects.get().subject.startswith("Your sign-in code")
    assert EmailAddress.objects.filter(user=user, verified=True).count() <= 1


@pytest.mark.django_db
def test_mails_are_tried_again(administrator: Client) -> None:
    mail = queue_mail(to="a@example.org", subject="x", text="y")
    OutboxMail.objects.update(attempts=8)
    url = reverse("admin:core_outboxmail_changelist")
    administrator.post(url, {"action": "send_again", "_selected_action": [mail.pk]})
    assert OutboxMail.objects.get().attempts == 0


@pytest.mark.django_db
def test_an_administrator_needs_no_second_mark_to_administer(client: Client) -> None:
    """Whoever was made an administrator here, without also being a "superuser", found every table closed."""
    client.force_login(AdministratorFactory(is_superuser=False))
    for model in MODELS:
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
    client.force_login(UserFactory(is_superuser=False))
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 302


@pytest.mark.django_db
def test_a_new_address_works_and_the_old_one_does_not(administrator: Client) -> None:
    """The old address stayed the confirmed one, so that its owner could still sign in."""
    person, taken = UserFactory(email="old@example.org"), UserFactory(email="taken@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    url = reverse("admin:accounts_user_change", args=[person.pk])
    data = {"name_order": "family_first", "language": "en", "theme": "system", "is_active": "on"}
    data |= {f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    refused = administrator.post(url, data | {"email": taken.email.upper()})
    assert "There is an account with this address already." in refused.content.decode()
    assert administrator.post(url, data | {"email": "new@example.org"}).status_code == 302
    addresses = EmailAddress.objects.filter(user=person)
    assert list(addresses.values_list("email", "verified", "primary")) == [("new@example.org", False, True)]
    for email in ("old@example.org", "new@example.org"):
        Client().post(reverse("account_request_login_code"), {"email": email})
    assert [mail.secret != "" for mail in OutboxMail.objects.order_by("id")] == [False, True]


@pytest.fixture
def ways_in() -> User:
    """Somebody with an unconfirmed address, a second factor and an open session."""
    person: User = UserFactory(email="lost@example.org")
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    UserSession.objects.create(user=person, ip="192.0.2.7", session_key="elsewhere", user_agent="Firefox")
    return person


@pytest.mark.django_db
@pytest.mark.parametrize("model", [EmailAddress, Authenticator, UserSession])
def test_ways_to_sign_in_are_searched_and_read_without_their_secrets(
    administrator: Client, ways_in: User, model: type
) -> None:
    """The search of sessions asked for a field that people do not have; the form of a factor showed its secret."""
    stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model.objects.get(user=ways_in)
    assert administrator.get(reverse(f"{stem}_changelist"), {"q": "lost@"}).context["cl"].result_count == 1
    page = administrator.get(reverse(f"{stem}_change", args=[row.pk]))
    assert (page.status_code, "JBSWY3DPEHPK3PXP" in page.content.decode()) == (200, False)
    assert administrator.post(reverse(f"{stem}_change", args=[row.pk]), {"data": "{}"}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "action", "verb", "left"),
    [
        (EmailAddress, "confirm", "confirm_address", 1),
        (Authenticator, "take_away", "remove_second_factor", 0),
        (UserSession, "end", "end_session", 0),
    ],
)
def test_what_administrators_do_about_ways_to_sign_in_is_recorded(
    administrator: Client, ways_in: User, model: type, action: str, verb: str, left: int
) -> None:
    row = model.objects.get(user=ways_in)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    administrator.post(url, {"action": action, "_selected_action": [row.pk]})
    assert model.objects.filter(user=ways_in).count() == left
    assert AuditEvent.objects.filter(verb=verb, subject_id=str(ways_in.pk), via="admin").count() == 1
    assert [address.verified for address in EmailAddress.objects.filter(user=ways_in)] == [model is EmailAddress]
