"""Codes on passes: the same for ever, read however they are typed, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from expo.entry_codes import ALPHABET, entry_code, registration_of


@given(st.integers(min_value=1, max_value=2**40))
def test_a_code_leads_back_to_its_registration_however_it_is_typed(number: int) -> None:
    code = entry_code(number)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert (registration_of(code), registration_of(f"  {sloppy} ")) == (number, number)


@pytest.mark.parametrize("text", ["", "   ", "A", "12345", "CHAN TAI MAN", "陳大文", "a@b.example", "0" * 90, "'; --"])
def test_other_texts_are_no_codes(text: str) -> None:
    assert registration_of(text) is None


def test_a_code_cannot_be_made_from_a_number_alone() -> None:
    right = entry_code(77)
    wrong = [right[:-1] + letter for letter in ALPHABET if letter != right[-1]]
    assert {registration_of(code) for code in wrong} == {None}


def test_codes_outlive_a_change_of_the_secret_key(settings: Settings) -> None:
    old, code = settings.SECRET_KEY, entry_code(5)
    settings.SECRET_KEY = "another key"
    assert registration_of(code) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert registration_of(code) == 5
