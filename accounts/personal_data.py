"""What is kept about a person without a foreign key to them: what administrators noted when they changed the record."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from accounts.models import User
from core.personal_data import Store


def _entries(user_id: int) -> "QuerySet[LogEntry]":
    return LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user_id))


def _export(user_id: int, email: str) -> list[dict[str, Any]]:
    rows = _entries(user_id).order_by("id").values("action_time", "object_repr", "change_message")
    return [dict(row) for row in rows]


def _erase(user_id: int, email: str) -> None:
    """Keep that the record was changed, and when; the name goes."""
    _entries(user_id).update(object_repr=f"#{user_id}")


ADMINISTRATION = Store("administration", _export, _erase)
