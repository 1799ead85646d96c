"""Small random pools of records for tests of the engine: every field is sometimes missing, every choice occurs."""

import datetime as dt
import random

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import (
    ABILITIES,
    IMPORTANCES,
    KINDS,
    PROOFS,
    RIGHTS,
    SITES,
    SOURCES,
    CandidateRecord,
    PostingRecord,
    RequirementLine,
    SkillItem,
    Vocabulary,
)
from matching.engine.encoding import TrigramEncoder
from matching.engine.features import pack_candidate, pack_posting

SKILLS = range(1, 41)
WORDS = [
    *("python", "data", "machine", "learning", "chef", "design"),
    *("clinical", "trial", "chip", "verification", "welding", "sales"),
]
ENCODER = TrigramEncoder(32)
VOCABULARY = Vocabulary.build(
    SKILLS,
    [(a, a + 1, 60) for a in range(1, 40, 2)] + [(a, a + 2, 35) for a in range(1, 39, 3)],
    {skill: ENCODER.vectors([f"{WORDS[skill % 12]} {skill}"])[0] for skill in SKILLS if skill % 7},
    {skill: 50 + skill for skill in SKILLS},
    dimensions=32,
)
DAYS = [None, dt.date(2027, 1, 1), dt.date(2027, 3, 1), dt.date(2027, 7, 1)]


def phrase(rng: random.Random, words: int) -> str:
    """Some words, possibly none."""
    return " ".join(rng.choices(WORDS, k=words))


def candidate_record(rng: random.Random, number: int) -> CandidateRecord:
    """One candidate with this id; skills past the vocabulary (41, 42) stand for ones that it lost."""
    return CandidateRecord(
        id=number,
        skills=tuple(
            SkillItem(
                skill=rng.choice([None, rng.randint(1, 42), rng.randint(1, 42)]),
                text=phrase(rng, 2),
                level=rng.choice([None, 1, 2, 3, 4]),
                evidence=rng.choice(PROOFS),
                ref=number * 100 + place,
                source=rng.choice(SOURCES),
            )
            for place in range(rng.randint(0, 8))
        ),
        titles=tuple(phrase(rng, 2) for _ in range(rng.randint(0, 3))),
        text=phrase(rng, rng.choice([0, 6, 12])),
        wished_sites=tuple(rng.sample(SITES, rng.randint(0, 2))),
        wished_kinds=tuple(rng.sample(KINDS, rng.randint(0, 3))),
        wished_clusters=tuple(rng.sample(range(1, 6), rng.randint(0, 3))),
        wished_pay=rng.choice([None, 20_000, 30_000, 45_000]),
        languages=tuple((ability, rng.randint(1, 4)) for ability in rng.sample(ABILITIES, rng.randint(0, 4))),
        right_to_work_hk=rng.choice(RIGHTS),
        right_to_work_hk_from=rng.choice(DAYS),
        right_to_work_cn=rng.choice(RIGHTS),
        right_to_work_cn_from=rng.choice(DAYS),
        available_from=rng.choice(DAYS),
        available_until=rng.choice([None, None, dt.date(2028, 1, 1), dt.date(2027, 2, 1)]),
    )


def posting_record(rng: random.Random, number: int) -> PostingRecord:
    """One posting with this id."""
    skills = rng.sample(range(1, 43), rng.randint(0, 7))
    return PostingRecord(
        id=number,
        titles=tuple(phrase(rng, 2) for _ in range(rng.randint(0, 2))),
        text=phrase(rng, rng.choice([0, 6, 12])),
        requirements=tuple(
            RequirementLine(
                skill=rng.choice([None, skill, skill]),
                text=phrase(rng, 2),
                importance=rng.choice(IMPORTANCES),
                level=rng.choice([None, 1, 2, 3, 4]),
                proof=rng.choice(PROOFS),
                ref=number * 100 + skill,
            )
            for skill in skills
        ),
        site=rng.choice(SITES),
        kind=rng.choice(KINDS),
        cluster=rng.choice([None, 1, 2, 3, 4, 5]),
        pay_min=rng.choice([None, 15_000]),
        pay_max=rng.choice([None, 18_000, 25_000, 40_000]),
        starts_from=rng.choice(DAYS),
        starts_by=rng.choice([None, dt.date(2027, 4, 1)]),
        languages=tuple((ability, rng.randint(1, 4)) for ability in rng.sample(ABILITIES, rng.randint(0, 1))),
        sponsors_hk=rng.choice([None, False, True]),
        has_techtas_quota=rng.choice([None, False, True]),
        sponsors_cn=rng.choice([None, False, True]),
    )


def packed(seed: int, candidates: int, postings: int) -> tuple[list[bytes], list[bytes]]:
    """Payloads of a random pool; ids are distinct and in no order."""
    rng = random.Random(seed)
    people = [candidate_record(rng, number) for number in rng.sample(range(1, 10_000), candidates)]
    roles = [posting_record(rng, number) for number in rng.sample(range(1, 10_000), postings)]
    return (
        [pack_candidate(record, VOCABULARY, ENCODER) for record in people],
        [pack_posting(record, VOCABULARY, ENCODER) for record in roles],
    )


def blocks(seed: int, candidates: int, postings: int) -> tuple[CandidateBlock, PostingBlock]:
    """The same as blocks."""
    people, roles = packed(seed, candidates, postings)
    return CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)
