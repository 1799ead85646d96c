"""The pairs that organisers judged, as a task for the quality harness; nobody's name or address is in it.

Flat files hold everything that was said. `public/t4c_*` hold the same as the harness's task T4c (order of judged pairs
of one role) reads it; roles of which all pairs were judged alike say nothing about order and are not among its truth.
"""

import gzip
import io
import json
import re
import zipfile
from collections import defaultdict
from typing import Any

from accounts.models import User
from expo.models import CandidateProfile, Posting
from matching.models import MatchRun, PairJudgement
from matching.queries.features import read_candidates, read_postings
from matching.queries.rates import Rates
from matching.taxonomy.models import Skill

GOOD = 3
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\+?\d[\d ()-]{6,}\d")
_EPOCH = (1980, 1, 1, 0, 0, 0)
READ_ME = """\
Judged pairs of a matching run, for the quality harness. Grade 3: good, 0: not good, by most of the judges.

candidates.jsonl, jobs.jsonl, task.jsonl, qrels.jsonl   everything that was judged
public/t4c_*.jsonl.gz                                   the same as task T4c; only roles with pairs of both kinds

Put the harness's folder "taxonomy" beside "public" and run it with QUALITY_DATA naming this folder and --tasks T4c.
"""
Row = dict[str, Any]


def without_addresses(text: str, names: tuple[str, ...] = ()) -> str:
    """Return a text without e-mail and web addresses, telephone numbers and the given names."""
    written = [re.escape(name) if not name.isascii() else rf"\b{re.escape(name)}\b" for name in names if len(name) > 1]
    text = _ADDRESS.sub(" ", text)  # before the names, which may be parts of addresses
    for pattern in sorted(written, key=len, reverse=True):
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return text


def _names(user: User) -> tuple[str, ...]:
    """Return what a person is called, in whole and by words."""
    parts = (user.given_name, user.family_name, user.preferred_name, user.chinese_name)
    return tuple(dict.fromkeys(word for part in parts for word in (part, *part.split()) if word))


def judged_rows(run: MatchRun) -> dict[str, list[Row]]:
    """Return candidates, jobs, task and qrels of the judged pairs; people who are no longer open are left out."""
    said: dict[int, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    words = PairJudgement.objects.filter(run=run).order_by("posting_id", "profile_id", "pk")
    for person, role, is_good in words.values_list("profile_id", "posting_id", "is_good"):
        said[role][person].append(is_good)
    everyone = {person for row in said.values() for person in row}
    people = CandidateProfile.objects.open_to_employers().filter(pk__in=everyone)
    called = {person.pk: _names(person.user) for person in people.select_related("user")}
    skills = dict(Skill.objects.values_list("pk", "name_en"))
    grades = {
        role: {person: _grade(words) for person, words in row.items() if person in called} for role, row in said.items()
    }
    return {
        "candidates": [
            {
                "id": f"C{person.id}",
                "title": without_addresses(person.titles[0] if person.titles else "", called[person.id]),
                "skills": [
                    skills.get(item.skill or 0) or without_addresses(item.text, called[person.id])
                    for item in person.skills
                ],
                "text": without_addresses(person.text, called[person.id]),
            }
            for person in read_candidates(people, rates=Rates({}))
        ],
        "jobs": [
            {
                "id": f"J{role.id}",
                "title": role.titles[0],
                "required": [skills.get(r.skill or 0, r.text) for r in role.requirements if r.importance == "must"],
                "preferred": [skills.get(r.skill or 0, r.text) for r in role.requirements if r.importance != "must"],
                "text": without_addresses(role.text),
            }
            for role in read_postings(Posting.objects.filter(pk__in=said), rates=Rates({}))
        ],
        "task": [{"task": f"judged-{run.pk}", "direction": "job_to_candidate"}],
        "qrels": [
            {"q": f"J{role}", "rel": {f"C{person}": grade for person, grade in row.items()}}
            for role, row in grades.items()
        ],
    }


def _grade(said: list[bool]) -> int:
    """Return GOOD when most judges call a pair good, else 0."""
    return GOOD if 2 * sum(said) > len(said) else 0


def judged_files(run: MatchRun) -> dict[str, bytes]:
    """Return the files of the task by their paths."""
    rows = judged_rows(run)
    files = {f"{name}.jsonl": _lines(some) for name, some in rows.items()}
    telling = [row for row in rows["qrels"] if len(set(row["rel"].values())) > 1]
    for name, some in (("candidates", rows["candidates"]), ("jobs", rows["jobs"]), ("qrels", telling)):
        files[f"public/t4c_{name}.jsonl.gz"] = gzip.compress(_lines(some), mtime=0)
    return files | {"README.txt": READ_ME.encode()}


def _lines(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def judged_task(run: MatchRun) -> bytes:
    """Return the files of the task as a zip; equal judgements give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in judged_files(run).items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
