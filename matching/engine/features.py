"""One record to its payload: bytes that hold every number scoring needs of it, computed once when the record is saved.

Layout, little-endian: head (`blocks.CANDIDATE_HEAD` or `POSTING_HEAD`), then for a candidate clusters uint32, items,
vectors of free-text items, title vectors, term numbers uint32, term weights uint8, text vector, profile vector; for a
posting requirements, vectors of free-text requirements, title vectors, terms, text vector, wanted vector. Equal records
give equal bytes.

The profile vector is the direction of a person's skills as a whole, the wanted vector that of a posting's requirements:
sums of the skills' vectors by rarity, each a little less the more the others say the same already (SPREAD). Skills that
a text only suggests give direction, but little length (SUGGESTED_SHARE): where nearly all is suggested, the profile as
a whole tells little. Titles of a person add to the profile, and those of a posting with requirements to what is wanted.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CANDIDATE_HEAD, FORMAT, ITEM, POSTING_HEAD, REQUIREMENT
from matching.engine.data import (
    ABILITIES,
    IMPORTANCES,
    KINDS,
    PROOFS,
    RIGHTS,
    SITES,
    SOURCES,
    VECTOR_NORM,
    CandidateRecord,
    Encoder,
    PostingRecord,
    RequirementLine,
    SkillItem,
    Terms,
    Vocabulary,
    groups_of,
    unit_rows,
)

MAX_LINES = 200
MAX_TITLES = 6
MAX_TERMS = 1000
MAX_PASSAGES = 60
LEAST_WORDS = 3
SPREAD, SPREAD_FLOOR = -0.35, 0.1
SUGGESTED_SHARE = 0.15
TITLE_IN_PROFILE, TITLE_IN_WANTED = 0.39, 0.25
TITLE_IN_TEXT = 0.6
FREE_SPECIFICITY = 80
IMPORTANCE = (100, 60, 25)  # of must, should, nice in the wanted vector
_PASSAGE = re.compile(r"(?<=[.!?])\s+|[\n。！？]+")
_WORDS = re.compile(r"\w+")


def pack_candidate(record: CandidateRecord, vocabulary: Vocabulary, encoder: Encoder) -> bytes:
    """Return the payload of one candidate. Raises ValueError on values outside the known choices.

    Lines past MAX_LINES, titles past MAX_TITLES and the lightest terms past MAX_TERMS are left out.
    """
    return pack_candidates([record], vocabulary, encoder)[0]


def pack_candidates(records: Sequence[CandidateRecord], vocabulary: Vocabulary, encoder: Encoder) -> list[bytes]:
    """Return the payloads of candidates, each as `pack_candidate` gives it, in a part of the time."""
    items = [record.skills[:MAX_LINES] for record in records]
    names = [_titles(record.titles) for record in records]
    lines = np.array([_item(item) for some in items for item in some], dtype=ITEM)
    free = [[item.text for item in some if not item.skill] for some in items]
    free_rows = encoder.vectors_of(free)
    titles = [encoder.titles(some) for some in names]
    read, whole = encoder.read([[_all_words(*of)] for of in zip(records, items, names, strict=True)])
    terms = list(map(_heaviest, read))
    profiles = _profiles(records, lines, list(map(len, items)), free_rows, vocabulary, encoder)
    lengths = zip(map(len, items), map(len, free), map(len, names), (len(ids) for ids, _ in terms), strict=True)
    clusters = [np.array(sorted(set(record.wished_clusters)), dtype="<u4") for record in records]
    heads = np.array(
        [
            (*_candidate_facts(record, encoder.dimensions), len(some), *counts)
            for record, some, counts in zip(records, clusters, lengths, strict=True)
        ],
        dtype=CANDIDATE_HEAD,
    )
    return _joined(
        heads,
        clusters,
        groups_of(lines, heads["items"]),
        groups_of(free_rows, heads["item_vectors"]),
        titles,
        (ids for ids, _ in terms),
        (weights for _, weights in terms),
        whole,
        profiles,
    )


def _joined(*sections: Iterable[NDArray[Any]]) -> list[bytes]:
    """Return the sections of each record one after the other; a section gives one array per record."""
    return [b"".join([part.tobytes() for part in parts]) for parts in zip(*sections, strict=True)]


def _item(item: SkillItem) -> tuple[int, ...]:
    """One row of `blocks.ITEM`."""
    return item.skill or 0, item.ref, item.level or 0, PROOFS.index(item.evidence), SOURCES.index(item.source)


def _candidate_facts(record: CandidateRecord, dimensions: int) -> tuple[Any, ...]:
    """The fields of `blocks.CANDIDATE_HEAD` before the lengths."""
    return (
        int(FORMAT[0]),
        dimensions,
        record.id,
        _site_bits(record.wished_sites),
        sum(1 << KINDS.index(kind) for kind in set(record.wished_kinds)),
        _languages(record.languages),
        RIGHTS.index(record.right_to_work_hk),
        RIGHTS.index(record.right_to_work_cn),
        _day(record.right_to_work_hk_from),
        _day(record.right_to_work_cn_from),
        _day(record.available_from),
        _day(record.available_until),
        record.wished_pay or 0,
    )


def _all_words(record: CandidateRecord, items: Sequence[SkillItem], names: Sequence[str]) -> str:
    """The person's words; those that stand in the text already are not counted twice."""
    words = dict.fromkeys(word for word in (*names, *(item.text for item in items)) if word not in record.text)
    return "\n".join(words) + f"\n{record.text}"


def pack_posting(record: PostingRecord, vocabulary: Vocabulary, encoder: Encoder) -> bytes:
    """Return the payload of one posting. Raises ValueError on values outside the known choices; limits as above."""
    return pack_postings([record], vocabulary, encoder)[0]


def pack_postings(records: Sequence[PostingRecord], vocabulary: Vocabulary, encoder: Encoder) -> list[bytes]:
    """Return the payloads of postings, each as `pack_posting` gives it, in a part of the time."""
    asked = [record.requirements[:MAX_LINES] for record in records]
    names = [_titles(record.titles) for record in records]
    lines = np.array([_requirement(line) for some in asked for line in some], dtype=REQUIREMENT)
    place = vocabulary.index(lines["skill"])
    lines["specificity"][place >= 0] = vocabulary.specificity[place[place >= 0]]
    free = [[line.text for line in some if not line.skill] for some in asked]
    free_rows = encoder.vectors_of(free)
    titles = [encoder.titles(some) for some in names]
    read, rows = encoder.read([[record.text, *some] for record, some in zip(records, names, strict=True)])
    terms = list(map(_heaviest, read))
    whole = np.stack([_text_and_title(group) for group in groups_of(rows, [1 + len(some) for some in names])])
    wanted = _wanted(names, lines, list(map(len, asked)), free_rows, vocabulary, encoder)
    lengths = zip(map(len, asked), map(len, free), map(len, names), (len(ids) for ids, _ in terms), strict=True)
    heads = np.array(
        [
            (*_posting_facts(record, encoder.dimensions), *counts)
            for record, counts in zip(records, lengths, strict=True)
        ],
        dtype=POSTING_HEAD,
    )
    return _joined(
        heads,
        groups_of(lines, heads["requirements"]),
        groups_of(free_rows, heads["requirement_vectors"]),
        titles,
        (ids for ids, _ in terms),
        (weights for _, weights in terms),
        unit_rows(whole),
        unit_rows(wanted),
    )


def _requirement(line: RequirementLine) -> tuple[int, ...]:
    """One row of `blocks.REQUIREMENT`, the specificity that of a skill the vocabulary does not know."""
    choices = IMPORTANCES.index(line.importance), line.level or 0, PROOFS.index(line.proof)
    return line.skill or 0, line.ref, *choices, 100


def _posting_facts(record: PostingRecord, dimensions: int) -> tuple[Any, ...]:
    """The fields of `blocks.POSTING_HEAD` before the lengths."""
    offers = (record.sponsors_hk, record.has_techtas_quota, record.sponsors_cn)
    return (
        int(FORMAT[0]),
        dimensions,
        record.id,
        SITES.index(record.site),
        KINDS.index(record.kind),
        _languages(record.languages),
        *(0 if offer is None else 1 + offer for offer in offers),
        bool(record.text.strip()),
        _day(record.starts_from),
        _day(record.starts_by),
        record.pay_min or 0,
        record.pay_max or 0,
        -1 if record.cluster is None else record.cluster,
    )


def _site_bits(sites: Sequence[str]) -> int:
    """Bits hk 1, sz 2, remote 4; "both" is hk and sz."""
    return sum({"hk": 1, "sz": 2, "remote": 4}[site] for site in {part for s in sites for part in _site_parts(s)})


def _site_parts(site: str) -> tuple[str, ...]:
    if site not in SITES:
        raise ValueError(f"unknown site: {site}")
    return ("hk", "sz") if site == "both" else (site,)


def _languages(pairs: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    """Level by ability in the order of ABILITIES, the best where one is given twice."""
    levels = [0] * len(ABILITIES)
    for ability, level in pairs:
        place = ABILITIES.index(ability)
        levels[place] = max(levels[place], level)
    return tuple(levels)


def _day(date: object) -> int:
    return date.toordinal() if date is not None else 0  # type: ignore[attr-defined]  # a date by the record's types


def _titles(titles: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(title for title in titles if title.strip()))[:MAX_TITLES]


def _heaviest(found: Terms) -> Terms:
    terms, weights = found
    if len(terms) > MAX_TERMS:
        kept = np.sort(np.lexsort((terms, -weights.astype(np.int64)))[:MAX_TERMS])
        terms, weights = terms[kept], weights[kept]
    return terms.astype("<u4", copy=False), weights.astype("u1", copy=False)


def _text_and_title(group: NDArray[np.int8]) -> NDArray[np.float64]:
    """Meaning of a posting's text, the first row, its titles' rows with it."""
    rows = group.astype(np.float64)
    whole: NDArray[np.float64] = rows[0] + TITLE_IN_TEXT * rows[1:].sum(axis=0) / max(1, len(rows) - 1)
    return whole


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


def _wanted(
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
        titles, _rows_of_each(lines, sizes, free, asked_worth(lines), vocabulary, encoder), strict=True
    ):
        wanted = _direction(rows, worth)
        directions.append(wanted + TITLE_IN_WANTED * _lifted(encoder, names) if wanted.any() else wanted)
    return np.stack(directions)


def _rows_of_each(
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


def _profiles(
    records: Sequence[CandidateRecord],
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
    for record, (rows, worth), places, hinted in zip(
        records,
        _rows_of_each(lines, sizes, free, rarity, vocabulary, encoder),
        groups_of(near, counts),
        groups_of(hints, counts),
        strict=True,
    ):
        whole = _with_hints(rows, worth, places.ravel(), hinted.ravel(), vocabulary)
        profiles.append(whole + TITLE_IN_PROFILE * _lifted(encoder, _titles(record.titles)))
    return np.clip(np.rint(np.stack(profiles) * VECTOR_NORM), -127, 127).astype(np.int8)


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
    """Sentences of the text that name no skill or title that is stated already."""
    stated = [item.text.casefold() for item in record.skills if item.text] + [t.casefold() for t in record.titles if t]
    found = []
    for passage in _PASSAGE.split(record.text):
        folded = passage.casefold()
        long_enough = len(_WORDS.findall(passage)) >= LEAST_WORDS or len(passage) >= 3 * LEAST_WORDS
        if long_enough and not any(text in folded for text in stated):
            found.append(passage)
    return found[:MAX_PASSAGES]
