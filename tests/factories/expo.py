"""Makers of editions, postings, profiles, registrations."""

from datetime import UTC, date, datetime
from uuid import uuid4

import factory

from core.enums import Level, Site
from expo.enums import (
    CheckInSource,
    EditionState,
    EmployerState,
    Importance,
    JobFunction,
    LanguageAbility,
    LanguageLevel,
    PostingKind,
    PostingState,
    Seniority,
    WorkSite,
)
from expo.models import (
    CandidateProfile,
    CheckIn,
    Edition,
    EditionEmployer,
    Education,
    Experience,
    Posting,
    PostingLanguage,
    ProfileLanguage,
    ProfileSkill,
    Registration,
    Requirement,
)
from expo.services.search_index import reindex_postings
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.taxonomy import ClusterFactory, SkillFactory


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    slug = factory.Sequence(lambda n: f"edition-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Talent Power Up {o.slug}")
    name_zh_hant = factory.LazyAttribute(lambda o: f"躍動人才 {o.slug}")
    name_zh_hans = factory.LazyAttribute(lambda o: f"跃动人才 {o.slug}")
    starts_on = date(2026, 11, 27)
    ends_on = date(2026, 11, 28)
    sites = factory.LazyFunction(lambda: [Site.HK, Site.SZ, Site.ONLINE])
    state = EditionState.OPEN


class EditionEmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionEmployer

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = EmployerState.CONFIRMED


class PostingFactory(factory.django.DjangoModelFactory):
    """A published advert, found by the search. `skills=[skill, …]` makes must requirements."""

    class Meta:
        model = Posting
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = PostingKind.JOB
    function = JobFunction.TECHNOLOGY
    cluster = factory.SubFactory(ClusterFactory)
    seniority = Seniority.MID
    title_en = factory.Sequence(lambda n: f"Engineer {n}")
    title_zh_hant = factory.Sequence(lambda n: f"工程師 {n}")
    title_zh_hans = factory.Sequence(lambda n: f"工程师 {n}")
    description_en = "Build things with a small team."
    site = WorkSite.HK
    openings = 2
    pay_min = 25000
    pay_max = 32000
    state = PostingState.PUBLISHED
    published_at = factory.LazyAttribute(
        lambda o: datetime(2026, 11, 1, 9, tzinfo=UTC) if o.state == PostingState.PUBLISHED else None
    )
    submitted_at = factory.LazyAttribute(
        lambda o: datetime(2026, 10, 30, 9, tzinfo=UTC) if o.state == PostingState.SUBMITTED else None
    )
    closed_at = factory.LazyAttribute(
        lambda o: datetime(2026, 11, 20, 9, tzinfo=UTC) if o.state == PostingState.CLOSED else None
    )
    review_note = factory.LazyAttribute(lambda o: "Name the team." if o.state == PostingState.RETURNED else "")

    @factory.post_generation
    def skills(self, create: bool, extracted: list | None, **kwargs: object) -> None:
        if not create:
            return
        for position, skill in enumerate(extracted or []):
            RequirementFactory(posting=self, skill=skill, position=position)
        reindex_postings([self.pk])
        self.refresh_from_db()


class RequirementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Requirement

    posting = factory.SubFactory(PostingFactory)
    skill = factory.SubFactory(SkillFactory)
    importance = Importance.MUST
    level = Level.WORKING


class PostingLanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostingLanguage

    posting = factory.SubFactory(PostingFactory)
    ability = LanguageAbility.ENGLISH_SPOKEN
    level = LanguageLevel.WORKING
    is_required = True
    reason = "Daily calls with customers abroad"


class ProfileFactory(factory.django.DjangoModelFactory):
    """A Private profile that states nothing yet; `skills=[skill, …]` adds skills at working level."""

    class Meta:
        model = CandidateProfile
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def skills(self, create: bool, extracted: list | None, **kwargs: object) -> None:
        if not create:
            return
        for position, skill in enumerate(extracted or []):
            ProfileSkillFactory(profile=self, skill=skill, position=position)


class ProfileSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfileSkill

    profile = factory.SubFactory(ProfileFactory)
    skill = factory.SubFactory(SkillFactory)
    level = Level.WORKING


class ProfileLanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfileLanguage

    profile = factory.SubFactory(ProfileFactory)
    ability = LanguageAbility.CANTONESE
    level = LanguageLevel.FLUENT


class EducationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Education

    profile = factory.SubFactory(ProfileFactory)
    qf_level = 5
    field = "Computer science"
    institution = "A university"


class ExperienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Experience

    profile = factory.SubFactory(ProfileFactory)
    title = "Junior engineer"


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    edition = factory.SubFactory(EditionFactory)
    profile = factory.SubFactory(ProfileFactory)
    registered_at = datetime(2026, 10, 20, 9, tzinfo=UTC)


class CheckInFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CheckIn

    registration = factory.SubFactory(RegistrationFactory)
    source = CheckInSource.SCANNER
    nonce = factory.LazyFunction(uuid4)
