"""The editors' pages: rights, decisions, fragments."""

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import system_actor
from matching.taxonomy.enums import TermState
from matching.taxonomy.models import Skill, UnknownTerm
from matching.taxonomy.queries.nearness import current_names
from matching.taxonomy.services.terms import note_unknown_terms
from matching.taxonomy.services.vocabulary import load_vocabulary, publish_version
from tests.factories.accounts import AdministratorFactory, OrganiserFactory, UserFactory
from tests.factories.taxonomy import ClusterFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client: Client) -> Client:
    client.force_login(OrganiserFactory())
    return client


def test_pages_are_for_editors_only(client: Client) -> None:
    paths = [reverse("taxonomy:skill_list"), reverse("taxonomy:unknown_queue")]
    assert [client.get(path).status_code for path in paths] == [302, 302]
    client.force_login(UserFactory())
    assert [client.get(path).status_code for path in paths] == [403, 403]
    client.force_login(AdministratorFactory())
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_decisions_by_buttons_and_undo(organiser: Client) -> None:
    skill = SkillFactory(name_en="Machine learning")
    cluster = ClusterFactory()
    note_unknown_terms([("LangChain", "en"), ("stat learning", "en"), ("hard working", "en")])
    terms = {term.text: term for term in UnknownTerm.objects.all()}
    names = {"name_en": "LangChain", "name_zh_hant": "LangChain", "name_zh_hans": "LangChain"}
    organiser.post(
        reverse("taxonomy:term_accept", args=[terms["LangChain"].pk]),
        {**names, "kind": "tool", "clusters": [cluster.pk]},
    )
    organiser.post(reverse("taxonomy:term_merge", args=[terms["stat learning"].pk]), {"skill": "machine LEARNING"})
    answer = organiser.post(reverse("taxonomy:term_reject", args=[terms["hard working"].pk]), follow=True)
    assert dict(UnknownTerm.objects.values_list("text", "state")) == {
        "LangChain": TermState.ACCEPTED,
        "stat learning": TermState.MERGED,
        "hard working": TermState.REJECTED,
    }
    assert "Every term is decided" in answer.content.decode()
    assert "Undo “hard working”" in answer.content.decode()
    organiser.post(reverse("taxonomy:term_undo", args=[terms["hard working"].pk]))
    assert UnknownTerm.objects.get(text="hard working").state == TermState.PENDING
    assert UnknownTerm.objects.get(text="stat learning").skill == skill


def test_a_refused_decision_says_why(organiser: Client) -> None:
    note_unknown_terms([("LangChain", "en")])
    term = UnknownTerm.objects.get()
    answer = organiser.post(reverse("taxonomy:term_merge", args=[term.pk]), {"skill": "nobody"}, follow=True)
    assert "No skill of the vocabulary is named so." in answer.content.decode()
    answer = organiser.post(reverse("taxonomy:term_accept", args=[term.pk]), {"name_en": "x"}, follow=True)
    assert "This field is required." in answer.content.decode()
    assert UnknownTerm.objects.get().state == TermState.PENDING


def test_suggest_answers_options_to_signed_in_people(client: Client) -> None:
    SkillFactory(name_en="Kubernetes", name_zh_hant="容器編排", aliases=["K8s"])
    publish_version(note="test", actor=system_actor("test"))
    url = reverse("taxonomy:skill_suggest")
    assert client.get(url, {"q": "kub"}).status_code == 302
    client.force_login(UserFactory())
    english = client.get(url, {"q": "kuber"}).content.decode()
    client.force_login(UserFactory(language="zh-hant"))
    chinese = client.get(url, {"q": "k8"}).content.decode()
    assert 'data-value="Kubernetes"><span lang="en">Kubernetes</span></li>' in english
    assert 'data-value="容器編排"><span lang="zh-Hant">容器編排</span> <span class="muted small">K8s</span>' in chinese
    assert client.get(url).content.decode().strip() == ""


@pytest.mark.parametrize(
    ("language", "name", "label"),
    [
        ("en", "Customer service", "similar meaning"),
        ("zh-hant", "客戶服務", "意思相近"),
        ("zh-hans", "客户服务", "意思相近"),
    ],
)
def test_a_suggestion_by_meaning_says_so(client: Client, language: str, name: str, label: str) -> None:
    load_vocabulary(actor=system_actor("test"))
    current_names()
    client.force_login(UserFactory(language=language))
    html = client.get(reverse("taxonomy:skill_suggest"), {"q": "talking to customers"}).content.decode()
    assert (f'data-value="{name}"' in html, f'<span class="muted small">{label}</span>' in html) == (True, True)


def test_the_queue_offers_what_is_near_by_meaning_but_never_first(organiser: Client) -> None:
    load_vocabulary(actor=system_actor("test"))
    current_names()
    note_unknown_terms([("talking to customers", "en")])
    page = organiser.get(reverse("taxonomy:unknown_queue"))
    item = page.context["queue"].terms[0]
    assert (item.best, item.skills[0].name_en) == (None, "Customer service")
    assert "Perhaps:" in page.content.decode()


def test_skill_page_renames_adds_removes_and_merges(organiser: Client) -> None:
    skill, other = SkillFactory(name_en="Kubernetes"), SkillFactory(name_en="Containers")
    page = reverse("taxonomy:skill_edit", args=[skill.pk])
    names = {"name_en": "Kubernetes clusters", "name_zh_hant": "容器", "name_zh_hans": "容器"}
    assert organiser.post(page, names).status_code == 302
    assert organiser.post(page, {**names, "name_en": "Containers"}).status_code == 422
    add = reverse("taxonomy:skill_name_add", args=[skill.pk])
    assert organiser.post(add, {"name": "K8s"}).status_code == 302
    assert "already names the skill Containers" in organiser.post(add, {"name": "containers"}).content.decode()
    alias = skill.aliases.get(text="K8s")
    organiser.post(reverse("taxonomy:skill_name_remove", args=[skill.pk, alias.pk]))
    assert not skill.aliases.filter(text="K8s").exists()
    merge = reverse("taxonomy:skill_merge", args=[skill.pk])
    assert organiser.post(merge, {"merge-skill": "nothing"}).status_code == 422
    assert organiser.post(merge, {"merge-skill": "Containers"}, follow=True).status_code == 200
    assert Skill.objects.get(pk=skill.pk).merged_into == other
    assert "has been merged into" in organiser.get(page).content.decode()
    assert organiser.get(reverse("taxonomy:skill_edit", args=[0])).status_code == 404


def test_list_is_searched_by_any_name(organiser: Client) -> None:
    SkillFactory(name_en="Machine learning", name_zh_hant="機器學習", name_zh_hans="机器学习", aliases=["ML"])
    SkillFactory(name_en="Accounting")
    publish_version(note="test", actor=system_actor("test"))
    for text in ("ml", "机器学习", "機器 學習", "machine"):
        html = organiser.get(reverse("taxonomy:skill_list"), {"q": text}).content.decode()
        assert ("Machine learning" in html, "Accounting" in html) == (True, False)
    assert "No skill is named so" in organiser.get(reverse("taxonomy:skill_list"), {"q": "zzzz"}).content.decode()
