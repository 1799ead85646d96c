"""Tells what a text denies: "no experience in Python", "未接觸過 Docker", "Excel is not required"."""

import re
from collections.abc import Sequence

from matching.engine.folding import Token, is_ideograph

_DENYING = frozenset(
    ("no", "not", "without", "never", "lack", "lacking", "lacks", "cannot", "excluding", "neither", "nor")
    + ("dont", "didnt", "havent", "doesnt", "isnt")
)
_TURNING = frozenset(("but", "however", "although", "except", "yet", "though"))
_NOT_DENYING_NEXT = frozenset(("only", "just", "limited", "least", "to", "problem", "doubt"))
_NEEDED = frozenset(["required", "necessary", "needed", "essential", "mandatory"])
_BEFORE_ZH = re.compile(
    r"(?:没有|毋须|无须|无需|不需|不必|不懂|不会|不谙|未接触|未学|缺乏|没接触|不熟|并无)[^,，.。;；!！?？\n但]{0,8}$"
)
_AFTER_ZH = re.compile(r"^[^,，.。;；!！?？\n但]{0,4}(?:并非必须|不是必须|非必须|不作要求|不要求|无要求)")
_BREAK = re.compile(r"[.;:!?。；：！？\n•]")
_REACH = 6


def is_denied(text: str, words: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether the tokens [first, last) stand under a denial in the same clause, six words off at most."""
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        word = words[index]
        if _BREAK.search(text, word.end, words[index + 1].start) or word.folded in _TURNING:
            break
        if word.folded in _DENYING:
            return words[index + 1].folded not in _NOT_DENYING_NEXT
    if _not_needed(text, words, last):
        return True
    if not any(is_ideograph(word.folded[0]) for word in words[max(first - 4, 0) : last + 4]):
        return False
    before = "".join(_folded_with_marks(text, words, max(first - 12, 0), first))
    after = "".join(_folded_with_marks(text, words, last, min(last + 8, len(words))))
    return bool(_BEFORE_ZH.search(before) or _AFTER_ZH.search(after))


def _not_needed(text: str, words: Sequence[Token], last: int) -> bool:
    """Tell whether "… is not required" follows within the clause."""
    follow: list[Token] = []
    end = words[last - 1].end
    for word in words[last : last + 5]:
        if _BREAK.search(text, end, word.start):
            break
        follow.append(word)
        end = word.end
    folded = [word.folded for word in follow]
    return "not" in folded and any(word in _NEEDED for word in folded[folded.index("not") :])


def _folded_with_marks(text: str, words: Sequence[Token], first: int, last: int) -> list[str]:
    """Return the folded tokens [first, last) with the punctuation between and after them."""
    parts = []
    for index in range(first, last):
        end = words[index + 1].start if index + 1 < len(words) else len(text)
        parts += [words[index].folded, text[words[index].end : end].strip()]
    return parts
