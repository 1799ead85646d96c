"""The bridge from rows to the engine: what crosses it, and what must never cross it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from expo.models import CandidateProfile, Posting
from matching.engine.features import pack_candidate
from matching.models import CandidateFeatures, PostingFeatures
from matching.queries.features import read_candidates, read_postings, with_meant_skills, with_skills_of_text
from matching.queries.rates import Rates, rates_on
from matching.queries.vocabulary import current_tools
from matching.services.features import refresh_candidates, refresh_postings
from matching.taxonomy.queries.lexicon import build_lexicon
from tests.factories import (
    ClusterFactory,
    EducationFactory,
    ExperienceFactory,
    PostingFactory,
    PostingLanguageFactory,
    ProfileFactory,
    ProfileLanguageFactory,
    ProfileSkillFactory,
    RequirementFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def full_profile() -> CandidateProfile:
    profile = ProfileFactory(
        skills=[SkillFactory()],
        headline="Embedded engineer",
        summary="Builds sensors.",
        wished_sites=["hk"],
        wished_pay_min=30000,
        available_from=date(2027, 1, 1),
    )
    ProfileLanguageFactory(profile=profile)
    ExperienceFactory(profile=profile, organisation="A company", started_on=date(2020, 1, 1), ended_on=date(2021, 1, 1))
    EducationFactory(profile=profile, graduates_on=date(2019, 6, 1))
    return profile


def payload(profile: CandidateProfile) -> bytes:
    tools = current_tools()
    (record,) = read_candidates(CandidateProfile.objects.filter(pk=profile.pk), rates=rates_on(date(2026, 11, 23)))
    return pack_candidate(record, tools.vocabulary, tools.encoder)


def test_nothing_protected_is_an_input() -> None:
    profile = full_profile()
    before = payload(profile)
    user = profile.user
    user.email, user.family_name, user.given_name = "another@example.org", "Nguyen", "Thi Mai"
    user.preferred_name, user.chinese_name, user.language = "May", "阮氏梅", "zh-hant"
    user.save()
    study = profile.education.get()
    study.institution, study.graduates_on, study.qf_level = "The first of all universities", date(1989, 6, 1), 7
    study.save()
    work = profile.experience.get()
    work.organisation, work.started_on, work.ended_on = "A famous company", date(1990, 1, 1), date(1999, 1, 1)
    work.save()
    profile.experience_years, profile.visibility, profile.language = 35, "open", "zh-hans"
    profile.is_demo, profile.reference = True, "X-1"
    profile.save()
    item = profile.skills.get()
    item.note = "At the university of my village"
    item.save()
    assert payload(profile) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("headline", "Chemist"), ("summary", "Grows crystals."), ("wished_sites", ["sz"]), ("wished_pay_min", 50000)],
)
def test_what_a_person_says_about_the_work_is_an_input(field: str, value: object) -> None:
    profile = full_profile()
    before = payload(profile)
    setattr(profile, field, value)
    profile.save()
    assert payload(profile) != before


def test_a_record_holds_the_rows_of_its_profile_in_order() -> None:
    profile = ProfileFactory(headline="Chemist", wished_sites=["sz", "hk"])
    cluster = ClusterFactory()
    profile.wished_clusters.add(cluster)
    second = ProfileSkillFactory(profile=profile, position=1, skill=None, text="glass blowing", level=None)
    first = ProfileSkillFactory(profile=profile, position=0, evidence="work")
    (record,) = read_candidates(CandidateProfile.objects.filter(pk=profile.pk), rates=Rates({}))
    assert [(item.skill, item.text, item.level, item.evidence, item.ref) for item in record.skills] == [
        (first.skill_id, "", 2, "work", first.pk),
        (None, "glass blowing", None, "self", second.pk),
    ]
    assert record.titles == ("Chemist",)
    assert record.wished_sites == ("hk", "sz")
    assert record.wished_clusters == (cluster.pk,)


def test_a_merged_skill_counts_as_the_one_it_was_merged_into() -> None:
    kept = SkillFactory()
    merged = SkillFactory(merged_into=kept)
    profile = ProfileFactory(skills=[merged])
    (record,) = read_candidates(CandidateProfile.objects.filter(pk=profile.pk), rates=Rates({}))
    assert [item.skill for item in record.skills] == [kept.pk]


def test_a_posting_gives_only_what_its_work_needs() -> None:
    posting = PostingFactory(title_zh_hant="", pay_min=20000, pay_max=30000, pay_currency="CNY")
    requirement = RequirementFactory(posting=posting, importance="should", proof="work")
    PostingLanguageFactory(posting=posting, ability="putonghua", level=3)
    PostingLanguageFactory(posting=posting, ability="english_written", is_required=False)
    rates = rates_on(date(2026, 11, 23))
    (record,) = read_postings(Posting.objects.filter(pk=posting.pk), rates=rates)
    assert record.titles == (posting.title_en, posting.title_zh_hans)
    assert record.languages == (("putonghua", 3),)
    assert [(line.importance, line.proof, line.ref) for line in record.requirements] == [
        ("should", "work", requirement.pk)
    ]
    assert (record.pay_min, record.pay_max) == (21800, 32700)


@pytest.mark.parametrize("number", [1, 4])
def test_the_number_of_queries_does_not_depend_on_the_number_of_records(number: int) -> None:
    for _ in range(number):
        ProfileFactory(skills=[SkillFactory()])
        PostingFactory(skills=[SkillFactory()])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(list(read_candidates(CandidateProfile.objects.all(), rates=Rates({})))) == number
    assert len(queries) == 6
    with CaptureQueriesContext(connection) as queries:
        assert len(list(read_postings(Posting.objects.all(), rates=Rates({})))) == number
    assert len(queries) == 3


def test_skills_named_in_the_text_are_added_unless_stated_or_denied() -> None:
    stated, named, denied = (SkillFactory(name_en=name) for name in ("Metallurgy", "Glassblowing", "Beekeeping"))
    profile = ProfileFactory(skills=[stated], summary="Metallurgy and glassblowing every day. No beekeeping.")
    (record,) = read_candidates(CandidateProfile.objects.filter(pk=profile.pk), rates=Rates({}))
    full = with_skills_of_text(record, build_lexicon())
    assert [(item.skill, item.source, item.level) for item in full.skills] == [
        (stated.pk, "item", 2),
        (named.pk, "text", None),
    ]
    assert denied.pk not in {item.skill for item in full.skills}


def test_misspelt_skills_of_many_records_are_read_at_once() -> None:
    meant = SkillFactory(name_en="Metallurgy of steel")
    typed = ["Metalurgy of steel", "", "nothing like it", "Metalurgy of steel"]
    for text in typed:
        ProfileSkillFactory(profile=ProfileFactory(), skill=None, text=text or "short")
    records = list(read_candidates(CandidateProfile.objects.all(), rates=Rates({})))
    read = with_meant_skills(records, current_tools().spelling)
    assert [item.skill for record in read for item in record.skills] == [meant.pk, None, None, meant.pk]
    assert [record is other for record, other in zip(records, read, strict=True)] == [False, True, True, False]


def test_records_refreshed_together_have_the_payloads_of_each_alone() -> None:
    skills = [SkillFactory(name_en=name) for name in ("Metallurgy", "Glassblowing")]
    words = [
        ("Metal worker", "Glassblowing every day. No metallurgy."),
        ("冶金工程師", "每日吹製玻璃，沒有 metallurgy 經驗。\n喜歡團隊工作。"),
        ("冶金工程师", "每天吹制玻璃，没有 metallurgy 经验。\n喜欢团队工作。"),
        ("", ""),
    ]
    for headline, summary in words:
        ProfileFactory(skills=skills[:1], headline=headline, summary=summary)
        PostingFactory(skills=skills, title_zh_hant=headline, description_zh_hant=summary)
    refresh_candidates(CandidateProfile.objects.all())
    refresh_postings(Posting.objects.all())
    together = list(CandidateFeatures.objects.order_by("pk").values_list("profile_id", "payload", "input_hash"))
    roles = list(PostingFeatures.objects.order_by("pk").values_list("posting_id", "payload", "input_hash"))
    assert len({bytes(payload) for _, payload, _ in together}) == len(words)
    CandidateFeatures.objects.all().delete()
    PostingFeatures.objects.all().delete()
    for profile, posting in zip(together, roles, strict=True):
        refresh_candidates(CandidateProfile.objects.filter(pk=profile[0]))
        refresh_postings(Posting.objects.filter(pk=posting[0]))
    assert list(CandidateFeatures.objects.order_by("pk").values_list("profile_id", "payload", "input_hash")) == together
    assert list(PostingFeatures.objects.order_by("pk").values_list("posting_id", "payload", "input_hash")) == roles
