"""How good a ranking is against what people judged, and how sure one may be that one system beats another.

A ranking is a list of ids, best first; `grades` maps ids to whole grades, 0 or absent: not relevant. All figures are
0 … 1 and follow trec_eval's definitions, NDCG with gains 2^grade - 1 (Burges et al. 2005). The bootstrap is paired and
draws with the generator it is given (Efron and Tibshirani 1993, ch. 16).
"""

import math
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", int, str)


def distinct(ranked: Sequence[Key]) -> list[Key]:
    """Return a ranking in which each id stands once, at its best place."""
    return list(dict.fromkeys(ranked))


def _gain(grades: Sequence[int]) -> float:
    """Sum of 2^grade - 1 divided by log2 of the place plus 1."""
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def ndcg(ranked: Sequence[Key], grades: Mapping[Key, int], k: int = 10) -> float:
    """Return the gain of the best `k` divided by the greatest possible, 0 where nothing is relevant."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:k])
    return _gain([grades.get(key, 0) for key in ranked[:k]]) / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[Key], relevant: Set[Key]) -> float:
    """Return 1 / place of the first relevant id, 0 where none is listed."""
    return next((1 / place for place, key in enumerate(ranked, 1) if key in relevant), 0.0)


def average_precision(ranked: Sequence[Key], relevant: Set[Key]) -> float:
    """Return the mean over all relevant ids of the precision at their places; what is not listed counts 0."""
    hits, total = 0, 0.0
    for place, key in enumerate(ranked, 1):
        if key in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant) if relevant else 0.0


def r_precision_at(ranked: Sequence[Key], relevant: Set[Key], k: int = 5) -> float:
    """Return the share of the relevant ids among the best `k`, of at most `k`."""
    return len(set(ranked[:k]) & relevant) / min(k, len(relevant)) if relevant else 0.0


def concordance(ranked: Sequence[Key], grades: Mapping[Key, int]) -> float:
    """Return the share of pairs of different grade that stand in the right order; pairs not listed count half."""
    place = {key: at for at, key in enumerate(ranked)}
    last = len(ranked)
    pairs = [(a, b) for a in grades for b in grades if grades[a] > grades[b]]
    right = sum(
        1.0 if place.get(a, last) < place.get(b, last) else 0.5 if place.get(a, last) == place.get(b, last) else 0.0
        for a, b in pairs
    )
    return right / len(pairs) if pairs else 0.0


def overlap(one: Collection[Key], other: Collection[Key]) -> float:
    """Return the share of the longer list that both lists hold."""
    longest = max(len(one), len(other))
    return len(set(one) & set(other)) / longest if longest else 1.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean difference and where it lies with 95 % confidence."""

    mean: float
    low: float
    high: float

    @property
    def verdict(self) -> int:
        """1 when the difference is surely above nothing, -1 when surely below, else 0."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


def paired_bootstrap(
    differences: NDArray[np.float64], groups: NDArray[np.int64], generator: np.random.Generator, draws: int = 2000
) -> Interval:
    """Return the interval of the mean of the groups' means of (n,) per-query differences.

    Queries are drawn anew within each group (0 … g - 1). Raises ValueError where there is no query.
    """
    if not len(differences):
        raise ValueError("no query to compare")
    parts = [differences[groups == group] for group in np.unique(groups)]
    drawn = [generator.choice(part, (draws, len(part))).mean(axis=1) for part in parts]
    low, high = np.quantile(np.mean(drawn, axis=0), [0.025, 0.975])
    return Interval(float(np.mean([part.mean() for part in parts])), float(low), float(high))
