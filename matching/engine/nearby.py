"""Which known names are near by meaning to what a person types or writes: suggestions to confirm, never an answer.

Nearness is that of `ranking.NameIndex.mentions`, told as a share of what a name scores with itself, so that English and
Chinese, which add up differently, share one scale. Of running text, `passages` shortlists the concepts of each sentence
and one phrase of the sentence has to be near enough by itself: it is shown as the reason.

Shapes: q texts, c concepts. Cost: about 2 ms for a typed term, 10 ms for a sentence (850 concepts with 4,500 names).
"""

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.folding import has_ideographs, is_ideograph
from matching.engine.negation import is_denied
from matching.engine.ranking import NameIndex, nearest, windows
from matching.engine.stemmed import Text
from matching.engine.text import words

# Half of a name's nearness to itself. Tried with 94 everyday ways to say something (49 English, 45 Chinese; 13 name
# hobbies or nothing) over the project's own vocabulary: 70 of the 90 skills offered fit, for 60 of them something that
# fits was offered, for no hobby anything. Lower, hobbies come in (knitting meets KNX); higher, Chinese is lost.
ENOUGH = 0.5
# What is far behind the best shares one word with the text and no more.
BEHIND = 0.75
# A phrase of a sentence was not meant as a name: a little nearer. Chinese has no gaps between words, so its phrases are
# longer and thinner.
IN_TEXT, IN_CHINESE_TEXT = 0.53, 0.45
SHORTLIST = 5
SENTENCES = 24
_LONGEST, _SHORTEST_CHINESE = 5, 4
_EDGES, _JOINING = " .,;:，。；：、", "和及與与並并"
_SAMPLE = 16
_SENTENCE = re.compile(r"[\n。！？!?;；]+|\.(?:\s+|$)")


class NearNames:
    """`owners[c]` is what concept c of the index stands for; `proper` those with a proper name (tools, certificates).

    A proper name is either written or not: running text never speaks of it in other words.
    """

    def __init__(self, index: NameIndex, owners: Sequence[int], proper: Collection[int] = ()) -> None:
        self._index = index
        self._owners = np.asarray(owners, dtype=np.int64)
        self._common = np.array([owner not in proper for owner in owners], dtype=bool)
        latin, chinese = (self._with_itself(is_chinese=script) for script in (False, True))
        self._full = (latin or chinese or 1.0, chinese or latin or 1.0)

    def _with_itself(self, *, is_chinese: bool) -> float:
        """Return the usual nearness of a name of one script to itself, 0 where there is none."""
        places = [at for at, name in enumerate(self._index.names) if has_ideographs(name) == is_chinese]
        some = places[:: max(1, len(places) // _SAMPLE)]
        if not some:
            return 0.0
        scores = self._index.mentions([self._index.names[at] for at in some])
        return float(np.median(scores[np.arange(len(some)), self._index.owner[some]]))

    def shares(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how near short texts are to the concepts, 1 for a name itself, (q, c)."""
        full = np.array([[self._full[has_ideographs(text)]] for text in texts], dtype=np.float32)
        return (self._index.mentions(texts) / full).astype(np.float32)

    def similar(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """Return for each short text up to `most` owners near enough to be offered, nearest first."""
        if not texts:
            return []
        shares = self.shares(texts)
        found = []
        for row, best in zip(shares, nearest(shares, most), strict=True):
            least = max(ENOUGH, BEHIND * float(row[best[0]]))
            found.append([int(self._owners[place]) for place in best if row[place] >= least])
        return found

    def spoken_of(self, text: str) -> list[tuple[int, str]]:
        """Return (owner, phrase) for what a running text seems to speak of, at most one a sentence, each owner once."""
        sentences = [part.strip() for part in _SENTENCE.split(text)]
        some = [sentence for sentence in sentences if len(words(sentence)) > 1][:SENTENCES]
        found: dict[int, str] = {}
        if not some:
            return []
        scores = np.where(self._common, self._index.passages(some), 0)
        for sentence, places in zip(some, nearest(scores, SHORTLIST), strict=True):
            told = self._best_phrase(sentence, places)
            if told is not None:
                found.setdefault(*told)
        return list(found.items())

    def _best_phrase(self, sentence: str, places: NDArray[np.int64]) -> tuple[int, str] | None:
        """Return the first of some concepts that a phrase is near enough to, with the phrase; None where none is.

        A single word says too little: a phrase has two. What the sentence denies is left out.
        """
        phrases = [phrase for phrase in windows(sentence) if _is_phrase(phrase) and not _denied(sentence, phrase)]
        if not phrases:
            return None
        least = IN_CHINESE_TEXT if has_ideographs(sentence) else IN_TEXT
        shares = self.shares(phrases)[:, places]
        for place, column in zip(places, shares.T, strict=True):
            if self._common[place] and column.max() >= least:
                return int(self._owners[place]), phrases[int(column.argmax())].strip(_EDGES).lstrip(_JOINING)
        return None


def _is_phrase(text: str) -> bool:
    """Tell whether a piece of a sentence has two words that tell something, and is short enough to be one thing."""
    if has_ideographs(text):
        return sum(map(is_ideograph, text)) >= _SHORTEST_CHINESE
    return len(text.split()) <= _LONGEST and len([word for word in words(text) if len(word) > 1]) > 1


def _denied(sentence: str, phrase: str) -> bool:
    """Tell whether the sentence says the contrary of the phrase ("no experience in …")."""
    begin = sentence.find(phrase)
    if begin < 0:
        return False
    told = Text(sentence)
    inside = [at for at, start in enumerate(told.starts) if begin <= start < begin + len(phrase)]
    return bool(inside) and is_denied(told, inside[0], inside[-1] + 1)
