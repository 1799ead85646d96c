"""The line of all skills together, divided by requirement and titles: what belongs to whom, to the last hundredth."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import division
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import VECTOR_NORM, CandidateRecord, PostingRecord, RequirementLine, SkillItem, Weights
from matching.engine.directions import TITLE_IN_WANTED
from matching.engine.division import Division, divide
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.plan import Part
from matching.engine.scoring import score_pair
from tests.matching.engine.pools import ENCODER, VOCABULARY, packed
from tests.matching.engine.test_scoring import FEW

GENEROUS = dataclasses.replace(Weights(), profile_low=0, profile_high=100)


def profile_line(person: bytes, role: bytes, weights: Weights = GENEROUS) -> np.void | None:
    lines = score_pair(person, role, VOCABULARY, weights)[1]
    found = lines[lines["kind"] == Part.PROFILE]
    return found[0] if len(found) else None


def divided(person: bytes, role: bytes, weights: Weights = GENEROUS) -> Division | None:
    line = profile_line(person, role, weights)
    assert line is not None
    people, roles = CandidateBlock.from_payloads([person]), PostingBlock.from_payloads([role])
    return divide(line, people, roles, VOCABULARY, weights)


def records(person: CandidateRecord, role: PostingRecord) -> tuple[bytes, bytes]:
    return pack_candidate(person, VOCABULARY, ENCODER), pack_posting(role, VOCABULARY, ENCODER)


@FEW
@given(st.integers(0, 10**6))
def test_the_shares_add_up_to_the_line(seed: int) -> None:
    people, roles = packed(seed, 1, 1)
    line = profile_line(people[0], roles[0])
    if line is None:
        return
    found = divided(people[0], roles[0])
    assert found is not None
    assert len(found.requirements) == len(PostingBlock.from_payloads(roles).lines)
    assert sum(found.requirements) + found.titles == line["points"]
    assert min(*found.requirements, found.titles) >= 0 if found.requirements else found.titles >= 0


@FEW
@given(st.integers(0, 10**6))
def test_the_parts_are_those_of_the_cosine(seed: int) -> None:
    """The sum of the parts is the stored cosine, where no number of the stored direction was cut off at 127.

    That happens to short vectors like these only; `divide` shares the points in proportion then as well.
    """
    people, roles = packed(seed, 1, 1)
    candidate, posting = CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)
    dot = int(posting.wanted[0].astype(int) @ candidate.profile[0].astype(int))
    found = division._parts(dot, candidate, posting, VOCABULARY)
    if posting.wanted.any() and not len(posting.titles) and np.abs(posting.wanted.astype(int)).max() < 127:
        assert found.sum() == pytest.approx(dot / VECTOR_NORM**2, abs=0.02)
        assert found[-1] == 0


def test_a_title_s_part_is_what_its_own_direction_says() -> None:
    skills = (RequirementLine(2), RequirementLine(5), RequirementLine(None, "clinical trial"))
    person = CandidateRecord(id=1, skills=(SkillItem(2), SkillItem(None, "welding chip")), titles=("data design",))
    titled = PostingRecord(id=2, titles=("data design",), requirements=skills)
    mine, role = records(person, titled)
    bare = PostingBlock.from_payloads([records(person, PostingRecord(id=2, requirements=skills))[1]])
    candidate, posting = CandidateBlock.from_payloads([mine]), PostingBlock.from_payloads([role])
    dot = int(posting.wanted[0].astype(int) @ candidate.profile[0].astype(int))
    wanted = bare.wanted[0].astype(float) / VECTOR_NORM
    title = ENCODER.lifted(["data design"])[0].astype(float) / VECTOR_NORM
    whole = wanted + TITLE_IN_WANTED * title / np.linalg.norm(title)
    expected = TITLE_IN_WANTED * title @ candidate.profile[0] / VECTOR_NORM / np.linalg.norm(whole)
    assert division._parts(dot, candidate, posting, VOCABULARY)[-1] == pytest.approx(expected, abs=0.02)


def test_what_the_person_has_is_what_earned() -> None:
    asked = (RequirementLine(2), RequirementLine(None, "clinical trial"), RequirementLine(None, "sales"))
    person = CandidateRecord(id=1, skills=(SkillItem(None, "clinical trial"),))
    found = divided(*records(person, PostingRecord(id=2, requirements=asked)))
    assert found is not None
    assert found.requirements.index(max(found.requirements)) == 1
    assert found.requirements[1] > sum(found.requirements) - found.requirements[1]
    assert found.titles == 0


def test_points_of_another_state_are_not_divided() -> None:
    asked = PostingRecord(id=2, requirements=(RequirementLine(2), RequirementLine(5)))
    mine, role = records(CandidateRecord(id=1, skills=(SkillItem(2),)), asked)
    line = profile_line(mine, role)
    later, _ = records(CandidateRecord(id=1, skills=(SkillItem(2), SkillItem(None, "welding"))), asked)
    posting = PostingBlock.from_payloads([role])
    assert line is not None and line["points"] > 0
    assert divide(line, CandidateBlock.from_payloads([mine]), posting, VOCABULARY, GENEROUS) is not None
    assert divide(line, CandidateBlock.from_payloads([later]), posting, VOCABULARY, GENEROUS) is None


def test_only_the_line_of_all_skills_is_divided() -> None:
    people, roles = packed(1, 1, 1)
    lines = score_pair(people[0], roles[0], VOCABULARY, GENEROUS)[1]
    people_block, roles_block = CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)
    with pytest.raises(ValueError, match="only the line"):
        divide(lines[lines["kind"] != Part.PROFILE][0], people_block, roles_block, VOCABULARY, GENEROUS)
