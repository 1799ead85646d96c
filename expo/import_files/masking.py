"""Takes identity numbers out of free text before anything is stored: nobody here needs them, so nobody keeps them."""

import re
from typing import Any

MASK = "█████"
_LONG = re.compile(r"\d{5}|\d{4}[ -]\d")
_HKID = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,2})[ -]?(\d{6})[ -]?[(（]?([0-9Aa])[)）]?(?![A-Za-z0-9])")
_MAINLAND = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
_CARD = re.compile(r"(?<!\d)(?<!\d\.)[3-6]\d{3}(?:[ -]?\d){10,15}(?!\.?\d)")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EGDSPHKC]\d{8}|[EH][A-Z]\d{7}|[A-Z]{2}\d{7})(?![A-Za-z0-9])")
_PASSPORT_NAMED = re.compile(
    r"(?P<word>passport|travel document|護照|护照|通行證|通行证|回鄉證|回乡证)"
    r"(?P<gap>[^A-Za-z0-9\n]{0,6}(?:no|number|號碼|号码|編號|编号)?[^A-Za-z0-9\n]{0,6})"
    r"(?P<number>[A-Z]{0,2}\d{6,9})",
    re.IGNORECASE,
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_hkid(letters: str, digits: str, check: str) -> bool:
    """Tell whether a Hong Kong identity card number has the right check digit."""
    values = [36 if len(letters) == 1 else ord(letters[0].upper()) - 55, ord(letters[-1].upper()) - 55]
    values += [int(digit) for digit in digits] + [10 if check in "Aa" else int(check)]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_mainland_id(number: str) -> bool:
    """Tell whether an 18-character mainland identity number has the right check character."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def is_card(number: str) -> bool:
    """Tell whether 14 to 19 digits pass the Luhn check of payment cards."""
    digits = [int(character) for character in number if character.isdigit()]
    if not 14 <= len(digits) <= 19:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def mask_text(text: str) -> tuple[str, int]:
    """Return `text` with identity, passport and card numbers masked, and how many there were."""
    if not _LONG.search(text):
        return text, 0
    count = 0

    def hide(match: re.Match[str], is_one: bool = True) -> str:
        nonlocal count
        count += is_one
        return MASK if is_one else match[0]

    text = _MAINLAND.sub(lambda m: hide(m, is_mainland_id(m[0])), text)
    text = _CARD.sub(lambda m: hide(m, is_card(m[0])), text)
    text = _PASSPORT_NAMED.sub(lambda m: m["word"] + m["gap"] + hide(m), text)
    text = _HKID.sub(lambda m: hide(m, is_hkid(m[1], m[2], m[3])), text)
    return _PASSPORT.sub(hide, text), count


def mask_cells(value: Any) -> tuple[Any, int]:
    """Mask every text inside nested lists and dictionaries; return the copy and the number of masks."""
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, list):
        pairs = [mask_cells(item) for item in value]
        return [item for item, _count in pairs], sum(count for _item, count in pairs)
    if isinstance(value, dict):
        masked = {key: (value[key], 0) if key == "reference" else mask_cells(value[key]) for key in value}
        return {key: item for key, (item, _count) in masked.items()}, sum(count for _item, count in masked.values())
    return value, 0
