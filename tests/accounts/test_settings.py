"""Account settings: names, consents, export and deletion."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import MemberRole
from accounts.errors import LastOwner
from accounts.models import Consent, Invitation, User
from accounts.services.people import delete_person
from core.mail import queue_mail
from core.models import AuditEvent, OutboxMail
from expo.models import ImportBatch, ImportChange
from tests.accounts.test_sign_in import code_in_last_mail
from tests.factories import (
    AdministratorFactory,
    EditionFactory,
    EducationFactory,
    ExperienceFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganiserFactory,
    ProfileFactory,
    ProfileSkillFactory,
    UserFactory,
    actor_of,
)

MARKER = "Zyxwvut-marker"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_names_change_and_leave_no_personal_trace() -> None:
    user = UserFactory(family_name="Chan", given_name="Tai Man")
    names = {"family_name": "", "given_name": "Siu Ping", "preferred_name": "Ada", "chinese_name": "㷫堃𠝹"}
    response = signed_in(user).post(reverse("accounts:settings"), names | {"name_order": "given_first"})
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.get_full_name() == "Siu Ping, Ada 㷫堃𠝹"
    event = AuditEvent.objects.get()
    assert event.before == {
        "family_name": "***",
        "given_name": "***",
        "preferred_name": "",
        "chinese_name": "",
        "name_order": "family_first",
    }
    assert "Siu Ping" not in json.dumps([event.before, event.after])


@pytest.mark.django_db
def test_settings_change_nothing_but_the_name() -> None:
    user = UserFactory()
    data = {
        "name_order": "family_first",
        "is_staff": "1",
        "is_organiser": "1",
        "email": "x@example.org",
        "is_demo": "1",
    }
    signed_in(user).post(reverse("accounts:settings"), data)
    fresh = User.objects.get()
    assert (fresh.is_staff, fresh.is_organiser, fresh.email, fresh.is_demo) == (False, False, user.email, False)


@pytest.mark.django_db
def test_consent_is_given_withdrawn_and_given_anew() -> None:
    user = UserFactory()
    client = signed_in(user)
    url = reverse("accounts:consent_set")
    for data in ({"give": "on"}, {"give": "on"}, {}, {}, {"give": "on"}):
        client.post(url, {"purpose": "news"} | data)
    assert [row.withdrawn_at is None for row in Consent.objects.order_by("id")] == [False, True]
    assert [event.verb for event in AuditEvent.objects.order_by("id")] == [
        "give_consent",
        "withdraw_consent",
        "give_consent",
    ]
    assert client.post(url, {"purpose": "anything"}).status_code == 400


def person_with_everything() -> User:
    user = UserFactory(email=f"{MARKER}@example.org".lower(), family_name=MARKER)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "do-not-export"})
    profile = ProfileFactory(user=user, headline=MARKER, summary=MARKER)
    ProfileSkillFactory(profile=profile, note=MARKER)
    EducationFactory(profile=profile, institution=MARKER)
    ExperienceFactory(profile=profile, title=MARKER)
    Consent.objects.create(user=user, purpose="news", text_version="1")
    queue_mail(to=user.email, subject=MARKER, text=MARKER)
    batch = ImportBatch.objects.create(edition=EditionFactory(), kind="candidates", filename="f", sha256="0")
    before = {"fields": {"headline": MARKER}}
    ImportChange.objects.create(
        batch=batch, row=1, object_type="expo.candidateprofile", object_id=profile.pk, before=before
    )
    LogEntry.objects.log_actions(AdministratorFactory().pk, [user], CHANGE, "changed", single_object=True)
    return user


@pytest.mark.django_db
def test_export_holds_everything_but_secrets() -> None:
    user = person_with_everything()
    response = signed_in(user).get(reverse("accounts:data_export"))
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response["Cache-Control"] == "no-store"
    export = json.loads(response.content)
    assert export["data"]["accounts.user"][0]["family_name"] == MARKER
    kinds = {kind for kind, rows in export["data"].items() if rows}
    assert kinds >= {
        "accounts.consent",
        "accounts.user",
        "account.emailaddress",
        "expo.candidateprofile",
        "expo.profileskill",
        "expo.education",
        "expo.experience",
        "mails",
        "imports",
        "administration",
    }
    text = response.content.decode()
    assert "do-not-export" not in text
    assert user.password not in text


@pytest.mark.django_db
def test_export_holds_nobody_else() -> None:
    person_with_everything()
    other = UserFactory()
    assert MARKER.lower() not in signed_in(other).get(reverse("accounts:data_export")).content.decode().lower()


@pytest.mark.django_db
def test_being_found_is_decided_in_the_profile_alone() -> None:
    """A second switch here did nothing: whoever withdrew it was found all the same."""
    user = UserFactory()
    client = signed_in(user)
    url = reverse("accounts:consent_set")
    assert client.post(url, {"purpose": "found_by_employers", "give": "on"}).status_code == 400
    edit = reverse("expo:profile_edit", args=["visibility"])
    assert f'href="{edit}"' in client.get(reverse("accounts:settings")).content.decode()
    for visibility in ("open", "open", "private", "open"):
        client.post(edit, {"visibility": visibility})
    rows = Consent.objects.filter(user=user).order_by("id")
    assert [(row.purpose, row.withdrawn_at is None) for row in rows] == [
        ("found_by_employers", False),
        ("found_by_employers", True),
    ]


def tables_with(marker: str) -> list[str]:
    """Return every table of the database in which any column holds the marker."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT EXISTS (SELECT 1 FROM {table} AS t WHERE t::text ILIKE %s)",  # noqa: S608 - our own table names
                [f"%{marker}%"],
            )
            if cursor.fetchone()[0]:
                found.append(model._meta.label)
    return found


@pytest.mark.django_db
def test_deletion_leaves_no_trace_of_the_person_in_any_table() -> None:
    user = person_with_everything()
    client = signed_in(user)
    number = user.pk
    assert "accounts.User" in tables_with(MARKER)
    response = client.post(reverse("accounts:account_delete"), {"email": user.email.upper()})
    assert response.status_code == 302
    assert tables_with(MARKER) == []
    event = AuditEvent.objects.get(verb="delete_person")
    assert (event.subject_id, event.before, event.after) == (str(number), {}, {})
    assert client.get(reverse("accounts:settings")).status_code == 302


@pytest.mark.django_db
def test_deletion_reaches_mails_to_addresses_left_long_ago(client: Client) -> None:
    """Only the present address was looked for, so mails to the one before stayed, with codes and notices."""
    user = UserFactory(email="first@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    team = Invitation.objects.create(organisation=OrganisationFactory(), email=user.email, role="viewer")
    client.force_login(user)
    client.post(reverse("account_email"), {"action_add": "", "email": "second@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    user.refresh_from_db()
    assert user.email == "second@example.org"
    team.refresh_from_db()
    assert team.email == "second@example.org"
    assert "first@example.org" in set(OutboxMail.objects.values_list("to", flat=True))
    delete_person(user=user, actor=actor_of(user))
    assert tables_with("first@example.org") == tables_with("second@example.org") == []


@pytest.mark.django_db
def test_deletion_ends_every_sign_in_of_the_person() -> None:
    user = UserFactory()
    phone = Client()
    phone.force_login(user)
    UserSession.objects.create(user=user, session_key=phone.session.session_key, ip="127.0.0.1", user_agent="Phone")
    delete_person(user=user, actor=actor_of(user))
    assert not Session.objects.filter(session_key=phone.session.session_key).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "else@example.org", "yes"])
def test_deletion_needs_the_address_typed(typed: str) -> None:
    user = UserFactory()
    assert signed_in(user).post(reverse("accounts:account_delete"), {"email": typed}).status_code == 422
    assert User.objects.get() == user


@pytest.mark.django_db
def test_last_owner_hands_over_before_deleting() -> None:
    owner = MembershipFactory(role=MemberRole.OWNER)
    with pytest.raises(LastOwner):
        delete_person(user=owner.user, actor=actor_of(owner.user))
    response = signed_in(owner.user).post(reverse("accounts:account_delete"), {"email": owner.user.email})
    assert response.status_code == 422
    assert "last owner" in response.content.decode()
    assert User.objects.filter(pk=owner.user_id).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [UserFactory, OrganiserFactory])
def test_pages_show(factory: type[UserFactory]) -> None:
    client = signed_in(factory())
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert client.get(reverse("accounts:account_delete")).status_code == 200
