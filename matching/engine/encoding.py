"""A small encoder without any table: character trigrams and words hashed to numbers.

Good for misspellings and inflections, blind to meaning. Used by tests and wherever no better encoder is configured.
Source of the idea: feature hashing (Weinberger et al., 2009), with CRC-32 as the hash.
"""

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import Terms, unit_rows


class TrigramEncoder:
    """Vectors of hashed character trigrams, `dimensions` long; terms of hashed words, equally weighted."""

    def __init__(self, dimensions: int = 128) -> None:
        self.dimensions = dimensions
        self.name = f"trigrams-{dimensions}"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return (len(texts), dimensions) int8 rows."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.int64)
        for row, text in zip(rows if self.dimensions else [], texts if self.dimensions else [], strict=True):
            padded = f" {text.casefold().strip()} "
            for gram, count in Counter(padded[i : i + 3] for i in range(len(padded) - 2)).items():
                number = zlib.crc32(gram.encode())
                row[number % self.dimensions] += count if number & 0x80000000 else -count
        return unit_rows(rows)

    def vectors_of(self, groups: Sequence[Sequence[str]]) -> NDArray[np.int8]:
        """Return the rows of `vectors` of each group."""
        return self.vectors([text for group in groups for text in group])

    def read(self, groups: Sequence[Sequence[str]]) -> tuple[list[Terms], NDArray[np.int8]]:
        """Return the terms of each group's first text, and the rows of `vectors_of`."""
        return [self.terms(group[0]) for group in groups], self.vectors_of(groups)

    def terms(self, text: str) -> Terms:
        """Return hashes of the distinct words and weights of norm about VECTOR_NORM."""
        numbers = np.array(sorted({zlib.crc32(word.encode()) for word in text.casefold().split()}), dtype=np.uint32)
        weights = unit_rows(np.ones((1, len(numbers)))) if len(numbers) else np.zeros((1, 0), dtype=np.int8)
        return numbers, weights[0].astype(np.uint8)

    def titles(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return the same rows: letters tell titles apart as well."""
        return self.vectors(texts)

    def lifted(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return the same rows: nothing is known of what skills go with."""
        return self.vectors(texts)

    def suggested(self, groups: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Suggest nothing: letters do not tell what a text speaks of."""
        texts = sum(map(len, groups))
        return np.zeros((texts, 0), dtype=np.int64), np.zeros((texts, 0), dtype=np.float32)
