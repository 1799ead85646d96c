"""Second factors of staff, and how long a sign-in lasts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from accounts.services.demo import create_demo_people
from tests.factories import AdministratorFactory, OrganiserFactory, UserFactory

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Hong_Kong"))


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [OrganiserFactory, AdministratorFactory])
@pytest.mark.parametrize("url_name", ["accounts:home", "accounts:settings", "admin:index"])
def test_staff_reach_nothing_without_a_second_factor(client: Client, factory: type[UserFactory], url_name: str) -> None:
    client.force_login(factory(second_factor=False))
    response = client.get(reverse(url_name))
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:second_factor"))


@pytest.mark.django_db
def test_fragments_move_the_whole_page_to_the_set_up(client: Client) -> None:
    client.force_login(OrganiserFactory(second_factor=False))
    response = client.get(reverse("accounts:home"), headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, reverse("accounts:second_factor"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url_name", ["accounts:second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_logout"]
)
def test_the_way_to_a_second_factor_is_open(client: Client, url_name: str) -> None:
    client.force_login(OrganiserFactory(second_factor=False))
    assert client.get(reverse(url_name)).status_code == 200


@pytest.mark.django_db
def test_candidates_need_none(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("accounts:settings")).status_code == 200


@pytest.mark.django_db
def test_staff_with_a_second_factor_come_in(client: Client) -> None:
    client.force_login(OrganiserFactory())
    assert client.get(reverse("accounts:settings")).status_code == 200
    response = client.get(reverse("accounts:second_factor"))
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:home"))


@pytest.mark.django_db
def test_one_click_counts_as_second_factor_in_the_demo_alone(client: Client) -> None:
    create_demo_people()
    client.post(reverse("accounts:demo_signin"), {"role": "organiser"})
    assert client.get(reverse("accounts:settings")).status_code == 200
    with override_settings(DEMO=False):
        response = client.get(reverse("accounts:settings"))
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:second_factor"))


def page_after(client: Client, user: User, *steps: timedelta) -> int:
    """Sign in at noon, read a page after each step, and return the last answer's status."""
    status = 0
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(user)
        for step in steps:
            clock.shift(step)
            status = client.get(reverse("accounts:settings")).status_code
    return status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "steps", "status"),
    [
        (UserFactory, [timedelta(days=13, hours=23)], 200),
        (UserFactory, [timedelta(days=14, seconds=1)], 302),
        (UserFactory, [timedelta(days=10)] * 6, 200),
        (UserFactory, [timedelta(days=10)] * 7, 302),
        (OrganiserFactory, [timedelta(hours=4)], 200),
        (OrganiserFactory, [timedelta(hours=4, seconds=1)], 302),
        (OrganiserFactory, [timedelta(hours=3)] * 4, 200),
        (AdministratorFactory, [timedelta(hours=3)] * 5, 302),
    ],
)
def test_sign_ins_end(client: Client, factory: type[UserFactory], steps: list[timedelta], status: int) -> None:
    assert page_after(client, factory(), *steps) == status


@pytest.mark.django_db
def test_device_is_noted_every_five_minutes_at_most(client: Client) -> None:
    user = UserFactory()
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(user)
        client.get(reverse("accounts:settings"))
        assert UserSession.objects.count() == 0
        clock.shift(timedelta(minutes=5))
        client.get(reverse("accounts:settings"))
        clock.shift(timedelta(minutes=4))
        client.get(reverse("accounts:settings"))
    assert UserSession.objects.get().last_seen_at == NOON + timedelta(minutes=5)
