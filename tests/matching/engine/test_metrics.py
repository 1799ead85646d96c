import math

import numpy as np
import pytest

from matching.engine.metrics import (
    Interval,
    average_precision,
    concordance,
    distinct,
    ndcg,
    overlap,
    paired_bootstrap,
    r_precision_at,
    reciprocal_rank,
)


def test_ndcg_is_worked_out_by_hand():
    # Gains 2^g - 1: a 7, b 3, c 1. Listed b, x, a: 3/1 + 0 + 7/2 = 6.5; best a, b, c: 7 + 3/log2(3) + 1/2.
    ideal = 7 + 3 / math.log2(3) + 0.5
    assert ndcg(["b", "x", "a"], {"a": 3, "b": 2, "c": 1}) == pytest.approx(6.5 / ideal)
    assert ndcg(["a", "b", "c"], {"a": 3, "b": 2, "c": 1}) == 1.0
    assert ndcg(["x"] * 10 + ["a"], {"a": 3}) == 0.0
    assert ndcg(["b", "a"], {"a": 3, "b": 2}, k=1) == pytest.approx(3 / 7)
    assert ndcg(["a"], {"a": 0}) == 0.0


def test_reciprocal_rank_is_that_of_the_first_relevant():
    assert reciprocal_rank(["x", "y", "a", "b"], {"b", "a"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], {"a"}) == 0.0


def test_average_precision_counts_what_is_missing():
    # Precision 1/1 at a, 2/3 at b; c is not listed.
    assert average_precision(["a", "x", "b"], {"a", "b", "c"}) == pytest.approx((1 + 2 / 3) / 3)
    assert average_precision(["a"], set()) == 0.0


def test_r_precision_never_asks_for_more_than_there_is():
    assert r_precision_at(["a", "x", "b"], {"a", "b"}) == 1.0
    assert r_precision_at(["a", "x", "y", "z", "w", "b"], {"a", "b"}) == 0.5
    assert r_precision_at(list("abcdef"), set("abcdefgh")) == 1.0
    assert r_precision_at(["a"], set()) == 0.0


def test_concordance_counts_pairs_of_different_grade():
    grades = {"a": 3, "b": 1, "c": 1, "d": 0}
    assert concordance(["a", "b", "c", "d"], grades) == 1.0
    assert concordance(["d", "c", "b", "a"], grades) == 0.0
    # b before a is the one wrong pair of five; not listing c and d leaves c against d open.
    assert concordance(["b", "a", "c", "d"], grades) == pytest.approx(4 / 5)
    assert concordance(["a", "b"], grades) == pytest.approx(4.5 / 5)
    assert concordance(["a"], {"a": 1, "b": 1}) == 0.0


def test_overlap_and_distinct():
    assert overlap([1, 2, 3, 4], [3, 4, 5, 6]) == 0.5
    assert overlap([1], [1, 2]) == 0.5
    assert overlap([], []) == 1.0
    assert distinct(["a", "b", "a", "c", "b"]) == ["a", "b", "c"]


def test_the_bootstrap_is_the_mean_of_groups_and_repeats():
    differences = np.array([0.1, 0.3, 0.5, -0.1])
    groups = np.array([0, 0, 0, 1])
    found = paired_bootstrap(differences, groups, np.random.default_rng(1))
    assert found.mean == pytest.approx((0.3 - 0.1) / 2)
    assert found.low < found.mean < found.high
    assert found == paired_bootstrap(differences, groups, np.random.default_rng(1))


def test_the_bootstrap_knows_the_spread_of_a_mean():
    values = np.random.default_rng(7).normal(0.02, 0.1, 400)
    found = paired_bootstrap(values, np.zeros(400, dtype=np.int64), np.random.default_rng(1))
    half = 1.96 * values.std() / math.sqrt(400)
    assert found.low == pytest.approx(values.mean() - half, abs=0.002)
    assert found.high == pytest.approx(values.mean() + half, abs=0.002)
    with pytest.raises(ValueError, match="no query"):
        paired_bootstrap(np.zeros(0), np.zeros(0, dtype=np.int64), np.random.default_rng(1))


def test_a_verdict_needs_the_whole_interval():
    assert [Interval(0.1, 0.01, 0.2).verdict, Interval(0.1, -0.01, 0.2).verdict, Interval(-1, -2, -0.1).verdict] == [
        1,
        0,
        -1,
    ]
