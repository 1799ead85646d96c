"""The byte of a pair: 0 where it is not eligible, else no score is above it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import bound_kernel, search
from matching.engine.arrays import Pool, lay_out_people, make_pool
from matching.engine.asked import lay_out
from matching.engine.data import ABILITIES, Weights
from matching.engine.eligibility import LANGUAGE_SHIFT, LEVELS, Rules, candidate_bars, eligible, posting_needs
from matching.engine.plan import make_plan
from matching.engine.reach import distinct_items, make_reach
from matching.engine.scoring import score_block
from tests.matching.engine.pools import VOCABULARY, blocks

WEIGHTS = [
    Weights(),
    Weights(profile_low=15, profile_high=60, text_low=20, text_high=70, terms_low=5),
    Weights(requirements=0, title=0, text=80, terms_share=100),
    Weights(text=0, title=0),
]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(WEIGHTS), st.booleans())
def test_no_eligible_pair_scores_above_its_bound(seed: int, weights: Weights, is_drawn: bool) -> None:
    candidates, postings = blocks(seed, 40, 30)
    plan, rules = make_plan(postings, VOCABULARY, weights), Rules()
    crowd = lay_out_people(candidates, rules)
    pool = make_pool(plan, lay_out(plan), candidates, crowd, np.ones(40, dtype=bool))
    bounds = bounds_of(pool, weights, is_drawn)
    score = score_block(plan, candidates, make_reach(plan, distinct_items(candidates)), 0, 40)
    allowed = eligible(candidate_bars(candidates, rules), posting_needs(postings), 0, 40)
    by_rank = np.ix_(pool.people.order, pool.asked.order)
    most = (bounds.astype(np.int64) - 1) * bound_kernel.STEP
    unbound = bounds == bound_kernel.UNBOUND
    assert ((bounds > 0) == allowed[by_rank]).all()
    assert ((score[by_rank] <= most) | unbound | (bounds == 0)).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 255), max_size=24), st.integers(1, 12))
def test_of_a_room_the_best_stay_in_the_order_they_came(came: list[int], width: int) -> None:
    who, reach = np.zeros((2, 24), np.int32), np.full((2, 24), 77, np.uint8)
    counts = np.array([0, len(came)], np.int32)
    who[1, : len(came)], reach[1, : len(came)] = np.arange(len(came)) + 100, came
    bound_kernel.settle(who, reach, counts, width)
    best = sorted(sorted(range(len(came)), key=lambda at: -came[at])[:width])
    assert counts.tolist() == [0, len(best)]
    assert who[1, : len(best)].tolist() == [100 + at for at in best]
    assert reach[1].tolist() == [came[at] for at in best] + [0] * (24 - len(best))
    assert not reach[0].any()


def bounds_of(pool: Pool, weights: Weights, is_drawn: bool) -> np.ndarray:
    """The bytes of all pairs, by sketches of few directions or from all columns."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as executor:
        patch.setattr(search, "MANY", 0 if is_drawn else 10**9)
        patch.setattr(search.sketch, "PROFILE", 5)
        patch.setattr(search.sketch, "MEANING", 4)
        return search.Search(pool, weights, 5, executor, 2)._group(0, len(pool.people.order)).bounds


def test_all_needs_fit_the_bits_that_are_compared() -> None:
    assert LANGUAGE_SHIFT + len(ABILITIES) * LEVELS <= 31
