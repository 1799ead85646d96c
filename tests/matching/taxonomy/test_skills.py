"""Editing the skill list, and suggestions while typing."""

import pytest

from core.actor import Actor, system_actor
from core.errors import NotAllowed
from matching.taxonomy.enums import AliasKind
from matching.taxonomy.errors import NameTaken, SkillMerged
from matching.taxonomy.models import SkillRelation
from matching.taxonomy.queries.nearness import current_names
from matching.taxonomy.queries.search import find_skills, suggest_skills
from matching.taxonomy.queries.skills import list_skills, skill_page
from matching.taxonomy.services.skills import add_skill_name, merge_skills, remove_skill_name, rename_skill
from matching.taxonomy.services.vocabulary import publish_version
from tests.factories.taxonomy import ClusterFactory, SkillFactory

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")


def test_renaming_keeps_the_former_names_findable() -> None:
    skill = SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习")
    rename_skill(skill=skill, labels=("Statistical learning", "機器學習", "机器学习"), actor=ACTOR)
    assert [find_skills(t) for t in ("statistical learning", "machine learning", "機器學習")] == [[skill.pk]] * 3
    skill.refresh_from_db()
    assert (skill.name_en, skill.is_edited) == ("Statistical learning", True)
    assert list(skill.aliases.filter(kind=AliasKind.LABEL, language="en").values_list("text", flat=True)) == [
        "Statistical learning"
    ]


def test_a_name_belongs_to_one_skill_however_it_is_spaced() -> None:
    SkillFactory(name_en="Node.js")
    other = SkillFactory(name_en="Deno")
    for text in ("node js", "NODE-JS", "Ｎｏｄｅ．ｊｓ"):
        with pytest.raises(NameTaken):
            add_skill_name(skill=other, text=text, actor=ACTOR)


def test_names_come_and_go() -> None:
    skill = SkillFactory(name_en="Kubernetes")
    add_skill_name(skill=skill, text="K8s", actor=ACTOR)
    assert find_skills("k8s") == [skill.pk]
    remove_skill_name(alias=skill.aliases.get(text="K8s"), actor=ACTOR)
    assert find_skills("k8s") == []
    with pytest.raises(NotAllowed):
        remove_skill_name(alias=skill.aliases.get(kind=AliasKind.LABEL, language="en"), actor=ACTOR)


def test_merging_moves_names_and_relations_and_points_on() -> None:
    left, right, far = (SkillFactory(name_en=name) for name in ("ML", "Machine learning", "Statistics"))
    SkillRelation.objects.create(source=left, target=far, strength=60)
    SkillRelation.objects.create(source=right, target=far, strength=40)
    SkillRelation.objects.create(source=left, target=right, strength=50)
    merge_skills(source=left, target=right, actor=ACTOR)
    left.refresh_from_db()
    assert (left.is_active, left.merged_into) == (False, right)
    assert find_skills("ML") == [right.pk]
    assert list(SkillRelation.objects.values_list("source", "target", "strength")) == [(right.pk, far.pk, 60)]
    with pytest.raises(SkillMerged):
        merge_skills(source=right, target=left, actor=ACTOR)
    with pytest.raises(SkillMerged):
        merge_skills(source=right, target=right, actor=ACTOR)


def test_a_merged_skill_follows_when_its_target_is_merged_too() -> None:
    first, second, third = (SkillFactory() for _ in range(3))
    merge_skills(source=first, target=second, actor=ACTOR)
    merge_skills(source=second, target=third, actor=ACTOR)
    first.refresh_from_db()
    assert first.merged_into == third


def test_only_editors_change_names() -> None:
    with pytest.raises(NotAllowed):
        add_skill_name(skill=SkillFactory(), text="x", actor=Actor())


def test_suggestions_by_beginning_by_alias_and_by_near_form() -> None:
    tensorflow = SkillFactory(name_en="TensorFlow", aliases=["TF"])
    kubernetes = SkillFactory(name_en="Kubernetes", name_zh_hant="容器編排", name_zh_hans="容器编排", aliases=["K8s"])
    publish_version(note="test", actor=ACTOR)

    def names(text: str) -> list[tuple[int, str]]:
        return [(s.skill_id, s.matched) for s in suggest_skills(text, language="en")]

    assert names("tens") == [(tensorflow.pk, "")]
    assert names("K8s") == [(kubernetes.pk, "")]
    assert names("kubernets") == [(kubernetes.pk, "")]
    assert names("容器") == [(kubernetes.pk, "容器編排")]
    assert names("容器编") == [(kubernetes.pk, "容器編排")] or names("容器编") == [(kubernetes.pk, "容器编排")]
    assert names("") == []
    assert names("zzzz") == []


def test_suggestions_ask_a_fixed_number_of_queries(django_assert_num_queries) -> None:
    for number in range(5):
        SkillFactory(name_en=f"Quantum method {number}")
    publish_version(note="test", actor=ACTOR)
    suggest_skills("warm up")
    current_names()
    with django_assert_num_queries(3):
        assert len(suggest_skills("quantum")) == 5


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries(rows: int, django_assert_num_queries) -> None:
    cluster = ClusterFactory()
    for _ in range(rows):
        SkillFactory().clusters.add(cluster)
    publish_version(note="test", actor=ACTOR)
    find_skills("warm up")
    with django_assert_num_queries(7):
        found = list_skills(text="skill", cluster=cluster.key)
        assert [list(skill.clusters.all()) for skill in found.page.object_list] == [[cluster]] * rows


def test_page_of_a_skill_shows_each_written_form_once() -> None:
    skill = SkillFactory(aliases=["first way"])
    other = SkillFactory()
    SkillRelation.objects.create(source=skill, target=other, strength=40)
    page = skill_page(skill.pk)
    assert [alias.text for alias in page.names] == ["first way"]
    assert page.related == [(other, 40)]
    assert skill_page(other.pk).related == [(skill, 40)]
