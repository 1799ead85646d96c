"""Everything the site keeps about one person: the rows that would fall with their account, and the other stores."""

from collections import Counter
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models, router

from accounts.models import User
from core.personal_data import STORES

SECRET_FIELDS = frozenset({"password", "session_key", "data", "key", "search_text", "search_bigrams", "payload"})

OWN_APPS = frozenset({"accounts", "expo", "matching"})


def rows_of(user: User) -> list[models.Model]:
    """Return the person and every row that a deletion of the account would delete, ordered by kind and id."""
    collector = NestedObjects(using=router.db_for_read(User))
    collector.collect([user])
    rows = [row for found in collector.data.values() for row in found]
    return sorted(rows, key=lambda row: (row._meta.label != "accounts.User", row._meta.label, str(row.pk)))


def kinds_of(user: User) -> list[tuple[str, int]]:
    """Return what a deletion deletes besides the account and its ways to sign in: kinds in words, and how many."""
    told = [row for row in rows_of(user) if row._meta.app_label in OWN_APPS and not row._meta.auto_created]
    counts = Counter(row._meta.verbose_name_plural for row in told if row._meta.model is not User)
    return [(str(kind), count) for kind, count in counts.items()]


def _plain(row: models.Model) -> dict[str, Any]:
    return {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in SECRET_FIELDS
    }


def personal_data_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return, by kind, all data about `user` as plain values, without secrets of signing in and derived numbers."""
    export: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(user):
        export.setdefault(row._meta.label_lower, []).append(_plain(row))
    for store in STORES.values():
        export[store.name] = store.export(user.pk, user.email)
    return export
