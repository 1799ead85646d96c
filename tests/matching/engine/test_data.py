"""Weights and vocabularies: checked, kept, read back."""

import numpy as np
import pytest

from matching.engine.data import Vocabulary, Weights, unit_rows
from tests.matching.engine.pools import VOCABULARY


def test_weights_come_back_from_json() -> None:
    weights = Weights(title=3, level_steps=(100, 50, 0, 0))
    assert Weights.from_json(weights.to_json()) == weights
    assert Weights.from_json({"title": 3}).title == 3
    assert Weights.from_json({}) == Weights()
    assert weights.canonical() == Weights.from_json(weights.to_json()).canonical() != Weights().canonical()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"age": 1}, "unknown weights: age"),
        ({"title": -1}, "title must be whole numbers"),
        ({"title": 1.5}, "title must be whole numbers"),
        ({"title": True}, "title must be whole numbers"),
        ({"level_steps": [100, 50]}, "level_steps needs 4 numbers"),
        ({"near_low": 99}, "near_low must be less than near_high"),
        ({"near_max": 101}, "percentages end at 100"),
        ({"start_days": 0}, "must not all be 0"),
    ],
)
def test_wrong_weights_are_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Weights.from_json(values)


def test_a_vocabulary_comes_back_from_its_bytes() -> None:
    copy = Vocabulary.unpack(VOCABULARY.pack())
    assert copy.pack() == VOCABULARY.pack()
    for name in ("ids", "offsets", "targets", "strengths", "vectors", "specificity"):
        assert (getattr(copy, name) == getattr(VOCABULARY, name)).all()
    with pytest.raises(ValueError, match="not a packed vocabulary"):
        Vocabulary.unpack(VOCABULARY.pack() + b"x")


def test_relations_hold_both_ways_and_unknown_skills_have_no_place() -> None:
    vocabulary = Vocabulary.build([30, 10, 20], [(10, 30, 40)])
    assert vocabulary.index(np.array([10, 20, 30, 40, 0])).tolist() == [0, 1, 2, -1, -1]
    assert vocabulary.offsets.tolist() == [0, 1, 1, 2]
    assert vocabulary.targets.tolist() == [2, 0]
    assert vocabulary.strengths.tolist() == [40, 40]
    assert Vocabulary.build([]).index(np.array([1])).tolist() == [-1]


def test_relations_of_a_skill_with_itself_or_with_strangers_are_refused() -> None:
    with pytest.raises(ValueError, match="not a relation"):
        Vocabulary.build([1], [(1, 1, 50)])
    with pytest.raises(ValueError, match="not a relation"):
        Vocabulary.build([1, 2], [(1, 2, 100)])
    with pytest.raises(KeyError):
        Vocabulary.build([1], [(1, 2, 50)])


def test_unit_rows_have_the_length_of_a_cosine_of_one() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0], [1.0, 0.0]]))
    assert rows.tolist() == [[127, 127], [0, 0], [127, 0]]
    spread = unit_rows(np.ones((1, 256)))
    assert spread.tolist() == [[16] * 256]
    assert int((spread.astype(int) ** 2).sum()) == 256 * 256
