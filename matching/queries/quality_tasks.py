"""The quality harness's public data: tasks with their truth, read from its folder, and the figures of answers to them.

A folder holds `taxonomy/` and one folder a half (`public/`) with gzipped JSON lines. Queries and corpora are put in the
harness's own order, so that equal names (the corpus of T2a has 1,182 twice) come out as they do there.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from matching.engine.data import Weights
from matching.engine.metrics import (
    average_precision,
    concordance,
    distinct,
    ndcg,
    r_precision_at,
    reciprocal_rank,
)
from matching.queries.quality import ForeignVocabulary, Row, extract, match_rows, normalise, read_rows

HALF = "public"
ORDER_SEED = 7
METRIC = {
    "T1": "RP@5",
    "T2a": "MRR",
    "T2b_en": "MAP",
    "T2b_zh": "MAP",
    "T2c": "MRR",
    "T3a": "NDCG@10",
    "T3b": "NDCG@10",
    "T4b": "MAP",
    "T4c": "concordance",
}


@dataclass(frozen=True, slots=True)
class Scores:
    """The main figure of each query; `group` holds queries whose mean counts as one (sets of sentences of T1)."""

    each: dict[str, float]
    group: dict[str, int]

    @property
    def mean(self) -> float:
        """Mean of the groups' means."""
        groups = sorted(set(self.group.values()))
        return float(np.mean([np.mean([v for q, v in self.each.items() if self.group[q] == g]) for g in groups]))


def shuffled(rows: list[Row]) -> list[Row]:
    """Return rows in the order in which the harness hands them out."""
    rows = list(rows)
    random.Random(ORDER_SEED).shuffle(rows)  # noqa: S311  # an order, no secret
    return rows


@dataclass(frozen=True, slots=True)
class Harness:
    """The folder with the harness's data."""

    folder: Path

    def path(self, name: str) -> Path:
        """Return where one of the half's files lies."""
        return self.folder / HALF / f"{name}.jsonl.gz"

    def rows(self, name: str) -> list[Row]:
        """Read one of the half's files."""
        return read_rows(self.path(name))

    def vocabulary(self, *, glossed: bool = True) -> ForeignVocabulary:
        """Read the harness's vocabulary."""
        found = ForeignVocabulary.read(self.folder / "taxonomy")
        return found if glossed else ForeignVocabulary(found.skills, found.roles, glossed=False)

    def labels(self) -> list[str]:
        """Return the labels that T1 and T2c ask for."""
        return [row["label"] for row in read_rows(self.folder / "taxonomy" / "t1_vocab.jsonl.gz")]

    def sides(self, task: str) -> tuple[list[Row], list[Row]]:
        """Return candidates and jobs of a matching task."""
        return shuffled(self.rows(f"{task.lower()}_candidates")), shuffled(self.rows(f"{task.lower()}_jobs"))

    def names(self, task: str) -> tuple[list[Row], list[Row], list[Row]]:
        """Return queries, corpus and truth of a naming task."""
        if task != "T2c":
            queries, corpus, truth = (self.rows(f"{task.lower()}_{part}") for part in ("queries", "corpus", "qrels"))
            return shuffled(queries), shuffled(corpus), truth
        labels = self.labels()
        place: dict[str, list[str]] = {}
        for at, label in enumerate(labels):
            place.setdefault(label.strip().lower(), []).append(str(at))
        mentions = self.rows("t2c")
        truth = [
            {"q": row["id"], "rel": {at: 1 for label in row["gold"] for at in place[label.strip().lower()]}}
            for row in mentions
        ]
        corpus = [{"id": str(at), "text": label} for at, label in enumerate(labels)]
        return shuffled([{"id": row["id"], "text": row["text"]} for row in mentions]), shuffled(corpus), truth


def sentence_scores(truth: list[Row], answers: Iterable[Row]) -> Scores:
    """Score the skills named in sentences that have some, each set of sentences for itself."""
    named = {row["id"]: distinct([skill.strip().lower() for skill in row["skills"]]) for row in answers}
    kept = [row for row in truth if row["gold"]]
    sets = sorted({row["set"] for row in kept})
    gold = {row["id"]: {skill.strip().lower() for skill in row["gold"]} for row in kept}
    return Scores(
        {key: r_precision_at(named.get(key, []), skills) for key, skills in gold.items()},
        {row["id"]: sets.index(row["set"]) for row in kept},
    )


def ranking_scores(metric: str, truth: list[Row], answers: Iterable[Row]) -> Scores:
    """Score rankings against graded truth; an unanswered query gets 0."""
    ranked: dict[str, list[str]] = {}
    for row in answers:
        key = next(row[name] for name in ("id", "candidate_id", "job_id") if name in row)
        ranked[key] = distinct(row["ranked"])
    each = {row["q"]: _figure(metric, ranked.get(row["q"], []), row["rel"]) for row in truth}
    return Scores(each, dict.fromkeys(each, 0))


def _figure(metric: str, ranked: list[str], grades: dict[str, int]) -> float:
    relevant = {key for key, grade in grades.items() if grade > 0}
    figures: dict[str, Callable[[], float]] = {
        "NDCG@10": partial(ndcg, ranked, grades),
        "MRR": partial(reciprocal_rank, ranked, relevant),
        "MAP": partial(average_precision, ranked, relevant),
        "concordance": partial(concordance, [key for key in ranked if key in grades], grades),
    }
    return figures[metric]()


def answer_task(harness: Harness, vocabulary: ForeignVocabulary, task: str) -> list[Row]:
    """Return the product's answers to one task."""
    if task == "T1":
        return list(extract(vocabulary, shuffled(harness.rows("t1"))))
    if task.startswith("T2"):
        queries, corpus, _ = harness.names(task)
        return list(normalise(vocabulary, queries, corpus))
    candidates, jobs = harness.sides(task)
    to_jobs = task.startswith("T3")
    return list(match_rows(vocabulary, candidates, jobs, to_jobs=to_jobs, weights=Weights()))


def task_scores(harness: Harness, task: str, answers: Iterable[Row]) -> Scores:
    """Score the answers to one task."""
    if task == "T1":
        return sentence_scores(harness.rows("t1"), answers)
    truth = harness.names(task)[2] if task.startswith("T2") else harness.rows(f"{task.lower()}_qrels")
    return ranking_scores(METRIC[task], truth, answers)


def tie_range(harness: Harness, task: str, answers: Iterable[Row]) -> tuple[float, float]:
    """Return the figure of a naming task when entries of one name stand in the worst and in the best order."""
    _, corpus, truth = harness.names(task)
    name = {entry["id"]: entry["text"].strip().lower() for entry in corpus}
    relevant = {row["q"]: {key for key, grade in row["rel"].items() if grade > 0} for row in truth}
    ends = []
    for good_first in (False, True):
        sorted_rows = []
        for row in answers:
            first = {text: at for at, text in reversed(list(enumerate(name[key] for key in row["ranked"])))}
            good = relevant.get(row["id"], set())
            order = sorted(row["ranked"], key=lambda key: (first[name[key]], (key in good) != good_first))  # noqa: B023  # used before the next turn
            sorted_rows.append({"id": row["id"], "ranked": order})
        ends.append(ranking_scores(METRIC[task], truth, sorted_rows).mean)
    return ends[0], ends[1]
