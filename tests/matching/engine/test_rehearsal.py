"""A rehearsal has everything compiled that any pool asks for."""

import numpy as np
import pytest

from matching.engine import search
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import CandidateRecord, PostingRecord, Weights
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.rehearsal import rehearse
from matching.engine.topk import match
from tests.matching.engine.pools import ENCODER, VOCABULARY, blocks
from tests.support.kernels import called_from_python, noted_calls


def test_every_kernel_is_called() -> None:
    with noted_calls() as calls:
        rehearse()
    assert {name for name, *_ in calls} == called_from_python()


@pytest.mark.parametrize("many", [1, search.MANY])
@pytest.mark.parametrize(("candidates", "postings"), [(1, 1), (1, 40), (40, 1), (60, 40)])
def test_no_pool_needs_more(candidates: int, postings: int, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with noted_calls() as rehearsed:
        rehearse()
    monkeypatch.setattr(search, "MANY", many)
    monkeypatch.setattr(search, "FEW", min(many, search.FEW))
    people, roles = blocks(candidates + postings, candidates, postings)
    with noted_calls() as calls:
        match(people, roles, VOCABULARY, Weights(), listed=np.arange(candidates) % 3 > 0, threads=2)
    assert calls <= rehearsed


def test_records_that_say_nothing_need_no_more() -> None:
    """A person without a headline once had three kernels compiled again, while he waited for his list."""
    person = CandidateBlock.from_payloads([pack_candidate(CandidateRecord(id=1), VOCABULARY, ENCODER)])
    role = PostingBlock.from_payloads([pack_posting(PostingRecord(id=2), VOCABULARY, ENCODER)])
    people, roles = blocks(1, 5, 6)
    with noted_calls() as rehearsed:
        rehearse()
    with noted_calls() as calls:
        for candidates, postings in ((person, roles), (people, role), (person, role)):
            match(candidates, postings, VOCABULARY, Weights())
    assert calls <= rehearsed


def test_the_pair_is_matched_and_told() -> None:
    result = rehearse()
    assert result.candidate_lists.counterparts.tolist() == [2]
    assert result.posting_lists.counterparts.tolist() == [1]
    assert result.candidate_lists.receipts == result.posting_lists.receipts
    assert len(result.candidate_lists.receipts) > 0
