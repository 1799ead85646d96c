"""One-click sign-in: every role in the demo, nothing at all elsewhere."""

import pytest
from django.core.checks import Error
from django.test import Client, override_settings
from django.urls import reverse

from accounts.checks import demo_never_in_production
from accounts.errors import DemoOnly
from accounts.models import Membership, Organisation, User
from accounts.services.demo import DEMO_PEOPLE, create_demo_people
from core.models import AuditEvent
from tests.factories import EditionFactory


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(slug="acme", name_en="Acme", stage="startup", size="1-10", sites=["hk"])


@pytest.mark.django_db
def test_people_are_made_once(organisation: Organisation) -> None:
    first = create_demo_people(employer_organisation=organisation)
    second = create_demo_people(employer_organisation=organisation)
    assert first == second
    assert User.objects.count() == len(DEMO_PEOPLE)
    assert list(Membership.objects.values_list("user__email", "role")) == [("employer@demo.example", "owner")]


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(DEMO_PEOPLE))
def test_one_click_signs_in(client: Client, role: str) -> None:
    people = create_demo_people()
    response = client.post(reverse("accounts:demo_signin"), {"role": role})
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:home"))
    assert client.session["_auth_user_id"] == str(people[role].pk)
    assert AuditEvent.objects.get().verb == "demo_sign_in"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("zh-hant", "我的配對"), ("zh-hans", "我的匹配")])
def test_the_person_speaks_the_language_in_which_the_visitor_reads(client: Client, language: str, heading: str) -> None:
    create_demo_people()
    client.post(reverse("accounts:demo_signin"), {"role": "candidate"}, headers={"accept-language": language})
    assert f"<h1>{heading}</h1>" in client.get("/me/matches/").content.decode()


@pytest.mark.django_db
def test_unknown_role_is_refused(client: Client) -> None:
    assert client.post(reverse("accounts:demo_signin"), {"role": "root"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("setting", [{"DEMO": False}, {"SECURE_SSL_REDIRECT": True}, {"SESSION_COOKIE_SECURE": True}])
def test_no_demo_no_page(client: Client, setting: dict[str, bool]) -> None:
    create_demo_people()
    with override_settings(**setting):
        assert client.get(reverse("accounts:demo_signin"), secure=True).status_code == 404
        answer = client.post(reverse("accounts:demo_signin"), {"role": "administrator"}, secure=True)
        assert answer.status_code == 404
        with pytest.raises(DemoOnly):
            create_demo_people()
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_real_person_with_a_demo_address_is_not_a_way_in(client: Client) -> None:
    create_demo_people()
    User.objects.filter(email="admin@demo.example").update(is_demo=False)
    client.post(reverse("accounts:demo_signin"), {"role": "administrator"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("mark", ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"])
def test_check_stops_a_demo_in_production(mark: str) -> None:
    with override_settings(DEMO=True, DEBUG=False, **{mark: True}):
        assert [(type(m), m.id) for m in demo_never_in_production()] == [(Error, "accounts.E001")]
    with override_settings(DEMO=False, **{mark: True}):
        assert demo_never_in_production() == []
    assert demo_never_in_production() == []


@pytest.mark.django_db
def test_one_click_leads_on_to_where_the_visitor_was_going(client: Client) -> None:
    EditionFactory()
    create_demo_people()
    page = client.get(reverse("account_login"), {"next": reverse("expo:register")}).content.decode()
    url = f"{reverse('accounts:demo_signin')}?next=/register/"
    assert f'href="{url}"' in page
    html = client.get(url).content.decode()
    assert ("to register for" in html, '<input type="hidden" name="next" value="/register/">' in html) == (True, True)
    response = client.post(reverse("accounts:demo_signin"), {"role": "candidate", "next": "/register/"})
    assert response["Location"] == "/register/"


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/console/runs/", "https://elsewhere.example/register/", "//a.example/", "/no/"])
def test_one_click_leads_nowhere_that_is_not_for_everybody(client: Client, page: str) -> None:
    create_demo_people()
    response = client.post(reverse("accounts:demo_signin"), {"role": "candidate", "next": page})
    assert response["Location"] == reverse("accounts:home")
