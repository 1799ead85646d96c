"""Who may be matched with what, by stated facts only: unknown never excludes.

Each fact of a posting is a need (a bit, or a day) and each fact of a candidate a bar against it. A pair is eligible
when `forbid & need == 0` and four comparisons of days hold. n candidates, m postings; masks are uint64, days int32
ordinals.
"""

import dataclasses
import json
from collections.abc import Callable
from enum import IntFlag
from functools import partial

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.credits import SITE_NEEDS
from matching.engine.data import RIGHTS

NEVER = np.iinfo(np.int32).max
ALWAYS = np.iinfo(np.int32).min
SITE_BITS = np.uint64(0b111)
KIND_SHIFT, LANGUAGE_SHIFT, LEVELS = 3, 6, 4


class Reason(IntFlag):
    """Why a pair is left out; several may hold at once."""

    SITE = 1
    KIND = 2
    LANGUAGE = 4
    RIGHT_TO_WORK = 8
    AVAILABILITY = 16


@dataclasses.dataclass(frozen=True, slots=True)
class Rules:
    """Which checks a run applies; goes into MatchRun.rules as JSON."""

    site: bool = True
    kind: bool = True
    language: bool = True
    right_to_work: bool = True
    availability: bool = True

    def to_json(self) -> dict[str, bool]:
        """Return plain JSON values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, object]) -> "Rules":
        """Build from `to_json` values; what is missing is on.

        Raises ValueError on unknown keys or values that are not bool.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        if set(values) - known or any(type(value) is not bool for value in values.values()):
            raise ValueError("rules are true or false for: " + ", ".join(sorted(known)))
        return cls(**values)  # type: ignore[arg-type]  # checked above

    def canonical(self) -> bytes:
        """Return the bytes that enter fingerprints."""
        return json.dumps(self.to_json(), sort_keys=True, separators=(",", ":")).encode()

    @property
    def applied(self) -> Reason:
        """The reasons that can occur."""
        result = Reason(0)
        for reason in Reason:
            if getattr(self, reason.name.lower()):  # type: ignore[union-attr]  # members of an enum have a name
                result |= reason
        return result


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class CandidateBars:
    """forbid: (n,) uint64; hk_from, cn_from: first day of the right to work; free_from, free_until: availability."""

    forbid: NDArray[np.uint64]
    hk_from: NDArray[np.int32]
    cn_from: NDArray[np.int32]
    free_from: NDArray[np.int32]
    free_until: NDArray[np.int32]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class PostingNeeds:
    """need: (m,) uint64; hk_by, cn_by: last day for the right to work; start_by, start_from: the start."""

    need: NDArray[np.uint64]
    hk_by: NDArray[np.int32]
    cn_by: NDArray[np.int32]
    start_by: NDArray[np.int32]
    start_from: NDArray[np.int32]


@dataclasses.dataclass(frozen=True, slots=True)
class EligibilityCounts:
    """What a dry run shows. `by_reason`: pairs left out, by name of Reason (a pair may count under several).

    `candidates_without`, `postings_without`: ids with no eligible counterpart. `candidates_by_reason`: candidates left
    without any counterpart, counted under each reason that shuts at least one posting for them.
    """

    pairs: int
    eligible: int
    by_reason: dict[str, int]
    candidates_without: tuple[int, ...]
    postings_without: tuple[int, ...]
    candidates_by_reason: dict[str, int]


def candidate_bars(candidates: CandidateBlock, rules: Rules) -> CandidateBars:
    """Turn stated facts of candidates into bars; what a rule switches off bars nothing."""
    return bars_of_heads(candidates.head, rules)


def bars_of_heads(head: NDArray[np.void], rules: Rules) -> CandidateBars:
    """`candidate_bars` from the heads alone (`blocks.CANDIDATE_HEAD`), which hold all facts."""
    n = len(head)
    forbid = np.zeros(n, dtype=np.uint64)
    if rules.site:
        forbid |= np.where(head["sites"] > 0, ~head["sites"] & 0b011, 0).astype(np.uint64)
    if rules.kind:
        forbid |= np.where(head["kinds"] > 0, ~head["kinds"] & 0b111, 0).astype(np.uint64) << np.uint64(KIND_SHIFT)
    if rules.language:
        for ability in range(head["languages"].shape[1]):
            had = head["languages"][:, ability]
            for level in range(1, LEVELS + 1):
                bit = np.uint64(1) << np.uint64(LANGUAGE_SHIFT + ability * LEVELS + level - 1)
                forbid |= np.where((had > 0) & (had < level), bit, np.uint64(0))
    return CandidateBars(
        forbid=forbid,
        hk_from=_right_from(head["right_hk"], head["right_hk_from"], rules),
        cn_from=_right_from(head["right_cn"], head["right_cn_from"], rules),
        free_from=_stated(head["available_from"], ALWAYS, rules.availability),
        free_until=_stated(head["available_until"], NEVER, rules.availability),
    )


def posting_needs(postings: PostingBlock) -> PostingNeeds:
    """Turn stated facts of postings into needs."""
    head = postings.head
    site = np.array(SITE_NEEDS, dtype=np.uint64)[head["site"]]
    need = site | (np.uint64(1) << (KIND_SHIFT + head["kind"].astype(np.uint64)))
    for ability in range(head["languages"].shape[1]):
        level = head["languages"][:, ability].astype(np.uint64)
        shift = np.maximum(np.uint64(LANGUAGE_SHIFT + ability * LEVELS) + level, 1) - np.uint64(1)
        need |= np.where(level > 0, np.uint64(1) << shift, np.uint64(0))
    starts_by = np.where(head["starts_by"] > 0, head["starts_by"], NEVER - 1).astype(np.int32)
    refuses_hk = (head["sponsors_hk"] == 1) & (head["techtas"] != 2)
    refuses_cn = head["sponsors_cn"] == 1
    return PostingNeeds(
        need=need,
        hk_by=np.where(refuses_hk & (site & np.uint64(1) > 0), starts_by, NEVER).astype(np.int32),
        cn_by=np.where(refuses_cn & (site & np.uint64(2) > 0), starts_by, NEVER).astype(np.int32),
        start_by=np.where(head["starts_by"] > 0, head["starts_by"], NEVER).astype(np.int32),
        start_from=np.where(head["starts_from"] > 0, head["starts_from"], ALWAYS).astype(np.int32),
    )


def eligible(bars: CandidateBars, needs: PostingNeeds, start: int, stop: int) -> NDArray[np.bool_]:
    """(stop - start, m) truth for the candidates of a slice."""
    s = slice(start, stop)
    return (
        ((bars.forbid[s, None] & needs.need) == 0)
        & (bars.hk_from[s, None] <= needs.hk_by)
        & (bars.cn_from[s, None] <= needs.cn_by)
        & (bars.free_from[s, None] <= needs.start_by)
        & (bars.free_until[s, None] >= needs.start_from)
    )


def count_open(bars: CandidateBars, needs: PostingNeeds) -> NDArray[np.int64]:
    """(n,) how many postings each candidate is eligible for.

    Each value of a fact (of a byte of `forbid`: few differ) lets a set of postings through, kept as bits. What is open
    to a candidate is what its sets have in common: for thousands of postings a few hundred words, not every pair.
    """
    tables = [
        _let_through(forbid, partial(_spare, need))
        for forbid, need in zip(_bytes(bars.forbid), _bytes(needs.need), strict=True)
        if need.any()
    ] + [
        _let_through(bars.hk_from, lambda day: day <= needs.hk_by),
        _let_through(bars.cn_from, lambda day: day <= needs.cn_by),
        _let_through(bars.free_from, lambda day: day <= needs.start_by),
        _let_through(bars.free_until, lambda day: day >= needs.start_from),
    ]
    counts = np.zeros(len(bars.forbid), dtype=np.int64)
    for start in range(0, len(counts), 64):
        some = slice(start, start + 64)
        common = tables[0][0][tables[0][1][some]]
        for sets, which in tables[1:]:
            common &= sets[which[some]]
        counts[some] = np.bitwise_count(common).sum(axis=1, dtype=np.int64)
    return counts


def _bytes(bits: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """(8, n): the bytes of n masks."""
    return np.ascontiguousarray(bits).view(np.uint8).reshape(len(bits), 8).T


def _spare(need: NDArray[np.uint8], forbid: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (forbid & need) == 0


def _let_through(
    fact: NDArray, passes: Callable[[NDArray], NDArray[np.bool_]]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Sets of postings, a bit each, that the distinct values of a fact let through; which of them each value is.

    `passes`: (v, 1) values to (v, m) truth.
    """
    values, which = np.unique(fact, return_inverse=True)
    parts = [np.packbits(passes(values[start : start + 512, None]), axis=1) for start in range(0, len(values), 512)]
    if not parts:
        return np.zeros((0, 0), np.uint64), which
    packed = np.concatenate(parts)
    whole = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return whole.view(np.uint64), which


def reasons(bars: CandidateBars, needs: PostingNeeds, start: int, stop: int) -> NDArray[np.uint8]:
    """(stop - start, m) Reason bits; 0 where the pair is eligible."""
    s = slice(start, stop)
    clash = bars.forbid[s, None] & needs.need
    late = (bars.free_from[s, None] > needs.start_by) | (bars.free_until[s, None] < needs.start_from)
    barred = (bars.hk_from[s, None] > needs.hk_by) | (bars.cn_from[s, None] > needs.cn_by)
    kind_bits = np.uint64(0b111) << np.uint64(KIND_SHIFT)
    result = np.where(clash & SITE_BITS > 0, int(Reason.SITE), 0)
    result |= np.where(clash & kind_bits > 0, int(Reason.KIND), 0)
    result |= np.where(clash >> np.uint64(LANGUAGE_SHIFT) > 0, int(Reason.LANGUAGE), 0)
    result |= np.where(barred, int(Reason.RIGHT_TO_WORK), 0)
    return (result | np.where(late, int(Reason.AVAILABILITY), 0)).astype(np.uint8)


def count_reasons(candidates: CandidateBlock, postings: PostingBlock, rules: Rules) -> EligibilityCounts:
    """Count over all pairs who is left out and why; blocks of 512 candidates at a time."""
    bars, needs = candidate_bars(candidates, rules), posting_needs(postings)
    tally = np.zeros(32, dtype=np.int64)
    alone_tally = np.zeros(len(Reason), dtype=np.int64)
    served = np.zeros(len(postings), dtype=bool)
    alone: list[int] = []
    for start in range(0, len(candidates), 512):
        stop = min(start + 512, len(candidates))
        why = reasons(bars, needs, start, stop)
        tally += np.bincount(why.ravel(), minlength=32)
        served |= (why == 0).any(axis=0)
        lonely = (why > 0).all(axis=1)
        alone.extend(candidates.ids[start:stop][lonely].tolist())
        bits = np.bitwise_or.reduce(why[lonely], axis=1)
        alone_tally += [int(np.count_nonzero(bits & int(reason))) for reason in Reason]
    named = {reason.name.lower(): int(reason) for reason in Reason}  # type: ignore[union-attr]  # members have a name
    return EligibilityCounts(
        pairs=len(candidates) * len(postings),
        eligible=int(tally[0]),
        by_reason={name: int(tally[np.arange(32) & bit > 0].sum()) for name, bit in named.items()},
        candidates_without=tuple(sorted(alone)),
        postings_without=tuple(sorted(postings.ids[~served].tolist())),
        candidates_by_reason=dict(zip(named, alone_tally.tolist(), strict=True)),
    )


def _right_from(right: NDArray, since: NDArray, rules: Rules) -> NDArray[np.int32]:
    """First day of the right to work: NEVER for those who need a sponsor, ALWAYS where nothing bars."""
    if not rules.right_to_work:
        return np.full(len(right), ALWAYS, dtype=np.int32)
    later = (right == RIGHTS.index("later")) & (since > 0)
    return np.where(right == RIGHTS.index("sponsor"), NEVER, np.where(later, since, ALWAYS)).astype(np.int32)


def _stated(day: NDArray, otherwise: int, applied: bool) -> NDArray[np.int32]:
    return np.where((day > 0) & applied, day, otherwise).astype(np.int32)
