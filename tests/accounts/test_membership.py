"""Teams: invitations, roles, handing over, and the owner who cannot leave alone."""

import re
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import MemberRole
from accounts.errors import AlreadyMember, InvitationOver, LastOwner, WrongAddress
from accounts.models import Invitation, Membership, Organisation
from accounts.services.membership import (
    accept_invitation,
    change_role,
    hand_over,
    invitation_of,
    invitation_token,
    invite_member,
    remove_member,
    revoke_invitation,
)
from core.errors import NotAllowed
from core.models import AuditEvent, OutboxMail
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of

URL = "http://testserver/invitations/TOKEN/"


@pytest.fixture
def owner() -> Membership:
    return MembershipFactory(role=MemberRole.OWNER)


@pytest.fixture
def organisation(owner: Membership) -> Organisation:
    return owner.organisation


def invite(owner: Membership, email: str = "new@example.org", role: str = MemberRole.RECRUITER) -> Invitation:
    return invite_member(
        organisation=owner.organisation, email=email, role=role, accept_url=URL, actor=actor_of(owner.user)
    )


@pytest.mark.django_db
def test_invitation_goes_out_in_the_readers_language(owner: Membership) -> None:
    UserFactory(email="known@example.org", language="zh-hant")
    invite(owner, "Known@example.org")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language) == ("known@example.org", "zh-hant")
    assert re.search(r"http://testserver/invitations/[\w:=-]+/", mail.body_text)


@pytest.mark.django_db
def test_inviting_again_replaces_the_first_invitation(owner: Membership, organisation: Organisation) -> None:
    first, second = invite(owner), invite(owner, "NEW@example.org", MemberRole.VIEWER)
    assert list(organisation.invitations.open()) == [second]
    with pytest.raises(InvitationOver):
        accept_invitation(invitation=first, user=(user := UserFactory(email="new@example.org")), actor=actor_of(user))


@pytest.mark.django_db
def test_members_are_not_invited(owner: Membership) -> None:
    with pytest.raises(AlreadyMember):
        invite(owner, owner.user.email.upper())


@pytest.mark.django_db
@pytest.mark.parametrize("role", [MemberRole.RECRUITER, MemberRole.VIEWER])
def test_only_owners_manage(owner: Membership, organisation: Organisation, role: str) -> None:
    other = MembershipFactory(organisation=organisation, role=role)
    actor = actor_of(other.user)
    invitation = invite(owner)
    with pytest.raises(NotAllowed):
        invite_member(organisation=organisation, email="x@example.org", role=role, accept_url=URL, actor=actor)
    with pytest.raises(NotAllowed):
        revoke_invitation(invitation=invitation, actor=actor)
    with pytest.raises(NotAllowed):
        change_role(membership=other, role=MemberRole.OWNER, actor=actor)
    with pytest.raises(NotAllowed):
        remove_member(membership=owner, actor=actor)
    with pytest.raises(NotAllowed):
        hand_over(giver=owner, receiver=other, actor=actor)


@pytest.mark.django_db
def test_owner_of_another_organisation_manages_nothing(owner: Membership) -> None:
    stranger = MembershipFactory(role=MemberRole.OWNER)
    with pytest.raises(NotAllowed):
        remove_member(membership=owner, actor=actor_of(stranger.user))
    with pytest.raises(NotAllowed):
        hand_over(giver=stranger, receiver=owner, actor=actor_of(stranger.user))


@pytest.mark.django_db
def test_accepting_makes_a_member_once(owner: Membership, organisation: Organisation) -> None:
    invitation = invitation_of(invitation_token(invite(owner)))
    user = UserFactory(email="new@example.org")
    first = accept_invitation(invitation=invitation, user=user, actor=actor_of(user))
    again = accept_invitation(invitation=invitation, user=user, actor=actor_of(user))
    assert (first.pk, first.role) == (again.pk, "recruiter")
    assert organisation.memberships.count() == 2
    assert [event.verb for event in AuditEvent.objects.order_by("id")] == ["invite_member", "join"]
    assert AuditEvent.objects.get(verb="invite_member").after == {"email": "***", "role": "recruiter"}


@pytest.mark.django_db
def test_an_invitation_is_for_one_address(owner: Membership) -> None:
    user = UserFactory(email="other@example.org")
    with pytest.raises(WrongAddress):
        accept_invitation(invitation=invite(owner), user=user, actor=actor_of(user))


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "1", "abc", "MQ:1sXXXX:forged"])
def test_forged_tokens_lead_nowhere(owner: Membership, token: str) -> None:
    invite(owner)
    with pytest.raises(InvitationOver):
        invitation_of(token)


@pytest.mark.django_db
def test_last_owner_stays(owner: Membership, organisation: Organisation) -> None:
    actor = actor_of(owner.user)
    with pytest.raises(LastOwner):
        remove_member(membership=owner, actor=actor)
    with pytest.raises(LastOwner):
        change_role(membership=owner, role=MemberRole.VIEWER, actor=actor)
    administrator = actor_of(AdministratorFactory())
    with pytest.raises(LastOwner):
        remove_member(membership=owner, actor=administrator)
    MembershipFactory(organisation=organisation, role=MemberRole.OWNER)
    remove_member(membership=owner, actor=actor)
    owner.refresh_from_db()
    assert owner.ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_owners_leaving_at_once_leave_one(owner: Membership, organisation: Organisation) -> None:
    second = MembershipFactory(organisation=organisation, role=MemberRole.OWNER)
    refused: list[type[Exception]] = []
    start = threading.Barrier(2)

    def leave(membership: Membership) -> None:
        try:
            start.wait(timeout=10)
            remove_member(membership=membership, actor=actor_of(membership.user))
        except LastOwner:
            refused.append(LastOwner)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[membership]) for membership in (owner, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == [LastOwner]
    assert organisation.memberships.live().filter(role=MemberRole.OWNER).count() == 1


@pytest.mark.django_db
def test_handing_over_swaps_and_tells_both(owner: Membership, organisation: Organisation) -> None:
    other = MembershipFactory(organisation=organisation, role=MemberRole.VIEWER)
    hand_over(giver=owner, receiver=other, actor=actor_of(owner.user))
    roles = dict(organisation.memberships.values_list("user_id", "role"))
    assert roles == {owner.user_id: "recruiter", other.user_id: "owner"}
    assert {mail.to for mail in OutboxMail.objects.all()} == {owner.user.email, other.user.email}


@pytest.mark.django_db
def test_changed_role_is_told(owner: Membership, organisation: Organisation) -> None:
    other = MembershipFactory(organisation=organisation, role=MemberRole.VIEWER)
    for _ in range(2):
        change_role(membership=other, role=MemberRole.RECRUITER, actor=actor_of(owner.user))
    assert OutboxMail.objects.get().to == other.user.email
    event = AuditEvent.objects.get()
    assert (event.verb, event.before, event.after) == ("change_role", {"role": "viewer"}, {"role": "recruiter"})
    assert event.organisation_id == organisation.pk


@pytest.mark.django_db
def test_page_invites_and_a_new_person_joins(owner: Membership, organisation: Organisation) -> None:
    client, newcomer = Client(), Client()
    client.force_login(owner.user)
    page = reverse("accounts:team", args=[organisation.slug])
    data = {"email": "new@example.org", "role": "viewer"}
    response = client.post(reverse("accounts:team_invite", args=[organisation.slug]), data)
    assert (response.status_code, response["Location"]) == (302, page)
    found = re.search(r"/invitations/[\w:=-]+/", OutboxMail.objects.get().body_text)
    assert found is not None
    link = found[0]
    assert "new@example.org" in newcomer.get(link).content.decode()
    assert newcomer.post(link).status_code == 200
    newcomer.force_login(UserFactory(email="new@example.org"))
    joined = newcomer.post(link, follow=True)
    assert joined.redirect_chain == [(reverse("expo:org_home", args=[organisation.slug]), 302)]
    assert f"You belong to {organisation} now." in joined.content.decode()
    assert newcomer.get(page).status_code == 200
    assert newcomer.get(link).status_code == 410
    assert newcomer.post(reverse("accounts:team_invite", args=[organisation.slug]), data).status_code == 403


@pytest.mark.django_db
def test_page_keeps_what_was_typed(owner: Membership, organisation: Organisation, client: Client) -> None:
    client.force_login(owner.user)
    url = reverse("accounts:team_invite", args=[organisation.slug])
    response = client.post(url, {"email": "not an address", "role": "viewer"})
    assert response.status_code == 422
    assert 'value="not an address"' in response.content.decode()


@pytest.mark.django_db
def test_page_of_a_stranger_does_not_exist(organisation: Organisation, client: Client) -> None:
    client.force_login(MembershipFactory(role=MemberRole.OWNER).user)
    assert client.get(reverse("accounts:team", args=[organisation.slug])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("others", [1, 3])
def test_page_costs_the_same_for_one_and_for_many(
    owner: Membership,
    organisation: Organisation,
    client: Client,
    others: int,
    django_assert_num_queries: object,
) -> None:
    for n in range(others):
        MembershipFactory(organisation=organisation)
        invite(owner, f"new{n}@example.org")
    client.force_login(owner.user)
    with django_assert_num_queries(7):
        client.get(reverse("accounts:team", args=[organisation.slug]))


@pytest.mark.django_db
def test_foreign_cluster_members_cannot_be_touched_through_my_slug(owner: Membership, client: Client) -> None:
    foreign = MembershipFactory(organisation=OrganisationFactory())
    client.force_login(owner.user)
    url = reverse("accounts:team_remove", args=[owner.organisation.slug, foreign.pk])
    assert client.post(url).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"role": MemberRole.VIEWER}, {"ended_at": timezone.now()}, None])
def test_the_database_itself_keeps_the_last_owner(owner: Membership, change: dict[str, object] | None) -> None:
    MembershipFactory(organisation=owner.organisation, role=MemberRole.RECRUITER)
    rows = Membership.objects.filter(pk=owner.pk)
    with pytest.raises(IntegrityError, match="would lose its last owner"), transaction.atomic():
        rows.update(**change) if change else rows.delete()
        connection.check_constraints()
    second = MembershipFactory(organisation=owner.organisation, role=MemberRole.OWNER)
    rows.update(**change) if change else rows.delete()
    connection.check_constraints()
    second.organisation.delete()
    connection.check_constraints()
    assert not Organisation.objects.filter(pk=owner.organisation_id).exists()
