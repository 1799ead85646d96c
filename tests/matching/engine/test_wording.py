"""Known Chinese names are read in English."""

import pytest

from matching.engine.wording import Wording

READ = Wording(
    [
        ("軟件工程師", "Software Engineer"),
        ("软件工程师", "Software Engineer"),
        ("機器學習", "Machine Learning"),
        ("機器學習工程師", "Machine Learning Engineer"),
        ("機器學習", "Something else"),
        ("Python", "Python (programming language)"),
    ]
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("軟件工程師", "Software Engineer"),
        ("软件工程师", "Software Engineer"),
        ("曾任機器學習工程師兩年", "曾任 Machine Learning Engineer 兩年"),
        ("機器學習和软件工程师", "Machine Learning 和 Software Engineer"),
    ],
)
def test_the_longest_known_name_is_read_in_english_in_both_scripts(written: str, read: str):
    assert READ(written).split() == read.split()


@pytest.mark.parametrize("text", ["", "Python and 3D printing", "Ünïcode", "我喜歡學習"])
def test_what_is_not_known_or_not_chinese_stays_as_written(text: str):
    assert READ(text) == text


def test_a_name_of_several_things_goes_to_the_one_given_first():
    assert "Machine Learning" in READ("機器學習")
    assert "Something" not in READ("機器學習")
