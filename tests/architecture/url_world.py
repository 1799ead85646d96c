"""The records that the table of addresses speaks of: one organisation with its team, one candidate, and strangers."""

from dataclasses import dataclass
from functools import reduce

from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.enums import MemberRole
from accounts.models import Invitation, Membership, Organisation, User
from accounts.services.membership import invitation_token
from core.mail import queue_mail
from core.models import OutboxMail
from expo.enums import Visibility
from expo.models import CandidateProfile, CheckIn, Edition, ImportBatch, Posting, ProfileSkill
from matching.enums import RunState
from matching.models import MatchRun
from matching.taxonomy.models import Skill, SkillAlias, UnknownTerm
from tests.factories import (
    AdministratorFactory,
    CheckInFactory,
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganiserFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RegistrationFactory,
    SkillAliasFactory,
    SkillFactory,
    UserFactory,
)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that URL arguments may name, and a signed-in browser's cookies for each role."""

    people: dict[str, User | None]
    cookies: dict[str, dict[str, str]]
    organisation: Organisation
    edition: Edition
    posting: Posting
    profile: CandidateProfile
    profile_skill: ProfileSkill
    findable: CandidateProfile
    run: MatchRun
    owner_membership: Membership
    recruiter_membership: Membership
    viewer_membership: Membership
    invitation: Invitation
    invitation_token: str
    factor: Authenticator
    mail: OutboxMail
    skill: Skill
    alias: SkillAlias
    term: UnknownTerm
    import_batch: ImportBatch
    check_in: CheckIn

    def resolve(self, path: str) -> object:
        """Return the literal after "=", or follow a dotted path, "organisation.slug", from this world."""
        if path.startswith("="):
            return path[1:]
        return reduce(getattr, path.split("."), self)


def build_world() -> World:
    """Make all records of the table in the present transaction."""
    edition = EditionFactory()
    organisation = OrganisationFactory()
    EditionEmployerFactory(edition=edition, organisation=organisation)
    memberships = {role: MembershipFactory(organisation=organisation, role=role) for role in MemberRole.values}
    posting = PostingFactory(edition=edition, organisation=organisation)
    candidate = UserFactory(email="invited@example.org")
    profile = ProfileFactory(user=candidate)
    people: dict[str, User | None] = {
        "anonymous": None,
        "candidate": candidate,
        "other": ProfileFactory().user,
        "owner": memberships["owner"].user,
        "recruiter": memberships["recruiter"].user,
        "viewer": memberships["viewer"].user,
        "foreign": MembershipFactory(role=MemberRole.OWNER).user,
        "organiser": OrganiserFactory(),
        "administrator": AdministratorFactory(),
        "locked": OrganiserFactory(second_factor=False),
    }
    invitation = Invitation.objects.create(organisation=organisation, email=candidate.email, role=MemberRole.VIEWER)
    skill = SkillFactory()
    findable = ProfileFactory(visibility=Visibility.OPEN, headline="Engineer")
    RegistrationFactory(edition=edition, profile=findable)
    mine = RegistrationFactory(edition=edition, profile=profile)
    return World(
        people=people,
        cookies={role: _cookies_of(person) for role, person in people.items()},
        organisation=organisation,
        edition=edition,
        posting=posting,
        profile=profile,
        profile_skill=ProfileSkillFactory(profile=profile),
        findable=findable,
        run=MatchRun.objects.create(edition=edition, number=1, state=RunState.FINISHED, result_hash="0" * 64),
        owner_membership=memberships["owner"],
        recruiter_membership=memberships["recruiter"],
        viewer_membership=memberships["viewer"],
        invitation=invitation,
        invitation_token=invitation_token(invitation),
        factor=Authenticator.objects.create(user=UserFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}),
        mail=queue_mail(to="somebody@example.org", subject="Subject", text="Text", html="<p>Text</p>"),
        skill=skill,
        alias=SkillAliasFactory(skill=skill),
        term=UnknownTerm.objects.create(text="Quuxing", folded="quuxing"),
        import_batch=ImportBatch.objects.create(
            edition=edition, kind="postings", filename="openings.csv", sha256="0" * 64, counts={"rows": 0}
        ),
        check_in=CheckInFactory(registration=mine),
    )


def _cookies_of(person: User | None) -> dict[str, str]:
    client = Client()
    if person is not None:
        client.force_login(person)
    return {name: morsel.value for name, morsel in client.cookies.items()}
