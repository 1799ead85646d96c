import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.cover import RUN, NameCover
from matching.engine.embedding import shipped_model
from matching.engine.text import STOP, root

NAMES = ["teamwork", "work in teams", "work in a construction team", "keep accounts", "bookkeeping", "the", "软件测试"]
OWNER = np.array([0, 0, 1, 2, 2, 3, 4])
ALL = np.arange(5)
WORDS = ["you", "work", "well", "in", "teams", "of", "construction", "and", "keep", "books", "accounts", "軟件", "測試"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def model():
    return shipped_model(Path(importlib.util.find_spec("wordllama").origin).parent, NAMES)


@pytest.fixture(scope="module")
def cover(model):
    return NameCover(NAMES, OWNER, model)


def test_a_name_covers_itself(cover):
    for name, concept in zip(NAMES, OWNER, strict=True):
        assert cover.best(name, ALL)[concept] == pytest.approx(1)


def test_a_name_that_says_more_than_the_text_stays_behind(cover):
    wide, narrow = cover.best("you work well with others in a team", np.array([0, 1]))
    assert wide == pytest.approx(1)
    assert narrow < 0.8


def test_words_that_lie_apart_cover_less_than_neighbours(cover):
    near = cover.best("keep all accounts", ALL)[2]
    apart = cover.best("keep the garden green, water plants, feed birds, read accounts", ALL)[2]
    assert apart < near == pytest.approx(1)


def test_other_words_of_the_same_meaning_count_in_part(cover):
    assert 0 < cover.best("payroll ledger", ALL)[2] < 1
    assert cover.best("payroll ledger", ALL)[2] > cover.best("horse riding", ALL)[2]


def test_nothing_is_covered_by_no_words(cover):
    assert not cover.best(" … ", ALL).any()
    assert not len(cover.best("teamwork", np.zeros(0, dtype=np.int64)))


@given(texts, st.sets(st.sampled_from(range(5)), min_size=1))
def test_the_cover_of_a_concept_depends_on_no_other(cover, text, some):
    chosen = np.array(sorted(some))
    assert np.allclose(cover.best(text, chosen), cover.best(text, ALL)[chosen], atol=1e-5)


@given(texts, st.sampled_from(WORDS))
def test_a_longer_text_covers_no_less(cover, text, word):
    # A word that tells something stands first: texts of none but function words are read by these.
    shorter = f"work {text}"
    assert (cover.best(f"{shorter} {word}", ALL) >= cover.best(shorter, ALL) - 1e-5).all()


def _by_hand(model, text):
    """The definition, word by word."""

    def told(name):
        return [word for word in model.cut(name) if word not in STOP] or model.cut(name)

    def near(one, other):
        if root(one) == root(other):
            return 1.0
        return max(0.0, float(model.embed([one])[0] @ model.embed([other])[0]))

    concepts = {stem: set() for name in NAMES for stem in map(root, told(name))}
    for name, owner in zip(NAMES, OWNER, strict=True):
        for word in told(name):
            concepts[root(word)].add(int(owner))
    asked, found = told(text), [0.0] * 5
    for name, owner in zip(NAMES, OWNER, strict=True):
        rarity = {word: (np.log(6 / (1 + len(concepts[root(word)]))) + 1) ** 2 for word in told(name)}
        for at in range(max(1, len(asked) - RUN + 1)):
            run = asked[at : at + RUN]
            parts = [rarity[word] * max((near(word, other) for other in run), default=0.0) for word in rarity]
            found[owner] = max(found[owner], sum(parts) / sum(rarity.values()))
    return found


@settings(deadline=None)
@given(texts)
def test_the_cover_is_what_the_definition_says(cover, model, text):
    assert np.allclose(cover.best(text, ALL), _by_hand(model, text), atol=1e-5)
