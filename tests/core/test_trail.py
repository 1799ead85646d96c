"""Every verb that the trail keeps has words in every language, in the administration's list, filter and page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from core.actor import Actor
from core.audit import record
from core.trail import DEEDS, deed_in_words, way_in_words
from expo.enums import EditionState, EmployerState, PostingState
from expo.workflows import EDITION, EMPLOYER, POSTING
from matching.taxonomy.enums import TermState
from matching.taxonomy.workflows import TERM
from matching.trail import STEPS
from tests.factories.accounts import AdministratorFactory

ROOT = Path(settings.BASE_DIR)
RECORDED = re.compile(r"\b_?record\(\s*f?\"([a-z_.]+)\"(?: if \w+ else \"([a-z_.]+)\")?")


def recorded_verbs() -> set[str]:
    """Return what the code hands to record() as plain words, and what workflows make of their verbs."""
    written = {
        verb
        for app in ("accounts", "expo", "matching", "core")
        for path in (ROOT / app).rglob("*.py")
        for found in RECORDED.findall(path.read_text(encoding="utf-8"))
        for verb in found
        if verb
    }
    tables = (
        ("edition", EDITION, EditionState),
        ("employer", EMPLOYER, EmployerState),
        ("posting", POSTING, PostingState),
        ("term", TERM, TermState),
    )
    return written | {
        f"{noun}.{verb}" for noun, table, states in tables for state in states.values for verb in table.verbs(state)
    }


def test_every_verb_of_the_trail_has_words() -> None:
    verbs = recorded_verbs()
    assert {"sign_in", "run.create", "edition.open", "leave", "remove_member", "check_in.record"} <= verbs
    assert {verb for verb in verbs | set(STEPS) if deed_in_words(verb) == verb} == set()


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
def test_no_deed_is_told_in_english(language: str) -> None:
    with override(language):
        assert [verb for verb in DEEDS if re.search(r"[a-z]{3}", deed_in_words(verb))] == []
        assert [way for way in ("web", "admin", "task", "command", "beat") if way_in_words(way) == way] == []


def test_what_is_unknown_keeps_its_code() -> None:
    assert deed_in_words("telescope.polish") == "telescope.polish"
    assert way_in_words("pigeon") == "pigeon"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "deed", "way"), [("zh-hant", "登入", "網頁"), ("zh-hans", "登录", "网页")])
def test_the_administration_tells_deeds_in_the_readers_language(
    client: Client, language: str, deed: str, way: str
) -> None:
    person = AdministratorFactory(language=language)
    event = record("sign_in", person, actor=Actor(user=person))
    client.force_login(person)
    for url in ("/admin/core/auditevent/", f"/admin/core/auditevent/{event.pk}/change/"):
        page = client.get(url, headers={"accept-language": language}).text
        assert deed in page
        assert way in page
        assert ">sign_in<" not in page
        assert "accounts.user<" not in page
