"""Finds the name that a misspelt one means: "machine learnign" is machine learning.

Names and what was typed are rows of letter trigrams, weighted by rarity, the commonest left out (they join what has
nothing in common). Of the few nearest names, and of those with the same letters in any order (two that swapped places
spoil up to four trigrams), the one with the most letters in the same order is meant, if that is nearly all of them
(ratio of `difflib`: twice the letters in common over all letters). Words of other scripts are never guessed. Cost:
about 1 ms for a hundred thousand names.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from matching.engine.ranking import TermIndex

NEAREST = 6
ALIKE_ENOUGH = 0.88
LONG_ENOUGH = 6
COMMON = 0.01


def trigrams(text: str) -> list[str]:
    """Return the runs of three letters of a text in small letters, its edges marked by a space."""
    edged = f" {text.casefold()} "
    return [edged[at : at + 3] for at in range(len(edged) - 2)]


def _letters(text: str) -> str:
    """Return the letters of a text in the order of the alphabet."""
    return "".join(sorted(text.casefold()))


class SpellingIndex:
    """Names to compare with; `owners[i]` is what name i names.

    `alike` and `long` may be lowered where a person confirms what is found.
    """

    def __init__(
        self, names: Sequence[str], owners: Sequence[int], *, alike: float = ALIKE_ENOUGH, long: int = LONG_ENOUGH
    ) -> None:
        self._alike, self._long = alike, long
        self._index = TermIndex(names, trigrams, COMMON)
        self._names, self._owners = names, owners
        self._same_letters: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            self._same_letters.setdefault(_letters(name), []).append(at)

    def meant(self, texts: Sequence[str]) -> list[int | None]:
        """Return for each text the owner of the name that it misspells, None where no name is near enough."""
        typed = [at for at, text in enumerate(texts) if text.isascii() and len(text) >= self._long]
        found: list[int | None] = [None] * len(texts)
        if not typed:
            return found
        near = self._index.cosines([texts[at] for at in typed])
        for row, at in enumerate(typed):
            begin, end = near.indptr[row], near.indptr[row + 1]
            best = np.argsort(-near.data[begin:end], kind="stable")[:NEAREST]
            names = near.indices[begin:end][best].tolist() + self._same_letters.get(_letters(texts[at]), [])
            found[at] = self._most_alike(texts[at], names)
        return found

    def _most_alike(self, text: str, names: Sequence[int]) -> int | None:
        folded, best, owner = text.casefold(), self._alike, None
        for name in names:
            compared = SequenceMatcher(None, self._names[name].casefold(), folded, autojunk=False)
            if compared.quick_ratio() >= best and (ratio := compared.ratio()) >= best:
                best, owner = ratio + 1e-9, self._owners[name]
        return owner
