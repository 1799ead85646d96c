"""Tells what a text denies: "no experience in Python", "未接觸過 Docker", "Excel is not required"."""

import re

from matching.engine.folding import is_ideograph
from matching.engine.stemmed import Text

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
_REACH, BEFORE_ZH, AFTER_ZH = 6, 12, 8
# No text denies anything without one of these words, or one of the characters that each pattern above asks for.
_SIGNS = _DENYING | frozenset("没毋无不未缺非")


def is_denied(words: Text, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last) stand under a denial in the same clause, six words off at most."""
    folded = words.folded
    if _SIGNS.isdisjoint(folded[max(first - BEFORE_ZH, 0) : last + AFTER_ZH]):
        return False
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        if _is_broken(words, index + 1) or folded[index] in _TURNING:
            break
        if folded[index] in _DENYING:
            return folded[index + 1] not in _NOT_DENYING_NEXT
    if _not_needed(words, last):
        return True
    if not any(is_ideograph(word[0]) for word in folded[max(first - 4, 0) : last + 4]):
        return False
    before = "".join(_folded_with_marks(words, max(first - BEFORE_ZH, 0), first))
    after = "".join(_folded_with_marks(words, last, min(last + AFTER_ZH, len(folded))))
    return bool(_BEFORE_ZH.search(before) or _AFTER_ZH.search(after))


def _is_broken(words: Text, index: int) -> bool:
    """Tell whether a clause ends before token `index`."""
    return _BREAK.search(words.source, words.ends[index - 1], words.starts[index]) is not None


def _not_needed(words: Text, last: int) -> bool:
    """Tell whether "… is not required" follows within the clause."""
    follow: list[str] = []
    for index in range(last, min(last + 5, len(words.folded))):
        if _is_broken(words, index):
            break
        follow.append(words.folded[index])
    return "not" in follow and any(word in _NEEDED for word in follow[follow.index("not") :])


def _folded_with_marks(words: Text, first: int, last: int) -> list[str]:
    """Return the folded tokens [first, last) with the punctuation between and after them."""
    parts = []
    for index in range(first, last):
        end = words.starts[index + 1] if index + 1 < len(words.starts) else len(words.source)
        parts += [words.folded[index], words.source[words.ends[index] : end].strip()]
    return parts
