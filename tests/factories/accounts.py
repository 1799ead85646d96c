"""Makers of people and organisations."""

import factory
from allauth.mfa.models import Authenticator

from accounts.enums import MemberRole, OrganisationSize, OrganisationStage
from accounts.models import Membership, Organisation, User
from accounts.queries.actor import actor_for
from core.actor import Actor
from core.enums import Site
from tests.factories.taxonomy import ClusterFactory


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a usable password; sign in with `client.force_login`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    family_name = "Chan"
    given_name = factory.Sequence(lambda n: f"Siu Ming {n}")
    password = factory.django.Password(None)

    @factory.post_generation
    def second_factor(self, create: bool, extracted: bool | None, **kwargs: object) -> None:
        """Staff come with a second factor, without which they reach no page; `second_factor=False` leaves it out."""
        wanted = (self.is_organiser or self.is_staff) if extracted is None else extracted
        if create and wanted:
            Authenticator.objects.create(user=self, type=Authenticator.Type.TOTP, data={"secret": "tests-only"})


class OrganiserFactory(UserFactory):
    email = factory.Sequence(lambda n: f"organiser{n}@example.org")
    is_organiser = True


class AdministratorFactory(UserFactory):
    email = factory.Sequence(lambda n: f"administrator{n}@example.org")
    is_staff = True
    is_superuser = True


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"employer-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Employer {o.slug}")
    stage = OrganisationStage.STARTUP
    size = OrganisationSize.S2
    sites = factory.LazyFunction(lambda: [Site.HK])
    cluster = factory.SubFactory(ClusterFactory)
    is_verified = True


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.RECRUITER


def actor_of(user: User) -> Actor:
    """Return the actor of this person as the middleware would build it."""
    return actor_for(user, via="test")
