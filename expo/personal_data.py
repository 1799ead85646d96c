"""What imports keep about a person without a foreign key: the state of the profile before a file changed it."""

from typing import Any

from django.db.models import QuerySet

from core.personal_data import Store
from expo.models import CandidateProfile, ImportChange


def _changes(user_id: int) -> "QuerySet[ImportChange]":
    profiles = CandidateProfile.objects.filter(user_id=user_id).values_list("pk", flat=True)
    return ImportChange.objects.filter(object_type=CandidateProfile._meta.label_lower, object_id__in=list(profiles))


def _export(user_id: int, email: str) -> list[dict[str, Any]]:
    return [dict(row) for row in _changes(user_id).order_by("id").values("batch_id", "row", "before")]


def _erase(user_id: int, email: str) -> None:
    """Delete what could bring the old profile back: an undo of the import passes over people who have left."""
    _changes(user_id).delete()


IMPORTS = Store("imports", _export, _erase)
