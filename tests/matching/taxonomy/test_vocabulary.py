"""Loading the vocabulary files, and C02: every way of writing finds the identical ids."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from opencc import OpenCC

from core.actor import system_actor
from core.models import AuditEvent
from matching.taxonomy.enums import Origin, SkillKind
from matching.taxonomy.errors import VocabularyFileWrong
from matching.taxonomy.models import (
    AmbiguousTerm,
    Cluster,
    Occupation,
    OccupationAlias,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    VocabularyVersion,
)
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.queries.search import find_skills
from matching.taxonomy.services.seed import DATA_DIR, read_files, split_list
from matching.taxonomy.services.vocabulary import LOCAL_ID_START, load_vocabulary, relation_strength

pytestmark = pytest.mark.django_db
SCRIPTS = tuple(OpenCC(name) for name in ("s2t", "s2hk", "t2s", "hk2s"))
MODELS = (Cluster, Skill, SkillAlias, SkillRelation, Occupation, OccupationAlias, OccupationSkill, AmbiguousTerm)


def everything() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def load(folder: Path = DATA_DIR):
    return load_vocabulary(actor=system_actor("test"), folder=folder)


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(change(rows))


@pytest.fixture
def own_files(tmp_path: Path) -> Path:
    """The first twenty skills of the project's files, with the roles and terms that these allow."""
    folder = tmp_path / "data"
    shutil.copytree(DATA_DIR, folder)
    rows = {row.name_en: row for row in read_files().skills if row.id <= 20}

    def known(cell: str) -> str:
        return ";".join(name for name in split_list(cell) if name in rows)

    rewrite(
        folder / "skills.csv", lambda all_: [{**r, "related": known(r["related"])} for r in all_ if int(r["id"]) <= 20]
    )
    rewrite(folder / "roles.csv", lambda all_: [{**r, "skills": known(r["skills"])} for r in all_[:3]])
    rewrite(folder / "ambiguous_terms.csv", lambda all_: [r for r in all_ if known(r["skills"]) == r["skills"]])
    return folder


def edit_skill(folder: Path, skill_id: int, **values: str) -> None:
    rewrite(folder / "skills.csv", lambda rows: [{**r, **values} if r["id"] == str(skill_id) else r for r in rows])


def test_same_files_twice_change_nothing() -> None:
    first = load()
    before = everything()
    second = load()
    assert (first.is_new_version, first.skills, first.roles) == (True, 853, 242)
    assert (second.is_new_version, second.changed, second.version) == (False, 0, first.version)
    assert everything() == before
    assert VocabularyVersion.objects.count() == 1
    assert AuditEvent.objects.filter(verb="vocabulary.publish").count() == 1


def test_ids_are_those_of_the_files_and_own_ids_start_above() -> None:
    load()
    files = read_files()
    assert dict(Skill.objects.values_list("id", "name_en")) == {row.id: row.name_en for row in files.skills}
    assert dict(Occupation.objects.values_list("id", "name_en")) == {r.id: r.values["name_en"] for r in files.roles}
    own = Skill.objects.create(name_en="Own", name_zh_hant="自", name_zh_hans="自", kind=SkillKind.METHOD)
    assert own.pk > LOCAL_ID_START


def test_new_content_keeps_ids_and_makes_a_version(own_files: Path) -> None:
    load(own_files)
    ids = list(Skill.objects.order_by("id").values_list("id", flat=True))
    edit_skill(own_files, 2, name_zh_hant="機器學習法", aliases_en="ML;statistical learning machines")
    report = load(own_files)
    skill = Skill.objects.get(pk=2)
    assert (report.is_new_version, report.version.number) == (True, 2)
    assert skill.name_zh_hant == "機器學習法"
    assert sorted(skill.aliases.filter(language="en").values_list("text", flat=True)) == [
        "ML",
        "Machine learning",
        "statistical learning machines",
    ]
    assert list(Skill.objects.order_by("id").values_list("id", flat=True)) == ids
    assert load(own_files).changed == 0


def test_names_that_an_editor_changed_or_added_survive_a_reload(own_files: Path) -> None:
    load(own_files)
    Skill.objects.filter(pk=3).update(name_en="Deep nets", is_edited=True)
    SkillAlias.objects.create(skill_id=2, text="statistical learning", folded="statistical learning", language="en")
    edit_skill(own_files, 2, aliases_en="ML;statistical learning")
    load(own_files)
    assert Skill.objects.get(pk=3).name_en == "Deep nets"
    assert SkillAlias.objects.get(folded="statistical learning").origin == Origin.EDITOR


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name_zh_hans": ""}, "a name is missing"),
        ({"kind": "art"}, "unknown kind “art”"),
        ({"clusters": "astrology"}, "unknown cluster “astrology”"),
        ({"aliases_en": "Machine-Learning"}, "“Machine-Learning” already names Machine learning"),
        ({"related": "Alchemy"}, "unknown skill “Alchemy”"),
    ],
)
def test_a_wrong_file_is_named_and_nothing_loads(own_files: Path, values: dict[str, str], problem: str) -> None:
    edit_skill(own_files, 5, **values)
    with pytest.raises(VocabularyFileWrong) as caught:
        load(own_files)
    assert str(caught.value) == f"skills.csv, line 6: {problem}"
    assert Skill.objects.count() == 0


def test_relations_are_stored_once_and_in_order() -> None:
    load()
    pairs = list(SkillRelation.objects.values_list("source_id", "target_id"))
    assert len(pairs) == len(set(pairs)) == 791
    assert all(source < target for source, target in pairs)


@pytest.mark.parametrize(
    ("kinds", "is_mutual", "strength"),
    [
        (("tool", "tool"), False, 50),
        (("tool", "tool"), True, 60),
        (("knowledge", "tool"), False, 40),
        (("method", "method"), False, 40),
        (("certificate", "knowledge"), False, 60),
        (("certificate", "language"), True, 70),
        (("language", "language"), False, 20),
        (("soft", "soft"), True, 40),
    ],
)
def test_relation_strength(kinds: tuple[str, str], is_mutual: bool, strength: int) -> None:
    assert relation_strength(kinds, is_mutual=is_mutual) == strength


def variants(text: str) -> set[str]:
    """Return other ways of writing the same: the other script, case, full-width, spacing."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return {
        text,
        text.upper(),
        text.lower(),
        text.title(),
        wide,
        wide.lower(),
        f"  {text}\t",
        text.replace(" ", "  "),
        text.replace(" ", "\u3000"),
        text.replace(" ", ""),
        text.replace("-", " "),
        " ".join(text) if not text.isascii() and not any("!" <= c <= "~" for c in text) else text,
        *(converter.convert(text) for converter in SCRIPTS if not text.isascii()),
    }


def test_every_skill_is_found_by_every_way_of_writing_it() -> None:
    """C02, for each skill of the list: all names in three languages and their variants give the identical ids."""
    load()
    lexicon = current_lexicon()
    wrong = []
    asked = 0
    with (DATA_DIR / "skills.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names = [row["name_en"], row["name_zh_hant"], row["name_zh_hans"]]
            names += split_list(row["aliases_en"]) + split_list(row["aliases_zh"])
            for name in names:
                expected = [int(row["id"])]
                for written in variants(name):
                    asked += 1
                    found = list(lexicon.lookup(written)[0])
                    if found != expected:
                        wrong.append((written, found, expected))
    assert wrong == []
    assert asked > 15_000
    typed = ("機器學習", "机器学习", "ML", "machine  learning", "ＭＬ", "Machine-Learning")
    assert [find_skills(text) for text in typed] == [[2]] * 6


def test_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_vocabulary")
    call_command("load_vocabulary")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Vocabulary v1 (new version): 853 skills")
    assert second.endswith("0 rows changed.")
