"""A made-up pool the size of the expo, as payloads: skills in clusters, Zipf's law for how common they are, random
vectors.

Deterministic by seed. Shapes follow bench targets: about 14 items a candidate, 9 requirements a posting, 80 terms a
text.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CANDIDATE_HEAD, FORMAT, ITEM, POSTING_HEAD, REQUIREMENT
from matching.engine.data import Vocabulary, unit_rows

DIMENSIONS, SKILLS, CLUSTERS, FREE_TEXTS, TITLES, WORDS = 256, 1500, 40, 3000, 1200, 30_000


class Maker:
    """Draws records; every draw comes from one generator."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.centres = self.rng.standard_normal((CLUSTERS, DIMENSIONS))
        self.cluster = self.rng.integers(0, CLUSTERS, SKILLS)
        self.common = self._zipf(SKILLS, 0.8)
        self.words = self._zipf(WORDS, 0.9)
        self.free = self.vectors(self.rng.integers(0, CLUSTERS, FREE_TEXTS))
        self.titles = self.vectors(self.rng.integers(0, CLUSTERS, TITLES))
        pairs = self.rng.integers(1, SKILLS + 1, (SKILLS * 3, 2))
        self.vocabulary = Vocabulary.build(
            range(1, SKILLS + 1),
            sorted({(min(pair), max(pair), 50) for pair in pairs.tolist() if pair[0] != pair[1]}),
            dict(enumerate(self.vectors(self.cluster), start=1)),
            dimensions=DIMENSIONS,
        )

    def _zipf(self, count: int, power: float) -> NDArray[np.float64]:
        weight = 1 / np.arange(1, count + 1) ** power
        return weight / weight.sum()

    def vectors(self, clusters: NDArray[np.int64]) -> NDArray[np.int8]:
        """One vector near the centre of each cluster named."""
        return unit_rows(self.centres[clusters] + 0.9 * self.rng.standard_normal((len(clusters), DIMENSIONS)))

    def skills(self, count: int, cluster: int) -> NDArray[np.int64]:
        """Distinct skills, three in five of the cluster."""
        own = np.flatnonzero(self.cluster == cluster) + 1
        near, any_ = self.rng.choice(own, count), self.rng.choice(SKILLS, count, p=self.common) + 1
        return self.rng.permutation(np.unique(np.where(self.rng.random(count) < 0.6, near, any_)))

    def terms(self) -> bytes:
        """Numbers and weights of the words of a text; the caller counts 5 bytes each."""
        words = np.unique(self.rng.choice(WORDS, 90, p=self.words)).astype("<u4")
        weights = np.rint(256 / np.sqrt(len(words)) * self.rng.uniform(0.6, 1.4, len(words)))
        return words.tobytes() + np.clip(weights, 1, 127).astype("u1").tobytes()

    def candidate(self, number: int) -> bytes:
        """A payload as `features.pack_candidate` lays it out."""
        rng, cluster = self.rng, int(self.rng.integers(CLUSTERS))
        items = np.zeros(len(skills := self.skills(14, cluster)), dtype=ITEM)
        items["skill"], items["ref"] = np.where(rng.random(len(items)) < 0.1, 0, skills), number * 20
        items["level"], items["evidence"] = rng.integers(0, 5, len(items)), rng.integers(0, 5, len(items))
        wished = np.unique(rng.integers(1, 9, rng.integers(0, 3))).astype("<u4")
        titles, terms = self.titles[rng.integers(0, TITLES, rng.integers(1, 4))], self.terms()
        free = self.free[rng.integers(0, FREE_TEXTS, int((items["skill"] == 0).sum()))]
        head = np.zeros(1, dtype=CANDIDATE_HEAD)
        head["format"], head["dimensions"], head["id"] = FORMAT, DIMENSIONS, number
        head["sites"] = rng.choice([0, 1, 2, 3, 7], p=[0.2, 0.4, 0.1, 0.2, 0.1])
        head["kinds"] = rng.choice([0, 1, 3, 4, 7], p=[0.2, 0.4, 0.2, 0.1, 0.1])
        head["languages"] = rng.integers(0, 5, 6) * (rng.random(6) < 0.6)
        head["right_hk"], head["right_cn"] = rng.choice(5, 2, p=[0.3, 0.45, 0.05, 0.15, 0.05])
        head["available_from"] = rng.choice([0, 739_000 + int(rng.integers(0, 200))])
        head["pay"] = rng.choice([0, 18_000, 22_000, 25_000, 30_000, 35_000, 42_000, 50_000])
        counts = (len(wished), len(items), len(free), len(titles), len(terms) // 5)
        for name, count in zip(("clusters", "items", "item_vectors", "titles", "terms"), counts, strict=True):
            head[name] = count
        both = self.vectors(np.full(2, cluster))
        return b"".join(part.tobytes() for part in (head, wished, items, free, titles)) + terms + both.tobytes()

    def posting(self, number: int) -> bytes:
        """A payload as `features.pack_posting` lays it out."""
        rng, cluster = self.rng, int(self.rng.integers(CLUSTERS))
        lines = np.zeros(len(skills := self.skills(9, cluster)), dtype=REQUIREMENT)
        lines["skill"], lines["ref"] = np.where(rng.random(len(lines)) < 0.1, 0, skills), number * 20
        lines["importance"], lines["level"] = rng.integers(0, 3, len(lines)), rng.integers(0, 5, len(lines))
        lines["proof"] = rng.choice(5, len(lines), p=[0.7, 0.1, 0.1, 0.05, 0.05])
        lines["specificity"] = 100
        titles, terms = self.titles[rng.integers(0, TITLES, 1)], self.terms()
        free = self.free[rng.integers(0, FREE_TEXTS, int((lines["skill"] == 0).sum()))]
        head = np.zeros(1, dtype=POSTING_HEAD)
        head["format"], head["dimensions"], head["id"], head["has_text"] = FORMAT, DIMENSIONS, number, 1
        head["site"], head["kind"] = rng.choice(4, p=[0.6, 0.2, 0.1, 0.1]), rng.integers(0, 3)
        head["languages"] = rng.integers(1, 4, 6) * (rng.random(6) < 0.2)
        head["sponsors_hk"], head["sponsors_cn"], head["cluster"] = (*rng.integers(0, 3, 2), rng.integers(1, 9))
        head["starts_from"] = 739_000 + rng.integers(0, 120)
        head["starts_by"] = head["starts_from"] + rng.integers(0, 90)
        head["pay_max"] = rng.integers(15, 80) * 1000 * (rng.random() < 0.8)
        counts = (len(lines), len(free), 1, len(terms) // 5)
        for name, count in zip(("requirements", "requirement_vectors", "titles", "terms"), counts, strict=True):
            head[name] = count
        whole = self.vectors(np.full(1, cluster))
        return b"".join(part.tobytes() for part in (head, lines, free, titles)) + terms + whole.tobytes()


def make_pool(candidates: int, postings: int, seed: int = 0) -> tuple[list[bytes], list[bytes], Vocabulary]:
    """Payloads of candidates and postings, and their vocabulary."""
    maker = Maker(seed)
    people = [maker.candidate(number) for number in range(1, candidates + 1)]
    return people, [maker.posting(number) for number in range(1, postings + 1)], maker.vocabulary
