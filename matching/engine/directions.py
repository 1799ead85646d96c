"""What a person's skills, or a posting's requirements, say together: one direction each.

The profile vector is the direction of a person's skills as a whole, the wanted vector that of a posting's requirements:
sums of the skills' vectors by rarity, each a little less the more the others say the same already (SPREAD). Skills that
a text only suggests give direction, but little length (SUGGESTED_SHARE): where nearly all is suggested, the profile as
a whole tells little. Titles of a person add to the profile, and those of a posting with requirements to what is wanted.

A batch of records is worked out side by side; `sizes` says how many lines each has. Products and sums stay those of one
record at a time, so that a vector is the same to the bit whoever else is in the batch.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import VECTOR_NORM, CandidateRecord, Encoder, Vocabulary, groups_of
from matching.engine.folding import has_ideographs, is_ideograph

MAX_PASSAGES = 60
LEAST_WORDS = 3
SHORT, SHORT_CHINESE = 240, 80  # characters of a paragraph that is about one thing
SPREAD, SPREAD_FLOOR = -0.35, 0.1
SUGGESTED_SHARE = 0.15
TITLE_IN_PROFILE, TITLE_IN_WANTED = 0.39, 0.25
FREE_SPECIFICITY = 80
IMPORTANCE = (100, 60, 25)  # of must, should, nice in the wanted vector
_PASSAGE = re.compile(r"(?<=[.!?])\s+|[。！？]+")
_WORDS = re.compile(r"\w+")

Floats = NDArray[np.float32]


def asked_worth(lines: NDArray[np.void]) -> Floats:
    """(n,) what each of a posting's requirements (`blocks.REQUIREMENT`) is worth in its wanted vector."""
    importance: Floats = np.array(IMPORTANCE, dtype=np.float32)[lines["importance"]]
    return lines["specificity"].astype(np.float32) * importance


def skill_rows(
    skills: Sequence[int], free: NDArray[np.int8], worth: Floats, vocabulary: Vocabulary, dimensions: int
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Unit rows of lines, (k, d), and what each is worth, (k,); lines without a vector are left out: kept, (n,).

    skills: (n,) vocabulary ids, 0 for free text, which has the next row of `free`. d = `dimensions`.
    """
    rows = np.zeros((len(skills), dimensions), dtype=np.float32)
    named = np.array(skills, dtype=np.int64)
    rows[named == 0] = free
    if vocabulary.dimensions == dimensions:
        place = vocabulary.index(named)
        rows[place >= 0] = vocabulary.vectors[place[place >= 0]]
    kept = np.asarray(rows.any(axis=1))
    return rows[kept] / np.float32(VECTOR_NORM), worth[kept], kept


def pulls(rows: Floats, worth: Floats) -> Floats:
    """(k,) how much each row counts in the direction of all: the less, the more the others say the same already."""
    first = _unit(worth @ rows)
    return worth * np.maximum(rows @ first, SPREAD_FLOOR) ** SPREAD


def _direction(rows: Floats, worth: Floats) -> Floats:
    """Direction of rows together, (d,) of length 1 or 0."""
    return _unit(pulls(rows, worth) @ rows)


def _unit(row: Floats) -> Floats:
    length = float(np.linalg.norm(row))
    return row / length if length > 1e-6 else row * 0


def wanted_rows(
    titles: Sequence[Sequence[str]],
    lines: NDArray[np.void],
    sizes: Sequence[int],
    free: NDArray[np.int8],
    vocabulary: Vocabulary,
    encoder: Encoder,
) -> Floats:
    """(n, d) what the requirements of each posting ask for together, with its titles; zero without requirements."""
    directions = []
    for names, (rows, worth) in zip(
        titles, _rows_of(lines, sizes, free, asked_worth(lines), vocabulary, encoder), strict=True
    ):
        wanted = _direction(rows, worth)
        directions.append(wanted + TITLE_IN_WANTED * _lifted(encoder, names) if wanted.any() else wanted)
    return np.array(directions, dtype=np.float32).reshape(len(directions), encoder.dimensions)


def _rows_of(
    lines: NDArray[np.void],
    sizes: Sequence[int],
    free: NDArray[np.int8],
    worth: Floats,
    vocabulary: Vocabulary,
    encoder: Encoder,
) -> Iterable[tuple[Floats, Floats]]:
    """`skill_rows` of each record's lines; sizes: how many lines each has."""
    rows, kept_worth, kept = skill_rows(lines["skill"].tolist(), free, worth, vocabulary, encoder.dimensions)
    counts = [int(group.sum()) for group in groups_of(kept, sizes)]
    return zip(groups_of(rows, counts), groups_of(kept_worth, counts), strict=True)


def profile_rows(
    records: Sequence[CandidateRecord],
    titles: Sequence[Sequence[str]],
    lines: NDArray[np.void],
    sizes: Sequence[int],
    free: NDArray[np.int8],
    vocabulary: Vocabulary,
    encoder: Encoder,
) -> NDArray[np.int8]:
    """The profile vectors, (n, d): stated and suggested skills in one direction, its length by how much is stated."""
    place = vocabulary.index(lines["skill"])
    rarity = np.full(len(lines), FREE_SPECIFICITY, dtype=np.float32)
    rarity[place >= 0] = vocabulary.specificity[place[place >= 0]]
    passages = [_passages(record) for record in records]
    near, strength = encoder.suggested(passages)
    hints = strength * vocabulary.specificity[near]
    counts, profiles = list(map(len, passages)), []
    for names, (rows, worth), places, hinted in zip(
        titles,
        _rows_of(lines, sizes, free, rarity, vocabulary, encoder),
        groups_of(near, counts),
        groups_of(hints, counts),
        strict=True,
    ):
        whole = _with_hints(rows, worth, places.ravel(), hinted.ravel(), vocabulary)
        profiles.append(whole + TITLE_IN_PROFILE * _lifted(encoder, names))
    found = np.array(profiles, dtype=np.float32).reshape(len(profiles), encoder.dimensions)
    return np.clip(np.rint(found * VECTOR_NORM), -127, 127).astype(np.int8)


def _with_hints(rows: Floats, worth: Floats, near: NDArray[np.int64], hints: Floats, vocabulary: Vocabulary) -> Floats:
    """Direction of stated skills and of suggested ones (`near`, worth `hints`), the shorter the more is suggested."""
    stated, hinted = float(worth.sum()), float(hints.sum())
    if near.size:
        rows = np.concatenate([rows, vocabulary.vectors[near].astype(np.float32) / VECTOR_NORM])
        worth = np.concatenate([worth, hints]).astype(np.float32)
    return _direction(rows, worth) * ((stated + SUGGESTED_SHARE * hinted) / max(stated + hinted, 1e-6))


def _lifted(encoder: Encoder, titles: Sequence[str]) -> Floats:
    """Direction of titles together, (d,) of length 1, or 0 where there is none."""
    return _unit(encoder.lifted(titles).astype(np.float32).sum(axis=0))


def _passages(record: CandidateRecord) -> list[str]:
    """Sentences of the text that name nothing that is stated already, nor stand in a short paragraph that does.

    A short paragraph is about one thing. Chinese says it in one sentence, with commas; English in two or three.
    """
    stated = [item.text.casefold() for item in record.skills if item.text] + [t.casefold() for t in record.titles if t]
    found = []
    for paragraph in record.text.split("\n"):
        short = SHORT_CHINESE if has_ideographs(paragraph) else SHORT
        if len(paragraph) <= short and _names_any(paragraph, stated):
            continue
        passages = [passage for passage in _PASSAGE.split(paragraph) if _says_enough(passage)]
        found += [passage for passage in passages if not _names_any(passage, stated)]
    return found[:MAX_PASSAGES]


def _says_enough(passage: str) -> bool:
    """Tell whether a passage has LEAST_WORDS words. Chinese sets none apart: there three characters count as one."""
    if len(_WORDS.findall(passage)) >= LEAST_WORDS:
        return True
    return len(passage) >= 3 * LEAST_WORDS and has_ideographs(passage)


def _names_any(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text has one of the names (casefolded), whole: "R" stands in no other word."""
    folded = text.casefold()
    return any(name in folded and _has_whole(folded, name) for name in names)


def _has_whole(text: str, name: str) -> bool:
    at = text.find(name)
    while at >= 0:
        if not _is_inside(text, at) and not _is_inside(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a place lies between two letters or digits of one word."""
    return 0 < at < len(text) and all(sign.isalnum() and not is_ideograph(sign) for sign in text[at - 1 : at + 1])
