import gzip
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SKILLS = [
    ("weld metal", ["welding of metals", "join metal parts"], "Join pieces of metal by heat."),
    ("keep accounts", ["bookkeeping", "maintain accounting records"], "Record the money that a firm earns and spends."),
    ("write software", ["software programming", "code applications"], "Design and write computer programs."),
    ("test software", ["software testing"], "Look for mistakes in computer programs."),
    ("cook meals", ["prepare dishes"], "Make food for guests."),
]


def write(path, rows):
    text = "\n".join(json.dumps(row) for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "taxonomy").mkdir()
    skills = [{"id": f"s{i}", "label": a, "alts": b, "desc": c} for i, (a, b, c) in enumerate(SKILLS)]
    write(tmp_path / "taxonomy" / "skills.jsonl.gz", skills)
    roles = [{"id": "r", "label": "developer", "alts": [], "desc": "", "essential": ["s2"], "optional": ["s3"]}]
    write(tmp_path / "taxonomy" / "occupations_train.jsonl.gz", roles)
    return tmp_path


def answer(folder, name, **files):
    for file, rows in files.items():
        write(folder / f"{file}.jsonl", rows)
    out = folder / "out.jsonl"
    call_command("quality_bench", "--task", name, "--in", str(folder), "--out", str(out))
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_sentences_get_their_nearest_skills_first(folder):
    items = [
        {"id": "1", "text": "You will do bookkeeping for our clients"},
        {"id": "2", "text": "prepare dishes daily"},
    ]
    answers = answer(folder, "T1", items=items)
    assert [(row["id"], row["skills"][0]) for row in answers] == [("1", "keep accounts"), ("2", "cook meals")]


def test_names_are_ranked_for_each_query(folder):
    corpus = [{"id": "a", "text": "accountant"}, {"id": "b", "text": "welder"}, {"id": "c", "text": "软件工程师"}]
    queries = [{"id": "q", "text": "Accountants"}, {"id": "z", "text": "軟件工程"}]
    answers = answer(folder, "T2a", queries=queries, corpus=corpus)
    assert [(row["id"], row["ranked"][0]) for row in answers] == [("q", "a"), ("z", "c")]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("candidate_to_job", [("c1", ["j2", "j1"]), ("c2", ["j1", "j2"])]),
        ("job_to_candidate", [("j1", ["c2", "c1"]), ("j2", ["c1", "c2"])]),
    ],
)
def test_both_sides_are_ranked_by_the_engine(folder, direction, expected):
    candidates = [
        {"id": "c1", "title": "", "skills": ["software programming", "software testing"], "text": "I write programs."},
        {"id": "c2", "title": "welder", "skills": ["welding of metals"], "text": "I join metal."},
    ]
    jobs = [
        {"id": "j1", "title": "welder", "required": ["weld metal"], "preferred": [], "text": "Join metal parts."},
        {"id": "j2", "title": "developer", "required": ["write software"], "preferred": ["test software"], "text": ""},
    ]
    task = [{"task": "T3a", "direction": direction}]
    answers = answer(folder, "T3a", candidates=candidates, jobs=jobs, task=task)
    assert [(row.get("candidate_id") or row["job_id"], row["ranked"]) for row in answers] == expected


def test_an_unknown_task_is_refused(folder):
    with pytest.raises(CommandError, match="unknown task"):
        answer(folder, "T9")
