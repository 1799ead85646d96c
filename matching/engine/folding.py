"""One folding of written forms, for search and for extraction: what a person may vary without meaning another thing."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from matching.engine.script_table import FOLDED, VARIANTS

SCRIPT_TABLE = str.maketrans(VARIANTS, FOLDED)

# Written without spaces between words: kana, Han, hangul.
IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0002fa1f"


def _tokens_of(letter: str, ideographs: str = "") -> re.Pattern[str]:
    """Return the pattern of a token as the only group, so that `split` gives tokens and what stands between in turn."""
    return re.compile(
        rf"""
        (
        {ideographs}
          (?<!{letter})\.[Nn][Ee][Tt](?!{letter})                # .NET
        | (?<!{letter})[A-Za-z]\#                               # C#, F#
        | {letter}+ (?:['’]{letter}+)* (?:\+{{2,}} | (?<![0-9])\+(?!{letter}))?   # words; C++, kdb+
        )
        """,
        re.VERBOSE,
    )


_LETTER = rf"[^\W_{IDEOGRAPHS}]"
_TOKEN = _tokens_of(_LETTER, f"[{IDEOGRAPHS}] |")
_RUN = _tokens_of(_LETTER, f"[{IDEOGRAPHS}]+ |")
_ASCII_TOKEN = _tokens_of("[A-Za-z0-9]")  # the same for a text of ASCII alone, in half the time
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
# Rare characters whose simplified form is none of IDEOGRAPHS.
_FOLDED_OUTSIDE = re.compile(
    f"[{''.join(old for old, new in zip(VARIANTS, FOLDED, strict=True) if not _IDEOGRAPH.match(new))}]"
)
# Text without any other character is in compatibility form already, as far as tokens go: these marks only part them.
_NOT_PLAIN = re.compile(r"[^\x00-\x7f\u3400-\u9fff·–—‘’“”•、。《》「」『』【】！（），：；？]")
_TRADITIONAL, _SIMPLIFIED = frozenset(VARIANTS), frozenset(FOLDED)


class Token(NamedTuple):
    """One word of Latin letters or digits, or one Chinese character. `start`/`end` index the text as given.

    `written` is the form with its case kept (for rules that look at capitals), `folded` the compared form.
    """

    folded: str
    written: str
    start: int
    end: int


def is_ideograph(character: str) -> bool:
    """Tell whether one character is written without spaces between words (Han, kana, hangul)."""
    return _IDEOGRAPH.match(character) is not None


def has_ideographs(text: str) -> bool:
    """Return whether a text has a Chinese character."""
    return not text.isascii() and _IDEOGRAPH.search(text) is not None


def scripts(text: str) -> tuple[str, ...]:
    """Return the languages a written form can belong to: ("en",), ("zh-hant",), ("zh-hans",) or both Chinese ones."""
    if not _IDEOGRAPH.search(text):
        return ("en",)
    if not _TRADITIONAL.isdisjoint(text):
        return ("zh-hant",)
    return ("zh-hant", "zh-hans") if _SIMPLIFIED.isdisjoint(text) else ("zh-hans",)


def _piece(character: str) -> str:
    """Return one character in compatibility form (full-width → ASCII, ligatures spelt out), case kept.

    The accents of letters are dropped, so that "é" equals "e".
    """
    if is_ideograph(character):
        return unicodedata.normalize("NFKC", character)
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


class _Pieces(dict[int, str]):
    """`_piece` by code point, for `str.translate`; `odd` holds the characters seen that do not stay one character."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, point: int) -> str:
        piece = _piece(chr(point))
        if len(piece) != 1:
            self.odd.add(chr(point))
        self[point] = piece
        return piece


_PIECES = _Pieces()  # at most one entry for each character there is


Answer = TypeVar("Answer")


class Known(dict[str, Answer]):
    """What a function says of words, remembered; all is forgotten when `most` words are known.

    In a text nearly every word was met before, and a look into a dictionary costs a third of `lru_cache`.
    """

    def __init__(self, say: Callable[[str], Answer], most: int = 65536) -> None:
        super().__init__()
        self._say, self._most = say, most

    def __missing__(self, word: str) -> Answer:
        if len(self) >= self._most:
            self.clear()
        answer = self[word] = self._say(word)
        return answer


_SMALL = Known(lambda word: word.replace("'", "").replace("’", "").casefold().translate(SCRIPT_TABLE))


def _plain(text: str) -> tuple[str, list[int] | None]:
    """Return the text in compatibility form and, where lengths differ, the source index of each of its characters.

    Marks that only part tokens may stay as they are: looking for anything else takes a twentieth of the time.
    """
    if text.isascii() or not _NOT_PLAIN.search(text):
        return text, None
    plain = text.translate(_PIECES)
    if _PIECES.odd.isdisjoint(text):
        return plain, None
    return plain, [index for index, character in enumerate(text) for _ in _PIECES[ord(character)]]


class Cut(NamedTuple):
    """The tokens of a text side by side (see `Token`): not to be changed, for `cut` gives it to whoever asks next."""

    folded: list[str]
    written: list[str]
    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=16)
def cut(text: str) -> Cut:
    """Cut a text into tokens. Punctuation separates and vanishes, but C++, C#, .NET and F# keep their marks.

    The last texts are remembered: one text is read for its skills, its terms and its meaning.
    """
    plain, origin = _plain(text)
    parts = _pattern(plain).split(plain)
    written, edges = parts[1::2], list(accumulate(map(len, parts)))
    starts, ends = edges[:-1:2], edges[1::2]
    if origin is not None:
        starts, ends = [origin[start] for start in starts], [origin[end - 1] + 1 for end in ends]
    return Cut([_SMALL[word] for word in written], written, starts, ends)


def _pattern(plain: str) -> re.Pattern[str]:
    return _ASCII_TOKEN if plain.isascii() else _TOKEN


def tokens(text: str) -> list[Token]:
    """Return the tokens of `cut` one by one."""
    return list(map(Token, *cut(text)))


def folded_words(text: str) -> list[str]:
    """Return the folded forms of `cut` alone, in less time."""
    plain = _plain(text)[0]
    return [_SMALL[word] for word in _pattern(plain).findall(plain)]


@lru_cache(maxsize=16)
def plain_runs(text: str) -> list[str] | None:
    """Return `folded_runs` of a text whose characters all stay one character of their kind, None of another text."""
    plain, origin = _plain(text)
    if plain.isascii() and origin is None:
        return [_SMALL[word] for word in _ASCII_TOKEN.findall(plain)]
    if origin is not None or _FOLDED_OUTSIDE.search(plain):
        return None
    return [_SMALL[run] for run in _RUN.findall(plain)]


def folded_runs(text: str) -> list[str]:
    """Return the folded words of a text, Chinese characters that stand together as one. Not to be changed, as `cut`."""
    runs = plain_runs(text)
    if runs is not None:
        return runs
    found: list[str] = []
    before = None
    for token in tokens(text):
        if before and before.end == token.start and is_ideograph(before.folded) and is_ideograph(token.folded):
            found[-1] += token.folded
        else:
            found.append(token.folded)
        before = token
    return found


def fold(text: str) -> str:
    """Return the compared form: compatibility characters, small letters, simplified script, single spaces.

    "ＰｙＴｏｒｃｈ", "pytorch" and "PyTorch" give "pytorch"; "機器 學習" and "机器学习" give "机器学习";
    "C++", "C#" and ".NET" stay apart from "C" and "NET". Latin words are parted by one space, Chinese characters
    and their Latin neighbours by none. Never shown to people, never stored in place of their text.
    """
    parts: list[str] = []
    after_latin = False
    for small in folded_words(text):
        latin = not is_ideograph(small)
        if latin and after_latin:
            parts.append(" ")
        parts.append(small)
        after_latin = latin
    return "".join(parts)


_ENDINGS = (
    (re.compile(r"is(e|ed|er|ing|ation)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|er|ing)$"), r"yz\1"),
    (re.compile(r"ll(ing|ed|er)$"), r"l\1"),
    (re.compile(r"our$"), "or"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"gramme$"), "gram"),
)


def stem(word: str) -> str:
    """Return a folded word without its plural ending and in one spelling (modelling → modeling, -ise → -ize).

    Only for comparing inside texts; three letters and fewer, and words with digits or signs, stay as they are.
    """
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("ies") and len(word) > 5:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5:
        for pattern, replacement in _ENDINGS:
            word = pattern.sub(replacement, word)
    return word


STEMS = Known(stem)


def squash(text: str) -> str:
    """Return the folded form without any space: "Node.js", "node js" and "NodeJS" are one."""
    return fold(text).replace(" ", "")
