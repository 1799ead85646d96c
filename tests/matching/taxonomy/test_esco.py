"""The importer of the official ESCO files, on small files of our own in that format."""

import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.actor import Actor, system_actor
from core.errors import NotAllowed
from matching.taxonomy.enums import Origin
from matching.taxonomy.errors import EscoFileWrong
from matching.taxonomy.models import OccupationAlias, Skill, SkillAlias, SkillRelation, VocabularyVersion
from matching.taxonomy.queries.search import find_skills
from matching.taxonomy.services.esco import import_esco
from tests.factories.taxonomy import OccupationFactory, SkillFactory

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "esco"
ACTOR = system_actor("test")


def counts(folder: Path = FOLDER, *, dry_run: bool = False) -> dict[str, int]:
    report = asdict(import_esco(folder=folder, actor=ACTOR, dry_run=dry_run))
    return {name: value for name, value in report.items() if name not in ("version", "is_new_version")}


def test_known_skills_are_linked_and_others_made() -> None:
    ours = SkillFactory(name_en="Machine learning", aliases=["ML"])
    OccupationFactory(name_en="Data Scientist")
    assert counts() == {
        "concepts": 3,
        "linked": 1,
        "created": 2,
        "renamed": 0,
        "names": 5,
        "names_taken": 2,
        "relations": 2,
        "role_titles": 2,
        "role_links_unused": 1,
    }
    ours.refresh_from_db()
    assert (ours.esco_uri.rsplit("/", 1)[-1], ours.origin) == ("0001", Origin.EDITOR)
    assert [find_skills(t) for t in ("ML", "Statistical-Learning", "automated learning")] == [[ours.pk]] * 3
    tuning = Skill.objects.get(name_en="tune pianos")
    assert (tuning.kind, tuning.origin, tuning.name_zh_hant) == ("method", Origin.ESCO, "")
    assert find_skills("adjust pianos") == [tuning.pk]
    assert set(OccupationAlias.objects.values_list("text", flat=True)) == {"data expert", "research data scientist"}
    strengths = set(SkillRelation.objects.values_list("source__name_en", "target__name_en", "strength"))
    assert strengths == {("tune pianos", "repair pianos", 40), ("Machine learning", "tune pianos", 30)}


def test_the_same_files_again_change_nothing() -> None:
    counts()
    names = list(SkillAlias.objects.order_by("pk").values())
    again = counts()
    assert {name for name, value in again.items() if value and name not in ("concepts", "names_taken")} == {
        "role_links_unused"
    }
    assert list(SkillAlias.objects.order_by("pk").values()) == names
    assert VocabularyVersion.objects.count() == 1


def test_a_dry_run_counts_and_writes_nothing() -> None:
    assert counts(dry_run=True)["created"] == 3
    assert (Skill.objects.count(), SkillAlias.objects.count(), VocabularyVersion.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("skillSkillRelations_en.csv", None, "skillSkillRelations_en.csv: the file is missing"),
        ("skills_en.csv", "conceptUri,preferredLabel\n", "skills_en.csv: the column skillType is missing"),
    ],
)
def test_missing_files_and_columns_are_named(tmp_path: Path, file: str, text: str | None, problem: str) -> None:
    folder = tmp_path / "esco"
    shutil.copytree(FOLDER, folder)
    (folder / file).unlink()
    if text is not None:
        (folder / file).write_text(text)
    with pytest.raises(EscoFileWrong) as caught:
        counts(folder)
    assert str(caught.value) == problem
    assert Skill.objects.count() == 0


def test_only_editors_import() -> None:
    with pytest.raises(NotAllowed):
        import_esco(folder=FOLDER, actor=Actor())


def test_command_reports(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call_command("import_esco", str(FOLDER), dry_run=True)
    call_command("import_esco", str(FOLDER))
    out = capsys.readouterr().out
    assert "3 concepts: 0 linked to skills we have, 3 new" in out
    assert ("Dry run: nothing was written." in out, "Vocabulary v1." in out) == (True, True)
    with pytest.raises(CommandError, match="missing"):
        call_command("import_esco", str(tmp_path))
