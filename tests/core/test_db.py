"""Locks and constraint errors."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.db import advisory_lock, lock_in_order, lock_key, try_advisory_lock, violated, violations_as
from core.errors import DomainError


class Taken(DomainError):
    code = "taken"


@pytest.mark.django_db
def test_rows_are_locked_by_ascending_key() -> None:
    users = [User.objects.create_user(f"u{n}@example.com") for n in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = lock_in_order(User.objects.all(), [users[2].pk, users[0].pk, users[0].pk, 10**9])
    assert list(rows) == [users[0].pk, users[2].pk]
    assert 'ORDER BY "accounts_user"."id" ASC FOR UPDATE OF "accounts_user"' in queries[0]["sql"]


@pytest.mark.django_db
def test_any_number_of_keys_is_one_value() -> None:
    users = [User.objects.create_user(f"u{n}@example.com").pk for n in range(3)]
    some = User.objects.filter(pk__among=[users[2], users[0], users[0], 10**12])
    assert sorted(some.values_list("pk", flat=True)) == [users[0], users[2]]
    assert not User.objects.filter(pk__among=[]).exists()
    _, params = User.objects.filter(pk__among=list(range(5000))).query.sql_with_params()
    assert len(params) == 1


@pytest.mark.django_db(transaction=True)
def test_advisory_locks_need_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        advisory_lock("run")
    with pytest.raises(transaction.TransactionManagementError):
        try_advisory_lock("run")


@pytest.mark.django_db(transaction=True)
def test_second_holder_is_refused_until_the_first_ends() -> None:
    other = connection.copy()
    try:
        with transaction.atomic():
            advisory_lock("run")
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_key("run")])
                assert cursor.fetchone() == (False,)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_key("run")])
            assert cursor.fetchone() == (True,)
        with transaction.atomic():
            assert not try_advisory_lock("run")
            assert try_advisory_lock("another")
    finally:
        other.close()


@pytest.mark.django_db
def test_broken_constraint_becomes_a_kind_word() -> None:
    User.objects.create_user("a@example.com")
    with pytest.raises(Taken), violations_as({"user_email_ci": Taken}):
        User.objects.create(email="A@example.com")
    with pytest.raises(IntegrityError) as caught, violations_as({"another": Taken}):
        User.objects.create(email="A@example.com")
    assert violated(caught.value) == "user_email_ci"
    assert User.objects.count() == 1
