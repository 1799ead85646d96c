"""Meaning of a text as a vector, from a static table of sub-word vectors: no network, no model to run.

The table ships inside the package `wordllama` (MIT; 32,000 x 256 float16, distilled for mean pooling, so that the
lengths of its rows already tell how much a piece matters) together with its byte-pair vocabulary. Its files are read
directly: nothing of the package is imported.

A word is folded, cut into pieces by the merge rules, and is the sum of their rows; a Chinese word is the mean of its
English glosses (see `glosses`). A text is the sum over its distinct
words of (1 + ln count) x word, scaled to length 1, less the direction that the texts of a reference share, scaled
again. Shapes: (texts, dimensions), float32; `vectors` gives int8 rows (see `data.unit_rows`).
Cost: about 20 µs per new word, then 1 µs per word.
"""

import hashlib
import json
import math
import struct
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import Terms, groups_of, unit_rows
from matching.engine.folding import folded_runs, is_ideograph
from matching.engine.glosses import Glosses
from matching.engine.text import FULL, HEFT_SHIFT, number, numbers, plain_words, words

WEIGHTS = Path("weights", "l2_supercat_256.safetensors")
PIECES = Path("tokenizers", "l2_supercat_tokenizer_config.json")
_EDGE = "▁"
_KEPT_WORDS = 200_000
_SHORT, _KEPT_SHORT = 100, 4096  # titles, names of skills: they come again and again
_TERM_NORM = 256
_LEAST = 1e-3  # what is left of a unit row without the common direction may be rounding only


def read_safetensors(path: Path) -> NDArray[np.float16]:
    """Return the only tensor of a safetensors file as a read-only map. Raises ValueError on another layout."""
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        head = json.loads(file.read(size))
    tensors = [entry for name, entry in head.items() if name != "__metadata__"]
    if len(tensors) != 1 or tensors[0]["dtype"] != "F16":
        raise ValueError(f"not one table of float16: {path.name}")
    shape = tuple(tensors[0]["shape"])
    return np.memmap(path, dtype="<f2", mode="r", offset=8 + size + tensors[0]["data_offsets"][0], shape=shape)


class Pieces:
    """Cuts a word into numbered pieces by byte-pair merges (Sennrich et al., 2016), the edge of the word marked.

    `vocabulary`: piece → row; `merges`: pairs, the most frequent first. What has no piece is cut into its bytes.
    """

    def __init__(self, vocabulary: dict[str, int], merges: Sequence[tuple[str, str]]) -> None:
        self.vocabulary = vocabulary
        self._rank = {pair: rank for rank, pair in enumerate(merges)}

    @classmethod
    def read(cls, path: Path) -> "Pieces":
        """Read the model part of a tokenizer file."""
        model = json.loads(path.read_text(encoding="utf-8"))["model"]
        merges = [merge.split(" ") if isinstance(merge, str) else merge for merge in model["merges"]]
        return cls(model["vocab"], [(first, second) for first, second in merges])

    def __call__(self, word: str) -> list[int]:
        """Return the rows of the pieces of one word."""
        parts = list(_EDGE + word)
        never = len(self._rank)
        while len(parts) > 1:
            ranks = [self._rank.get((parts[at], parts[at + 1]), never) for at in range(len(parts) - 1)]
            best = min(ranks)
            if best == never:
                break
            at = ranks.index(best)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        found = []
        for part in parts:
            row = self.vocabulary.get(part)
            found += [row] if row is not None else self._bytes(part)
        return found

    def _bytes(self, part: str) -> list[int]:
        rows = (self.vocabulary.get(f"<0x{byte:02X}>") for byte in part.encode())
        return [row for row in rows if row is not None]


class StaticModel:
    """Texts to vectors. `table`: (pieces, dimensions); `pieces`: word → rows; `reference`: texts whose mean direction
    says nothing and is taken out (the labels of the vocabulary); `background`: texts that tell how rare a term is.
    """

    def __init__(
        self,
        table: NDArray[np.floating],
        pieces: Callable[[str], list[int]],
        reference: Sequence[str] = (),
        background: Sequence[str] = (),
        name: str = "static",
        glosses: Glosses | None = None,
    ) -> None:
        self._glosses = glosses
        self._table = table
        self._pieces = pieces
        self.dimensions = int(table.shape[1])
        self._lock = threading.RLock()
        self._places: dict[str, int] = {}
        self._known = np.zeros((1024, self.dimensions), dtype=np.float32)
        self._sum_of_short = lru_cache(maxsize=_KEPT_SHORT)(self._sum)
        self.common = np.zeros(self.dimensions, dtype=np.float32)
        if reference:
            mean = self.embed(reference).mean(axis=0)
            self.common = mean / max(float(np.linalg.norm(mean)), 1e-9)
        seen = Counter(term for text in background for term in {number(word) for word in words(text)})
        known = np.array(sorted(seen.items()), dtype=np.int64)
        self._met = known.reshape(-1, 2)[:, 0].astype(np.uint32)
        counts = [*known.reshape(-1, 2)[:, 1].tolist(), 0]  # the last for all terms that were not met
        self._rarity = np.array([math.log((1 + len(background)) / (1 + count)) + 1 for count in counts])
        mark = hashlib.sha256(np.round(self.common, 5).tobytes() + known.tobytes()).hexdigest()[:8]
        self.name = f"{name}-{self.dimensions}#{mark}"

    def word(self, word: str) -> NDArray[np.float32]:
        """Return the vector of one folded word: the sum of the rows of its pieces, (dimensions,)."""
        with self._lock:
            place = self._place(word)
            return self._known[place]

    def _place(self, word: str) -> int:
        """Return the row of a word among the vectors kept, which grow by doubling. To be called with the lock held."""
        place = self._places.get(word)
        if place is None:
            vector = self._meaning(word)
            place = len(self._places)
            if place == len(self._known):
                self._known = np.concatenate([self._known, np.zeros_like(self._known)])
            self._known[place] = vector
            self._places[word] = place
        return place

    def _sum(self, text: str) -> NDArray[np.float32]:
        counts = Counter(self.cut(text))
        if not counts:
            return np.zeros(self.dimensions, dtype=np.float32)
        weights = np.array(list(map(_heavier, counts.values())), dtype=np.float32)
        with self._lock:
            if len(self._places) >= _KEPT_WORDS:
                self._places = {}
            try:
                places = [self._places[word] for word in counts]
            except KeyError:
                places = [self._place(word) for word in counts]
            total: NDArray[np.float32] = weights @ self._known.take(places, axis=0)
        return total

    def _meaning(self, word: str) -> NDArray[np.float32]:
        told = self._glosses.of(word) if self._glosses and is_ideograph(word[0]) else ()
        if told:
            parts = [self.word(part) for gloss in told for part in plain_words(gloss)]
            total: NDArray[np.float32] = (
                np.sum(parts, axis=0, dtype=np.float32) if parts else np.zeros_like(self.common)
            )
            return total / np.float32(len(told))
        return self._table[self._pieces(word)].astype(np.float32).sum(axis=0)

    def cut(self, text: str) -> list[str]:
        """Return the folded words of a text in order, Chinese ones as the dictionary has them."""
        if text.isascii():
            return folded_runs(text)
        return self._glosses.cut(text) if self._glosses else plain_words(text)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per text, zero where the text has no word, (len(texts), dimensions)."""
        return self.turned(self.sums(texts), [len(texts)])

    def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the sum of the words of each text, (len(texts), dimensions)."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:] = self._sum_of_short(text) if len(text) <= _SHORT else self._sum(text)
        return rows

    def turned(self, sums: NDArray[np.float32], sizes: Sequence[int]) -> NDArray[np.float32]:
        """Return sums as unit rows without the common direction, as `embed` gives them for each group of texts alone.

        sizes: how many rows each group has. A product of one group at a time: with other shapes BLAS rounds otherwise.
        """
        rows = scaled(sums)
        if not self.common.any() or not len(rows):
            return rows
        along = np.concatenate([group @ self.common for group in groups_of(rows, sizes)])
        return scaled(rows - along[:, None] * self.common, _LEAST)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return (len(texts), dimensions) int8 rows."""
        return unit_rows(self.embed(texts))

    def terms(self, text: str) -> Terms:
        """Return ascending numbers of the distinct terms and their weights, scaled to norm 256.

        A weight is (1 + ln count) x rarity, the rarity 1 + ln((1 + n) / (1 + texts of the background with the term));
        of that of a term in none of them the share that its heft is of FULL (see `text.heft`).
        """
        return self.weighed([numbers(text)])[0]

    def weighed(self, texts: Sequence[Sequence[int]]) -> list[Terms]:
        """Return the `terms` of texts from the numbers of their words, repeats and all."""
        sizes, owners = list(map(len, texts)), np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32)
        found = np.fromiter(chain.from_iterable(texts), dtype=np.uint64, count=sum(sizes))
        distinct, counts = np.unique(np.repeat(owners[:-1], sizes) | found, return_counts=True)
        terms = distinct.astype(np.uint32)
        weights = _heavier_all(counts) * self._rarity_of(terms)
        ends = np.searchsorted(distinct, owners).tolist()
        parts = [slice(start, end) for start, end in pairwise(ends)]
        squares = weights * weights
        norms = np.array([float(np.sqrt(squares[part].sum())) or 1.0 for part in parts])
        full = np.rint(weights * _TERM_NORM / np.repeat(norms, np.diff(ends)))
        small = np.minimum(full, 255).astype(np.uint8)
        return [(terms[part], small[part]) for part in parts]

    def _rarity_of(self, terms: NDArray[np.uint32]) -> NDArray[np.float64]:
        place = np.searchsorted(self._met, terms)
        unmet = len(self._met)
        known = np.append(self._met, np.uint32(0))[place] == terms
        rarity: NDArray[np.float64] = self._rarity[np.where(known, place, unmet)]
        return np.where(known, 1.0, (terms >> HEFT_SHIFT) / FULL) * rarity


@lru_cache(maxsize=4096)
def _heavier(count: int) -> float:
    """Return how much a word counts that comes so often."""
    return 1 + math.log(count)


def _heavier_all(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return `_heavier` of each count, by its logarithm and not numpy's, which may differ in the last bit."""
    distinct, place = np.unique(counts, return_inverse=True)
    return np.array(list(map(_heavier, distinct.tolist())), dtype=np.float64)[place]


def scaled(rows: NDArray[np.floating], least: float = 1e-9) -> NDArray[np.float32]:
    """Return the rows at length 1, (n, d); rows no longer than `least` become zero."""
    given = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(given, axis=1, keepdims=True)
    return np.divide(given, norms, out=np.zeros_like(given), where=norms > least)


def shipped_model(
    folder: Path, reference: Sequence[str] = (), background: Sequence[str] = (), glosses: Glosses | None = None
) -> StaticModel:
    """Return the model from the files in the `wordllama` package's `folder`. Takes about 0.1 s."""
    table, pieces = read_safetensors(folder / WEIGHTS), Pieces.read(folder / PIECES)
    name = "wordllama+glosses" if glosses else "wordllama"
    return StaticModel(table, pieces, reference, background, name, glosses)
