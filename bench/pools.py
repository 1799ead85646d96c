"""A made-up pool the size of the expo: skills in clusters, Zipf's law for how common they are, random vectors.

Records are packed by the product itself, so the pool follows whatever a payload holds; only what texts mean is
made up (`MadeUp`), so that neither a model nor a language decides the speed. Deterministic by seed: about 14 skills a
candidate, 9 requirements a posting, 85 words a text.
"""

import zlib
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import (
    ABILITIES,
    IMPORTANCES,
    KINDS,
    PROOFS,
    RIGHTS,
    SITES,
    CandidateRecord,
    PostingRecord,
    RequirementLine,
    SkillItem,
    Terms,
    Vocabulary,
    unit_rows,
)
from matching.engine.features import pack_candidate, pack_posting

DIMENSIONS, SKILLS, CLUSTERS, FREE_TEXTS, TITLES, WORDS = 256, 1500, 40, 3000, 1200, 30_000
FIRST_DAY = date(2027, 1, 4)


class MadeUp:
    """An encoder of texts like "title 17 of cluster 3": a fixed vector near the cluster's centre for each text."""

    name = "made-up"
    dimensions = DIMENSIONS

    def __init__(self, rng: np.random.Generator) -> None:
        self.centres = rng.standard_normal((CLUSTERS, DIMENSIONS))
        self.noise = rng.standard_normal((4096, DIMENSIONS))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.int8)
        cluster = [int(text.rsplit(" ", 1)[-1]) % CLUSTERS if text[-1:].isdigit() else 0 for text in texts]
        noise = [zlib.crc32(text.encode()) % len(self.noise) for text in texts]
        return unit_rows(self.centres[cluster] + 0.9 * self.noise[noise])

    def vectors_of(self, groups: Sequence[Sequence[str]]) -> NDArray[np.int8]:
        return self.vectors([text for group in groups for text in group])

    def read(self, groups: Sequence[Sequence[str]]) -> tuple[list[Terms], NDArray[np.int8]]:
        return [self.terms(group[0]) for group in groups], self.vectors_of(groups)

    def titles(self, texts: Sequence[str]) -> NDArray[np.int8]:
        return self.vectors(texts)

    def lifted(self, texts: Sequence[str]) -> NDArray[np.int8]:
        return self.vectors(texts)

    def suggested(self, groups: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        count = sum(map(len, groups))
        return np.zeros((count, 0), dtype=np.int64), np.zeros((count, 0), dtype=np.float32)

    def terms(self, text: str) -> Terms:
        words = np.unique([zlib.crc32(word.encode()) for word in text.split()]).astype(np.uint32)
        weights = np.clip(256 / max(1.0, len(words)) ** 0.5 * (0.6 + words % 1000 / 1250), 1, 127)
        return words, np.rint(weights).astype(np.uint8)


class Maker:
    """Draws records; every draw comes from one generator."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.encoder = MadeUp(self.rng)
        self.cluster = self.rng.integers(0, CLUSTERS, SKILLS)
        self.common = self._zipf(SKILLS, 0.8)
        self.words = self._zipf(WORDS, 0.9)
        pairs = self.rng.integers(1, SKILLS + 1, (SKILLS * 3, 2))
        rows = self.encoder.vectors([f"skill {skill} of {cluster}" for skill, cluster in enumerate(self.cluster)])
        self.vocabulary = Vocabulary.build(
            range(1, SKILLS + 1),
            sorted({(min(pair), max(pair), 50) for pair in pairs.tolist() if pair[0] != pair[1]}),
            dict(enumerate(rows, start=1)),
            dimensions=DIMENSIONS,
        )

    def _zipf(self, count: int, power: float) -> NDArray[np.float64]:
        weight = 1 / np.arange(1, count + 1) ** power
        return weight / weight.sum()

    def one(self, choices: Sequence, *, share: float = 1.0) -> object:
        """One of the choices, None for the others than `share`."""
        return choices[int(self.rng.integers(len(choices)))] if self.rng.random() < share else None

    def skills(self, count: int, cluster: int) -> list[int]:
        """Distinct skills, three in five of the cluster."""
        own = np.flatnonzero(self.cluster == cluster) + 1
        near, any_ = self.rng.choice(own, count), self.rng.choice(SKILLS, count, p=self.common) + 1
        return self.rng.permutation(np.unique(np.where(self.rng.random(count) < 0.6, near, any_))).tolist()

    def named(self, kind: str, count: int, cluster: int) -> str:
        """One of `count` texts of a kind, of this cluster."""
        return f"{kind} {int(self.rng.integers(count)) // CLUSTERS} of {cluster}"

    def text(self, cluster: int) -> str:
        """Words by Zipf's law."""
        words = self.rng.choice(WORDS, 90, p=self.words).tolist()
        return " ".join(f"w{word}" for word in words) + f" {cluster}"

    def languages(self, share: float, most: int) -> tuple[tuple[str, int], ...]:
        """Abilities, each with this chance."""
        return tuple((name, int(self.rng.integers(1, most))) for name in ABILITIES if self.rng.random() < share)

    def candidate(self, number: int) -> bytes:
        """The payload of a person."""
        rng, cluster = self.rng, int(self.rng.integers(CLUSTERS))
        items = []
        for place, skill in enumerate(self.skills(14, cluster)):
            level, evidence = int(rng.integers(1, 5)), self.one(PROOFS)
            free = rng.random() < 0.1
            what = {"skill": None, "text": self.named("free", FREE_TEXTS, cluster)} if free else {"skill": skill}
            items.append(SkillItem(level=level, evidence=evidence, ref=number * 20 + place, **what))
        record = CandidateRecord(
            id=number,
            skills=tuple(items),
            titles=tuple(self.named("title", TITLES, cluster) for _ in range(rng.integers(1, 4))),
            text=self.text(cluster),
            wished_sites=tuple(site for site in SITES[:3] if rng.random() < 0.4),
            wished_kinds=tuple(kind for kind in KINDS if rng.random() < 0.5),
            wished_clusters=tuple(rng.integers(1, 9, rng.integers(0, 3)).tolist()),
            wished_pay=self.one((18_000, 22_000, 25_000, 30_000, 35_000, 42_000, 50_000), share=0.9),
            languages=self.languages(0.6, 5),
            right_to_work_hk=RIGHTS[int(rng.choice(len(RIGHTS)))],
            right_to_work_cn=RIGHTS[int(rng.choice(len(RIGHTS)))],
            available_from=self._day(200, 0.5),
        )
        return pack_candidate(record, self.vocabulary, self.encoder)

    def posting(self, number: int) -> bytes:
        """The payload of an advert."""
        rng, cluster = self.rng, int(self.rng.integers(CLUSTERS))
        lines = []
        for place, skill in enumerate(self.skills(9, cluster)):
            proof = PROOFS[int(rng.choice(len(PROOFS), p=[0.7, 0.1, 0.1, 0.05, 0.05]))]
            free = rng.random() < 0.1
            what = {"skill": None, "text": self.named("free", FREE_TEXTS, cluster)} if free else {"skill": skill}
            asked = {"importance": self.one(IMPORTANCES), "level": int(rng.integers(0, 5)) or None, "proof": proof}
            lines.append(RequirementLine(ref=number * 20 + place, **asked, **what))
        starts = self._day(120, 1.0)
        record = PostingRecord(
            id=number,
            titles=(self.named("title", TITLES, cluster),),
            text=self.text(cluster),
            requirements=tuple(lines),
            site=SITES[int(rng.choice(len(SITES)))],
            kind=KINDS[int(rng.choice(len(KINDS)))],
            cluster=int(rng.integers(1, 9)),
            pay_max=self.one(range(15_000, 80_000, 1000), share=0.8),
            starts_from=starts,
            starts_by=starts + timedelta(days=int(rng.integers(0, 90))),
            languages=self.languages(0.2, 4),
            sponsors_hk=self.one((True, False), share=0.6),
            sponsors_cn=self.one((True, False), share=0.6),
        )
        return pack_posting(record, self.vocabulary, self.encoder)

    def _day(self, within: int, share: float) -> date | None:
        return FIRST_DAY + timedelta(days=int(self.rng.integers(within))) if self.rng.random() < share else None


def make_pool(candidates: int, postings: int, seed: int = 0) -> tuple[list[bytes], list[bytes], Vocabulary]:
    """Payloads of candidates and postings, and their vocabulary."""
    maker = Maker(seed)
    people = [maker.candidate(number) for number in range(1, candidates + 1)]
    return people, [maker.posting(number) for number in range(1, postings + 1)], maker.vocabulary
