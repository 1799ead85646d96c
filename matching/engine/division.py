"""Whose points the line "all skills taken together" holds: that line divided by requirement and the posting's titles.

The line rests on the cosine of two sums of vectors (`features`), and a cosine is linear in each: with the posting's
wanted vector W = (D + t T) / k, where D = sum of a_r v_r over its requirements r, T the direction of its titles and
t = TITLE_IN_WANTED, the product with the person's profile P is the sum of a_r <v_r, P> / k and t <T, P> / k. The points
of the line are divided in proportion to these parts, in whole hundredths, by largest remainder; parts that pull away
from the person get nothing. T itself is not stored: k follows from |k W - D| = t, the titles' part is what is left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine import credits
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.credits import FINE_ONE
from matching.engine.data import VECTOR_NORM, Vocabulary, Weights
from matching.engine.directions import TITLE_IN_WANTED, asked_worth, pulls, skill_rows
from matching.engine.plan import Part


@dataclass(frozen=True, slots=True)
class Division:
    """Hundredths of a point: `requirements` in the posting's order, then `titles`; together the points of the line."""

    requirements: tuple[int, ...]
    titles: int


def divide(
    line: np.void, candidate: CandidateBlock, posting: PostingBlock, vocabulary: Vocabulary, weights: Weights
) -> Division | None:
    """Divide a stored line of all skills (`explain.LINE`, Part.PROFILE) of the one candidate and the one posting.

    None when the line was earned by other states of the two than these: what is said must be of the stored points.
    Raises ValueError on another kind of line.
    """
    if line["kind"] != Part.PROFILE:
        raise ValueError("only the line of all skills together is divided")
    dot = int(credits.dots(posting.wanted, candidate.profile)[0, 0])
    credit = credits.fine_ramp(dot, weights.profile_low, weights.profile_high)
    points = int(line["points"])
    if points != int(credits.points(int(line["max_points"]), credit, FINE_ONE)):
        return None
    shares = _largest_remainder(points, np.maximum(_parts(dot, candidate, posting, vocabulary), 0.0))
    return Division(tuple(shares[:-1]), shares[-1])


def _parts(dot: int, candidate: CandidateBlock, posting: PostingBlock, vocabulary: Vocabulary) -> NDArray[np.float64]:
    """(n + 1,) what each of n requirements and, last, the titles add to the cosine, which is their sum."""
    lines = posting.lines
    rows, worth, kept = skill_rows(
        lines["skill"].tolist(), posting.vectors, asked_worth(lines), vocabulary, posting.dimensions
    )
    own = pulls(rows, worth)[:, None] * rows
    length = float(np.linalg.norm(own.sum(axis=0)))
    parts = np.zeros(len(lines) + 1)
    if length < 1e-6:
        return parts
    along = float(own.sum(axis=0) @ posting.wanted[0].astype(np.float32)) / VECTOR_NORM / length
    titled = len(posting.titles) > 0
    scale = along + float(np.sqrt(max(0.0, along**2 - 1 + TITLE_IN_WANTED**2))) if titled else 1.0
    person = candidate.profile[0].astype(np.float32) / VECTOR_NORM
    parts[:-1][kept] = own @ person / (length * scale)
    parts[-1] = dot / VECTOR_NORM**2 - parts[:-1].sum() if titled else 0.0
    return parts


def _largest_remainder(whole: int, parts: NDArray[np.float64]) -> list[int]:
    """Divide a whole number in proportion to parts >= 0; ties go to the earlier part. Nothing to go by: to the last."""
    total = float(parts.sum())
    if total <= 0:
        return [0] * (len(parts) - 1) + [whole]
    exact = parts * (whole / total)
    shares = np.floor(exact).astype(np.int64)
    shares[np.argsort(shares - exact, kind="stable")[: whole - int(shares.sum())]] += 1
    return [int(share) for share in shares]
