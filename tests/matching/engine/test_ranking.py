import importlib.util
from pathlib import Path

import numpy as np
import pytest

from matching.engine.embedding import shipped_model
from matching.engine.ranking import (
    MENTION,
    MENTION_CHINESE,
    TITLE_CHINESE,
    NameIndex,
    TermIndex,
    nearest,
    rank_texts,
    usualness,
    windows,
)
from matching.engine.text import words

NAMES = ["welding", "join metal", "bookkeeping", "keep accounts", "软件测试"]


@pytest.fixture(scope="module")
def model():
    return shipped_model(Path(importlib.util.find_spec("wordllama").origin).parent, NAMES)


@pytest.fixture(scope="module")
def index(model):
    return NameIndex(NAMES, np.array([0, 0, 1, 1, 2]), model)


def test_terms_of_a_text_with_itself_have_cosine_one():
    cosines = TermIndex(["data analysis", "data entry"], words).cosines(["data analysis", "nothing known"]).toarray()
    assert cosines[0, 0] == pytest.approx(1)
    assert 0 < cosines[0, 1] < 0.6
    assert not cosines[1].any()


@pytest.mark.parametrize(("text", "concept"), [("joining metals", 0), ("keeping the accounts", 1), ("軟件測試員", 2)])
def test_a_mention_is_nearest_to_its_concept(index, text, concept):
    assert index.mentions([text]).argmax() == concept


def test_a_passage_speaks_of_its_concept(index):
    text = "You will weld and join metal parts, on site, with care"
    assert index.passages([text], shortlist=2).argmax() == 0


def test_each_answer_depends_on_its_own_text_only(index):
    texts = ["joining metals", "keeping the accounts", "測試"]
    together, alone = index.mentions(texts), np.vstack([index.mentions([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-6)


def test_windows_cut_at_punctuation_and_joining_words():
    assert windows("plan routes, and drive")[:2] == ["plan routes", "drive"]


def test_nearest_puts_equal_ones_in_order():
    assert nearest(np.array([[1, 3, 3, 2]], dtype=np.float32), 3).tolist() == [[1, 2, 3]]


def test_texts_are_ranked_by_nearness(model):
    assert rank_texts(["accountants"], ["welder", "accountant", "cook"], model).argmax() == 1


def test_written_characters_of_chinese_titles_weigh_more_and_english_ones_as_before(model):
    asked, titles = ["測試員", "tester"], ["软件测试", "cook", "tester"]
    more = rank_texts(asked, titles, model, MENTION, TITLE_CHINESE) - rank_texts(asked, titles, model)
    written = TermIndex(titles, words).cosines(asked).toarray()
    added = TITLE_CHINESE.words - MENTION_CHINESE.words
    assert added > 0
    assert np.allclose(more, [added * written[0], [0, 0, 0]], atol=1e-5)
    assert written[0, 0] > 0


def test_general_skills_are_more_usual_than_what_most_roles_ask_for():
    found = usualness(np.array([0, 10, 1000, 0]), np.array([False, False, False, True]))
    assert (np.argsort(found) == [0, 1, 2, 3]).all()
    assert found.min() == 0
    assert found.max() <= 1
    assert not usualness(np.zeros(2), np.zeros(2, dtype=bool)).any()


def test_a_usual_concept_goes_first_among_equally_near_ones(model):
    names, owner = ["welding", "welding"], np.array([0, 1])
    index = NameIndex(names, owner, model, prior=np.array([0, 1], dtype=np.float32))
    assert index.mentions(["weld"]).argmax() == 1
    assert index.passages(["You weld."]).argmax() == 1


def test_a_passage_is_answered_alike_alone_and_with_others(index):
    texts = ["You join metal.", "You keep the accounts of the shop.", "軟件測試員"]
    together, alone = index.passages(texts), np.vstack([index.passages([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)
