"""Makers of records for tests: `PostingFactory()` gives a valid posting with all it hangs on."""

from tests.factories.accounts import (
    AdministratorFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganiserFactory,
    UserFactory,
    actor_of,
)
from tests.factories.expo import (
    CheckInFactory,
    EditionEmployerFactory,
    EditionFactory,
    EducationFactory,
    ExperienceFactory,
    PostingFactory,
    PostingLanguageFactory,
    ProfileFactory,
    ProfileLanguageFactory,
    ProfileSkillFactory,
    RegistrationFactory,
    RequirementFactory,
)
from tests.factories.taxonomy import ClusterFactory, OccupationFactory, SkillAliasFactory, SkillFactory

__all__ = [
    "AdministratorFactory",
    "CheckInFactory",
    "ClusterFactory",
    "EditionEmployerFactory",
    "EditionFactory",
    "EducationFactory",
    "ExperienceFactory",
    "MembershipFactory",
    "OccupationFactory",
    "OrganisationFactory",
    "OrganiserFactory",
    "PostingFactory",
    "PostingLanguageFactory",
    "ProfileFactory",
    "ProfileLanguageFactory",
    "ProfileSkillFactory",
    "RegistrationFactory",
    "RequirementFactory",
    "SkillAliasFactory",
    "SkillFactory",
    "UserFactory",
    "actor_of",
]
