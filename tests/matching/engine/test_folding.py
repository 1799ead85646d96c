"""One folding for search and extraction."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from matching.engine.folding import (
    _NOT_PLAIN,
    Known,
    Token,
    _piece,
    fold,
    folded_runs,
    folded_words,
    scripts,
    squash,
    stem,
    tokens,
)
from matching.engine.script_table import FOLDED, VARIANTS


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＰｙＴｏｒｃｈ", "pytorch"),
        ("  Machine\u3000 Learning ", "machine learning"),
        ("machine-learning", "machine learning"),
        ("機器 學習", "机器学习"),
        ("FPGA 開發", "fpga开发"),
        ("裏面／裡面", "里面里面"),
        ("Naïve Café", "naive cafe"),
        ("people’s", "peoples"),
        ("CI/CD", "ci cd"),
        ("10+ years", "10 years"),
        ("", ""),
        ("…—", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_signs_that_are_part_of_a_name_stay() -> None:
    names = ["C", "C++", "C#", "NET", ".NET", "F#", "kdb+", "CI/CD", "CI"]
    assert len({fold(name) for name in names}) == len(names)
    assert [fold(text) for text in ("Ｃ＋＋", "C++編程", "C++17", "ASP.NET", "x.network", "a+b", "用C#和.NET")] == [
        "c++",
        "c++编程",
        "c++ 17",
        "asp net",
        "x network",
        "a b",
        "用c#和.net",
    ]


def test_characters_passed_over_are_plain_or_only_part_tokens() -> None:
    """Every character of which a text may be made without being put into compatibility form gives the same tokens."""
    for character in map(chr, range(0x80, 0x20000)):
        if _NOT_PLAIN.search(character):
            continue
        plain = _piece(character)
        left, mapped = (tokens(f"a{form}1+ C{form} {form}net") for form in (character, plain))
        assert plain == character or (len(plain) == 1 and left == mapped), character


def test_tokens_point_into_the_text_as_given() -> None:
    text = "½ ﬁne 機器Ａ"
    assert tokens(text) == [
        Token("1", "1", 0, 1),
        Token("2", "2", 0, 1),
        Token("fine", "fine", 2, 5),
        Token("机", "機", 6, 7),
        Token("器", "器", 7, 8),
        Token("a", "A", 8, 9),
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0x9FFF), max_size=60))
def test_fold_is_idempotent_and_blind_to_outer_space(text: str) -> None:
    folded = fold(text)
    assert fold(f" {folded}\n") == folded
    assert " " not in squash(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_tokens_stay_inside_the_text_and_in_order(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(left.start <= right.start for left, right in zip(found, found[1:], strict=False))


def test_table_agrees_with_opencc_character_by_character() -> None:
    converters = [OpenCC(name) for name in ("t2s", "hk2s", "tw2s")]
    table = dict(zip(VARIANTS, FOLDED, strict=True))
    assert len(table) == len(VARIANTS) > 4000
    for code in range(0x3400, 0xA000):
        character = chr(code)
        for converter in converters:
            assert fold(converter.convert(character)) == fold(character)
    assert not set(FOLDED) & set(VARIANTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python", ("en",)),
        ("機器學習", ("zh-hant",)),
        ("机器学习", ("zh-hans",)),
        ("人工智能", ("zh-hant", "zh-hans")),
        ("FPGA開發", ("zh-hant",)),
    ],
)
def test_scripts(text: str, expected: tuple[str, ...]) -> None:
    assert scripts(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("networks", "network"),
        ("batteries", "battery"),
        ("analysis", "analysis"),
        ("business", "business"),
        ("gis", "gis"),
        ("modelling", "modeling"),
        ("visualisation", "visualization"),
        ("analysing", "analyzing"),
        ("catalogue", "catalog"),
        ("机", "机"),
        ("k8s", "k8s"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_long_text_folds_in_milliseconds() -> None:
    text = "Experienced engineer with Python, machine learning and 機器學習 in 香港. " * 115
    fold(text)
    began = time.process_time()
    fold(text)
    assert time.process_time() - began < 0.1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("ab's ½éﬁ機器学ガ株㍿㏤鋂，.,+#N\n"), max_size=40))
def test_runs_join_the_chinese_characters_that_touch(text: str) -> None:
    expected: list[str] = []
    before = Token("", "", -1, -1)
    for token in tokens(text):
        if scripts(token.folded) != ("en",) and scripts(before.folded) != ("en",) and before.end == token.start:
            expected[-1] += token.folded
        else:
            expected.append(token.folded)
        before = token
    assert folded_runs(text) == expected
    assert folded_words(text) == [token.folded for token in tokens(text)]


def test_what_is_known_of_words_is_asked_once_and_forgotten_when_it_is_too_much() -> None:
    asked: list[str] = []
    known = Known(lambda word: asked.append(word) or len(word), most=2)
    assert [known[word] for word in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bb", "ccc", "a"]
    assert len(known) == 2
