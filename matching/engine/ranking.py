"""Ranks the names of a vocabulary by nearness to a text: for mentions that no name matches, and for running text.

Three signals, each a cosine: words (roots, weighted by rarity among the names), letter pieces, and meaning (static
vectors). A concept's nearness is that of its nearest name. What running text speaks of is told by its meaning, and by
how much of a concept's names it says (see `cover`). Statistics come from the names themselves, never from the
texts asked. Shapes: q texts, n names, c concepts; scores are float32 and only order the names.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine.cover import NameCover
from matching.engine.embedding import StaticModel
from matching.engine.folding import IDEOGRAPHS
from matching.engine.text import grams, words

_CHINESE = re.compile(f"[{IDEOGRAPHS}]")
_CUT = re.compile(r"[,;:•*\n()/|。，；：、]|\s[-–]\s|\s\.\s")
_CUT_FINE = re.compile(_CUT.pattern + r"|\band\b|\bor\b|\busing\b|\bwith\b|\bfor\b|\bin\b")
_WINDOWS = 60
FEW = 50
_OFTEN = 0.3
SHORTLISTED = 100  # added to what `passages` looked at closely, so that it stands before all else


@dataclass(frozen=True, slots=True)
class Mix:
    """Weights of words, letter pieces and meaning."""

    words: float
    pieces: float
    meaning: float


MENTION = Mix(words=0.45, pieces=0.3, meaning=0.9)
TITLE = Mix(words=0.6, pieces=0.6, meaning=0.9)
MENTION_CHINESE = Mix(words=1.5, pieces=0.1, meaning=1.5)
TITLE_CHINESE = Mix(words=3.0, pieces=0.1, meaning=1.5)


class TermIndex:
    """Texts as rows of weighted terms of length 1; `cut` gives the terms of a text.

    Terms that more than a share `most` of the texts (and more than FEW) have are left out.
    """

    def __init__(self, texts: Sequence[str], cut: Callable[[str], list[str]], most: float = 1.0) -> None:
        self._cut = cut
        self._columns: dict[str, int] = {}
        counts = [Counter(cut(text)) for text in texts]
        for found in counts:
            for term in found:
                self._columns.setdefault(term, len(self._columns))
        seen = Counter(term for found in counts for term in found)
        for term in [term for term, count in seen.items() if count > max(FEW, most * len(texts))]:
            del self._columns[term]
        self._columns = {term: column for column, term in enumerate(self._columns)}
        rarity = [math.log((1 + len(texts)) / (1 + seen[term])) + 1 for term in self._columns]
        self._rarity = np.array(rarity, dtype=np.float32)
        self.rows = self._matrix(counts)
        self.columns = self.rows.T.tocsr()

    def _matrix(self, counts: Sequence[Counter[str]]) -> sparse.csr_matrix:
        place, value, offsets = [], [], [0]
        for found in counts:
            for term, count in found.items():
                column = self._columns.get(term)
                if column is not None:
                    place.append(column)
                    value.append(1 + math.log(count))
            offsets.append(len(place))
        shape = (len(counts), max(1, len(self._columns)))
        columns = np.array(place, dtype=np.int32)
        weights = np.array(value, dtype=np.float32) * self._rarity[columns]
        matrix = sparse.csr_matrix((weights, columns, np.array(offsets)), shape=shape)
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.maximum(norms, 1e-9), np.diff(matrix.indptr))
        return matrix

    def cosines(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return the cosines of texts with all rows, sparse (q, n)."""
        return (self._matrix([Counter(self._cut(text)) for text in texts]) @ self.columns).tocsr()


class NameIndex:
    """Names to rank: `owner[i]` is the concept (0 … c - 1) of name i, ascending. `label[c]`: its main name's position.

    `about`: one describing text per concept, or none. `prior`: (c,) 0 … 1, how usual a concept is (see `usualness`).
    """

    def __init__(
        self,
        names: Sequence[str],
        owner: NDArray[np.int64],
        model: StaticModel,
        about: Sequence[str] = (),
        prior: NDArray[np.float32] | None = None,
    ) -> None:
        self.names, self.owner, self.model = names, owner, model
        self.starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        self.words = TermIndex(names, words)
        self.vectors = model.embed(names)
        self.labels = self.vectors[self.starts]
        self.about = model.embed(about) if len(about) else np.zeros_like(self.labels)
        self.prior = np.zeros(len(self.starts), dtype=np.float32) if prior is None else prior

    @cached_property
    def pieces(self) -> TermIndex:
        """The letter pieces of the names."""
        return TermIndex(self.names, grams)

    @cached_property
    def cover(self) -> NameCover:
        """How much of the names a text says."""
        return NameCover(self.names, self.owner, self.model)

    @cached_property
    def told(self) -> NDArray[np.float32]:
        """What each concept means by its main name, and half as much by its describing text, (c, dimensions)."""
        return self.labels + np.float32(0.5) * self.about

    def _best(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Greatest over the names of each concept, (q, n) to (q, c)."""
        return np.maximum.reduceat(scores, self.starts, axis=1)

    def mentions(
        self, texts: Sequence[str], mix: Mix = MENTION, chinese_mix: Mix = MENTION_CHINESE
    ) -> NDArray[np.float32]:
        """Return the nearness of short texts (titles, skill mentions) to the concepts, (q, c). `mix`: for English."""
        result = np.zeros((len(texts), len(self.starts)), dtype=np.float32)
        for begin in range(0, len(texts), 64):
            some = texts[begin : begin + 64]
            chinese = np.array([bool(_CHINESE.search(text)) for text in some])[:, None]
            parts = (
                (mix.words, chinese_mix.words, self.words.cosines(some).toarray()),
                (mix.pieces, chinese_mix.pieces, self.pieces.cosines(some).toarray()),
                (mix.meaning, chinese_mix.meaning, self.model.embed(some) @ self.vectors.T),
            )
            nearness = sum(np.where(chinese, han, latin) * part for latin, han, part in parts)
            result[begin : begin + 64] = self._best(nearness.astype(np.float32))
            meant = self.model.embed(some)
            result[begin : begin + 64] += 0.12 * (meant @ self.about.T) + 0.1 * (meant @ self.labels.T)
            result[begin : begin + 64] += 0.5 * self.prior
        return result

    def passages(self, texts: Sequence[str], shortlist: int = 300) -> NDArray[np.float32]:
        """Return how much each running text (a sentence) seems to speak of each concept, (q, c).

        First by the whole text; then, for the `shortlist` best of each text, by how much of their names it covers too.
        """
        result = np.zeros((len(texts), len(self.starts)), dtype=np.float32)
        for begin in range(0, len(texts), 64):
            some = texts[begin : begin + 64]
            result[begin : begin + 64] = self._whole(some)
        for row, text in zip(result, texts, strict=True):
            chosen = np.sort(np.argpartition(-row, min(shortlist, len(row)) - 1)[:shortlist])
            row[chosen] += SHORTLISTED + self.cover.best(text, chosen)
        return result

    def _whole(self, texts: Sequence[str]) -> NDArray[np.float32]:
        meant, spoken = self.model.embed(texts), self._best(self.words.cosines(texts).toarray())
        return meant @ self.told.T + 0.25 * spoken + 0.4 * self.prior


def windows(text: str) -> list[str]:
    """Return pieces of a sentence: between punctuation and joining words, and runs of 2, 3, 5 and 8 words."""
    parts = [part.strip() for part in _CUT_FINE.split(text) + _CUT.split(text)]
    found = [part for part in parts if len(part) > 2]
    spaced = text.split()
    for size, step in ((2, 1), (3, 1), (5, 2), (8, 2)):
        found += [" ".join(spaced[at : at + size]) for at in range(0, max(0, len(spaced) - size + 1), step)]
    return list(dict.fromkeys(found))[:_WINDOWS] or [text]


def usualness(asked_by: NDArray[np.floating], general: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how usual each concept is, 0 … 1: how many roles ask for it, and whether any work may (`general`), (c,).

    Lists of roles leave out what goes without saying (to work in a team); adverts name it more than all else.
    """
    often = np.log1p(asked_by)
    return (_OFTEN * often / max(float(often.max(initial=0)), 1e-9) + (1 - _OFTEN) * general).astype(np.float32)


def rank_texts(
    queries: Sequence[str],
    texts: Sequence[str],
    model: StaticModel,
    mix: Mix = MENTION,
    chinese_mix: Mix = MENTION_CHINESE,
) -> NDArray[np.float32]:
    """Return the nearness of short queries to short texts (a vocabulary of titles, say), (q, n)."""
    return NameIndex(texts, np.arange(len(texts)), model).mentions(queries, mix, chinese_mix)


def nearest(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Return the positions of the k greatest of each row, greatest first, equal ones by position, (q, k)."""
    k = min(k, scores.shape[1])
    top = np.sort(np.argpartition(-scores, k - 1, axis=1)[:, :k], axis=1)
    order = np.argsort(-np.take_along_axis(scores, top, 1), axis=1, kind="stable")
    return np.take_along_axis(top, order, 1)
