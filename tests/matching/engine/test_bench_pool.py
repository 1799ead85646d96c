"""The made-up pool of the measurements follows what packing asks of an encoder, and can be matched."""

from bench.pools import make_pool
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Weights
from matching.engine.topk import match


def test_the_made_up_pool_is_packed_and_matched():
    people, roles, vocabulary = make_pool(12, 9)
    result = match(CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles), vocabulary, Weights(), k=3)
    assert len(result.candidate_lists.owners) == 12
    assert len(result.candidate_lists.points) > 12
    assert make_pool(12, 9)[0] == people
