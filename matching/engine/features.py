"""One record to its payload: bytes that hold every number scoring needs of it, computed once when the record is saved.

Layout, little-endian: head (`blocks.CANDIDATE_HEAD` or `POSTING_HEAD`), then for a candidate clusters uint32, items,
vectors of free-text items, title vectors, term numbers uint32, term weights uint8, text vector, profile vector; for a
posting requirements, vectors of free-text requirements, title vectors, terms, text vector. Equal records give equal
bytes.
"""

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
    CandidateRecord,
    Encoder,
    PostingRecord,
    Vocabulary,
    unit_rows,
)

MAX_LINES = 200
MAX_TITLES = 6
MAX_TERMS = 1000


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
    titles = encoder.vectors(_titles(record.titles))
    terms, weights = _terms(encoder, "\n".join((*record.titles, *(item.text for item in items), record.text)))
    whole = encoder.vectors([record.text])
    known = vocabulary.vectors[_known(vocabulary, lines)] if vocabulary.dimensions == encoder.dimensions else free[:0]
    profile = _profile(np.concatenate([known, free]), titles, whole)
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
    titles = encoder.vectors(_titles(record.titles))
    terms, weights = _terms(encoder, record.text)
    whole = encoder.vectors([record.text])
    head["has_text"] = bool(record.text.strip())
    for name, section in (("requirements", lines), ("requirement_vectors", free), ("titles", titles), ("terms", terms)):
        head[name] = len(section)
    return b"".join(part.tobytes() for part in (head, lines, free, titles, terms, weights, whole))


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


def _known(vocabulary: Vocabulary, lines: NDArray[np.void]) -> NDArray[np.int32]:
    place = vocabulary.index(lines["skill"])
    return place[place >= 0]


def _profile(items: NDArray[np.int8], titles: NDArray[np.int8], whole: NDArray[np.int8]) -> NDArray[np.int8]:
    """Direction of the whole profile: the sum of items and titles, with the text counting as much as all of them."""
    named = np.concatenate([items, titles]).astype(np.int64).sum(axis=0, keepdims=True)
    text = whole.astype(np.int64) * max(1, len(items) + len(titles))
    return unit_rows(named + text)
