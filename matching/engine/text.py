"""Words and pieces of words: what nearness of texts is computed from, for English and Chinese alike.

English words are folded, stripped of their endings and kept without the commonest function words. Chinese has no
spaces: every character and every pair of neighbours counts as a word. `grams` are the 2- to 4-letter pieces of words,
for misspellings and inflections. `number` hashes a term to 32 bits (CRC-32), so that no dictionary of terms is needed;
three of them tell how long it is (`heft`). Pure; the same text gives the same terms on every machine.
"""

import math
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import add

import numpy as np
from numpy.typing import NDArray

from matching.engine.folding import Known, folded_words, is_ideograph, plain_runs, tokens

# Words that tell nothing about work. English only: Chinese function characters rarely stand in skills and titles.
STOP = frozenset(
    " ".join(
        (
            "a about across all also an and any are as at be been both but by can do does each etc for from had",
            "has have he her his if in include includes including into is it its may more most must no not of on",
            "or other our over own per she should so such than that the their them then these they this those",
            "through to under up us use used using via was we were what when where which while who will with",
            "within would you your",
        )
    ).split()
)

# (ending, what stands for it): the first that fits and leaves at least three letters is taken.
_ENDINGS = (
    ("ically", "ic"),
    ("ations", "at"),
    ("ation", "at"),
    ("ating", "at"),
    ("ators", "at"),
    ("ator", "at"),
    ("ates", "at"),
    ("ated", "at"),
    ("ate", "at"),
    ("ments", ""),
    ("ment", ""),
    ("ingly", ""),
    ("ings", ""),
    ("ing", ""),
    ("iers", "y"),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("er", ""),
    ("ors", ""),
    ("or", ""),
    ("ed", ""),
    ("es", ""),
    ("ise", ""),
    ("ize", ""),
    ("s", ""),
    ("e", ""),
)
_LEAST = 3
FULL = 5
HEFT_SHIFT = 29
_DOUBLES_KEPT = "ls"


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Return a folded word without its ending: "managing", "managers", "manage" all give "manag".

    For nearness only (it joins words that `folding.stem` keeps apart). Words with digits, signs or accents stay whole.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    for ending, stand_in in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word[: len(word) - len(ending)] + stand_in
            break
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in _DOUBLES_KEPT:
        word = word[:-1]
    return word


def plain_words(text: str) -> list[str]:
    """Return the folded words of a text in order, Chinese characters one by one."""
    return folded_words(text)


def words(text: str) -> list[str]:
    """Return the terms of a text, repeats kept: roots of its words, Chinese characters and their neighbouring pairs."""
    runs, found = plain_runs(text), list[str]()
    if runs is None:
        return _words_by_tokens(text)
    for run in runs:
        if not run.isascii() and is_ideograph(run):
            pairs = map(add, run, run[1:])
            found += [run[0], *chain.from_iterable(zip(run[1:], pairs, strict=True))]
        elif run not in STOP:
            found.append(root(run))
    return found


def _words_by_tokens(text: str) -> list[str]:
    """Return `words` of a text in which a character stands for several: two of these may touch a third one's end."""
    found: list[str] = []
    before, before_end = "", -1
    for word, _, start, end in tokens(text):
        if is_ideograph(word):
            found.append(word)
            if before_end == start:
                found.append(before + word)
            before, before_end = word, end
        elif word not in STOP:
            found.append(root(word))
    return found


def grams(text: str) -> list[str]:
    """Return the pieces of 2 to 4 letters of each word with its edges marked by spaces, repeats kept."""
    found = []
    for word in plain_words(text):
        edged = f" {word} "
        for size in (2, 3, 4):
            found += [edged[at : at + size] for at in range(max(1, len(edged) - size + 1))]
    return found


def heft(term: str) -> int:
    """Return how much a term may be thought to tell by its length alone, 1 … FULL: words used often are short.

    For words of languages whose frequencies nobody gave ("de", "și", "pentru"). Source: the law of abbreviation (Zipf,
    The Psycho-Biology of Language, 1935). A Chinese character is a syllable, which takes two letters or more: it counts
    as two, so that single ones (的, 我) tell as little as "de", and pairs, which are the words, twice as much.
    """
    return max(1, min(2 * len(term) if is_ideograph(term[:1]) else len(term), FULL))


def number(term: str) -> int:
    """Return the 32-bit number that stands for a term: its heft in the highest 3 bits, then 29 bits of its hash."""
    return heft(term) << HEFT_SHIFT | zlib.crc32(term.encode()) & (1 << HEFT_SHIFT) - 1


_NUMBERS = Known(number, 262_144)
_NUMBERS_OF_WORDS = Known(lambda word: None if word in STOP else number(root(word)))


def numbers(text: str) -> list[int]:
    """Return the numbers of `words(text)`, in less time and in another order."""
    found: list[int] = []
    latin = runs = plain_runs(text)
    if runs is None or latin is None:
        return [_NUMBERS[word] for word in words(text)]
    if not text.isascii():
        latin = []
        for run in runs:
            if not run.isascii() and is_ideograph(run):
                found += map(_NUMBERS.__getitem__, chain(run, map(add, run, run[1:])))
            else:
                latin.append(run)
    return found + [one for word in latin if (one := _NUMBERS_OF_WORDS[word]) is not None]


def rarity(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return ln((1 + n) / (1 + texts with it)) + 1 of each term of n cut texts."""
    seen = Counter(term for text in texts for term in set(text))
    return {term: math.log((1 + len(texts)) / (1 + count)) + 1 for term, count in seen.items()}


def hashed(texts: Sequence[Sequence[str]], weights: Mapping[str, float], dimensions: int) -> NDArray[np.float32]:
    """Return cut texts as unit rows of hashed terms, (len(texts), dimensions) float32; zero where there is no term.

    A term counts (1 + ln count) x weight; a term without a weight has the greatest there is. Source: feature hashing
    (Weinberger et al., 2009), with CRC-32 as the hash.
    """
    rows = np.zeros((len(texts), dimensions), dtype=np.float32)
    rarest = max(weights.values(), default=1.0)
    for row, text in zip(rows if dimensions else [], texts if dimensions else [], strict=True):
        for term, count in Counter(text).items():
            place = zlib.crc32(term.encode())
            worth = (1 + math.log(count)) * weights.get(term, rarest)
            row[place % dimensions] += worth if (place >> 16) & 1 else -worth
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)
