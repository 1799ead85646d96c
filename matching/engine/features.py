"""One record to its payload: bytes that hold every number scoring needs of it, computed once when the record is saved.

Layout, little-endian: head (`blocks.CANDIDATE_HEAD` or `POSTING_HEAD`), then for a candidate clusters uint32, items,
vectors of free-text items, title vectors, term numbers uint32, term weights uint8, text vector, profile vector; for a
posting requirements, vectors of free-text requirements, title vectors, terms, text vector, wanted vector. Equal records
give equal bytes.
"""

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
from matching.engine.directions import profile_rows, wanted_rows

MAX_LINES = 200
MAX_TITLES = 6
MAX_TERMS = 1000
TITLE_IN_TEXT = 0.6


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
    profiles = profile_rows(records, names, lines, list(map(len, items)), free_rows, vocabulary, encoder)
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
    whole = [unit_rows(_text_and_title(group)) for group in groups_of(rows, [1 + len(some) for some in names])]
    wanted = wanted_rows(names, lines, list(map(len, asked)), free_rows, vocabulary, encoder)
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
        whole,
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
    return rows[:1] + TITLE_IN_TEXT * rows[1:].sum(axis=0) / max(1, len(rows) - 1)
