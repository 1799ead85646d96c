"""Skills near by meaning, over the project's own vocabulary and over small ones."""

from time import perf_counter

import pytest

from core.actor import system_actor
from matching.taxonomy.models import Skill
from matching.taxonomy.queries.meant import perhaps_meant
from matching.taxonomy.queries.nearness import current_names, names_at_hand, similar_skills, skills_spoken_of
from matching.taxonomy.queries.search import suggest_skills
from matching.taxonomy.services.skills import merge_skills
from matching.taxonomy.services.vocabulary import load_vocabulary, publish_version
from tests.factories.taxonomy import SkillFactory

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")


@pytest.fixture
def vocabulary() -> None:
    """The project's own vocabulary, its names at hand."""
    load_vocabulary(actor=ACTOR)
    current_names()


def published() -> None:
    publish_version(note="test", actor=ACTOR)
    assert current_names() is not None


def skill(name: str) -> int:
    return Skill.objects.get(name_en=name).pk


def test_everyday_words_find_skills_of_the_vocabulary_in_three_languages(vocabulary: None) -> None:
    asked = {
        "talking to customers": "Customer service",
        "car electronics": "Power electronics",
        "make websites": "Web development",
        "寫網頁": "Web development",
        "做网站": "Web development",
        "剪辑视频": "Video editing",
        "帶領團隊": "People management",
        "会计做账": "Accounting",
    }
    offered = {text: {one.name: one.is_similar for one in suggest_skills(text, language="en")} for text in asked}
    assert {text: name for text, name in asked.items() if name not in offered[text]} == {}
    assert offered["talking to customers"]["Customer service"]
    assert offered["寫網頁"]["Web development"]
    hobbies = ["knitting", "playing chess", "origami", "football", "彈鋼琴", "打羽毛球", "唱歌"]
    assert {text for text in hobbies if similar_skills([text], most=3)[0]} == set()
    began = perf_counter()
    for number in range(20):
        suggest_skills(f"talking to customers {number}")
    assert (perf_counter() - began) / 20 < 0.3  # about 15 ms; a slow and busy machine is given its time


def test_a_slip_of_the_keys_is_offered_the_name_it_means(vocabulary: None) -> None:
    """Nothing was offered for "pytoch": too few groups of three letters are left of it."""
    meant = {
        "pytoch": "PyTorch",
        "pytroch": "PyTorch",
        "pyton": "Python",
        "ract": "React",
        "dokcer": "Docker",
        "exel": "Microsoft Excel",
        "mandrin": "Putonghua",
        "machine lerning": "Machine learning",
    }
    offered = {text: suggest_skills(text, language="en") for text in meant}
    assert {text: (found[0].name, found[0].is_similar) for text, found in offered.items()} == {
        text: (name, False) for text, name in meant.items()
    }
    assert [one.matched for one in (offered["exel"][0], offered["pytoch"][0])] == ["Excel", ""]
    for text in ("knitting", "cooking", "sailing", "typing", "pottery", "drawing"):
        assert names_at_hand().misspelt(text) is None


def test_a_slip_never_offers_a_retired_skill_or_moves_what_begins_so(vocabulary: None) -> None:
    Skill.objects.filter(name_en="PyTorch").update(is_active=False)
    assert "PyTorch" not in [one.name for one in suggest_skills("pytoch", language="en")]
    SkillFactory(name_en="Ractive")
    assert [one.name for one in suggest_skills("ract", language="en")][:2] == ["Ractive", "React"]


def test_similar_ones_never_move_what_is_written_alike(vocabulary: None) -> None:
    for text in ("customer", "testing software", "data analysis", "管理", "robot arm"):
        every = suggest_skills(text, limit=30, language="en")
        written = [one for one in every if not one.is_similar]
        assert every[: len(written)] == written
        assert suggest_skills(text, limit=3, language="en") == every[:3]
    assert [one.is_similar for one in suggest_skills("data", limit=8)] == [False] * 8


def test_the_names_follow_the_version_and_leave_out_what_is_merged(vocabulary: None) -> None:
    service, other = (Skill.objects.get(name_en=name) for name in ("Customer service", "Customer success"))
    assert similar_skills(["talking to customers"], most=1) == [[service.pk]]
    merge_skills(source=service, target=other, actor=ACTOR)
    assert similar_skills(["talking to customers"], most=1) == [[other.pk]]


def test_without_a_published_vocabulary_nothing_is_near() -> None:
    SkillFactory(name_en="Customer service")
    assert similar_skills(["talking to customers"], most=3) == [[]]


def test_names_are_read_once_a_version(django_assert_num_queries) -> None:
    SkillFactory(name_en="Customer service")
    publish_version(note="test", actor=ACTOR)
    with django_assert_num_queries(3):
        current_names()
    with django_assert_num_queries(1):
        current_names()


def test_nobody_waits_for_names_that_are_being_read() -> None:
    load_vocabulary(actor=ACTOR)
    SkillFactory(name_en="Customer delight")
    publish_version(note="new names", actor=ACTOR)
    assert current_names(wait=0.0) is None
    assert [one for one in suggest_skills("talking to customers", language="en") if one.is_similar] == []
    assert current_names() is not None
    assert [one for one in suggest_skills("talking to customers", language="en") if one.is_similar] != []


def test_text_names_suggests_and_speaks_of_skills_and_says_where(vocabulary: None) -> None:
    text = (
        "Python and Tailwind CSS every day; kept talking to customers. I never learned Welding.\n負責招聘和剪辑视频。"
    )
    assert [(one.skill_id, one.phrase, one.is_named) for one in skills_spoken_of(text)] == [
        (skill("Python"), "Python", True),
        (skill("Talent acquisition"), "招聘", True),
        (skill("HTML and CSS"), "Tailwind CSS", False),
        (skill("Customer service"), "talking to customers", False),
        (skill("Video editing"), "剪辑视频", False),
    ]


def test_terms_are_asked_about_by_spelling_first_then_by_meaning(vocabulary: None) -> None:
    asked = perhaps_meant(["kubernets", "talking to customers", "knitting"], language="en")
    assert {text: found[0].skill_id for text, found in asked.items()} == {
        "kubernets": skill("Kubernetes"),
        "talking to customers": skill("Customer service"),
    }
    assert max(len(found) for found in asked.values()) <= 3
    assert perhaps_meant([]) == {}


@pytest.mark.parametrize("terms", [1, 4])
def test_terms_ask_the_same_number_of_queries(terms: int, django_assert_num_queries) -> None:
    for number in range(4):
        SkillFactory(name_en=f"Quantum sensing {number}")
    published()
    perhaps_meant(["warm up"])
    with django_assert_num_queries(4):
        assert len(perhaps_meant([f"quantum sensng {number}" for number in range(terms)])) == terms


def test_a_retired_skill_is_not_offered(vocabulary: None) -> None:
    Skill.objects.filter(name_en="Customer service").update(is_active=False)
    offered = suggest_skills("talking to customers", language="en")
    assert "Customer service" not in [one.name for one in offered if one.is_similar]
