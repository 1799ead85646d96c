"""Scoring and the top 20 of both sides from stored vectors: the product beside the usual pipeline."""

import json
from collections.abc import Callable

from bench import usual
from bench.meter import Meter
from bench.pools import make_pool
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Vocabulary, Weights
from matching.engine.topk import match

FLOOR = 0.003  # seconds: reading 36 bytes a pair from the second-level cache at 200 GB/s, for 6,000 x 3,000
SKILLS = "usual: cosine of skills, mask, top 20 both ways"
FUSED = "usual: cosines of skills, words and meaning"
OURS = "ours: scores and top 20 both ways"


def usual_ways(who: CandidateBlock, what: PostingBlock) -> dict[str, Callable[[], object]]:
    """The usual pipeline, from vectors that are there already: over skills alone, with receipts, over all signals."""
    vectors, words = usual.stored_vectors(who, what), usual.stored_words(who, what)
    meaning = usual.stored_meaning(who), usual.stored_meaning(what)
    mine, asked = usual.skills_of(who), usual.skills_of(what)

    def explained() -> list[str]:
        found = usual.best(*vectors, usual.mask(who, what), 20)
        return [json.dumps(row) for row in usual.explained(found, [set(part) for part in mine], asked)]

    return {
        SKILLS: lambda: usual.best(*vectors, usual.mask(who, what), 20),
        FUSED: lambda: usual.fused(vectors, words, meaning, usual.mask(who, what), 20),
        "usual: skills with JSON receipts": explained,
    }


def measure(candidates: int, postings: int, rounds: int, threads: int = 0) -> Meter:
    """Measure all contenders by turns over one made-up pool."""
    people, roles, vocabulary = make_pool(candidates, postings)
    return compare(people, roles, vocabulary, rounds, threads)


def compare(people: list[bytes], roles: list[bytes], vocabulary: Vocabulary, rounds: int, threads: int) -> Meter:
    """Measure all contenders over these payloads."""
    who, what = CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)
    meter = Meter(f"Scoring from stored vectors, {len(people):,} candidates x {len(roles):,} postings")
    for name, work in usual_ways(who, what).items():
        meter.add(name, work, beside=SKILLS)

    def ours(**options: object) -> None:
        match(who, what, vocabulary, Weights(), threads=threads, **options)  # type: ignore[arg-type]

    meter.add(OURS, lambda: ours(receipts=False), beside=FUSED)
    meter.add("ours: the same with receipts of both sides", ours, beside="usual: skills with JSON receipts")
    meter.add("ours without numba", lambda: ours(receipts=False, kernel="numpy"), beside=FUSED)
    return meter.run(rounds)


def show(meter: Meter) -> None:
    """Print the table and how far from the floor the product is."""
    meter.show()
    ours, skills = meter.lines[OURS].cpu(), meter.lines[SKILLS].cpu()
    print(f"  beside the usual pipeline over skills alone: {skills[0] / ours[0]:.1f} x least CPU")
    print(f"  floor {FLOOR * 1000:.0f} ms (memory traffic of the skills); ours {ours[0] / FLOOR:.0f} times")
