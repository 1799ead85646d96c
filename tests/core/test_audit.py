"""The trail: append-only in the database itself, personal fields masked."""

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core import audit
from core.actor import Actor, system_actor
from core.models import AuditEvent


@pytest.fixture
def event() -> AuditEvent:
    user = User.objects.create_user("a@example.com")
    return audit.record("rename", user, actor=Actor(user=user), before={"role": "viewer"}, after={"role": "owner"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE core_auditevent SET verb = 'x'", "DELETE FROM core_auditevent WHERE verb = 'rename'"]
)
def test_raw_sql_cannot_change_the_past(event: AuditEvent, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.get().verb == "rename"


@pytest.mark.django_db
def test_models_cannot_change_the_past(event: AuditEvent) -> None:
    event.verb = "nothing"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(reason="")
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_event_tells_who_for_whom_and_what() -> None:
    user = User.objects.create_user("a@example.com")
    actor = Actor(user=user, via="task", request_id="0" * 32)
    event = audit.record("promote", user, actor=actor, after={"n": 1}, reason="asked for", organisation_id=7)
    event.refresh_from_db()
    assert (event.actor_id, event.organisation_id, event.via, event.request_id) == (user.pk, 7, "task", "0" * 32)
    assert (event.subject_type, event.subject_id) == ("accounts.user", str(user.pk))
    assert (event.before, event.after, event.reason) == ({}, {"n": 1}, "asked for")


@pytest.mark.django_db
def test_personal_fields_are_masked_at_every_depth() -> None:
    permission = Permission.objects.first()
    assert permission is not None
    event = audit.record(
        "edit",
        permission,
        actor=system_actor("command"),
        before={"email": "a@example.com", "given_name": "", "old": {"family_name": "Chan", "state": "open"}},
    )
    assert event.before == {"email": "***", "given_name": "", "old": {"family_name": "***", "state": "open"}}
