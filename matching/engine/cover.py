"""How much of a name a running text says, in whatever words: "you work well with others in a team" covers "teamwork".

Each word of a name asks for its best partner among RUN neighbouring words of the text: the same root counts 1, another
word the cosine of the two (see `embedding`), nothing below 0. The cover of the name is the mean over its words, each
weighted by the square of its rarity among the concepts (once for the name, once for the text, as a cosine of weighted
terms has it), in the best place of the text. So a name that says more than the text ("work in a construction team")
stays behind, and one whose words lie scattered over a long sentence too. Related: soft cardinality and the MaxSim of
late interaction (Khattab and Zaharia, ColBERT, 2020), here over single words and within a window.

Shapes: n names, c concepts, w distinct words of the names, t words of a text. Cost: about 2 ms for a sentence and 500
concepts of 7 names.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.embedding import StaticModel
from matching.engine.text import STOP, root

RUN = 5

Places = NDArray[np.int64]
Floats = NDArray[np.float32]


class NameCover:
    """Names by their words; `owner` (n,) ascending says whose concept a name is."""

    def __init__(self, names: Sequence[str], owner: Places, model: StaticModel) -> None:
        self._model = model
        places: dict[str, int] = {}
        cut = [[places.setdefault(word, len(places)) for word in dict.fromkeys(self._words(name))] for name in names]
        self._root: dict[str, int] = {}
        self._roots = np.array([self._root.setdefault(root(word), len(self._root)) for word in places], dtype=np.int64)
        self._vectors = model.embed(list(places))
        self._ends = np.cumsum([0, *map(len, cut)])
        self._word = np.array([place for some in cut for place in some], dtype=np.int64)
        concepts = int(owner[-1]) + 1 if len(owner) else 0
        self._first = np.searchsorted(owner, np.arange(concepts + 1))
        self._weight = self._weights(owner, concepts)

    def _words(self, text: str) -> list[str]:
        """The words that tell something, or all of them where none does."""
        found = self._model.cut(text)
        return [word for word in found if word not in STOP] or found

    def _weights(self, owner: Places, concepts: int) -> Floats:
        """Share of each word in its name, (words of all names,)."""
        sizes = np.diff(self._ends)
        pairs = np.unique(self._roots[self._word] * max(concepts, 1) + np.repeat(owner, sizes))
        seen = np.bincount(pairs // max(concepts, 1), minlength=len(self._root))
        rarity = (math.log(1 + concepts) - np.log1p(seen) + 1)[self._roots]
        weight = rarity[self._word] ** 2
        total = np.bincount(np.repeat(np.arange(len(sizes)), sizes), weights=weight, minlength=len(sizes))
        return (weight / np.repeat(np.maximum(total, 1e-9), sizes)).astype(np.float32)

    def best(self, text: str, concepts: Places) -> Floats:
        """Return the greatest cover over the names of each of some ascending concepts, (len(concepts),)."""
        found = np.zeros(len(concepts), dtype=np.float32)
        asked = self._words(text)
        names = _ranges(self._first[concepts], self._first[concepts + 1])
        lines = _ranges(self._ends[names], self._ends[names + 1])
        if not asked or not len(lines):
            return found
        is_asked = np.zeros(len(self._roots), dtype=bool)
        is_asked[self._word[lines]] = True
        words, column = np.flatnonzero(is_asked), (np.cumsum(is_asked) - 1)[self._word[lines]]
        partner = self._partners(words, asked)
        covered = partner[column] * self._weight[lines, None]
        sizes = self._ends[names + 1] - self._ends[names]
        whole = np.add.reduceat(covered, np.r_[0, np.cumsum(sizes[sizes > 0])[:-1]], axis=0).max(axis=1)
        owner = np.repeat(np.arange(len(concepts)), self._first[concepts + 1] - self._first[concepts])[sizes > 0]
        np.maximum.at(found, owner, whole)
        return found

    def _partners(self, words: Places, asked: Sequence[str]) -> Floats:
        """Return how near the nearest of each run of words of the text is to each word of names, (words, runs)."""
        distinct = list(dict.fromkeys(asked))
        near = np.maximum(self._vectors[words] @ self._model.embed(distinct).T, 0)
        near = np.ascontiguousarray(near.T)  # from here on whole rows are joined, a word of the text each
        roots = self._roots[words]
        for row, word in zip(near, distinct, strict=True):
            row[roots == self._root.get(root(word), -1)] = 1
        place = {word: row for row, word in enumerate(distinct)}
        runs = near[[place[word] for word in asked]]
        for _ in range(min(RUN, len(asked)) - 1):  # each turn joins runs with their right neighbours
            runs = np.maximum(runs[:-1], runs[1:])
        return np.ascontiguousarray(runs.T)


def _ranges(first: Places, end: Places) -> Places:
    """Return the numbers of all half-open ranges one after the other."""
    sizes = end - first
    return np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
