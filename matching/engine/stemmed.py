"""A text as `lexicon` reads it: its tokens and their stems side by side, and where each stem stands."""

from collections.abc import Sequence

from matching.engine.folding import STEMS, cut


class Text:
    """A text cut into tokens: token i is `folded[i]`, at `source[starts[i]:ends[i]]`, its stem `stems[i]`."""

    __slots__ = ("source", "folded", "written", "starts", "ends", "stems", "_where")

    def __init__(self, source: str) -> None:
        self.source = source
        self.folded, self.written, self.starts, self.ends = cut(source)
        self.stems = [STEMS[word] for word in self.folded]
        self._where: dict[str, list[int]] | None = None

    def has_near(self, phrases: Sequence[tuple[str, ...]], first: int, last: int, window: int) -> bool:
        """Tell whether one of the phrases stands within `window` tokens of [first, last), outside of it."""
        if self._where is None:
            self._where = {}
            for index, word in enumerate(self.stems):
                self._where.setdefault(word, []).append(index)
        low, high = (first - window, last + window) if window else (0, len(self.stems))
        for phrase in phrases:
            size = len(phrase)
            for index in self._where.get(phrase[0], ()):
                inside = index < last and index + size > first
                near = index + size > low and index < high
                if near and not inside and tuple(self.stems[index : index + size]) == phrase:
                    return True
        return False

    def touch(self, index: int) -> bool:
        """Tell whether nothing stands between token `index` and the one before it."""
        return self.ends[index - 1] == self.starts[index]


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text's tokens."""
    return tuple(STEMS[word] for word in cut(text).folded)
