"""The administration speaks its reader's language: no label, heading, filter, action or help is left in English."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Consent, Invitation
from core import audit
from core.mail import queue_mail
from expo.models import CandidateProfile, ImportBatch, ImportChange, Posting
from matching.models import (
    CandidateFeatures,
    FreshMatchList,
    MatchChunk,
    MatchList,
    MatchRun,
    PairJudgement,
    PostingFeatures,
    PublishedRun,
    RunInput,
)
from matching.taxonomy.models import (
    AmbiguousTerm,
    OccupationAlias,
    OccupationSkill,
    SkillRelation,
    UnknownTerm,
    VocabularyVersion,
)
from tests.factories import (
    AdministratorFactory,
    CheckInFactory,
    EditionEmployerFactory,
    EditionFactory,
    EducationFactory,
    ExperienceFactory,
    MembershipFactory,
    OccupationFactory,
    PostingFactory,
    PostingLanguageFactory,
    ProfileLanguageFactory,
    ProfileSkillFactory,
    SkillFactory,
    UserFactory,
    actor_of,
)
from tests.support.page_words import english_words

NAMES = {
    "English": "the name of a language, in the switch of languages",
    "EN": "the same, on a small screen",
    "JSON": "the name of a format",
    "ESCO": "the name of a vocabulary",
    "WebAuthn": "the name of a standard",
}

BY_WAY_OF = "test"  # how the tests' people reach the site, as the trail keeps it


def fill() -> None:
    """Make a record of every table, each with all the lines it may have."""
    fill_expo()
    fill_vocabulary()
    fill_matching()
    fill_people()


def fill_expo() -> None:
    posting, check_in = PostingFactory(skills=[SkillFactory()]), CheckInFactory()
    profile, edition = check_in.registration.profile, posting.edition
    PostingLanguageFactory(posting=posting)
    for line in (EducationFactory, ExperienceFactory, ProfileLanguageFactory, ProfileSkillFactory):
        line(profile=profile)
    EditionEmployerFactory(edition=edition)
    batch = ImportBatch.objects.create(edition=edition, kind="postings", filename="1.csv", sha256="0" * 64)
    ImportChange.objects.create(batch=batch, row=1, object_type="expo.posting", object_id=posting.pk)


def fill_vocabulary() -> None:
    skills = sorted((SkillFactory(), SkillFactory()), key=lambda skill: skill.pk)
    SkillRelation.objects.create(source=skills[0], target=skills[1])
    role = OccupationFactory()
    OccupationAlias.objects.create(occupation=role, text="1", folded="1", language="en")
    OccupationSkill.objects.create(occupation=role, skill=skills[0], position=0)
    AmbiguousTerm.objects.create(term="1", rule_text="1")
    UnknownTerm.objects.create(text="1", folded="1", skill=skills[0])
    VocabularyVersion.objects.create(number=1, sha256="0" * 64, skills=2)


def fill_matching() -> None:
    posting, profile, now = Posting.objects.get(), CandidateProfile.objects.get(), timezone.now()
    run = MatchRun.objects.create(edition=posting.edition, number=1)
    part = {"number": 0, "start": 0, "stop": 1}
    MatchChunk.objects.create(run=run, **part)
    RunInput.objects.create(run=run, kind="postings", data=b"", **part)
    listed = {"side": "posting", "owner_id": posting.pk, "counterpart_ids": [], "points": [], "receipts": b""}
    MatchList.objects.create(run=run, **listed)
    FreshMatchList.objects.create(edition=posting.edition, **listed)
    PublishedRun.objects.create(edition=posting.edition, run=run)
    PairJudgement.objects.create(run=run, profile=profile, posting=posting, is_good=True)
    packed = {"payload": b"", "input_hash": "0", "vocabulary": 1, "engine": "1", "computed_at": now}
    CandidateFeatures.objects.create(profile=profile, **packed)
    PostingFeatures.objects.create(posting=posting, **packed)


def fill_people() -> None:
    person, organisation = UserFactory(), MembershipFactory().organisation
    Invitation.objects.create(organisation=organisation, email="1@example.org", role="viewer")
    Consent.objects.create(user=person, purpose="news", text_version="1")
    EmailAddress.objects.get_or_create(user=person, email=person.email)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "hidden"})
    UserSession.objects.create(user=person, ip="192.0.2.1", session_key="1", user_agent="1")
    queue_mail(to=person.email, subject="1", text="1")
    audit.record("1", person, actor=actor_of(person))


def pages(model: type[Model], record: Model) -> list[str]:
    """Return the addresses of a table's list, of its empty form and of one record."""
    stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return [reverse(f"{stem}_changelist"), reverse(f"{stem}_add"), reverse(f"{stem}_change", args=[record.pk])]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
def test_no_page_of_the_administration_is_left_in_english(client: Client, language: str) -> None:
    fill()
    reader = AdministratorFactory(language=language)
    client.force_login(reader)
    english: dict[str, str] = {}
    for model in admin.site._registry:
        record = model._default_manager.order_by("pk").first()
        assert record is not None, f"{model.__name__} has no record to open"
        with translation.override(language):
            own = {" ".join(str(record).split()), reader.get_short_name(), BY_WAY_OF}
        for url in pages(model, record):
            response = client.get(url)
            if response.status_code == 403 and url.endswith("/add/"):
                continue
            assert response.status_code == 200, url
            words = english_words(response.content.decode())
            english |= {word: url for word in words if word.removeprefix("› ") not in NAMES.keys() | own}
    assert [f"{word} ({url})" for word, url in sorted(english.items())] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hant", ["選擇要更改的屆別", "新增屆別", "按狀態", "篩選", "顯示數目", "3 項結果"]),
        ("zh-hans", ["选择要更改的届别", "新增届别", "按状态", "筛选", "显示数目", "3 条结果"]),
    ],
)
def test_names_of_records_stand_in_sentences_as_in_chinese(client: Client, language: str, said: list[str]) -> None:
    """The verb stood after the noun, with gaps between the words ("選擇 屆 來修改"), and a filter began with "以"."""
    editions = [EditionFactory() for _ in range(3)]
    client.force_login(AdministratorFactory(language=language))
    html = client.get(reverse("admin:expo_edition_changelist")).content.decode()
    text = " ".join(re.sub("<[^>]*>", " ", html).split())
    assert [words for words in said if f" {words} " not in text] == []
    page = client.get(reverse("admin:expo_edition_change", args=[editions[0].pk]))
    assert "：</label>" in page.content.decode()
    assert page.context["title"] == {"zh-hant": "更改屆別", "zh-hans": "更改届别"}[language]


@pytest.mark.django_db
def test_the_reader_of_words_hears_a_page_in_english(client: Client) -> None:
    """What finds nothing in Chinese finds the labels in English."""
    client.force_login(AdministratorFactory(language="en"))
    words = english_words(client.get(reverse("admin:expo_edition_add")).content.decode())
    assert {"Name in English:", "First day:", "Add edition", "Save"} <= words
