"""Files written by others, from the command line to match lists: imported as they are, matched, taken back."""

import gzip
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.actor import system_actor
from expo.models import CandidateProfile, Edition, ImportBatch, Posting
from expo.services.imports.verbs import undo_import
from matching.engine.receipts import unpack_receipts
from matching.enums import Side
from matching.models import MatchList, MatchRun
from matching.taxonomy.models import UnknownTerm
from matching.taxonomy.services.vocabulary import load_vocabulary
from tests.factories import EditionFactory
from tests.support.matching import finished_run

pytestmark = pytest.mark.django_db
# Records in the shape of the public tasks T3b and T4b (ids, titles, lists and texts), with words of our own.
JOBS = [
    {
        "id": "J-robot",
        "title": "robot cell programmer",
        "required": ["program robot arms", "C++", "ROS", "monitor gauges"],
        "preferred": ["mark processed workpieces"],
        "text": "Robot cell programmers write C++ for ROS and keep the cell running. Required: C++; ROS.",
    },
    {
        "id": "J-lab",
        "title": "laboratory analyst",
        "required": ["Mass spectrometry", "prepare samples", "Chromatography"],
        "preferred": ["GMP"],
        "text": "Analysts prepare samples for chromatography and put them into containers.",
    },
    {
        "id": "J-text",
        "title": "Analist de date",
        "required": [],
        "preferred": [],
        "text": "Analist de date\n\n- SQL\n- Python\n- Power BI",
    },
]
PEOPLE = [
    {"id": "P-robot", "title": "", "skills": ["C++", "Robot software"], "text": "Experience: Program arms with ROS."},
    {"id": "P-lab", "title": "", "skills": ["LC-MS"], "text": "Experience: Chromatography and mass spectrometry."},
    {"id": "P-text", "title": "", "skills": [], "text": "EXPERIENȚĂ\n\nAnalist\n- Utilizat SQL și Python, Power BI"},
]


def write(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(json.dumps(record) for record in records).encode()))
    return path


def bring_in(folder: Path) -> Edition:
    """Import both files by command into a fresh edition."""
    load_vocabulary(actor=system_actor("test"))
    edition = EditionFactory(slug="files-of-others")
    jobs, people = write(folder / "jobs.jsonl.gz", JOBS), write(folder / "candidates.jsonl.gz", PEOPLE)
    options = {"edition": edition.slug, "employer": "Public files", "create_employers": True}
    call_command("import_postings", str(jobs), **options)
    call_command("import_candidates", str(people), edition=edition.slug)
    return edition


def best_of(run: MatchRun, reference: str) -> tuple[str, int, int]:
    """Return the reference of the first role of a person, its points and the sum of its receipt."""
    person = CandidateProfile.objects.get(reference=f"files-of-others:{reference}")
    row = MatchList.objects.get(run=run, side=Side.CANDIDATE, owner_id=person.pk)
    receipt = unpack_receipts(bytes(row.receipts))[0]
    return Posting.objects.get(pk=row.counterpart_ids[0]).reference, row.points[0], int(receipt["points"].sum())


def test_files_of_others_are_imported_matched_and_taken_back(tmp_path: Path) -> None:
    edition = bring_in(tmp_path)
    analyst = Posting.objects.get(reference="J-text")
    assert {str(r.skill) for r in analyst.requirements.select_related("skill")} == {"SQL", "Python", "Power BI"}
    run = finished_run(edition)
    assert (run.candidate_count, run.posting_count) == (3, 3)
    for name in ("robot", "lab", "text"):
        reference, points, total = best_of(run, f"P-{name}")
        assert (reference, points) == (f"J-{name}", total)
    assert UnknownTerm.objects.filter(text="monitor gauges").exists()
    for batch in ImportBatch.objects.order_by("-pk"):
        undo_import(batch=batch, actor=system_actor("test"))
    counts = (Posting.objects.count(), CandidateProfile.objects.count(), UnknownTerm.objects.count())
    assert counts == (0, 0, 0)
