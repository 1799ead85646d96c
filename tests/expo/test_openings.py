"""The list of openings: words, filters, counts, order."""

import pytest
from django.http import QueryDict

from core.actor import system_actor
from expo.enums import EditionState, PostingState
from expo.models import Edition, Posting
from expo.queries.opening_filters import OpeningFilters
from expo.queries.openings import list_openings
from expo.queries.search_terms import parse_terms
from expo.services.postings import update_posting
from matching.taxonomy.enums import AliasKind
from matching.taxonomy.models import SkillAlias
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.services.vocabulary import load_vocabulary, publish_version
from tests.factories import (
    ClusterFactory,
    EditionFactory,
    OrganisationFactory,
    PostingFactory,
    PostingLanguageFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def found(edition: Edition, query: str) -> list[int]:
    """Return the ids that an address gives, in its order."""
    return [posting.pk for posting in list_openings(edition, OpeningFilters.from_query(QueryDict(query))).postings]


def counts(edition: Edition, query: str, facet: str) -> dict[str, int]:
    listing = list_openings(edition, OpeningFilters.from_query(QueryDict(query)))
    (wanted,) = [item for item in listing.facets if item.name == facet]
    return {choice.value: choice.count for choice in wanted.choices}


@pytest.fixture
def edition() -> Edition:
    return EditionFactory()


def test_a_skill_is_found_alike_in_every_language_script_width_case_and_alias(edition: Edition) -> None:
    skill = SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习", aliases=["ML"])
    asks = PostingFactory(edition=edition, skills=[skill])
    PostingFactory(edition=edition, title_en="HTML editor", description_en="Learning by doing with a machine.")
    for typed in ("machine learning", "機器學習", "机器学习", "ML", "ｍｌ", "Machine-Learning", "MACHINE  LEARNING"):
        assert found(edition, f"q={typed}") == [asks.pk], typed


def test_every_name_of_every_skill_asks_for_that_skill_and_nothing_else() -> None:
    """C02 in the search over openings: a name, also in full width and capitals, is the skill's id."""
    load_vocabulary(actor=system_actor("test"))
    names = list(SkillAlias.objects.exclude(kind=AliasKind.EVIDENCE).order_by("pk").values_list("text", "skill_id"))
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    wrong = []
    for text, skill_id in names:
        typed = text.translate(wide).upper()
        if [term.skill_ids for term in parse_terms(typed)] != [(skill_id,)]:
            wrong.append(typed)
    assert (wrong, len(names) > 3000) == ([], True)


def test_words_of_title_description_and_employer_are_found_in_three_languages(edition: Edition) -> None:
    employer = OrganisationFactory(name_en="Jade Robotics", name_zh_hant="翠玉機械人", name_zh_hans="翠玉机器人")
    posting = PostingFactory(
        edition=edition,
        organisation=employer,
        title_en="Optics engineer",
        title_zh_hant="光學工程師",
        title_zh_hans="光学工程师",
        description_en="Calibrate lidar.",
    )
    PostingFactory(
        edition=edition, title_en="Clerk", title_zh_hant="文員", title_zh_hans="文员", description_en="Files."
    )
    for typed in (
        "optics",
        "OPTIC",
        "光學",
        "光学",
        "工程師",
        "工程师",
        "lidar",
        "jade",
        "翠玉",
        "翠玉機械人",
        "optics jade 光学",
    ):
        assert found(edition, f"q={typed}") == [posting.pk], typed
    for typed in ("ptics", "學光", "nothing", "光 文員"):
        assert found(edition, f"q={typed}") == [], typed


def test_two_chinese_characters_and_mixed_words_are_split_into_terms() -> None:
    SkillFactory(name_en="Python", aliases=["py"])
    assert [term.text for term in parse_terms("Python 工程師 AI晶片設計")] == ["python", "工程师", "ai 晶片设计"]
    assert parse_terms("   ") == []


def test_signs_of_the_database_are_plain_text(edition: Edition) -> None:
    PostingFactory(edition=edition)
    for typed in ("%", "_", "' OR 1=1", "\\", "%00"):
        assert found(edition, f"q={typed}") in ([], list(Posting.objects.values_list("pk", flat=True)))


def test_only_published_adverts_of_this_edition_are_listed(edition: Edition) -> None:
    public = PostingFactory(edition=edition)
    PostingFactory(edition=edition, state=PostingState.DRAFT)
    PostingFactory(edition=edition, state=PostingState.CLOSED)
    PostingFactory()
    assert found(edition, "") == [public.pk]
    assert found(EditionFactory(state=EditionState.DRAFT), "") == []


def test_filters_join_by_and_their_values_by_or(edition: Edition) -> None:
    job_hk = PostingFactory(edition=edition, kind="job", site="hk")
    job_sz = PostingFactory(edition=edition, kind="job", site="sz")
    intern_hk = PostingFactory(edition=edition, kind="internship", site="hk")
    assert found(edition, "kind=job") == [job_sz.pk, job_hk.pk]
    assert found(edition, "kind=job&site=hk") == [job_hk.pk]
    assert found(edition, "site=hk&site=sz") == [intern_hk.pk, job_sz.pk, job_hk.pk]
    assert found(edition, "kind=unheard&site=hk") == [intern_hk.pk, job_hk.pk]


def test_counts_leave_out_their_own_filter_only(edition: Edition) -> None:
    PostingFactory(edition=edition, kind="job", site="hk")
    PostingFactory(edition=edition, kind="job", site="sz")
    PostingFactory(edition=edition, kind="internship", site="hk")
    assert counts(edition, "kind=job", "kind") == {"job": 2, "internship": 1}
    assert counts(edition, "kind=job", "site") == {"hk": 1, "sz": 1}
    assert counts(edition, "kind=job&site=sz", "kind") == {"job": 1}


def test_cluster_employer_and_language_filters(edition: Edition) -> None:
    ai, employer = ClusterFactory(key="ai"), OrganisationFactory(slug="jade")
    posting = PostingFactory(edition=edition, cluster=ai, organisation=employer)
    PostingLanguageFactory(posting=posting, ability="cantonese")
    other = PostingFactory(edition=edition)
    PostingLanguageFactory(posting=other, ability="english_spoken", is_required=False)
    assert found(edition, "cluster=ai") == [posting.pk]
    assert found(edition, "employer=jade") == [posting.pk]
    assert found(edition, "language=cantonese") == [posting.pk]
    assert found(edition, "language=none") == [other.pk]


def test_pay_compares_a_month_in_one_currency_and_counts_those_who_say_nothing(edition: Edition) -> None:
    month = PostingFactory(edition=edition, pay_min=20000, pay_max=30000)
    year = PostingFactory(edition=edition, pay_min=300000, pay_max=420000, pay_period="year")
    PostingFactory(edition=edition, pay_min=20000, pay_max=40000, pay_currency="CNY")
    PostingFactory(edition=edition, pay_min=None, pay_max=None)
    listing = list_openings(edition, OpeningFilters.from_query(QueryDict("pay=30,000&sort=pay")))
    assert [posting.pk for posting in listing.postings] == [year.pk, month.pk]
    assert (listing.adverts, listing.openings, listing.without_pay) == (2, 4, 1)


def test_a_change_of_an_advert_is_seen_at_once(edition: Edition) -> None:
    posting = PostingFactory(edition=edition, kind="job")
    assert found(edition, "kind=internship") == []
    update_posting(posting=posting, fields={"kind": "internship"}, actor=system_actor("test"))
    assert found(edition, "kind=internship") == [posting.pk]


def test_the_best_hits_are_those_that_name_the_word_first(edition: Edition) -> None:
    in_title = PostingFactory(edition=edition, title_en="Compiler engineer")
    in_text = PostingFactory(edition=edition, title_en="Engineer", description_en="Some compiler work.")
    assert found(edition, "q=compiler") == [in_title.pk, in_text.pk]
    assert found(edition, "q=compiler&sort=new") == [in_text.pk, in_title.pk]


def test_an_address_survives_nonsense_and_chips_lead_back() -> None:
    query = "q=a%00b&pay=x&currency=BTC&sort=evil&page=-3&kind=job&kind=job&site=hk&cluster=" + "x" * 300
    filters = OpeningFilters.from_query(QueryDict(query))
    assert (filters.q, filters.pay, filters.currency, filters.sort, filters.kind) == (
        "ab",
        None,
        "HKD",
        "best",
        ("job",),
    )
    assert filters.without("kind", "job").without("cluster").query_string() == "?q=ab&site=hk"
    assert filters.toggled("site", "sz").site == ("hk", "sz")
    assert filters.toggled("site", "hk").site == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(edition: Edition, rows: int, django_assert_num_queries: object) -> None:
    skill = SkillFactory(name_en="Python")
    for _ in range(rows):
        PostingLanguageFactory(posting=PostingFactory(edition=edition, skills=[skill, SkillFactory()]))
    publish_version(note="", actor=system_actor("test"))
    current_lexicon()
    with django_assert_num_queries(9):  # type: ignore[operator]  # fixture without a type
        list_openings(edition, OpeningFilters(q="python"))
    with django_assert_num_queries(5):  # type: ignore[operator]  # fixture without a type
        listing = list_openings(edition, OpeningFilters.from_query(QueryDict("q=python")))
        assert [len(posting.shown_skills) for posting in listing.postings] == [2] * rows
