"""What each signal of the engine is worth: alone, and left out, on the harness's matching tasks and on Chinese titles.

Signals that are shares of the score are left out by weights; what goes into the payloads is left out by packing the
records anew without it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.engine.context import ContextEncoder
from matching.engine.data import Vocabulary, Weights, unit_rows
from matching.engine.folding import is_ideograph
from matching.engine.ranking import TITLE, TITLE_CHINESE, NameIndex, nearest
from matching.engine.titles import BY_ROLES, BY_SKILLS
from matching.queries.quality import LISTED, ForeignVocabulary, PackedRows, Row, known_terms
from matching.queries.quality_tasks import METRIC, Harness, Scores, ranking_scores

Floats = NDArray[np.float32]
ALL = "everything"
ONE_SIGNAL = {"requirements": 0, "profile": 0, "title": 0, "text": 0, "few": 0}
NO_WISHES = {"site": 0, "kind": 0, "cluster": 0, "pay": 0, "start": 0}
BY_WEIGHTS: dict[str, dict[str, int]] = {
    "requirements one by one": {"requirements": 0},
    "skills taken together": {"profile": 0, "few": 0},
    "title": {"title": 0},
    "text": {"text": 0},
    "text: words in common": {"terms_share": 0},
    "text: meaning": {"terms_share": 100},
    "few (short lists tell less)": {"few": 0},
}
ALONE: dict[str, dict[str, int]] = {
    "requirements one by one": {"requirements": 100},
    "skills taken together": {"profile": 100},
    "title": {"title": 100},
    "text": {"text": 100},
    "text: words in common": {"text": 100, "terms_share": 100},
    "text: meaning": {"text": 100, "terms_share": 0},
}


class _NoHints(ContextEncoder):
    """Suggests no skill for a text."""

    def suggested(self, groups: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], Floats]:
        texts = sum(map(len, groups))
        return np.zeros((texts, 0), dtype=np.int64), np.zeros((texts, 0), dtype=np.float32)


def without_context(view: Vocabulary) -> Vocabulary:
    """Return the vocabulary whose skills are known by the meaning of their names alone."""
    rows = view.vectors.astype(np.float32)
    rows[:, : view.context] = 0
    return replace(view, vectors=unit_rows(rows))


def without_rarity(view: Vocabulary) -> Vocabulary:
    """Return the vocabulary in which all skills count alike."""
    return replace(view, specificity=np.full_like(view.specificity, 100))


@dataclass(frozen=True, slots=True)
class Variant:
    """One row of the ablation table. `weights` differ from the defaults; `repack` names what payloads leave out."""

    name: str
    alone: bool = False
    weights: Weights = Weights()
    repack: str = ""


REPACKED = ("role context", "rarity", "suggested skills", "spelling", "titles, everywhere", "texts, everywhere")


def _weights(changed: dict[str, int]) -> Weights:
    return Weights.from_json({**changed})


def variants() -> list[Variant]:
    """Return all rows of the table of a matching task, the whole engine first."""
    found = [Variant(ALL)]
    found += [Variant(name, True, _weights(ONE_SIGNAL | NO_WISHES | kept)) for name, kept in ALONE.items()]
    found += [Variant(name, False, _weights(changed)) for name, changed in BY_WEIGHTS.items()]
    return found + [Variant(name, repack=name) for name in REPACKED]


@dataclass
class MatchingAblation:
    """The variants of one matching task, from candidates to jobs; records are packed once for all that differ in
    weights only."""

    vocabulary: ForeignVocabulary
    task: str
    candidates: list[Row]
    jobs: list[Row]
    truth: list[Row]

    @classmethod
    def read(cls, harness: Harness, vocabulary: ForeignVocabulary, task: str) -> "MatchingAblation":
        """Read a task of the harness."""
        return cls(vocabulary, task, *harness.sides(task), harness.rows(f"{task.lower()}_qrels"))

    @cached_property
    def whole(self) -> PackedRows:
        """The records with nothing left out."""
        return self.packed_without("")

    def scores(self, variant: Variant) -> Scores:
        """Return the scores of one variant."""
        packed = self.packed_without(variant.repack) if variant.repack else self.whole
        lists = packed.lists(variant.weights, to_jobs=True)
        ids = [job["id"] for job in self.jobs]
        answers = [{"id": self.candidates[at]["id"], "ranked": [ids[b] for b in best]} for at, best in lists.items()]
        return ranking_scores(METRIC[self.task], self.truth, answers)

    def packed_without(self, left_out: str) -> PackedRows:
        """Pack the records without one of REPACKED."""
        vocabulary, view = self.vocabulary, self.vocabulary.vocabulary
        candidates, jobs, encoder = self.candidates, self.jobs, vocabulary.encoder
        titles = [name for names in vocabulary.titles for name in names]
        if left_out in ("role context", "rarity"):
            view = without_context(view) if left_out == "role context" else without_rarity(view)
            encoder = ContextEncoder(vocabulary.model, view, titles)
        elif left_out == "suggested skills":
            encoder = _NoHints(vocabulary.model, view, titles)
        elif left_out in ("titles, everywhere", "texts, everywhere"):
            field = left_out[: len("title")].rstrip("s")
            candidates = [row | {field: ""} for row in candidates]
            jobs = [row | {field: ""} for row in jobs]
        known = known_terms(vocabulary, candidates, jobs)
        if left_out == "spelling":
            known = {term: (vocabulary.lexicon.lookup(term)[0] or (None,))[0] for term in known}
        return PackedRows.pack(candidates, jobs, known, vocabulary.lexicon, view, encoder)


@dataclass(frozen=True, slots=True)
class TitleSignals:
    """The parts of the nearness of Chinese titles, each (q, n); the product's nearness is their sum."""

    words: Floats
    pieces: Floats
    meaning: Floats
    roles: Floats
    skills: Floats

    @classmethod
    def of(cls, vocabulary: ForeignVocabulary, queries: list[str], corpus: list[str]) -> "TitleSignals":
        """Work out the parts; meaning is what letters leave of `ranking.NameIndex.mentions`."""
        index, sense = NameIndex(corpus, np.arange(len(corpus)), vocabulary.model), vocabulary.sense
        mixes = [TITLE_CHINESE if any(map(is_ideograph, query)) else TITLE for query in queries]
        words = np.array([[mix.words] for mix in mixes]) * index.words.cosines(queries).toarray()
        pieces = np.array([[mix.pieces] for mix in mixes]) * index.pieces.cosines(queries).toarray()
        return cls(
            words=words.astype(np.float32),
            pieces=pieces.astype(np.float32),
            meaning=(index.mentions(queries, TITLE, TITLE_CHINESE) - words - pieces).astype(np.float32),
            roles=BY_ROLES * (sense.by_roles(queries) @ sense.by_roles(corpus).T),
            skills=BY_SKILLS * (sense.by_skills(queries) @ sense.by_skills(corpus).T),
        )

    def named(self) -> dict[str, Floats]:
        """Return the parts by the names that the table uses."""
        return {
            "words (single characters and pairs)": self.words,
            "letter pieces": self.pieces,
            "meaning": self.meaning,
            "skills of the nearest roles": self.roles,
            "skills nearest to the title": self.skills,
        }


def title_ablation(harness: Harness, task: str = "T2b_zh") -> Iterator[tuple[str, bool, Callable[[], Scores]]]:
    """Yield (signal, alone, how to get its scores) for a task of Chinese titles."""
    queries, corpus, truth = harness.names(task)
    asked, texts = [row["text"] for row in queries], [row["text"] for row in corpus]
    kept: dict[bool, dict[str, Floats]] = {}

    def parts(glossed: bool) -> dict[str, Floats]:
        if glossed not in kept:
            kept[glossed] = TitleSignals.of(harness.vocabulary(glossed=glossed), asked, texts).named()
        return kept[glossed]

    def scored(names: Sequence[str], glossed: bool = True) -> Scores:
        total = np.sum([part for name, part in parts(glossed).items() if not names or name in names], axis=0)
        best = nearest(total.astype(np.float32), LISTED)
        answers: list[Row] = [
            {"id": row["id"], "ranked": [corpus[at]["id"] for at in places]}
            for row, places in zip(queries, best, strict=True)
        ]
        return ranking_scores(METRIC[task], truth, answers)

    signals = (
        "words (single characters and pairs)",
        "letter pieces",
        "meaning",
        "skills of the nearest roles",
        "skills nearest to the title",
    )
    yield ALL, False, lambda: scored(())
    for name in signals:
        yield name, True, lambda name=name: scored((name,))  # type: ignore[misc]  # a default binds the name
    for name in signals:
        yield name, False, lambda name=name: scored([other for other in signals if other != name])  # type: ignore[misc]  # a default binds the name
    yield "glosses", False, lambda: scored((), glossed=False)
