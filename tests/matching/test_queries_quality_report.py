"""The evidence: the harness's figures from small data, signals left out, tables written into the document."""

import gzip
import json

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from matching.management.commands.quality_report import TABLES, filled
from matching.queries.quality import normalise
from matching.queries.quality_languages import SEED, Tongues, draw_pool, languages_alike
from matching.queries.quality_report import PEOPLE as DRAWN
from matching.queries.quality_report import Report, ablation_table, interval_table, read_peers, result_table
from matching.queries.quality_signals import ALL, REPACKED, MatchingAblation, TitleSignals, variants
from matching.queries.quality_tasks import METRIC, Harness, answer_task, ranking_scores, task_scores, tie_range

SKILLS = [
    ("weld metal", ["welding of metals", "join metal parts"], "Join pieces of metal by heat."),
    ("keep accounts", ["bookkeeping"], "Record the money that a firm earns and spends."),
    ("write software", ["software programming"], "Design and write computer programs."),
    ("test software", ["software testing"], "Look for mistakes in computer programs."),
]
PEOPLE = [
    {"id": "c1", "title": "", "skills": ["software programming", "software tseting"], "text": "I write programs."},
    {"id": "c2", "title": "welder", "skills": ["welding of metals"], "text": "I join metal."},
]
JOBS = [
    {"id": "j1", "title": "welder", "required": ["weld metal"], "preferred": [], "text": "Join metal parts."},
    {"id": "j2", "title": "developer", "required": ["test software"], "preferred": ["write software"], "text": ""},
]
TITLES = [{"id": "a", "text": "软件工程师"}, {"id": "b", "text": "会计"}, {"id": "c", "text": "焊工"}]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))


@pytest.fixture(scope="module")
def harness(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quality") / "data"
    skills = [{"id": f"s{i}", "label": a, "alts": b, "desc": c} for i, (a, b, c) in enumerate(SKILLS)]
    roles = [
        {
            "id": "r",
            "label": "developer",
            "alts": ["软件开发人员"],
            "desc": "",
            "essential": ["s2"],
            "optional": ["s3"],
        },
        {"id": "w", "label": "welder", "alts": [], "desc": "", "essential": ["s0"]},
    ]
    roles = [role | {"optional": ["s3"] if role["id"] == "r" else []} for role in roles]
    write(folder / "taxonomy" / "skills.jsonl.gz", skills)
    write(folder / "taxonomy" / "occupations_train.jsonl.gz", roles)
    write(folder / "taxonomy" / "t1_vocab.jsonl.gz", skills)
    public = folder / "public"
    write(public / "t1.jsonl.gz", [
        {"id": "1", "set": "tech", "text": "We need bookkeeping", "gold": ["keep accounts"]},
        {"id": "2", "set": "house", "text": "weld metal", "gold": ["weld metal"]},
        {"id": "3", "set": "house", "text": "Nice offices", "gold": []},
    ])  # fmt: skip
    write(public / "t2c.jsonl.gz", [{"id": "m", "text": "programming of software", "gold": ["Write software"]}])
    for task in ("t2a", "t2b_en", "t2b_zh"):
        write(public / f"{task}_queries.jsonl.gz", [{"id": "q", "text": "軟件工程"}, {"id": "p", "text": "會計師"}])
        write(public / f"{task}_corpus.jsonl.gz", TITLES)
        write(public / f"{task}_qrels.jsonl.gz", [{"q": "q", "rel": {"a": 1}}, {"q": "p", "rel": {"b": 1}}])
    for task in ("t3a", "t3b", "t4b", "t4c"):
        write(public / f"{task}_candidates.jsonl.gz", PEOPLE)
        write(public / f"{task}_jobs.jsonl.gz", JOBS)
        rel = (
            {"c1": {"j2": 3}, "c2": {"j1": 3}} if task < "t4" else {"j1": {"c2": 3, "c1": 0}, "j2": {"c1": 3, "c2": 0}}
        )
        write(public / f"{task}_qrels.jsonl.gz", [{"q": key, "rel": grades} for key, grades in rel.items()])
    return Harness(folder)


@pytest.fixture(scope="module")
def vocabulary(harness):
    return harness.vocabulary()


@pytest.mark.parametrize("task", sorted(METRIC))
def test_easy_tasks_are_answered_without_fault(harness, vocabulary, task):
    scores = task_scores(harness, task, answer_task(harness, vocabulary, task))
    assert set(scores.each.values()) == {1.0}
    assert scores.mean == 1.0


def test_sentences_without_a_skill_are_not_asked_and_sets_count_alike(harness):
    answers = [{"id": "1", "skills": ["weld metal"]}, {"id": "2", "skills": ["Weld metal"]}]
    scores = task_scores(harness, "T1", answers)
    assert scores.each == {"1": 0.0, "2": 1.0}
    assert scores.group == {"1": 1, "2": 0}
    assert scores.mean == 0.5


def test_what_is_not_answered_counts_nothing():
    scores = ranking_scores(
        "MAP", [{"q": "a", "rel": {"x": 1}}, {"q": "b", "rel": {"x": 1}}], [{"id": "a", "ranked": ["x"]}]
    )
    assert scores.each == {"a": 1.0, "b": 0.0}


def test_equal_names_may_stand_in_any_order(tmp_path):
    write(tmp_path / "public" / "t2a_queries.jsonl.gz", [{"id": "q", "text": "x"}])
    corpus = [{"id": "1", "text": "other"}, {"id": "2", "text": "Same"}, {"id": "3", "text": "same"}]
    write(tmp_path / "public" / "t2a_corpus.jsonl.gz", corpus)
    write(tmp_path / "public" / "t2a_qrels.jsonl.gz", [{"q": "q", "rel": {"3": 1}}])
    answers = [{"id": "q", "ranked": ["2", "1", "3"]}]
    assert tie_range(Harness(tmp_path), "T2a", answers) == (0.5, 1.0)


def test_every_signal_is_left_out(harness, vocabulary):
    ablation = MatchingAblation.read(harness, vocabulary, "T3a")
    found = {(v.name, v.alone): ablation.scores(v).mean for v in variants()}
    assert found[ALL, False] == 1.0
    assert found["requirements one by one", True] == 1.0
    # A misspelt skill is all that the first person offers.
    people = [row | {"title": "", "text": "", "skills": row["skills"][-1:]} for row in PEOPLE]
    ablation = MatchingAblation(vocabulary, "T3a", people, JOBS, [])
    packs = {name: ablation.packed_without(name) for name in ("", *REPACKED)}
    assert packs[""].candidates.lines["skill"].tolist() == [4, 1]
    assert packs["spelling"].candidates.lines["skill"].tolist() == [0, 1]
    assert not packs["role context"].candidates.profile[:, : vocabulary.vocabulary.context].any()
    assert set(packs["rarity"].postings.lines["specificity"].tolist()) == {100}


def test_left_out_titles_and_texts_are_in_no_payload(harness, vocabulary):
    ablation = MatchingAblation.read(harness, vocabulary, "T3a")
    assert len(ablation.packed_without("titles, everywhere").candidates.titles) == 0
    assert not ablation.packed_without("texts, everywhere").postings.head["has_text"].any()
    hinted, plain = ablation.packed_without(""), ablation.packed_without("suggested skills")
    assert (hinted.candidates.profile != plain.candidates.profile).any()


def test_the_parts_of_chinese_titles_add_up_to_the_product(harness, vocabulary):
    queries, corpus, _ = harness.names("T2b_zh")
    parts = TitleSignals.of(vocabulary, [q["text"] for q in queries], [c["text"] for c in corpus]).named()
    total = np.sum(list(parts.values()), axis=0)
    ranked = {row["id"]: row["ranked"] for row in normalise(vocabulary, queries, corpus)}
    for query, row in zip(queries, total, strict=True):
        assert [corpus[at]["id"] for at in np.argsort(-row)] == ranked[query["id"]]


def peer(name, **each):
    tasks = {
        f"public/{task}": {METRIC[task]: float(np.mean(list(q.values()))), "per_query": q} for task, q in each.items()
    }
    return {"name": name, "tasks": tasks}


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    head = "| system | " + " | ".join(f"{task} {metric}" for task, metric in METRIC.items()) + " | T3a s | T1 s/1000 |"
    rows = "\n".join(
        f"| {name} | " + " | ".join(["0.500"] * len(METRIC)) + " | 87.77 | 2.5 |" for name in ("Words", "Big")
    )
    (tmp_path / "RESULTS.md").write_text(f"{head}\n|---{'|---' * (len(METRIC) + 2)}|\n{rows}\n")
    (folder / "Words.json").write_text(json.dumps(peer("Words", T3a={"c1": 0.0, "c2": 1.0})))
    (folder / "mine.json").write_text(json.dumps(peer("mine", T3a={"c1": 1.0, "c2": 1.0})))
    return folder


def test_peers_are_those_of_the_harness_with_their_queries_where_stored(results):
    big, words = read_peers(results)
    assert (big.name, big.mean["T1"], big.each) == ("Big", 0.5, {})
    assert set(big.mean.values()) == {0.5}  # seconds are no figure
    assert (words.name, words.mean["T1"], words.each) == ("Words", 0.5, {"T3a": {"c1": 0.0, "c2": 1.0}})


def test_tables_show_reach_and_leads(harness, results, tmp_path):
    report = Report(harness, read_peers(results), tmp_path / "cache", lambda _: None)
    table = list(result_table(report))
    assert table[2].startswith(
        "| T1 RP@5 | skills from sentences of adverts | 0.500 (Big) | 0.51 | 0.56 | 1.000 | aim met |"
    )
    report.ours["T3a"].each.update(c1=0.0, c2=0.5)
    missed = next(line for line in result_table(report) if line.startswith("| T3a"))
    assert missed.endswith("| 0.82 | 0.84 | 0.250 | **reach missed by 0.570** |")
    leads = list(interval_table(report, ("Words", "Big")))
    assert leads[0] == "| Task | Words | Big (mean only) |"
    row = next(line for line in leads if line.startswith("| T3a"))
    assert row.startswith("| T3a | -0.250 [-0.500, +0.000] (not sure) |")
    assert "**behind**" not in leads[2]


def test_the_ablation_table_has_a_line_a_signal_and_is_kept(harness, results, tmp_path):
    said = []
    report = Report(harness, [], tmp_path / "cache", said.append)
    table = list(ablation_table(report, ("T3a",)))
    assert table[0] == "| Signal | T3a alone | T3a without |"
    assert len(table) == 3 + len({v.name for v in variants()} - {ALL})
    assert len(said) == len(variants())
    assert list(ablation_table(Report(harness, [], tmp_path / "cache", said.append), ("T3a",))) == table
    assert len(said) == len(variants())


def test_one_command_fills_the_document(harness, results, tmp_path):
    document = tmp_path / "doc.md"
    document.write_text(
        "Before\n" + "\n".join(f"<!-- measured: {t} -->STALE<!-- end -->" for t in TABLES) + "\nAfter\n"
    )
    options = ["--results", str(results), "--cache", str(tmp_path / "cache"), "--document", str(document)]
    tables = ["results", "intervals", "ablation", "ablation-zh", "ties"]
    call_command("quality_report", "--data", str(harness.folder), *options, "--tables", *tables)
    text = document.read_text()
    assert text.startswith("Before\n<!-- measured: results -->\n\n| Task |")
    assert text.count("STALE") == 1  # the table that was not asked for
    with pytest.raises(CommandError, match="not the harness's data"):
        call_command("quality_report", "--data", str(tmp_path))


def test_a_document_without_a_place_is_refused():
    with pytest.raises(ValueError, match="no place for results"):
        filled("nothing", "results", [])


def test_people_and_roles_rank_alike_in_three_languages():
    tongues = Tongues.read()
    whole, _ = languages_alike(tongues, draw_pool(tongues, DRAWN, np.random.default_rng(SEED)))
    by_pair = {(row.one, row.other): (row.roles, row.people) for row in whole}
    assert min(by_pair["zh-hant", "zh-hans"]) >= 0.98
    assert min(*by_pair["en", "zh-hant"], *by_pair["en", "zh-hans"]) >= 0.9
