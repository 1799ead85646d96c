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
from collections.abc import Sequence

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
    SkillItem,
    Vocabulary,
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
    items = record.skills[:MAX_LINES]
    head = np.zeros(1, dtype=CANDIDATE_HEAD)
    head["format"], head["dimensions"], head["id"] = FORMAT, encoder.dimensions, record.id
    head["sites"] = _site_bits(record.wished_sites)
    head["kinds"] = sum(1 << KINDS.index(kind) for kind in set(record.wished_kinds))
    head["languages"] = _languages(record.languages)
    head["right_hk"], head["right_cn"] = RIGHTS.index(record.right_to_work_hk), RIGHTS.index(record.right_to_work_cn)
    for name in ("available_from", "available_until"):
        head[name] = _day(getattr(record, name))
    head["right_hk_from"], head["right_cn_from"] = (
        _day(record.right_to_work_hk_from),
        _day(record.right_to_work_cn_from),
    )
    head["pay"] = record.wished_pay or 0
    clusters = np.array(sorted(set(record.wished_clusters)), dtype="<u4")
    lines = np.array(
        [
            (item.skill or 0, item.ref, item.level or 0, PROOFS.index(item.evidence), SOURCES.index(item.source))
            for item in items
        ],
        dtype=ITEM,
    )
    free = encoder.vectors([item.text for item in items if not item.skill])
    names = _titles(record.titles)
    titles = encoder.titles(names)
    # Words that stand in the text already are not counted twice.
    words = "\n".join(dict.fromkeys(w for w in (*names, *(i.text for i in items)) if w not in record.text))
    terms, weights = _terms(encoder, f"{words}\n{record.text}")
    whole = encoder.vectors([f"{words}\n{record.text}"])
    profile = _profile(record, items, free, vocabulary, encoder)
    for name, section in (("clusters", clusters), ("items", lines), ("item_vectors", free), ("titles", titles)):
        head[name] = len(section)
    head["terms"] = len(terms)
    return b"".join(part.tobytes() for part in (head, clusters, lines, free, titles, terms, weights, whole, profile))


def pack_posting(record: PostingRecord, vocabulary: Vocabulary, encoder: Encoder) -> bytes:
    """Return the payload of one posting. Raises ValueError on values outside the known choices; limits as above."""
    requirements = record.requirements[:MAX_LINES]
    head = np.zeros(1, dtype=POSTING_HEAD)
    head["format"], head["dimensions"], head["id"] = FORMAT, encoder.dimensions, record.id
    head["site"], head["kind"] = SITES.index(record.site), KINDS.index(record.kind)
    head["languages"] = _languages(record.languages)
    for name, offer in (
        ("sponsors_hk", record.sponsors_hk),
        ("techtas", record.has_techtas_quota),
        ("sponsors_cn", record.sponsors_cn),
    ):
        head[name] = 0 if offer is None else 1 + offer
    head["starts_from"], head["starts_by"] = _day(record.starts_from), _day(record.starts_by)
    head["pay_min"], head["pay_max"] = record.pay_min or 0, record.pay_max or 0
    head["cluster"] = -1 if record.cluster is None else record.cluster
    lines = np.array(
        [
            (
                line.skill or 0,
                line.ref,
                IMPORTANCES.index(line.importance),
                line.level or 0,
                PROOFS.index(line.proof),
                100,
            )
            for line in requirements
        ],
        dtype=REQUIREMENT,
    )
    place = vocabulary.index(lines["skill"])
    lines["specificity"][place >= 0] = vocabulary.specificity[place[place >= 0]]
    free = encoder.vectors([line.text for line in requirements if not line.skill])
    names = _titles(record.titles)
    titles = encoder.titles(names)
    terms, weights = _terms(encoder, record.text)
    whole = _text_and_title(encoder, record.text, names)
    rows, worth, _ = skill_rows(lines["skill"].tolist(), free, asked_worth(lines), vocabulary, encoder.dimensions)
    wanted = _direction(rows, worth)
    if wanted.any():
        wanted = wanted + TITLE_IN_WANTED * _lifted(encoder, names)
    head["has_text"] = bool(record.text.strip())
    for name, section in (("requirements", lines), ("requirement_vectors", free), ("titles", titles), ("terms", terms)):
        head[name] = len(section)
    return b"".join(
        part.tobytes() for part in (head, lines, free, titles, terms, weights, whole, unit_rows(wanted[None]))
    )


def _site_bits(sites: Sequence[str]) -> int:
    """Bits hk 1, sz 2, remote 4; "both" is hk and sz."""
    return sum({"hk": 1, "sz": 2, "remote": 4}[site] for site in {part for s in sites for part in _site_parts(s)})


def _site_parts(site: str) -> tuple[str, ...]:
    if site not in SITES:
        raise ValueError(f"unknown site: {site}")
    return ("hk", "sz") if site == "both" else (site,)


def _languages(pairs: Sequence[tuple[str, int]]) -> list[int]:
    """Level by ability in the order of ABILITIES, the best where one is given twice."""
    levels = [0] * len(ABILITIES)
    for ability, level in pairs:
        place = ABILITIES.index(ability)
        levels[place] = max(levels[place], level)
    return levels


def _day(date: object) -> int:
    return date.toordinal() if date is not None else 0  # type: ignore[attr-defined]  # a date by the record's types


def _titles(titles: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(title for title in titles if title.strip()))[:MAX_TITLES]


def _terms(encoder: Encoder, text: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    terms, weights = encoder.terms(text)
    if len(terms) > MAX_TERMS:
        kept = np.sort(np.lexsort((terms, -weights.astype(np.int64)))[:MAX_TERMS])
        terms, weights = terms[kept], weights[kept]
    return terms.astype("<u4"), weights.astype("u1")


def _text_and_title(encoder: Encoder, text: str, titles: Sequence[str]) -> NDArray[np.int8]:
    """Meaning of a posting's text, its titles with it."""
    rows = encoder.vectors([text, *titles]).astype(np.float64)
    return unit_rows((rows[0] + TITLE_IN_TEXT * rows[1:].sum(axis=0) / max(1, len(titles)))[None])


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


def _profile(
    record: CandidateRecord,
    items: Sequence[SkillItem],
    free: NDArray[np.int8],
    vocabulary: Vocabulary,
    encoder: Encoder,
) -> NDArray[np.int8]:
    """The profile vector, (1, d): stated and suggested skills in one direction, its length by how much is stated."""
    skills = [item.skill or 0 for item in items]
    place = vocabulary.index(np.array(skills, dtype=np.int64))
    rarity = np.full(len(skills), FREE_SPECIFICITY, dtype=np.float32)
    rarity[place >= 0] = vocabulary.specificity[place[place >= 0]]
    rows, worth, _ = skill_rows(skills, free, rarity, vocabulary, encoder.dimensions)
    near, strength = encoder.suggested(_passages(record))
    hints = strength.ravel() * vocabulary.specificity[near.ravel()]
    whole = _direction(
        np.concatenate([rows, vocabulary.vectors[near.ravel()].astype(np.float32) / VECTOR_NORM])
        if near.size
        else rows,
        np.concatenate([worth, hints]).astype(np.float32) if near.size else worth,
    )
    stated, hinted = float(worth.sum()), float(hints.sum())
    whole = whole * ((stated + SUGGESTED_SHARE * hinted) / max(stated + hinted, 1e-6))
    whole = whole + TITLE_IN_PROFILE * _lifted(encoder, _titles(record.titles))
    return np.clip(np.rint(whole * VECTOR_NORM), -127, 127).astype(np.int8)[None]


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
