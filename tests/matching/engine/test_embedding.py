import importlib.util
import json
import math
import struct
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from matching.engine import embedding
from matching.engine.embedding import Pieces, StaticModel, read_safetensors, scaled, shipped_model
from matching.engine.text import heft, number, numbers, words

VOCABULARY = {"▁": 0, "a": 1, "b": 2, "ab": 3, "▁ab": 4, "<0xE6>": 5, "<0x95>": 6, "<0xB0>": 7, "c": 8}
MERGES = [("a", "b"), ("▁", "ab")]


@pytest.fixture(scope="module")
def shipped():
    folder = Path(importlib.util.find_spec("wordllama").origin).parent
    return shipped_model(folder, ["accounting", "software testing", "cooking", "project management"])


def small_model():
    table = np.arange(27, dtype=np.float16).reshape(9, 3)
    return StaticModel(table, Pieces(VOCABULARY, MERGES))


def test_pieces_merge_in_the_order_of_the_rules_and_fall_back_to_bytes():
    pieces = Pieces(VOCABULARY, MERGES)
    assert (pieces("ab"), pieces("ba"), pieces("abc"), pieces("数")) == ([4], [0, 2, 1], [4, 8], [0, 5, 6, 7])


def test_a_word_is_the_sum_of_its_pieces():
    assert small_model().word("abc").tolist() == [12 + 24, 13 + 25, 14 + 26]


def test_any_number_of_words_is_kept_apart(monkeypatch):
    monkeypatch.setattr(embedding, "_KEPT_WORDS", 1500)
    model = StaticModel(np.eye(4, dtype=np.float16)[[0, 1, 2, 3] * 500], lambda word: [int(word) % 2000])
    text = " ".join(str(n) for n in range(1, 1400))
    for _ in range(3):
        assert np.allclose(model.embed([text, "5", "6 7"])[1:], [[0, 1, 0, 0], [0, 0, 0.7071, 0.7071]], atol=1e-3)
        model.embed([" ".join(str(n) for n in range(1400, 1999))])
    assert model.word("6").tolist() == [0, 0, 1, 0]


def test_a_text_that_says_only_what_all_say_becomes_zero():
    model = StaticModel(np.ones((9, 3), dtype=np.float16), Pieces(VOCABULARY, MERGES), ["ab"])
    assert not model.embed(["ab", "c"]).any()


def test_texts_become_unit_rows_and_nothing_becomes_zero():
    rows = small_model().embed(["ab ab", "AB", "", "..."])
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 0, 0])
    assert np.array_equal(rows[0], rows[1])


def test_the_shared_direction_of_the_reference_is_taken_out():
    table = np.random.default_rng(1).standard_normal((9, 3)).astype(np.float16)
    model = StaticModel(table, Pieces(VOCABULARY, MERGES), ["ab", "c"])
    assert np.abs(model.embed(["ab", "c", "ba"]) @ model.common).max() < 1e-5


def test_terms_ascend_and_have_the_norm_of_the_engine():
    numbers, weights = small_model().terms("data data model and test")
    assert len(numbers) == 3
    assert np.array_equal(numbers, np.unique(numbers))
    assert abs(np.linalg.norm(weights.astype(float)) - 256) < 3


def test_texts_weighed_together_have_the_terms_each_has_alone():
    background = ["data model", "data and test", "zebra"]
    model = StaticModel(np.ones((9, 3), dtype=np.float16), Pieces(VOCABULARY, MERGES), background=background)
    texts = ["data data model", "", "unheard of data", "model 數據 數據", "zebra zebra zebra data"]
    for (terms, weights), text in zip(model.weighed([numbers(text) for text in texts]), texts, strict=True):
        counts = Counter(words(text))
        seen = {term: sum(term in words(other) for other in background) for term in counts}
        share = {term: 1 if seen[term] else heft(term) / 5 for term in counts}
        rarity = {term: share[term] * (math.log(4 / (1 + seen[term])) + 1) for term in counts}
        worth = {number(term): (1 + math.log(count)) * rarity[term] for term, count in counts.items()}
        norm = math.sqrt(sum(value * value for value in worth.values())) or 1.0
        assert dict(zip(terms.tolist(), weights.tolist(), strict=True)) == {
            term: min(round(value * 256 / norm), 255) for term, value in worth.items()
        }
        alone, alone_weights = model.terms(text)
        assert (terms.tolist(), weights.tolist()) == (alone.tolist(), alone_weights.tolist())


def test_words_that_no_text_of_the_background_has_count_by_their_length():
    background = ["audit of accounts", "audit of works", "plan"]
    model = StaticModel(np.ones((9, 3), dtype=np.float16), Pieces(VOCABULARY, MERGES), background=background)
    terms, weights = model.terms("audit de si din echipa 计")
    found = dict(zip(terms.tolist(), weights.tolist(), strict=True))
    share = np.array([found[number(word)] for word in ("audit", "de", "si", "din", "echipa", "计")], dtype=float)
    rarest = math.log(4) + 1
    expected = np.array([math.log(4 / 3) + 1, *(rarest * part for part in (0.4, 0.4, 0.6, 1, 0.4))])
    assert np.abs(share - expected * 256 / np.linalg.norm(expected)).max() <= 0.5


def test_terms_of_nothing_are_empty():
    numbers, weights = small_model().terms("")
    assert (len(numbers), len(weights)) == (0, 0)


def test_scaled_leaves_zero_rows():
    assert scaled(np.array([[3, 4], [0, 0]], dtype=np.float32)).tolist() == [
        [pytest.approx(0.6), pytest.approx(0.8)],
        [0, 0],
    ]


def test_reading_a_table_refuses_another_layout(tmp_path):
    head = json.dumps({"x": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}}).encode()
    path = tmp_path / "table.safetensors"
    path.write_bytes(struct.pack("<Q", len(head)) + head + b"\0" * 4)
    with pytest.raises(ValueError, match="not one table"):
        read_safetensors(path)


def test_the_shipped_table_puts_near_meanings_together(shipped):
    rows = shipped.embed(["bookkeeper", "accountant", "welder", "software developer", "programmer"])
    near = rows @ rows.T
    assert near[0, 1] > near[0, 2]
    assert near[3, 4] > near[3, 2]


def test_the_shipped_table_gives_int8_rows_of_the_engine(shipped):
    rows = shipped.vectors(["machine learning", ""])
    assert (rows.dtype, rows.shape) == (np.int8, (2, 256))
    assert abs(np.linalg.norm(rows[0].astype(float)) - 256) < 4
    assert not rows[1].any()
