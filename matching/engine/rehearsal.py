"""One pass over a made-up person and posting, so that a process has every kernel before somebody waits for it.

What numba compiles follows from the types of arrays, not from their sizes: one record of each side does for a pool of
any size. Compiling takes 12 CPU seconds after a change of the engine, reading what was compiled before takes one.
"""

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import CandidateRecord, PostingRecord, RequirementLine, SkillItem, Vocabulary, Weights
from matching.engine.encoding import TrigramEncoder
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.topk import MatchResult, match

SKILL, TITLE, TEXT = 1, "Baker", "bread and cakes"


def rehearse() -> MatchResult:
    """Match the two and write the receipts of both lists."""
    encoder = TrigramEncoder()
    vocabulary = Vocabulary.build([SKILL], [], {SKILL: encoder.vectors([TEXT])[0]}, dimensions=encoder.dimensions)
    person = CandidateRecord(
        id=1, skills=(SkillItem(SKILL), SkillItem(None, TEXT)), titles=(TITLE,), text=TEXT, wished_sites=("hk",)
    )
    posting = PostingRecord(
        id=2, titles=(TITLE,), text=TEXT, requirements=(RequirementLine(SKILL), RequirementLine(None, TEXT))
    )
    return match(
        CandidateBlock.from_payloads([pack_candidate(person, vocabulary, encoder)]),
        PostingBlock.from_payloads([pack_posting(posting, vocabulary, encoder)]),
        vocabulary,
        Weights(),
    )
