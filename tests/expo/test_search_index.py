"""The fields that the search reads."""

import pytest

from core.actor import system_actor
from expo.models import Posting
from expo.services.search_index import reindex_postings
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.services.vocabulary import publish_version
from tests.factories import OrganisationFactory, PostingFactory, SkillFactory


@pytest.mark.django_db
def test_reindexing_reads_texts_skills_employer_and_place_in_three_languages(
    django_assert_num_queries: object,
) -> None:
    skill = SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习")
    organisation = OrganisationFactory(name_en="Jade Robotics", name_zh_hant="翠玉機械人")
    posting = PostingFactory(organisation=organisation, skills=[skill], site="sz")
    Posting.objects.update(search_text="", search_bigrams=[], search_skills=[])
    publish_version(note="", actor=system_actor("test"))
    current_lexicon()
    with django_assert_num_queries(5):  # type: ignore[operator]  # fixture without a type
        assert reindex_postings([posting.pk]) == 1
    posting.refresh_from_db()
    for word in ("jade robotics", "翠玉机械人", "machine learning", "机器学习", "shenzhen", "深圳", "工程师"):
        assert word in posting.search_text
    assert {"机器", "学习", "深圳"} <= set(posting.search_bigrams)
    assert posting.search_skills == [skill.pk]


@pytest.mark.django_db
def test_skills_named_in_the_text_are_indexed_and_denied_ones_are_not() -> None:
    python, docker = SkillFactory(name_en="Python"), SkillFactory(name_en="Docker")
    named = PostingFactory(title_en="Developer", description_en="You write Python every day.")
    denied = PostingFactory(title_en="Developer", description_en="You write Python; no Docker knowledge required.")
    assert named.search_skills == [python.pk]
    assert docker.pk not in denied.search_skills
