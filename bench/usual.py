"""The usual pipeline, as a careful team would write it first: scikit-learn cosine, a mask, argpartition, JSON, the ORM.

Same people, same roles, same length of lists. `best` weighs skills by TF-IDF: no levels, no related skills, no texts,
so it does less than the product for its time. `fused` reads what the product reads: skills, words and meaning.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics.pairwise import cosine_similarity

from matching.engine.blocks import Block, CandidateBlock, PostingBlock
from matching.engine.eligibility import Rules, candidate_bars, eligible, posting_needs

Rows = sparse.csr_matrix
Pairs = tuple[Rows, Rows]
Side = tuple[NDArray[np.int64], NDArray[np.float64]]


def stored_vectors(candidates: CandidateBlock, postings: PostingBlock) -> Pairs:
    """TF-IDF rows over skills, made once when records are saved and not timed."""
    return weighed(*(_counts(block.lines["skill"], block.line_offsets) for block in (candidates, postings)))


def stored_words(candidates: CandidateBlock, postings: PostingBlock) -> Pairs:
    """TF-IDF rows over the words of the texts."""
    known = np.unique(np.concatenate([candidates.term_ids, postings.term_ids]))
    return weighed(
        *(_counts(np.searchsorted(known, block.term_ids), block.term_offsets) for block in (candidates, postings))
    )


def stored_meaning(block: Block) -> NDArray[np.float32]:
    """The vector of each record as a whole."""
    return np.asarray(block.profile if isinstance(block, CandidateBlock) else block.whole, dtype=np.float32)


def skills_of(block: Block) -> list[list[int]]:
    """Skills of each record."""
    return [part.tolist() for part in np.split(block.lines["skill"], block.line_offsets[1:-1])]


def _counts(columns: NDArray[np.integer], offsets: NDArray[np.int64]) -> Rows:
    return Rows((np.ones(len(columns)), columns.astype(np.int64), offsets))


def weighed(own: Rows, other: Rows) -> Pairs:
    """Counts of both sides as TF-IDF rows over one vocabulary."""
    width = max(own.shape[1], other.shape[1])
    for rows in (own, other):
        rows.resize(rows.shape[0], width)
        rows.sum_duplicates()
    weigher = TfidfTransformer().fit(sparse.vstack([own, other]))
    return weigher.transform(own).tocsr(), weigher.transform(other).tocsr()


def best(own: Rows, other: Rows, allowed: NDArray[np.bool_], k: int) -> tuple[Side, Side]:
    """Places and scores of the best k on both sides, (owners, k)."""
    score = np.where(allowed, cosine_similarity(own, other), -1.0)
    return _top(score, k), _top(score.T, k)


def fused(skills: Pairs, words: Pairs, meaning: tuple[NDArray, NDArray], allowed: NDArray[np.bool_], k: int) -> object:
    """The same with three cosines: skills, words, and the meaning of the whole record."""
    score = 0.6 * cosine_similarity(*skills)
    score += 0.2 * cosine_similarity(*words)
    score += 0.2 * cosine_similarity(*meaning)
    score[~allowed] = -1.0
    return _top(score, k), _top(score.T, k)


def mask(candidates: CandidateBlock, postings: PostingBlock) -> NDArray[np.bool_]:
    """Eligible pairs, (n, m)."""
    return eligible(candidate_bars(candidates, Rules()), posting_needs(postings), 0, len(candidates))


def explained(
    found: tuple[Side, Side], mine: list[set[int]], asked: list[list[int]]
) -> list[tuple[str, int, int, float, dict[str, list[int]]]]:
    """Rows (side, owner, other, score, skills met and missing) from the skills of both sides."""
    rows = []
    for side, (places, scores) in zip(("candidate", "posting"), found, strict=True):
        for owner in range(len(places)):
            for other, score in zip(places[owner].tolist(), scores[owner].tolist(), strict=True):
                if score >= 0:
                    person, role = (owner, other) if side == "candidate" else (other, owner)
                    met = [skill for skill in asked[role] if skill in mine[person]]
                    missing = [skill for skill in asked[role] if skill not in mine[person]]
                    rows.append((side, owner, other, score, {"met": met, "missing": missing}))
    return rows


def _top(score: NDArray[np.float64], k: int) -> Side:
    top = np.argpartition(-score, k - 1, axis=1)[:, :k]
    top = np.take_along_axis(top, np.argsort(-np.take_along_axis(score, top, 1), axis=1, kind="stable"), 1)
    return top, np.take_along_axis(score, top, 1)
