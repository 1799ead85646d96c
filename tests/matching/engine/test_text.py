from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.folding import fold
from matching.engine.text import HEFT_SHIFT, grams, heft, number, numbers, root, words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("managing", "manag"),
        ("managers", "manag"),
        ("manage", "manag"),
        ("planning", "plan"),
        ("sells", "sell"),
        ("accounting", "account"),
        ("accountant", "accountant"),
        ("python3", "python3"),
        ("数", "数"),
        ("sql", "sql"),
    ],
)
def test_root_takes_endings_off(word, expected):
    assert root(word) == expected


def test_words_leave_out_function_words_and_keep_repeats():
    assert words("Managing the managers of C++ and C#") == ["manag", "manag", "c++", "c#"]


def test_chinese_words_are_characters_and_neighbouring_pairs():
    assert words("稅務會計") == ["税", "务", "税务", "会", "务会", "计", "会计"]


def test_chinese_pairs_do_not_cross_a_gap_or_a_latin_word():
    assert words("数据, SQL 库") == ["数", "据", "数据", "sql", "库"]


def test_the_scripts_of_chinese_give_the_same_words():
    assert words("軟件工程師") == words("软件工程师")


def test_grams_mark_the_edges_of_words():
    assert grams("ab") == [" a", "ab", "b ", " ab", "ab ", " ab "]


def test_number_is_the_same_on_every_machine():
    assert number("python") == 5 << 29 | 2765404344 & 0x1FFFFFFF


@given(st.text(alphabet="deșibaço1", min_size=1, max_size=9))
def test_the_highest_bits_of_a_number_tell_how_long_the_word_is(word):
    assert number(word) >> HEFT_SHIFT == heft(word) == min(len(word), 5)


def test_a_chinese_character_counts_as_two_letters():
    assert list(map(heft, ("的", "税务", "de", "cont", "accounting"))) == [2, 4, 2, 4, 5]


@given(st.text(alphabet=st.sampled_from("ab the's ½é機器学習ガ株㍿㏤鋂，.,+#N\n"), max_size=40))
def test_numbers_are_those_of_the_words(text):
    assert Counter(numbers(text)) == Counter(map(number, words(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲㏤", ["甲", "5", "日", "甲日"]),
        ("㍿", ["株", "式", "会", "社"]),
        ("鋂墜", [fold("鋂"), "坠"]),
        ("½機器", ["1", "2", "机", "器", "机器"]),
    ],
)
def test_characters_that_stand_for_others_are_read_as_these(text, expected):
    assert words(text) == expected
