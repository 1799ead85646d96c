"""Scores and receipts against an independent reading of the rules, pair by pair."""

import dataclasses
import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.data import PROOFS, CandidateRecord, PostingRecord, RequirementLine, SkillItem, Weights
from matching.engine.explain import Credit, Source, Status
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.plan import Part
from matching.engine.scoring import score_pair
from tests.matching.engine import oracle
from tests.matching.engine.pools import ENCODER, VOCABULARY, candidate_record, posting_record

FEW = settings(max_examples=25, deadline=None)
ONLY_REQUIREMENTS = Weights(profile=0, few=0, title=0, text=0, site=0, kind=0, cluster=0, pay=0, start=0)
WEIGHTS = st.sampled_from(
    [Weights(), ONLY_REQUIREMENTS, Weights(requirements=0), Weights(nice=0, near_low=40, title=33)]
)


def pair(seed: int) -> tuple[CandidateRecord, PostingRecord]:
    rng = random.Random(seed)
    return candidate_record(rng, 1), posting_record(rng, 2)


def scored(person: CandidateRecord, role: PostingRecord, weights: Weights) -> tuple[int, np.ndarray]:
    candidate, posting = pack_candidate(person, VOCABULARY, ENCODER), pack_posting(role, VOCABULARY, ENCODER)
    return score_pair(candidate, posting, VOCABULARY, weights)


@FEW
@given(st.integers(0, 10**6), WEIGHTS)
def test_a_score_is_what_the_rules_say(seed: int, weights: Weights) -> None:
    person, role = pair(seed)
    assert scored(person, role, weights)[0] == oracle.score(person, role, VOCABULARY, ENCODER, weights)


@FEW
@given(st.integers(0, 10**6), WEIGHTS)
def test_a_receipt_adds_up_and_stays_within_its_bounds(seed: int, weights: Weights) -> None:
    person, role = pair(seed)
    score, receipt = scored(person, role, weights)
    assert receipt["points"].sum() == score
    assert (receipt["points"] <= receipt["max_points"]).all()
    assert receipt["max_points"].sum() == 10_000 * (receipt["max_points"].max() > 0)
    assert receipt["kind"].tolist() == sorted(receipt["kind"].tolist())
    requirements = receipt[receipt["kind"] == Part.REQUIREMENT]
    assert requirements["requirement"].tolist() == [line.ref for line in role.requirements]


@FEW
@given(st.integers(0, 10**6))
def test_changing_one_requirement_changes_its_line_and_that_of_all_together_alone(seed: int) -> None:
    person, role = pair(seed)
    role = dataclasses.replace(role, requirements=(*role.requirements[:5], RequirementLine(None, "welding")))
    before = scored(person, role, Weights())[1]
    for other in ("sales chip", "design", "no such thing"):
        changed = (*role.requirements[:-1], RequirementLine(None, other))
        after = scored(person, dataclasses.replace(role, requirements=changed), Weights())[1]
        kept = (np.arange(len(before)) != len(changed) - 1) & (before["kind"] != Part.PROFILE)
        assert (before[kept] == after[kept]).all()
        assert before["max_points"].tolist() == after["max_points"].tolist()


@FEW
@given(st.integers(0, 10**6), st.integers(1, 4), st.sampled_from(PROOFS))
def test_another_level_or_proof_of_a_requirement_changes_its_line_alone(seed: int, level: int, proof: str) -> None:
    person, role = pair(seed)
    role = dataclasses.replace(role, requirements=(*role.requirements[:5], RequirementLine(None, "welding")))
    before = scored(person, role, Weights())[1]
    changed = (*role.requirements[:-1], RequirementLine(None, "welding", level=level, proof=proof))
    after = scored(person, dataclasses.replace(role, requirements=changed), Weights())[1]
    kept = np.arange(len(before)) != len(changed) - 1
    assert (before[kept] == after[kept]).all()
    assert before["max_points"].tolist() == after["max_points"].tolist()


@FEW
@given(st.integers(0, 10**6))
def test_more_skills_and_higher_levels_never_cost_points(seed: int) -> None:
    person, role = pair(seed)
    weights = dataclasses.replace(Weights(), profile=0, few=0, title=0, text=0)
    less = scored(person, role, weights)[0]
    raised = tuple(dataclasses.replace(item, level=4, evidence="work") for item in person.skills)
    more = dataclasses.replace(person, skills=(*raised, SkillItem(3, level=4, evidence="work")))
    assert scored(more, role, weights)[0] >= less


def test_a_receipt_names_the_item_behind_each_requirement() -> None:
    person = CandidateRecord(
        id=7,
        skills=(
            SkillItem(1, level=2, ref=70),
            SkillItem(None, "soldering", ref=71),
            SkillItem(9, source="text", evidence="work"),
            SkillItem(12, ref=72),
        ),
    )
    asked = (
        RequirementLine(1, level=3, ref=90),
        RequirementLine(2, ref=91),
        RequirementLine(25, ref=92),
        RequirementLine(None, "soldering", ref=93),
        RequirementLine(9, level=2, ref=94),
        RequirementLine(12, proof="work", ref=95),
    )
    score, lines = scored(person, PostingRecord(id=9, requirements=asked), ONLY_REQUIREMENTS)
    lines = lines[lines["kind"] == Part.REQUIREMENT]
    assert lines["reason"].tolist() == [
        Credit.LOWER_LEVEL,
        Credit.RELATED,
        Credit.NONE,
        Credit.NEAR_TEXT,
        Credit.LEVEL_NOT_STATED,
        Credit.LESS_PROOF,
    ]
    assert lines["status"].tolist() == [
        Status.PARTLY,
        Status.PARTLY,
        Status.MISSING,
        Status.MET,
        Status.NOT_STATED,
        Status.PARTLY,
    ]
    assert lines["item"].tolist() == [70, 70, 0, 71, 9, 72]
    assert lines["source"].tolist() == [Source.ITEM] * 2 + [Source.NONE, Source.ITEM, Source.TEXT_SKILL, Source.ITEM]
    assert lines["requirement"].tolist() == [90, 91, 92, 93, 94, 95]
    percents = [70, 60, 0, 100, 85, 80]
    expected = [
        round(most * round(255 * p / 100 + 0.001) / 255)
        for most, p in zip(lines["max_points"].tolist(), percents, strict=True)
    ]
    assert lines["points"].tolist() == expected
    assert score == sum(expected)


def test_wishes_unstated_cost_nothing_and_facts_unstated_give_half() -> None:
    weights = Weights(requirements=0, profile=0, title=0, text=0, site=10, kind=10, cluster=10, pay=10, start=10)
    silent = scored(CandidateRecord(id=1), PostingRecord(id=2), weights)[1]
    assert silent["status"].tolist() == [Status.NOT_STATED] * 5
    assert silent["points"].tolist() == [2000] * 5
    wishing = CandidateRecord(
        id=1, wished_sites=("sz",), wished_kinds=("job",), wished_clusters=(1,), wished_pay=30_000
    )
    lines = scored(wishing, PostingRecord(id=2, site="both"), weights)[1]
    assert lines["reason"].tolist() == [
        Credit.WISH_PARTLY,
        Credit.WISH_FITS,
        Credit.POSTING_NOT_STATED,
        Credit.POSTING_NOT_STATED,
        Credit.WISH_NOT_STATED,
    ]
    assert lines["points"].tolist() == [1004, 2000, 1004, 1004, 2000]


def test_an_empty_profile_is_not_stated_rather_than_missing() -> None:
    role = PostingRecord(id=2, titles=("chef",), text="welding", requirements=(RequirementLine(1),))
    lines = scored(CandidateRecord(id=1), role, Weights())[1]
    assert lines["status"].tolist()[:3] == [Status.NOT_STATED] * 3
    assert lines["reason"].tolist()[:3] == [Credit.PROFILE_EMPTY] * 3


def test_records_hold_nothing_that_tells_who_a_person_is() -> None:
    fields = {field.name for field in dataclasses.fields(CandidateRecord)}
    assert fields == {
        "id",
        "skills",
        "titles",
        "text",
        "wished_sites",
        "wished_kinds",
        "wished_clusters",
        "wished_pay",
        "languages",
        "right_to_work_hk",
        "right_to_work_hk_from",
        "right_to_work_cn",
        "right_to_work_cn_from",
        "available_from",
        "available_until",
    }
