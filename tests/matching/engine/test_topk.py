"""Lists of both sides: complete, ordered, joined from chunks, explained."""

import numpy as np

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import CandidateRecord, PostingRecord, RequirementLine, SkillItem, Vocabulary, Weights
from matching.engine.encoding import TrigramEncoder
from matching.engine.explain import Credit, Source, Status, unpack_receipts
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.plan import Part
from matching.engine.scoring import score_pair
from matching.engine.topk import match

ENCODER = TrigramEncoder(32)
VOCABULARY = Vocabulary.build([1, 2, 3], [(1, 2, 50)], dimensions=32)
ONLY_REQUIREMENTS = Weights(title=0, text=0, site=0, kind=0, cluster=0, pay=0, start=0, profile_max=0)


def candidate(**facts: object) -> bytes:
    return pack_candidate(CandidateRecord(**facts), VOCABULARY, ENCODER)


def posting(**facts: object) -> bytes:
    return pack_posting(PostingRecord(**facts), VOCABULARY, ENCODER)


def test_a_receipt_names_the_item_behind_each_requirement() -> None:
    person = candidate(id=7, skills=(SkillItem(1, level=2, ref=70), SkillItem(None, "soldering", ref=71)))
    role = posting(
        id=9,
        requirements=(
            RequirementLine(1, level=3, ref=90),
            RequirementLine(2, ref=91),
            RequirementLine(3, ref=92),
            RequirementLine(None, "soldering", ref=93),
        ),
    )
    score, receipt = score_pair(person, role, VOCABULARY, ONLY_REQUIREMENTS)
    lines = receipt[receipt["kind"] == Part.REQUIREMENT]
    assert lines["max_points"].tolist() == [2500, 2500, 2500, 2500]
    assert lines["reason"].tolist() == [Credit.LOWER_LEVEL, Credit.RELATED, Credit.NONE, Credit.NEAR_TEXT]
    assert lines["status"].tolist() == [Status.PARTLY, Status.PARTLY, Status.MISSING, Status.MET]
    assert lines["item"].tolist() == [70, 70, 0, 71]
    assert lines["source"].tolist() == [Source.ITEM, Source.ITEM, Source.NONE, Source.ITEM]
    assert lines["requirement"].tolist() == [90, 91, 92, 93]
    assert score == lines["points"].sum() == 1755 + 1255 + 2500


def test_lists_are_ordered_by_points_then_by_id() -> None:
    people = [candidate(id=i, skills=(SkillItem(1),)) for i in (5, 3, 4)] + [candidate(id=1)]
    role = posting(id=9, requirements=(RequirementLine(1),))
    result = match(
        CandidateBlock.from_payloads(people), PostingBlock.from_payloads([role]), VOCABULARY, ONLY_REQUIREMENTS, k=3
    )
    (row,) = result.posting_lists.rows()
    assert row[:3] == (9, [3, 4, 5], [10_000, 10_000, 10_000])
    assert [int(receipt["points"].sum()) for receipt in unpack_receipts(row[3])] == [10_000] * 3
    assert [owner for owner, *_ in result.candidate_lists.rows()] == [5, 3, 4, 1]


def test_private_people_have_a_list_and_appear_in_none() -> None:
    people = CandidateBlock.from_payloads([candidate(id=1, skills=(SkillItem(1),)), candidate(id=2)])
    roles = PostingBlock.from_payloads([posting(id=9, requirements=(RequirementLine(1),))])
    result = match(people, roles, VOCABULARY, ONLY_REQUIREMENTS, listed=np.array([False, True]))
    assert [ids for _, ids, _, _ in result.candidate_lists.rows()] == [[9], [9]]
    assert [ids for _, ids, _, _ in result.posting_lists.rows()] == [[2]]
