"""How evenly recommendations spread: over employers and over candidates; and how scores are distributed.

Pure functions over arrays. An exposure is how often an employer's postings stand in candidates' lists. Gini as in Gini
(1912), from sorted values: 0 when all have the same, near 1 when one has all.
"""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import SCORE_ONE


@dataclasses.dataclass(frozen=True, slots=True)
class Exposure:
    """Spread over employers. `top_share`: part of all recommendations that the most shown tenth has, 0 … 1."""

    employers: int
    recommendations: int
    without: int
    top_share: float
    gini: float


@dataclasses.dataclass(frozen=True, slots=True)
class Reach:
    """Spread over candidates: how many have at least `enough` roles at or above `bar` hundredths."""

    candidates: int
    served: int
    without: int
    enough: int
    bar: int

    @property
    def share(self) -> float:
        """Part of the candidates that are served, 0 … 1; 1 when there are none."""
        return self.served / self.candidates if self.candidates else 1.0


def exposure(recommended: NDArray[np.int64], employer_of: NDArray[np.int64], employers: int) -> Exposure:
    """Spread of recommendations over employers.

    recommended: (p,) number of the posting in each recommendation; employer_of: (postings,) number of its employer,
    below `employers`. Employers whose postings were never recommended count.
    """
    shown = np.bincount(employer_of[recommended], minlength=employers).astype(np.int64)
    total = int(shown.sum())
    most = np.sort(shown)[::-1][: max(1, -(-employers // 10))]
    return Exposure(
        employers=employers,
        recommendations=total,
        without=int((shown == 0).sum()),
        top_share=float(most.sum() / total) if total else 0.0,
        gini=gini(shown),
    )


def gini(values: NDArray[np.int64]) -> float:
    """Gini coefficient of whole numbers >= 0; 0.0 for none or all zero."""
    total = int(values.sum())
    if not total:
        return 0.0
    ordered, n = np.sort(values.astype(np.int64)), len(values)
    ranks = np.arange(1, n + 1, dtype=np.int64)
    return float((2 * int((ranks * ordered).sum()) - (n + 1) * total) / (n * total))


def reach(offsets: NDArray[np.int64], points: NDArray[np.int32], *, bar: int, enough: int = 5) -> Reach:
    """Spread over candidates. offsets: (n + 1,) of each candidate's list in `points`."""
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    above = np.bincount(owner[points >= bar], minlength=len(offsets) - 1)
    return Reach(
        candidates=len(offsets) - 1,
        served=int((above >= enough).sum()),
        without=int((np.diff(offsets) == 0).sum()),
        enough=enough,
        bar=bar,
    )


def histogram(points: NDArray[np.int32], bins: int = 20) -> NDArray[np.int64]:
    """Scores per bin of equal width over 0 … SCORE_ONE, (bins,); the full score falls into the last."""
    place = np.minimum(points.astype(np.int64) * bins // SCORE_ONE, bins - 1)
    return np.bincount(place, minlength=bins).astype(np.int64)
