"""The queue of unknown terms: noting, deciding, undoing."""

import pytest

from core.actor import Actor, system_actor
from core.errors import NotAllowed
from core.models import AuditEvent
from matching.taxonomy.enums import TermState
from matching.taxonomy.errors import LabelsMissing, NameTaken, NothingToUndo, SkillMerged, TermDecided
from matching.taxonomy.models import Skill, SkillAlias, UnknownTerm, VocabularyVersion
from matching.taxonomy.queries.meant import means_the_same
from matching.taxonomy.queries.search import find_skills
from matching.taxonomy.queries.terms import label_guess, term_queue
from matching.taxonomy.services.terms import accept_term, merge_term, note_unknown_terms, reject_term, undo_term
from matching.taxonomy.services.vocabulary import publish_version
from tests.factories.expo import RequirementFactory
from tests.factories.taxonomy import ClusterFactory, SkillFactory

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")


def waiting(text: str = "LangChain") -> UnknownTerm:
    note_unknown_terms([(text, "en")])
    return UnknownTerm.objects.get(text=text)


def accepted(term: UnknownTerm, **labels: str) -> UnknownTerm:
    names = {"en": "LangChain", "hant": "LangChain", "hans": "LangChain"} | labels
    return accept_term(
        term=term,
        labels=(names["en"], names["hant"], names["hans"]),
        kind="tool",
        clusters=[ClusterFactory()],
        actor=ACTOR,
    )


def test_terms_are_counted_folded_and_known_ones_left_out() -> None:
    SkillFactory(name_en="Machine learning", aliases=["ML"])
    texts = [
        "LangChain",
        "langchain",
        "ＬangChain ",
        "ml",
        "machine-learning",
        "nine words are too many for any one term",
    ]
    assert note_unknown_terms([(text, "en") for text in [*texts, "42", ""]]) == 1
    note_unknown_terms([("Lang  Chain", "en"), ("LANGCHAIN", "zh-hant")])
    assert list(UnknownTerm.objects.values_list("text", "folded", "seen")) == [
        ("LangChain", "langchain", 4),
        ("Lang Chain", "lang chain", 1),
    ]


def test_accepting_makes_a_skill_that_every_writing_finds() -> None:
    term = accepted(waiting("LangChain"), hant="LangChain 框架", hans="LangChain 框架")
    skill = term.skill
    assert (term.state, skill.name_zh_hant, skill.kind) == (TermState.ACCEPTED, "LangChain 框架", "tool")
    assert [find_skills(t) for t in ("langchain", "Lang Chain", "langchain框架")] == [[skill.pk]] * 3
    assert VocabularyVersion.objects.get().number == 1
    assert skill.since is None or skill.since.number == 1
    assert list(AuditEvent.objects.filter(verb="term.accept").values_list("after__term", flat=True)) == ["LangChain"]


def test_accepting_needs_three_free_names() -> None:
    SkillFactory(name_en="Machine learning")
    term = waiting()
    with pytest.raises(LabelsMissing):
        accepted(term, hant=" ")
    with pytest.raises(NameTaken, match="already names the skill Machine learning"):
        accepted(term, en="Machine-Learning")
    term.refresh_from_db()
    assert (term.state, Skill.objects.count()) == (TermState.PENDING, 1)


def test_merging_makes_another_name() -> None:
    skill = SkillFactory(name_en="Machine learning")
    merge_term(term=waiting("statistical learning"), skill=skill, actor=ACTOR)
    assert find_skills("Statistical-Learning") == [skill.pk]
    assert skill.aliases.get(folded="statistical learning").language == "en"


def test_merging_a_form_both_scripts_share_serves_both() -> None:
    skill = SkillFactory()
    merge_term(term=waiting("人工智能"), skill=skill, actor=ACTOR)
    assert sorted(skill.aliases.filter(text="人工智能").values_list("language", flat=True)) == ["zh-hans", "zh-hant"]


def test_nothing_merges_into_a_retired_skill() -> None:
    with pytest.raises(SkillMerged):
        merge_term(term=waiting(), skill=SkillFactory(is_active=False), actor=ACTOR)


def test_a_rejected_term_is_counted_on_and_asked_no_more() -> None:
    term = reject_term(term=waiting("hard working"), actor=ACTOR)
    note_unknown_terms([("Hard-working", "en")])
    term.refresh_from_db()
    assert (term.state, term.seen) == (TermState.REJECTED, 2)
    assert [item.term for item in term_queue().terms] == []
    assert VocabularyVersion.objects.count() == 0


def test_a_term_is_decided_once() -> None:
    term = reject_term(term=waiting(), actor=ACTOR)
    with pytest.raises(TermDecided):
        merge_term(term=term, skill=SkillFactory(), actor=ACTOR)


def test_undo_takes_back_each_decision() -> None:
    skill = SkillFactory()
    made = accepted(waiting("LangChain")).skill_id
    merge_term(term=waiting("statistical learning"), skill=skill, actor=ACTOR)
    reject_term(term=waiting("hard working"), actor=ACTOR)
    for term in UnknownTerm.objects.order_by("id"):
        undo_term(term=term, actor=ACTOR)
    assert set(UnknownTerm.objects.values_list("state", "skill", "decided_at")) == {(TermState.PENDING, None, None)}
    assert not Skill.objects.filter(pk=made).exists()
    assert (find_skills("LangChain"), find_skills("statistical learning")) == ([], [])
    with pytest.raises(NothingToUndo):
        undo_term(term=UnknownTerm.objects.first(), actor=ACTOR)


def test_versions_are_published_only_for_changes() -> None:
    first, is_new = publish_version(note="first", actor=ACTOR)
    again, is_new_again = publish_version(note="again", actor=ACTOR)
    assert (is_new, is_new_again, again.pk) == (True, False, first.pk)
    merge_term(term=waiting(), skill=SkillFactory(), actor=ACTOR)
    assert VocabularyVersion.objects.order_by("-number").first().number == 2


def test_only_editors_decide() -> None:
    term = waiting()
    for decide in (lambda: reject_term(term=term, actor=Actor()), lambda: undo_term(term=term, actor=Actor())):
        with pytest.raises(NotAllowed):
            decide()


def test_queue_offers_the_nearest_skills_and_look_alikes() -> None:
    kubernetes = SkillFactory(name_en="Kubernetes", aliases=["K8s"])
    learning = SkillFactory(name_en="Machine learning")
    note_unknown_terms([("Kubernets", "en")] * 3 + [("Kubernetis", "en"), ("applied machine learning", "en")])
    queue = term_queue()
    assert [item.term.text for item in queue.terms] == ["Kubernets", "applied machine learning", "Kubernetis"]
    assert [item.best for item in queue.terms] == [kubernetes, learning, kubernetes]
    assert queue.terms[0].alike == ["Kubernetis"]
    assert queue.counts == {"pending": 3, "accepted": 0, "merged": 0, "rejected": 0}


def test_a_far_likeness_is_offered_but_never_by_one_key() -> None:
    spark = SkillFactory(name_en="Apache Spark")
    note_unknown_terms([("Apache Maven", "en")])
    item = term_queue().terms[0]
    assert (item.best, item.skills) == (None, [spark])


@pytest.mark.parametrize(
    ("typed", "name", "same"),
    [
        ("kubernets", "kubernetes", True),
        ("database management", "database management systems", True),
        ("database management systems", "fleet management systems", False),
        ("数据工程师", "数据工程", True),
        ("软件工程", "数据工程", False),
    ],
)
def test_shared_words_alone_make_no_likeness(typed: str, name: str, same: bool) -> None:
    assert means_the_same(typed, name) is same


def test_a_name_that_shares_common_words_only_is_never_merged_by_one_key() -> None:
    fleet = SkillFactory(name_en="Fleet management systems")
    note_unknown_terms([("database management systems", "en")])
    item = term_queue().terms[0]
    assert (item.best, item.skills) == (None, [fleet])


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_asks_the_same_number_of_queries(rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        SkillFactory(name_en=f"Quantum sensing {number}")
        waiting(f"quantum sensng {number}")
    with django_assert_num_queries(14):
        term_queue()


def test_label_guess() -> None:
    assert label_guess("LangChain") == dict.fromkeys(("name_en", "name_zh_hant", "name_zh_hans"), "LangChain")
    assert label_guess("類腦計算") == {"name_en": "", "name_zh_hant": "類腦計算", "name_zh_hans": ""}
    assert label_guess("人工智能") == {"name_en": "", "name_zh_hant": "人工智能", "name_zh_hans": "人工智能"}


def test_undoing_a_skill_in_use_retires_it() -> None:
    skill = accepted(waiting()).skill
    RequirementFactory(skill=skill)
    undo_term(term=UnknownTerm.objects.get(), actor=ACTOR)
    assert Skill.objects.get(pk=skill.pk).is_active is False
    assert SkillAlias.objects.filter(skill=skill).exists()
    assert find_skills("LangChain") == []
