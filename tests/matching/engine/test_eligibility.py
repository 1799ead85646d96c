"""Who may be matched: by stated facts only, counted for the dry run."""

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.blocks import CandidateBlock, PostingBlock, candidate_heads
from matching.engine.data import CandidateRecord, PostingRecord
from matching.engine.eligibility import (
    Reason,
    Rules,
    bars_of_heads,
    candidate_bars,
    count_open,
    count_reasons,
    eligible,
    posting_needs,
    reasons,
)
from matching.engine.features import pack_candidate, pack_posting
from tests.matching.engine import oracle
from tests.matching.engine.pools import DAYS, ENCODER, VOCABULARY, blocks, candidate_record, posting_record


def why(person: dict[str, object], role: dict[str, object], rules: Rules = Rules()) -> Reason:  # noqa: B008  # frozen
    candidates = CandidateBlock.from_payloads([pack_candidate(CandidateRecord(id=1, **person), VOCABULARY, ENCODER)])
    postings = PostingBlock.from_payloads([pack_posting(PostingRecord(id=2, **role), VOCABULARY, ENCODER)])
    return Reason(int(reasons(candidate_bars(candidates, rules), posting_needs(postings), 0, 1)[0, 0]))


def test_nothing_stated_excludes_nobody() -> None:
    demanding = {
        "site": "both",
        "kind": "internship",
        "languages": (("cantonese", 4), ("english_written", 3)),
        "starts_from": DAYS[1],
        "starts_by": DAYS[2],
        "sponsors_hk": False,
        "has_techtas_quota": False,
        "sponsors_cn": False,
    }
    assert why({}, demanding) == Reason(0)
    assert why({"right_to_work_hk": "not_sure", "right_to_work_cn": "later"}, demanding) == Reason(0)


@pytest.mark.parametrize(
    ("person", "role", "reason"),
    [
        ({"wished_sites": ("hk",)}, {"site": "sz"}, Reason.SITE),
        ({"wished_sites": ("hk",)}, {"site": "both"}, Reason.SITE),
        ({"wished_sites": ("both",)}, {"site": "both"}, Reason(0)),
        ({"wished_sites": ("remote",)}, {"site": "hk"}, Reason.SITE),
        ({"wished_sites": ("hk",)}, {"site": "remote"}, Reason(0)),
        ({"wished_kinds": ("job",)}, {"kind": "graduate"}, Reason.KIND),
        ({"languages": (("cantonese", 2),)}, {"languages": (("cantonese", 3),)}, Reason.LANGUAGE),
        ({"languages": (("cantonese", 3),)}, {"languages": (("cantonese", 3),)}, Reason(0)),
        ({"languages": (("putonghua", 1),)}, {"languages": (("cantonese", 3),)}, Reason(0)),
        ({"right_to_work_hk": "sponsor"}, {"sponsors_hk": False}, Reason.RIGHT_TO_WORK),
        ({"right_to_work_hk": "sponsor"}, {"sponsors_hk": None}, Reason(0)),
        ({"right_to_work_hk": "sponsor"}, {"sponsors_hk": False, "has_techtas_quota": True}, Reason(0)),
        ({"right_to_work_hk": "sponsor"}, {"site": "remote", "sponsors_hk": False}, Reason(0)),
        ({"right_to_work_cn": "sponsor"}, {"site": "sz", "sponsors_cn": False}, Reason.RIGHT_TO_WORK),
        ({"right_to_work_cn": "sponsor"}, {"site": "hk", "sponsors_cn": False}, Reason(0)),
        ({"available_from": DAYS[3]}, {"starts_by": DAYS[2]}, Reason.AVAILABILITY),
        ({"available_from": DAYS[2]}, {"starts_by": DAYS[2]}, Reason(0)),
        ({"available_until": DAYS[1]}, {"starts_from": DAYS[2]}, Reason.AVAILABILITY),
        (
            {"wished_sites": ("sz",), "available_from": DAYS[3]},
            {"site": "hk", "starts_by": DAYS[1]},
            Reason.SITE | Reason.AVAILABILITY,
        ),
    ],
)
def test_stated_facts_exclude_by_name(person: dict[str, object], role: dict[str, object], reason: Reason) -> None:
    assert why(person, role) == reason
    off = dataclasses.replace(Rules(), **{one.name.lower(): False for one in Reason if one & reason})
    assert why(person, role, off) == Reason(0)


def test_who_may_work_later_fits_from_that_day_on() -> None:
    role = {"sponsors_hk": False, "starts_by": DAYS[2]}
    assert why({"right_to_work_hk": "later", "right_to_work_hk_from": DAYS[2]}, role) == Reason(0)
    assert why({"right_to_work_hk": "later", "right_to_work_hk_from": DAYS[3]}, role) == Reason.RIGHT_TO_WORK
    assert why({"right_to_work_hk": "later", "right_to_work_hk_from": DAYS[3]}, {"sponsors_hk": False}) == Reason(0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_bits_say_what_the_rules_say(seed: int) -> None:
    rng = random.Random(seed)
    people = [candidate_record(rng, i) for i in range(4)]
    roles = [posting_record(rng, i) for i in range(4)]
    candidates = CandidateBlock.from_payloads([pack_candidate(record, VOCABULARY, ENCODER) for record in people])
    postings = PostingBlock.from_payloads([pack_posting(record, VOCABULARY, ENCODER) for record in roles])
    bars, needs = candidate_bars(candidates, Rules()), posting_needs(postings)
    expected = [[oracle.is_eligible(person, role) for role in roles] for person in people]
    assert eligible(bars, needs, 0, 4).tolist() == expected
    assert (reasons(bars, needs, 0, 4) == 0).tolist() == expected


def test_a_dry_run_counts_pairs_and_those_left_alone() -> None:
    candidates = CandidateBlock.from_payloads(
        [
            pack_candidate(CandidateRecord(id=1), VOCABULARY, ENCODER),
            pack_candidate(CandidateRecord(id=2, wished_sites=("sz",)), VOCABULARY, ENCODER),
            pack_candidate(CandidateRecord(id=3, wished_sites=("sz",), wished_kinds=("job",)), VOCABULARY, ENCODER),
        ]
    )
    postings = PostingBlock.from_payloads(
        [
            pack_posting(PostingRecord(id=8, site="hk", kind="graduate"), VOCABULARY, ENCODER),
            pack_posting(PostingRecord(id=9, site="sz", kind="graduate"), VOCABULARY, ENCODER),
        ]
    )
    counts = count_reasons(candidates, postings, Rules())
    assert (counts.pairs, counts.eligible) == (6, 3)
    assert counts.by_reason == {"site": 2, "kind": 2, "language": 0, "right_to_work": 0, "availability": 0}
    assert counts.candidates_without == (3,)
    assert counts.postings_without == ()
    assert counts.candidates_by_reason == {
        "site": 1,
        "kind": 1,
        "language": 0,
        "right_to_work": 0,
        "availability": 0,
    }


def test_counts_of_a_big_pool_are_the_sums_of_its_pairs() -> None:
    candidates, postings = blocks(2, 600, 20)
    counts = count_reasons(candidates, postings, Rules())
    bars, needs = candidate_bars(candidates, Rules()), posting_needs(postings)
    everything = reasons(bars, needs, 0, 600)
    assert counts.eligible == int((everything == 0).sum())
    assert counts.by_reason["language"] == int((everything & int(Reason.LANGUAGE) > 0).sum())
    assert set(counts.postings_without) == set(postings.ids[(everything > 0).all(axis=0)].tolist())


@pytest.mark.parametrize("rules", [Rules(), Rules(language=False, site=False), Rules(right_to_work=False)])
def test_open_postings_are_the_sums_of_the_pairs_however_many_share_their_facts(rules: Rules) -> None:
    candidates, postings = blocks(3, 700, 40)
    bars, needs = candidate_bars(candidates, rules), posting_needs(postings)
    expected = eligible(bars, needs, 0, 700).sum(axis=1)
    assert len(set(expected.tolist())) > 5
    assert count_open(bars, needs).tolist() == expected.tolist()


def test_heads_alone_tell_the_facts() -> None:
    rng = random.Random(4)
    payloads = [pack_candidate(candidate_record(rng, i), VOCABULARY, ENCODER) for i in range(30)]
    heads = candidate_heads(payloads)
    assert heads.tobytes() == CandidateBlock.from_payloads(payloads).head.tobytes()
    postings = blocks(4, 1, 20)[1]
    whole = count_open(candidate_bars(CandidateBlock.from_payloads(payloads), Rules()), posting_needs(postings))
    assert count_open(bars_of_heads(heads, Rules()), posting_needs(postings)).tolist() == whole.tolist()
    assert count_open(bars_of_heads(candidate_heads([]), Rules()), posting_needs(postings)).tolist() == []


def test_rules_come_back_from_json_and_wrong_ones_are_refused() -> None:
    rules = Rules(language=False)
    assert Rules.from_json(rules.to_json()) == rules
    assert Rules.from_json({"kind": False}) == Rules(kind=False)
    assert Rules().applied == Reason(31)
    assert rules.applied == Reason(27)
    assert rules.canonical() != Rules().canonical()
    for wrong in ({"age": True}, {"site": 1}):
        with pytest.raises(ValueError, match="rules are true or false"):
            Rules.from_json(wrong)
