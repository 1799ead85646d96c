from types import SimpleNamespace

import pytest
from django.utils.translation import override

from core.text import items, pick, sentences


@pytest.mark.parametrize(
    ("language", "paragraph", "names"), [("en", "One. Two.", "a, b"), ("zh-hant", "One.Two.", "a、b")]
)
def test_sentences_and_lists_are_parted_as_the_language_does(language: str, paragraph: str, names: str) -> None:
    with override(language):
        assert sentences(["One.", "Two."]) == paragraph
        assert items(["a", "b"]) == names


def test_pick_falls_back_in_order_and_names_the_language() -> None:
    row = SimpleNamespace(name_en="Chip", name_zh_hant="", name_zh_hans="芯片")
    assert pick(row, "name", "zh-hant") == ("芯片", "zh-hans")
    assert pick(row, "name", "en") == ("Chip", "en")
