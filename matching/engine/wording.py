"""Chinese names that the vocabulary knows, put into English before a text is encoded.

The vocabulary holds each skill and role in three languages, so a name in it says exactly what a dictionary of words can
only approach. What is left of the text stays as written. Names are found as `lexicon` finds them: the longest first,
whole words only, both Chinese scripts alike. A name that stands for several things goes to the one given first.
"""

from collections.abc import Iterable

from matching.engine.folding import has_ideographs, squash
from matching.engine.lexicon import Lexicon, Name


class Wording:
    """`names`: (name, English name) pairs in order of preference; names without a Chinese character are left out."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        chosen: dict[str, tuple[str, str]] = {}
        for name, english in names:
            if has_ideographs(name):
                chosen.setdefault(squash(name), (name, english))
        self._english = [english for _, english in chosen.values()]
        self._lexicon = Lexicon([Name(place, name, "label") for place, (name, _) in enumerate(chosen.values())])

    def __call__(self, text: str) -> str:
        """Return the text with its known Chinese names in English."""
        if not has_ideographs(text):
            return text
        parts, at = [], 0
        for span in self._lexicon.find(text, denials=False):
            parts += [text[at : span.start], f" {self._english[span.skills[0]]} "]
            at = span.end
        return "".join([*parts, text[at:]])
