"""The code on a visitor's pass: short enough to read out, signed, so that nobody can guess another's.

Eight or more characters of Crockford's alphabet (no I, L, O, U): the number of the registration, then 25 bits of a
keyed hash of it. Nothing is stored; the same registration has the same code for ever.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNED = 5
SALT = "expo.entry_code"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": "", " ": ""})


def _signature(number: str, key: str | bytes) -> str:
    digest = salted_hmac(SALT, number, secret=key, algorithm="sha256").digest()
    bits = int.from_bytes(digest[:4], "big")
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(SIGNED))


def entry_code(registration_id: int) -> str:
    """Return the code in its written form, "0A7-K3M9Q"."""
    number, rest = "", registration_id
    while rest:
        rest, digit = divmod(rest, 32)
        number = ALPHABET[digit] + number
    number = number.rjust(3, "0")
    return f"{number}-{_signature(number, settings.SECRET_KEY)}"


def registration_of(code: str) -> int | None:
    """Return the number of the registration that `code` stands for, None for anything that is no code of ours."""
    plain = code.strip().upper().translate(READ_AS)
    number, signature = plain[:-SIGNED], plain[-SIGNED:]
    if not 3 <= len(number) <= 12 or not set(plain) <= set(ALPHABET):
        return None
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(_signature(number, key), signature) for key in keys):
        return None
    value = 0
    for character in number:
        value = value * 32 + ALPHABET.index(character)
    return value
