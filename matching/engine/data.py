"""The facts the engine reads: one candidate, one posting, the weights of a run, the vocabulary.

Plain frozen dataclasses, filled by the caller from the database. Strings are the stored values of the choices in
`expo.enums` (for example "hk", "graduate", "must", "work"); None or an empty tuple means "not stated". Nothing here
names a person: no name, e-mail, sex, age, photo, district, institution, graduation year or gap is a field of any
record.

Units: money is whole Hong Kong dollars a month; dates are `datetime.date`; levels are 1 (basic) … 4 (expert) for skills
and 1 (basic) … 4 (native-like) for languages; credits are 0 … CREDIT_ONE; points are hundredths, 0 … SCORE_ONE.
Vectors are int8 rows: a unit vector times VECTOR_NORM, rounded, clipped to ±127; their integer dot product over
VECTOR_NORM² is the cosine.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

ENGINE_VERSION = "6"
CREDIT_ONE = 255
SCORE_ONE = 10_000
VECTOR_NORM = 256

SITES = ("hk", "sz", "both", "remote")
KINDS = ("job", "graduate", "internship")
IMPORTANCES = ("must", "should", "nice")
PROOFS = ("self", "education", "certificate", "project", "work")
ABILITIES = (
    "cantonese",
    "putonghua",
    "english_spoken",
    "english_written",
    "chinese_traditional",
    "chinese_simplified",
)
RIGHTS = ("not_stated", "yes", "later", "sponsor", "not_sure")
SOURCES = ("item", "text")


@dataclasses.dataclass(frozen=True, slots=True)
class SkillItem:
    """One skill of a candidate: `skill` is the vocabulary id, or None for free text that resolved to no skill.

    `ref` is the profile line's primary key (0 for a skill that the extractor found in running text: source "text").
    """

    skill: int | None
    text: str = ""
    level: int | None = None
    evidence: str = "self"
    ref: int = 0
    source: str = "item"


@dataclasses.dataclass(frozen=True, slots=True)
class CandidateRecord:
    """What the engine may know of one person.

    `titles`: headline first, then titles of experience; `text`: the rest of the words.
    """

    id: int
    skills: tuple[SkillItem, ...] = ()
    titles: tuple[str, ...] = ()
    text: str = ""
    wished_sites: tuple[str, ...] = ()
    wished_kinds: tuple[str, ...] = ()
    wished_clusters: tuple[int, ...] = ()
    wished_pay: int | None = None
    languages: tuple[tuple[str, int], ...] = ()
    right_to_work_hk: str = "not_stated"
    right_to_work_hk_from: dt.date | None = None
    right_to_work_cn: str = "not_stated"
    right_to_work_cn_from: dt.date | None = None
    available_from: dt.date | None = None
    available_until: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement of a posting. `ref` is its primary key; `proof` is the least evidence that counts fully."""

    skill: int | None
    text: str = ""
    importance: str = "must"
    level: int | None = None
    proof: str = "self"
    ref: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class PostingRecord:
    """What the engine may know of one opening. `titles`: one per language it is written in; `text`: without
    requirements.

    `languages` holds only abilities that the work requires, as (ability, least level).
    """

    id: int
    titles: tuple[str, ...] = ()
    text: str = ""
    requirements: tuple[RequirementLine, ...] = ()
    site: str = "hk"
    kind: str = "job"
    cluster: int | None = None
    pay_min: int | None = None
    pay_max: int | None = None
    starts_from: dt.date | None = None
    starts_by: dt.date | None = None
    languages: tuple[tuple[str, int], ...] = ()
    sponsors_hk: bool | None = None
    has_techtas_quota: bool | None = None
    sponsors_cn: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much, in whole numbers; goes into MatchRun.weights as JSON.

    Shares (`requirements` … `start`) are relative; a posting's present parts are scaled to SCORE_ONE together. `must`,
    `should`, `nice` divide the share of the requirements; as if the posting had `few` more musts, whose share goes to
    the profile as a whole: the fewer requirements it names, the less they alone tell. `*_steps` and `*_unstated` are
    percent of the credit by steps below what is asked. `*_low`, `*_high` are percent of cosine between which credit
    rises from nothing to all (`near`: to `near_max` percent). `terms_share`: percent of the text's credit by words in
    common. `pay_floor`: percent of the wished pay at which credit is nothing. `start_days`: days late, likewise.
    """

    requirements: int = 34
    profile: int = 50
    title: int = 12
    text: int = 30
    site: int = 5
    kind: int = 3
    cluster: int = 4
    pay: int = 3
    start: int = 3
    must: int = 100
    should: int = 45
    nice: int = 25
    few: int = 1
    level_steps: tuple[int, ...] = (100, 70, 40, 20)
    level_unstated: int = 85
    proof_steps: tuple[int, ...] = (100, 95, 90, 85, 80)
    near_low: int = 60
    near_high: int = 97
    near_max: int = 100
    profile_low: int = 0
    profile_high: int = 100
    title_low: int = 8
    title_high: int = 100
    text_low: int = 0
    text_high: int = 100
    terms_low: int = 0
    terms_high: int = 60
    terms_share: int = 45
    pay_floor: int = 70
    start_days: int = 180

    def __post_init__(self) -> None:
        for name, steps in (("level_steps", 4), ("proof_steps", 5)):
            if len(getattr(self, name)) != steps:
                raise ValueError(f"{name} needs {steps} numbers")
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            for number in value if isinstance(value, tuple) else (value,):
                if type(number) is not int or not 0 <= number <= 1000:
                    raise ValueError(f"{field.name} must be whole numbers from 0 to 1000")
        for low, high in (("near_low", "near_high"), ("profile_low", "profile_high"), ("title_low", "title_high")):
            if getattr(self, low) >= getattr(self, high):
                raise ValueError(f"{low} must be less than {high}")
        percents = (*self.level_steps, self.level_unstated, *self.proof_steps, self.near_max)
        if max(*percents, self.terms_share, self.pay_floor) > 100:
            raise ValueError("percentages end at 100")
        if self.requirements + self.profile + self.title + self.text + self.wishes == 0 or self.start_days == 0:
            raise ValueError("weights must not all be 0, nor start_days")

    @property
    def wishes(self) -> int:
        """Sum of the shares of the wish parts."""
        return self.site + self.kind + self.cluster + self.pay + self.start

    def to_json(self) -> dict[str, int | list[int]]:
        """Return plain JSON values in the order of the fields."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in dataclasses.asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, object]) -> "Weights":
        """Build from `to_json` values; what is missing keeps its default.

        Raises ValueError on unknown keys or bad values.
        """
        unknown = set(values) - {field.name for field in dataclasses.fields(cls)}
        if unknown:
            raise ValueError(f"unknown weights: {', '.join(sorted(unknown))}")
        plain = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return cls(**plain)  # type: ignore[arg-type]  # checked in __post_init__

    def canonical(self) -> bytes:
        """Return the bytes that enter fingerprints."""
        return json.dumps(self.to_json(), sort_keys=True, separators=(",", ":")).encode()


Terms = tuple[NDArray[np.uint32], NDArray[np.uint8]]  # ascending unique numbers; weights of norm ≈ VECTOR_NORM


class Encoder(Protocol):
    """Turns written words into numbers; pure and deterministic. `name` enters fingerprints.

    Rows of encoders whose names are equal up to "#" may be compared; what follows tells apart their fine tuning.
    Rows are int8 (see `unit_rows`), one per text, `dimensions` long, zero where nothing is known.
    Groups hold the texts of one record each: many records at once, every one to the bit as if it were alone.
    """

    name: str
    dimensions: int

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return one row per text by what it means."""

    def vectors_of(self, groups: Sequence[Sequence[str]]) -> NDArray[np.int8]:
        """Return the rows of `vectors` of each group, below each other."""

    def read(self, groups: Sequence[Sequence[str]]) -> tuple[list[Terms], NDArray[np.int8]]:
        """Return the terms of the first text of each group, and the rows of `vectors_of`."""

    def terms(self, text: str) -> Terms:
        """Return the text's terms."""

    def titles(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return one row per title, to be compared with other titles alone."""

    def lifted(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return one row per text by what it means and by what the skills near to it go with."""

    def suggested(self, groups: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return (n, s) places in the vocabulary of the skills that each text suggests, and how strongly, 0 … 1."""


def groups_of(rows: NDArray[Any], sizes: Iterable[int]) -> Iterator[NDArray[Any]]:
    """Yield the next `size` rows for each of the sizes."""
    at = 0
    for size in sizes:
        yield rows[at : at + size]
        at += size


def unit_rows(rows: NDArray[np.generic]) -> NDArray[np.int8]:
    """Scale each row of an (n, d) array to length VECTOR_NORM, round, clip to ±127. Zero rows stay zero."""
    values = np.asarray(rows, dtype=np.float64)
    norms = np.sqrt(np.sum(values * values, axis=1, keepdims=True))
    scaled = np.divide(values * VECTOR_NORM, norms, out=np.zeros_like(values), where=norms > 0)
    return np.clip(np.rint(scaled), -127, 127).astype(np.int8)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The engine's view of one vocabulary version.

    ids: (n,) int64 ascending skill ids. offsets: (n + 1,) int64, targets: (m,) int32 dense indices, strengths: (m,)
    uint8 percent: the related skills of each skill, both ways. vectors: (n, d) int8, zero rows where unknown, the
    first `context` numbers of each from what the skill goes with in roles, the others from what its name means.
    specificity: (n,) uint8 percent, how much a requirement of this skill counts beside others.
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    targets: NDArray[np.int32]
    strengths: NDArray[np.uint8]
    vectors: NDArray[np.int8]
    specificity: NDArray[np.uint8]
    context: int = 0

    @classmethod
    def build(
        cls,
        ids: Iterable[int],
        relations: Iterable[tuple[int, int, int]] = (),
        vectors: dict[int, NDArray[np.int8]] | None = None,
        specificity: dict[int, int] | None = None,
        dimensions: int = 0,
        context: int = 0,
    ) -> "Vocabulary":
        """Build from skill ids and (one skill, other skill, percent) relations, each given once.

        Raises KeyError on unknown ids.
        """
        known = sorted(set(ids))
        place = {skill: index for index, skill in enumerate(known)}
        near: list[dict[int, int]] = [{} for _ in known]
        for one, other, percent in relations:
            a, b = place[one], place[other]
            if a == b or not 1 <= percent <= 99:
                raise ValueError(f"not a relation: {one}, {other}, {percent}")
            near[a][b] = near[b][a] = max(percent, near[a].get(b, 0))
        rows = [sorted(links.items()) for links in near]
        table = np.zeros((len(known), dimensions), dtype=np.int8)
        for skill, vector in (vectors or {}).items():
            table[place[skill]] = vector
        weight = np.full(len(known), 100, dtype=np.uint8)
        for skill, percent in (specificity or {}).items():
            weight[place[skill]] = percent
        return cls(
            ids=np.array(known, dtype=np.int64),
            offsets=np.cumsum([0, *map(len, rows)], dtype=np.int64),
            targets=np.array([target for row in rows for target, _ in row], dtype=np.int32),
            strengths=np.array([percent for row in rows for _, percent in row], dtype=np.uint8),
            vectors=table,
            specificity=weight,
            context=context,
        )

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

    def index(self, skills: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return dense indices of skill ids, -1 where the vocabulary has no such skill."""
        if not len(self.ids):
            return np.full(len(skills), -1, dtype=np.int32)
        wanted = np.asarray(skills, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        return np.where(self.ids[place] == wanted, place, -1).astype(np.int32)

    def pack(self) -> bytes:
        """Return canonical bytes; equal vocabularies give equal bytes."""
        head = np.array([len(self.ids), len(self.targets), self.dimensions, self.context], dtype="<i8")
        parts = (head, self.ids, self.offsets, self.targets, self.strengths, self.vectors, self.specificity)
        return b"".join(np.ascontiguousarray(part).tobytes() for part in parts)

    @classmethod
    def unpack(cls, data: bytes) -> "Vocabulary":
        """Read what `pack` wrote. Raises ValueError when the length does not fit."""
        n, m, d, context = (int(x) for x in np.frombuffer(data, "<i8", 4))
        at, arrays = 32, []
        for dtype, count in (("<i8", n), ("<i8", n + 1), ("<i4", m), ("u1", m), ("i1", n * d), ("u1", n)):
            arrays.append(np.frombuffer(data, dtype, count, at))
            at += arrays[-1].nbytes
        if at != len(data):
            raise ValueError("not a packed vocabulary")
        arrays[4] = arrays[4].reshape(n, d)
        skills, offsets, targets, strengths, vectors, specificity = arrays
        return cls(skills, offsets, targets, strengths, vectors, specificity, context)
