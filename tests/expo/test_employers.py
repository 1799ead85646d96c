"""Employers of an edition: brought in by organisers, answering for themselves, writing about themselves."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import MemberRole
from accounts.models import Invitation, Membership, Organisation, User
from accounts.services.membership import invite_member
from core.errors import NotAllowed
from core.models import AuditEvent, OutboxMail
from expo.enums import EmployerState
from expo.models import Edition, EditionEmployer
from tests.accounts.test_membership import URL
from tests.factories import (
    ClusterFactory,
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganiserFactory,
    UserFactory,
    actor_of,
)

pytestmark = pytest.mark.django_db
NEW, ADD = "expo:employer_new", "expo:employer_add"


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory()
    return made


@pytest.fixture
def organiser(client: Client, edition: Edition) -> User:
    user: User = OrganiserFactory()
    client.force_login(user)
    return user


def typed(**more: object) -> dict[str, object]:
    data: dict[str, object] = {
        "name_en": "Volt & Vine Ltd",
        "name_zh_hant": "伏特科技",
        "stage": "startup",
        "size": "11-50",
        "cluster": ClusterFactory(key="energy").pk,
        "sites": ["hk", "sz"],
        "state": "invited",
        "owner_email": "Boss@volt.example",
    }
    return data | more


def test_a_new_employer_with_its_first_owner(client: Client, organiser: User, edition: Edition) -> None:
    assert client.get(reverse(NEW)).status_code == 200
    page = client.post(reverse(NEW), typed(), follow=True)
    assert "Volt &amp; Vine Ltd is on the list. Its invitation went to Boss@volt.example." in page.content.decode()
    organisation = Organisation.objects.get()
    assert (organisation.slug, organisation.sites, organisation.is_verified) == ("volt-vine-ltd", ["hk", "sz"], False)
    assert EditionEmployer.objects.get().state == EmployerState.INVITED
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("boss@volt.example", MemberRole.OWNER)
    assert [mail.to for mail in OutboxMail.objects.all()] == ["boss@volt.example"]


def test_the_whole_way_of_a_new_employer(client: Client, organiser: User, edition: Edition) -> None:
    client.post(reverse(NEW), typed())
    link = OutboxMail.objects.get().body_text.split("http://testserver")[1].split()[0]
    boss = UserFactory(email="boss@volt.example")
    client.force_login(boss)
    client.post(link)
    slug = Organisation.objects.get().slug
    home = reverse("expo:org_home", args=[slug])
    assert "You are invited to this edition" in client.get(home).content.decode()
    assert "Write a role" in client.get(home).content.decode()
    client.post(reverse("expo:org_answer", args=[slug, "confirm"]))
    part = EditionEmployer.objects.get()
    assert part.state == EmployerState.CONFIRMED
    assert "You are invited" not in client.get(home).content.decode()
    client.post(reverse("expo:org_answer", args=[slug, "decline"]))
    part.refresh_from_db()
    assert part.state == EmployerState.CONFIRMED
    assert [e.verb for e in AuditEvent.objects.filter(verb__startswith="employer.").order_by("id")] == [
        "employer.set",
        "employer.confirm",
    ]


def test_errors_keep_everything_typed_and_write_nothing(client: Client, organiser: User, edition: Edition) -> None:
    OrganisationFactory(name_en="Known Ltd", name_zh_hant="伏特科技")
    page = client.post(reverse(NEW), typed(sites=[], owner_email="nonsense"))
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"sites", "owner_email", "name_zh_hant"}
    assert 'value="nonsense"' in page.content.decode()
    assert (Organisation.objects.count(), OutboxMail.objects.count()) == (1, 0)


def test_two_of_one_name_get_two_addresses(client: Client, organiser: User) -> None:
    OrganisationFactory(slug="volt-vine-ltd", name_en="Other")
    client.post(reverse(NEW), typed(name_zh_hant=""))
    client.post(reverse(NEW), typed(name_en="量子", name_zh_hant=""))
    slugs = Organisation.objects.order_by("id").values_list("slug", flat=True)
    assert list(slugs) == ["volt-vine-ltd", "volt-vine-ltd-2", "employer"]


def test_a_known_organisation_by_any_of_its_names(client: Client, organiser: User, edition: Edition) -> None:
    known = OrganisationFactory(name_en="Known Ltd", name_zh_hant="已知")
    owner = MembershipFactory(organisation=known, role=MemberRole.OWNER, user__language="zh-hant").user
    assert "Known Ltd" in client.get(reverse(ADD)).content.decode()
    client.post(reverse(ADD), {"name": " 已知 ", "state": "invited", "booth": "A01"})
    part = EditionEmployer.objects.get()
    assert (part.organisation, part.state, part.booth) == (known, "invited", "A01")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language) == (owner.email, "zh-hant")
    again = client.post(reverse(ADD), {"name": "known ltd", "state": "invited"})
    assert again.context["form"].errors["name"] == ["It is on the list of this edition already."]
    missing = client.post(reverse(ADD), {"name": "Nobody Ltd", "state": "invited"})
    assert missing.context["form"].errors["name"] == ["No organisation has this name. Make it as a new one."]
    assert 'value="Nobody Ltd"' in missing.content.decode()


def test_an_organiser_invites_the_first_owner_and_nobody_else(organiser: User) -> None:
    organisation = OrganisationFactory()
    invite = {"organisation": organisation, "accept_url": URL, "actor": actor_of(organiser)}
    with pytest.raises(NotAllowed):
        invite_member(email="a@example.org", role=MemberRole.RECRUITER, **invite)
    invite_member(email="a@example.org", role=MemberRole.OWNER, **invite)
    MembershipFactory(organisation=organisation, role=MemberRole.OWNER)
    with pytest.raises(NotAllowed):
        invite_member(email="b@example.org", role=MemberRole.OWNER, **invite)


def test_adding_with_an_owner_where_there_is_one_is_refused_as_a_whole(
    client: Client, organiser: User, edition: Edition
) -> None:
    owner = MembershipFactory(role=MemberRole.OWNER, organisation__name_en="Known Ltd")
    page = client.post(reverse(ADD), {"name": "Known Ltd", "state": "confirmed", "owner_email": "c@example.org"})
    assert list(page.context["form"].errors) == ["owner_email"]
    assert not EditionEmployer.objects.filter(organisation=owner.organisation).exists()


def test_owners_write_what_the_public_reads(client: Client) -> None:
    part = EditionEmployerFactory()
    owner: Membership = MembershipFactory(organisation=part.organisation, role=MemberRole.OWNER)
    client.force_login(owner.user)
    url = reverse("accounts:organisation_edit", args=[part.organisation.slug])
    slug, data = part.organisation.slug, typed(about_en="We build batteries.", slug="stolen", is_verified="")
    assert url in client.get(reverse("expo:org_home", args=[slug])).content.decode()
    assert client.post(url, data)["Location"] == url
    fresh = Organisation.objects.get(pk=part.organisation_id)
    assert (fresh.slug, fresh.is_verified, fresh.about_en) == (slug, True, "We build batteries.")
    page = client.post(url, data | {"website": "not a site", "name_en": ""})
    assert set(page.context["form"].errors) == {"website", "name_en"}
    assert 'value="not a site"' in page.content.decode()
    client.logout()
    assert "We build batteries." in client.get(reverse("expo:employer_detail", args=[slug])).content.decode()
