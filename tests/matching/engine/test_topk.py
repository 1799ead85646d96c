"""Lists of both sides: complete, ordered, the same in any way of computing them."""

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import kernels
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Weights
from matching.engine.eligibility import Rules
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.hashing import result_hash
from matching.engine.lists import Lists, MatchResult
from matching.engine.receipts import unpack_receipts
from matching.engine.scoring import score_pair
from matching.engine.topk import crowd_of, explain_lists, match, merge_posting_lists, prepare
from tests.matching.engine import oracle
from tests.matching.engine.pools import ENCODER, VOCABULARY, blocks, candidate_record, packed, posting_record

FEW = settings(max_examples=12, deadline=None)
KERNELS = ["numpy", "numba"] if kernels.AVAILABLE else ["numpy"]
SIZES = st.tuples(st.integers(0, 10**6), st.integers(1, 150), st.integers(1, 60))


def state(result: MatchResult) -> str:
    return result_hash(result.candidate_lists, result.posting_lists)


def pairs(lists: Lists) -> dict[int, list[tuple[int, int]]]:
    return {owner: list(zip(ids, points, strict=True)) for owner, ids, points, _ in lists.rows()}


@pytest.mark.parametrize("kernel", KERNELS)
def test_lists_are_the_best_eligible_pairs_by_points_then_id(kernel: str) -> None:
    rng = random.Random(5)
    people = [candidate_record(rng, number) for number in rng.sample(range(1000), 14)]
    roles = [posting_record(rng, number) for number in rng.sample(range(1000), 9)]
    mine: dict[int, list[tuple[int, int]]] = {person.id: [] for person in people}
    theirs: dict[int, list[tuple[int, int]]] = {role.id: [] for role in roles}
    for person in people:
        for role in roles:
            if oracle.is_eligible(person, role):
                points = oracle.score(person, role, VOCABULARY, ENCODER, Weights())
                mine[person.id].append((role.id, points))
                theirs[role.id].append((person.id, points))
    candidates, postings = records_as_blocks(people, roles)
    result = match(candidates, postings, VOCABULARY, Weights(), k=3, kernel=kernel)
    for lists, expected in ((result.candidate_lists, mine), (result.posting_lists, theirs)):
        best = {owner: sorted(found, key=lambda pair: (-pair[1], pair[0]))[:3] for owner, found in expected.items()}
        assert pairs(lists) == best


@FEW
@given(SIZES, st.integers(1, 30), st.booleans())
def test_compiled_and_plain_ways_agree_to_the_last_bit(size: tuple[int, int, int], k: int, strict: bool) -> None:
    candidates, postings = blocks(*size)
    listed = np.arange(len(candidates)) % 3 > 0
    rules = Rules() if strict else Rules(site=False, kind=False, language=False)
    options = {"k": k, "listed": listed, "rules": rules}
    states = {
        state(match(candidates, postings, VOCABULARY, Weights(), kernel=kernel, threads=threads, **options))
        for kernel in KERNELS
        for threads in (1, 2, 3)
    }
    assert len(states) == 1


@pytest.mark.parametrize(
    "weights",
    [
        Weights(title=0),
        Weights(text=0),
        Weights(requirements=0, title=90, text=0),
        Weights(requirements=0, title=0, text=80, terms_share=100),
        Weights(title=0, text=0, site=0, kind=0, cluster=0, pay=0, start=0),
        Weights(near_low=30, near_high=60, profile_high=60, must=7, nice=0),
    ],
)
def test_both_ways_agree_for_any_weights(weights: Weights) -> None:
    candidates, postings = blocks(11, 130, 70)
    states = {state(match(candidates, postings, VOCABULARY, weights, kernel=kernel)) for kernel in KERNELS}
    assert len(states) == 1


@FEW
@given(SIZES, st.randoms(use_true_random=False))
def test_order_of_the_input_changes_nothing(size: tuple[int, int, int], shuffler: random.Random) -> None:
    people, roles = packed(*size)
    before = match(*as_blocks(people, roles), VOCABULARY, Weights(), k=5)
    shuffler.shuffle(people)
    shuffler.shuffle(roles)
    assert state(match(*as_blocks(people, roles), VOCABULARY, Weights(), k=5)) == state(before)


@FEW
@given(SIZES, st.lists(st.integers(0, 150), max_size=4), st.randoms(use_true_random=False))
def test_chunks_give_what_the_whole_gives(size: tuple[int, int, int], cuts: list[int], shuffler: random.Random) -> None:
    people, roles = packed(*size)
    candidates, postings = as_blocks(people, roles)
    whole = match(candidates, postings, VOCABULARY, Weights(), k=4)
    edges = sorted({0, len(people), *(cut for cut in cuts if cut < len(people))})
    chunks = []
    for start, stop in zip(edges[:-1], edges[1:], strict=True):
        block = CandidateBlock.from_payloads(people[start:stop])
        part = match(block, postings, VOCABULARY, Weights(), k=4, receipts=False)
        done = explain_lists(block, postings, VOCABULARY, Weights(), candidate_lists=part.candidate_lists)
        chunks.append((done.candidate_lists, Lists.from_bytes(part.posting_lists.to_bytes())))
    shuffler.shuffle(chunks)
    merged = merge_posting_lists([theirs for _, theirs in chunks], 4)
    theirs = explain_lists(candidates, postings, VOCABULARY, Weights(), posting_lists=merged).posting_lists
    mine = [row for lists, _ in chunks for row in lists.rows()]
    assert sorted(mine) == sorted(whole.candidate_lists.rows())
    assert list(theirs.rows()) == sorted(whole.posting_lists.rows())


@FEW
@given(SIZES)
def test_candidates_laid_out_once_serve_every_set_of_postings(size: tuple[int, int, int]) -> None:
    people, roles = packed(*size)
    candidates, rules = CandidateBlock.from_payloads(people), Rules()
    crowd = crowd_of(candidates, rules)
    for payloads in (roles, roles[:1], roles[-1:]):
        prepared = prepare(PostingBlock.from_payloads(payloads), VOCABULARY, Weights())
        pool = prepared.pool(candidates, rules, np.ones(len(candidates), dtype=bool), crowd)
        with_crowd = prepared.match(candidates, rules=rules, k=4, pool=pool)
        assert state(with_crowd) == state(prepared.match(candidates, rules=rules, k=4))


@FEW
@given(SIZES)
def test_a_pair_scores_the_same_whoever_else_is_in_the_pool(size: tuple[int, int, int]) -> None:
    people, roles = packed(*size)
    candidates, postings = as_blocks(people, roles)
    result = match(candidates, postings, VOCABULARY, Weights(), k=2)
    place = {int(number): at for at, number in enumerate(candidates.ids)}
    role_place = {int(number): at for at, number in enumerate(postings.ids)}
    for owner, ids, points, receipts in list(result.candidate_lists.rows())[:5]:
        for other, score, receipt in zip(ids, points, unpack_receipts(receipts), strict=True):
            alone, lines = score_pair(people[place[owner]], roles[role_place[other]], VOCABULARY, Weights())
            assert alone == score == receipt["points"].sum()
            assert (lines == receipt).all()


def test_both_sides_read_the_same_receipt() -> None:
    result = match(*blocks(3, 60, 30), VOCABULARY, Weights(), k=60)
    mine, theirs = (
        {
            (owner, other): receipt.tobytes()
            for owner, ids, _, receipts in lists.rows()
            for other, receipt in zip(ids, unpack_receipts(receipts), strict=True)
        }
        for lists in (result.candidate_lists, result.posting_lists)
    )
    theirs = {(candidate, posting): receipt for (posting, candidate), receipt in theirs.items()}
    assert mine == theirs
    assert len(mine) > 200


def test_private_people_have_a_list_and_appear_in_none() -> None:
    candidates, postings = blocks(4, 80, 40)
    listed = np.arange(80) % 2 == 0
    open_ids = set(candidates.ids[listed].tolist())
    shown = match(candidates, postings, VOCABULARY, Weights(), listed=listed)
    everyone = match(candidates, postings, VOCABULARY, Weights())
    assert list(shown.candidate_lists.rows()) == list(everyone.candidate_lists.rows())
    assert {other for ids in pairs(shown.posting_lists).values() for other, _ in ids} <= open_ids


def test_blocks_of_candidates_do_not_show_in_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    candidates, postings = blocks(8, 300, 40)
    before = state(match(candidates, postings, VOCABULARY, Weights()))
    monkeypatch.setattr("matching.engine.search.AT_ONCE", 1)
    monkeypatch.setattr("matching.engine.topk.BLOCK", 7)
    states = {state(match(candidates, postings, VOCABULARY, Weights(), kernel=kernel)) for kernel in KERNELS}
    assert states == {before}


@pytest.mark.parametrize("weights", [Weights(), Weights(profile_low=20, text_low=10, text_high=70), Weights(text=0)])
@pytest.mark.parametrize("k", [3, 20])
def test_search_by_bounds_finds_what_scoring_everything_finds(
    monkeypatch: pytest.MonkeyPatch, weights: Weights, k: int
) -> None:
    candidates, postings = blocks(21, 260, 170)
    listed = np.arange(260) % 4 > 0
    plain = match(candidates, postings, VOCABULARY, weights, k=k, listed=listed, kernel="numpy")
    for name, value in (("search.MANY", 0), ("search.AT_ONCE", 20_000), ("sketch.PROFILE", 6), ("sketch.MEANING", 3)):
        monkeypatch.setattr(f"matching.engine.{name}", value)
    for threads in (1, 3):
        found = match(candidates, postings, VOCABULARY, weights, k=k, listed=listed, kernel="numba", threads=threads)
        assert state(found) == state(plain)


def test_wrong_use_is_refused() -> None:
    candidates, postings = blocks(1, 3, 3)
    with pytest.raises(ValueError, match="unknown kernel"):
        match(candidates, postings, VOCABULARY, Weights(), kernel="gpu")
    stranger = dataclasses.replace(Lists.none(), owners=np.array([-5]), offsets=np.array([0, 0]))
    with pytest.raises(KeyError, match="-5"):
        explain_lists(candidates, postings, VOCABULARY, Weights(), candidate_lists=stranger)


def as_blocks(people: list[bytes], roles: list[bytes]) -> tuple[CandidateBlock, PostingBlock]:
    return CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)


def records_as_blocks(people: list, roles: list) -> tuple[CandidateBlock, PostingBlock]:
    from_records = (
        [pack_candidate(person, VOCABULARY, ENCODER) for person in people],
        [pack_posting(role, VOCABULARY, ENCODER) for role in roles],
    )
    return as_blocks(*from_records)
