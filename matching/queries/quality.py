"""Answers the quality harness through the product's own parts: lexicon, name index, packed records, engine.

A foreign vocabulary (files of the harness) takes the place of the database's; nothing else is different. No database
is read. Formats: see `bench/quality/README.md`.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.context import ContextEncoder, make_vocabulary
from matching.engine.data import (
    CandidateRecord,
    Encoder,
    PostingRecord,
    RequirementLine,
    SkillItem,
    Vocabulary,
    Weights,
)
from matching.engine.embedding import StaticModel
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.lexicon import ALIAS, LABEL, Lexicon, Name
from matching.engine.ranking import NameIndex, nearest, rank_texts, usualness
from matching.engine.spelling import SpellingIndex
from matching.engine.titles import TitleSense
from matching.engine.topk import match
from matching.queries.features import with_skills_of_text
from matching.taxonomy.queries.encoder import make_encoder

LISTED = 200
SKILLS_LISTED = 50
ASSERTED_FROM = 101.65
GENERAL = "transversal"  # ESCO's level of what any work may ask for
Row = dict[str, Any]
Line = TypeVar("Line", SkillItem, RequirementLine)


def read_rows(path: Path) -> list[Row]:
    """Read JSON lines, gzipped or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().split("\n") if line.strip()]


@dataclass(frozen=True)
class ForeignVocabulary:
    """A vocabulary from files: skills with labels, other names and descriptions; roles with the skills they ask for.

    Skill number i + 1 is row i of `skills`. `glossed`: whether Chinese words are read by their English glosses.
    """

    skills: list[Row]
    roles: list[Row]
    glossed: bool = True

    @classmethod
    def read(cls, folder: Path) -> "ForeignVocabulary":
        """Read `skills` and `occupations_train` of a taxonomy folder."""
        return cls(read_rows(folder / "skills.jsonl.gz"), read_rows(folder / "occupations_train.jsonl.gz"))

    @cached_property
    def labels(self) -> list[str]:
        return [skill["label"] for skill in self.skills]

    @cached_property
    def about(self) -> list[str]:
        return [skill["desc"] or skill["label"] for skill in self.skills]

    @cached_property
    def usual(self) -> NDArray[np.float32]:
        """Number of roles that ask for each skill, (n,)."""
        counts = Counter(skill for role in self.roles for skill in role["essential"] + role["optional"])
        return np.array([counts[skill["id"]] for skill in self.skills], dtype=np.float32)

    @cached_property
    def model(self) -> StaticModel:
        encoder = make_encoder(self.labels, self.labels + self.about, glossed=self.glossed)
        if not isinstance(encoder, StaticModel):
            raise ValueError("the package wordllama is not installed")
        return encoder

    @cached_property
    def lexicon(self) -> Lexicon:
        names = [Name(i, skill["label"], LABEL) for i, skill in enumerate(self.skills, 1)]
        return Lexicon(names + [Name(i, alt, ALIAS) for i, s in enumerate(self.skills, 1) for alt in s["alts"]])

    @cached_property
    def spelling(self) -> SpellingIndex:
        written = [(name, i) for i, skill in enumerate(self.skills, 1) for name in (skill["label"], *skill["alts"])]
        return SpellingIndex([name for name, _ in written], [owner for _, owner in written])

    @cached_property
    def index(self) -> NameIndex:
        written = [list(dict.fromkeys([skill["label"], *skill["alts"]])) for skill in self.skills]
        owner = np.repeat(np.arange(len(written)), [len(names) for names in written])
        general = np.array([skill.get("reuse") == GENERAL for skill in self.skills])
        prior = usualness(self.usual, general)
        return NameIndex([name for names in written for name in names], owner, self.model, self.about, prior)

    @cached_property
    def asked(self) -> list[dict[int, float]]:
        """How much each role asks for which skill, by place."""
        place = {skill["id"]: i for i, skill in enumerate(self.skills)}
        kinds = (("optional", 0.5), ("essential", 1.0))
        return [{place[skill]: share for kind, share in kinds for skill in role[kind]} for role in self.roles]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The engine's view: rarity among roles as specificity, no relations."""
        names = [[skill["label"], *skill["alts"]] for skill in self.skills]
        return make_vocabulary(
            range(1, len(names) + 1), names, [skill["desc"] for skill in self.skills], self.asked, self.model
        )

    @cached_property
    def encoder(self) -> ContextEncoder:
        return ContextEncoder(self.model, self.vocabulary, [name for names in self.titles for name in names])

    @cached_property
    def titles(self) -> list[list[str]]:
        return [[role["label"], *role["alts"]] for role in self.roles]

    @cached_property
    def sense(self) -> TitleSense:
        told = [role["desc"] or role["label"] for role in self.roles]
        return TitleSense(self.titles, told, self.asked, self.vocabulary, self.encoder, self.model)


def extract(vocabulary: ForeignVocabulary, items: list[Row]) -> Iterator[Row]:
    """Name the skills of each text: those the lexicon finds first, then by nearness; `n` of them are asserted."""
    for begin in range(0, len(items), 64):
        some = items[begin : begin + 64]
        scores = vocabulary.index.passages([item["text"] for item in some])
        for item, row, best in zip(some, scores, nearest(scores, SKILLS_LISTED), strict=True):
            asserted = int((row[best] > ASSERTED_FROM).sum())
            yield {"id": item["id"], "skills": [vocabulary.labels[skill] for skill in best], "n": asserted}


def normalise(vocabulary: ForeignVocabulary, queries: list[Row], corpus: list[Row]) -> Iterator[Row]:
    """Rank a corpus of names for each query.

    Names of skills that the vocabulary knows count by all their names; others are titles, asked for as one person's,
    and count by the work they stand for too.
    """
    asked, texts = [query["text"] for query in queries], [entry["text"] for entry in corpus]
    known = {label.strip().lower(): i for i, label in enumerate(vocabulary.labels)}
    concept = np.array([known.get(text.strip().lower(), -1) for text in texts])
    if (concept >= 0).mean() > 0.5:
        scores = 0.5 * rank_texts(asked, texts, vocabulary.model)
        nearness = vocabulary.index.mentions(asked)
        scores = scores + np.where(concept >= 0, nearness[:, np.maximum(concept, 0)], 0)
    else:
        scores = vocabulary.sense.ranked(asked, texts)
    for query, best in zip(queries, nearest(scores, LISTED), strict=True):
        yield {"id": query["id"], "ranked": [corpus[place]["id"] for place in best]}


def candidate_record(number: int, row: Row, known: dict[str, int | None]) -> CandidateRecord:
    """Return the record of one candidate, as if it had been typed into a profile."""
    skills = tuple(SkillItem(known[text], text) for text in dict.fromkeys(row["skills"]))
    return CandidateRecord(
        id=number, skills=_once(skills), titles=(row["title"],) if row["title"] else (), text=row["text"]
    )


def posting_record(number: int, row: Row, known: dict[str, int | None]) -> PostingRecord:
    """Return the record of one posting: required skills are a must, preferred ones nice to have."""
    lines = [(text, "must") for text in row["required"]] + [(text, "should") for text in row["preferred"]]
    wanted = tuple(RequirementLine(known[text], text, importance=kind) for text, kind in lines)
    return PostingRecord(id=number, titles=(row["title"],), text=row["text"], requirements=_once(wanted))


def _once(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Leave out skills that were named before."""
    kept: dict[object, Line] = {}
    for line in lines:
        kept.setdefault(line.skill or line.text, line)
    return tuple(kept.values())


def resolve(texts: Iterable[str], lexicon: Lexicon, spelling: SpellingIndex) -> dict[str, int | None]:
    """Return the skill that each text names or misspells."""
    found = {text: skills[0] if skills else None for text in texts for skills, _ in [lexicon.lookup(text)]}
    unknown = [text for text, skill in found.items() if skill is None]
    return found | dict(zip(unknown, spelling.meant(unknown), strict=True))


def known_terms(vocabulary: ForeignVocabulary, candidates: list[Row], jobs: list[Row]) -> dict[str, int | None]:
    """Return the skill that each term of the records names."""
    written = [text for row in candidates for text in row["skills"]]
    written += [text for job in jobs for text in (*job["required"], *job["preferred"])]
    return resolve(written, vocabulary.lexicon, vocabulary.spelling) if written else {}


@dataclass(frozen=True, slots=True)
class PackedRows:
    """Candidates and jobs as a matching run holds them, and the view of the vocabulary that goes with them."""

    candidates: CandidateBlock
    postings: PostingBlock
    view: Vocabulary

    @classmethod
    def pack(
        cls,
        candidates: list[Row],
        jobs: list[Row],
        known: dict[str, int | None],
        lexicon: Lexicon,
        view: Vocabulary,
        encoder: Encoder,
    ) -> "PackedRows":
        """Pack rows whose terms are `known`; record i + 1 is row i. A person's text is read as at save time."""
        written = [candidate_record(i, row, known) for i, row in enumerate(candidates, 1)]
        people = [pack_candidate(with_skills_of_text(record, lexicon), view, encoder) for record in written]
        roles = [pack_posting(posting_record(i, row, known), view, encoder) for i, row in enumerate(jobs, 1)]
        return cls(CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles), view)

    def lists(self, weights: Weights, *, to_jobs: bool, k: int = LISTED) -> dict[int, list[int]]:
        """Return the places of the best jobs of each candidate, or of the best candidates of each job, by place."""
        found = match(self.candidates, self.postings, self.view, weights, k=k, receipts=False)
        lists = found.candidate_lists if to_jobs else found.posting_lists
        return {owner - 1: [other - 1 for other in others] for owner, others, _, _ in lists.rows()}


def match_rows(
    vocabulary: ForeignVocabulary, candidates: list[Row], jobs: list[Row], *, to_jobs: bool, weights: Weights
) -> Iterator[Row]:
    """Rank jobs for each candidate, or candidates for each job, by a matching run's own scores."""
    known = known_terms(vocabulary, candidates, jobs)
    packed = PackedRows.pack(candidates, jobs, known, vocabulary.lexicon, vocabulary.vocabulary, vocabulary.encoder)
    owners, others, key = (candidates, jobs, "candidate_id") if to_jobs else (jobs, candidates, "job_id")
    for owner, best in packed.lists(weights, to_jobs=to_jobs).items():
        yield {key: owners[owner]["id"], "ranked": [others[other]["id"] for other in best]}


def answer(task: str, folder: Path) -> Iterable[Row]:
    """Return the answers to one task whose files lie in `folder`. Raises ValueError on an unknown task."""
    vocabulary = ForeignVocabulary.read(folder / "taxonomy")
    if task == "T1":
        return extract(vocabulary, read_rows(folder / "items.jsonl"))
    if task.startswith("T2"):
        return normalise(vocabulary, read_rows(folder / "queries.jsonl"), read_rows(folder / "corpus.jsonl"))
    if task[:2] not in ("T3", "T4") and not task.startswith("judged"):
        raise ValueError(f"unknown task: {task}")
    to_jobs = read_rows(folder / "task.jsonl")[0]["direction"] == "candidate_to_job"
    candidates, jobs = read_rows(folder / "candidates.jsonl"), read_rows(folder / "jobs.jsonl")
    return match_rows(vocabulary, candidates, jobs, to_jobs=to_jobs, weights=Weights())
