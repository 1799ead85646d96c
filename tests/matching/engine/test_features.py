"""Payloads: compact, the same for the same record, read back into blocks, refused when they are not ours."""

import dataclasses
import datetime as dt
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import features
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import PROOFS, RIGHTS, SITES, CandidateRecord, PostingRecord, RequirementLine, SkillItem
from matching.engine.encoding import TrigramEncoder
from matching.engine.features import pack_candidate, pack_candidates, pack_posting, pack_postings
from tests.matching.engine.pools import ENCODER, VOCABULARY, candidate_record, posting_record

FEW = settings(max_examples=30, deadline=None)


@FEW
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_candidates_come_back_from_their_payloads(seed: int, count: int) -> None:
    records = [candidate_record(random.Random(seed + i), i + 1) for i in range(count)]
    block = CandidateBlock.from_payloads([pack_candidate(record, VOCABULARY, ENCODER) for record in records])
    assert block.ids.tolist() == list(range(1, count + 1))
    for at, record in enumerate(records):
        lines = block.lines[block.line_offsets[at] : block.line_offsets[at + 1]]
        assert lines["skill"].tolist() == [item.skill or 0 for item in record.skills]
        assert lines["level"].tolist() == [item.level or 0 for item in record.skills]
        assert [PROOFS[e] for e in lines["evidence"]] == [item.evidence for item in record.skills]
        own = block.line_vector[block.line_offsets[at] : block.line_offsets[at + 1]]
        free = [item.text for item in record.skills if not item.skill]
        assert (block.vectors[own[own >= 0]] == ENCODER.vectors(free)).all()
        clusters = block.clusters[block.cluster_offsets[at] : block.cluster_offsets[at + 1]]
        assert clusters.tolist() == sorted(record.wished_clusters)
        head = block.head[at]
        assert RIGHTS[head["right_hk"]] == record.right_to_work_hk
        assert head["pay"] == (record.wished_pay or 0)
        named = [t for t in (*record.titles, *(item.text for item in record.skills)) if t not in record.text]
        words = "\n".join((*dict.fromkeys(named), record.text))
        assert (block.whole[at] == ENCODER.vectors([words])[0]).all()
    assert block.line_offsets[-1] == sum(len(record.skills) for record in records)


@FEW
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_postings_come_back_from_their_payloads(seed: int, count: int) -> None:
    records = [posting_record(random.Random(seed + i), i + 1) for i in range(count)]
    block = PostingBlock.from_payloads([pack_posting(record, VOCABULARY, ENCODER) for record in records])
    for at, record in enumerate(records):
        lines = block.lines[block.line_offsets[at] : block.line_offsets[at + 1]]
        assert lines["ref"].tolist() == [line.ref for line in record.requirements]
        titles = block.titles[block.title_offsets[at] : block.title_offsets[at + 1]]
        expected = list(dict.fromkeys(title for title in record.titles if title))
        assert (titles == ENCODER.vectors(expected)).all()
        assert SITES[block.head["site"][at]] == record.site
        assert block.head["starts_by"][at] == (record.starts_by.toordinal() if record.starts_by else 0)
        terms = block.term_ids[block.term_offsets[at] : block.term_offsets[at + 1]]
        assert (terms == ENCODER.terms(record.text)[0]).all()


def test_equal_records_give_equal_bytes() -> None:
    one, other = candidate_record(random.Random(3), 1), candidate_record(random.Random(3), 1)
    assert pack_candidate(one, VOCABULARY, ENCODER) == pack_candidate(other, VOCABULARY, ENCODER)
    later = dataclasses.replace(one, available_from=dt.date(2029, 1, 1))
    assert pack_candidate(one, VOCABULARY, ENCODER) != pack_candidate(later, VOCABULARY, ENCODER)


def test_what_is_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "MAX_LINES", 2)
    monkeypatch.setattr(features, "MAX_TITLES", 1)
    monkeypatch.setattr(features, "MAX_TERMS", 3)
    record = CandidateRecord(
        id=1,
        skills=tuple(SkillItem(skill) for skill in (3, 2, 1)),
        titles=("a", "b"),
        text="one two three four five",
    )
    block = CandidateBlock.from_payloads([pack_candidate(record, VOCABULARY, ENCODER)])
    assert block.lines["skill"].tolist() == [3, 2]
    assert len(block.titles) == 1
    assert len(block.term_ids) == 3
    assert (np.diff(block.term_ids.astype(np.int64)) > 0).all()


def test_unknown_choices_are_refused() -> None:
    for record in (
        CandidateRecord(id=1, wished_sites=("mars",)),
        CandidateRecord(id=1, wished_kinds=("hobby",)),
        CandidateRecord(id=1, right_to_work_hk="maybe"),
        CandidateRecord(id=1, skills=(SkillItem(1, evidence="hearsay"),)),
    ):
        with pytest.raises(ValueError, match=r"unknown site|not in (tuple|list)"):
            pack_candidate(record, VOCABULARY, ENCODER)
    with pytest.raises(ValueError, match="not in tuple"):
        pack_posting(PostingRecord(id=1, requirements=(RequirementLine(1, importance="much"),)), VOCABULARY, ENCODER)


def test_payloads_of_others_are_refused() -> None:
    payload = pack_candidate(CandidateRecord(id=1, text="welding"), VOCABULARY, ENCODER)
    other = pack_candidate(CandidateRecord(id=2), VOCABULARY, TrigramEncoder(16))
    for payloads, message in (
        ([], "at least one record"),
        ([b"short"], "not a packed record"),
        ([payload, other], "another engine or encoder"),
        ([b"\xff\xff" + payload[2:]], "another engine or encoder"),
        ([payload + b"x"], "wrong length"),
        ([payload[:-1]], "too short"),
    ):
        with pytest.raises(ValueError, match=message):
            CandidateBlock.from_payloads(payloads)


def test_records_without_vectors_are_packed_too() -> None:
    plain = TrigramEncoder(0)
    block = CandidateBlock.from_payloads([pack_candidate(CandidateRecord(id=1, titles=("a",)), VOCABULARY, plain)])
    assert block.profile.shape == (1, 0)
    assert block.titles.shape == (1, 0)


@FEW
@given(st.integers(0, 10**6), st.integers(0, 9))
def test_records_packed_together_are_packed_as_alone(seed: int, count: int) -> None:
    people = [candidate_record(random.Random(seed + i), i + 1) for i in range(count)]
    roles = [posting_record(random.Random(seed + i), i + 1) for i in range(count)]
    assert pack_candidates(people, VOCABULARY, ENCODER) == [pack_candidate(one, VOCABULARY, ENCODER) for one in people]
    assert pack_postings(roles, VOCABULARY, ENCODER) == [pack_posting(one, VOCABULARY, ENCODER) for one in roles]
