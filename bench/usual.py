"""The usual pipeline, as a careful team would write it first: scikit-learn cosine, a mask, argpartition, JSON
explanations.

Same inputs, same eligibility, same length of lists. Skills are weighted by TF-IDF; there are no levels, no related
skills and no texts, so it does less than the product for its time.
"""

import json

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics.pairwise import cosine_similarity

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.eligibility import Rules, candidate_bars, eligible, posting_needs

Side = tuple[NDArray[np.int64], NDArray[np.float64]]


def stored_vectors(candidates: CandidateBlock, postings: PostingBlock) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """TF-IDF rows over skills, made once when records are saved and not timed."""
    width = int(max(candidates.lines["skill"].max(), postings.lines["skill"].max())) + 1
    rows = []
    for block in (candidates, postings):
        shape = (len(block), width)
        counts = sparse.csr_matrix((np.ones(len(block.lines)), block.lines["skill"], block.line_offsets), shape=shape)
        counts.sum_duplicates()
        rows.append(counts)
    weigher = TfidfTransformer().fit(sparse.vstack(rows))
    return weigher.transform(rows[0]).tocsr(), weigher.transform(rows[1]).tocsr()


def best(own: sparse.csr_matrix, other: sparse.csr_matrix, allowed: NDArray[np.bool_], k: int) -> tuple[Side, Side]:
    """Places and scores of the best k on both sides, (owners, k)."""
    score = np.where(allowed, cosine_similarity(own, other), -1.0)
    return _top(score, k), _top(score.T, k)


def mask(candidates: CandidateBlock, postings: PostingBlock) -> NDArray[np.bool_]:
    """Eligible pairs, (n, m)."""
    return eligible(candidate_bars(candidates, Rules()), posting_needs(postings), 0, len(candidates))


def explained(
    found: tuple[Side, Side], candidates: CandidateBlock, postings: PostingBlock
) -> list[tuple[str, int, int, float, str]]:
    """Rows (side, owner, other, score, JSON of skills met and missing)."""
    mine = [set(part.tolist()) for part in np.split(candidates.lines["skill"], candidates.line_offsets[1:-1])]
    asked = [part.tolist() for part in np.split(postings.lines["skill"], postings.line_offsets[1:-1])]
    rows = []
    for side, (places, scores) in zip(("candidate", "posting"), found, strict=True):
        for owner in range(len(places)):
            for other, score in zip(places[owner].tolist(), scores[owner].tolist(), strict=True):
                if score >= 0:
                    person, role = (owner, other) if side == "candidate" else (other, owner)
                    met = [skill for skill in asked[role] if skill in mine[person]]
                    missing = [skill for skill in asked[role] if skill not in mine[person]]
                    rows.append((side, owner, other, score, json.dumps({"met": met, "missing": missing})))
    return rows


def _top(score: NDArray[np.float64], k: int) -> Side:
    top = np.argpartition(-score, k - 1, axis=1)[:, :k]
    top = np.take_along_axis(top, np.argsort(-np.take_along_axis(score, top, 1), axis=1, kind="stable"), 1)
    return top, np.take_along_axis(score, top, 1)
