"""What a skill goes with: vectors of skills learnt from which roles ask for them, and joined with what names mean.

Roles by skills, weighted by rarity, are factored (truncated singular value decomposition, through the smaller Gram
matrix): skills that the same roles ask for point the same way. A skill that no role asks for takes the direction of
the skills nearest to it in meaning. A joined row is [CONTEXT_SHARE x context | meaning], scaled to length 1; a text
has no roles, so its row is [0 | meaning], or, lifted, the context of the skills nearest to it.

Shapes: n skills, r roles, e dimensions of meaning, f = CONTEXT of context, d = f + e. Rows are float32 unless said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine.data import VECTOR_NORM, Terms, Vocabulary, groups_of, unit_rows
from matching.engine.embedding import StaticModel, scaled
from matching.engine.ranking import nearest
from matching.engine.text import grams, hashed, numbers, rarity

CONTEXT = 96
CONTEXT_SHARE = 0.7
LIFTED_FROM = 20
LIFT_POWER = 6
UNSEEN_FROM = 10
SUGGESTED = 5
TITLE_PIECES, TITLE_MEANING = 0.6, 0.6  # letter pieces and meaning, half each
AT_ONCE = 1000
_NO_ROW = np.zeros(0, dtype=np.int8)
KEPT = 50_000
SHORT, KEPT_SHORT = 100, 4096  # titles, names of skills: they come again and again


def rarity_of_skills(roles: sparse.csr_matrix) -> NDArray[np.float32]:
    """Return ln(1 + r / (1 + roles that ask for it)) of each skill, (n,)."""
    count = np.bincount(roles.indices, minlength=roles.shape[1])
    return np.log(1 + roles.shape[0] / (1 + count)).astype(np.float32)


def context_rows(roles: sparse.csr_matrix, meaning: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n, CONTEXT) unit rows from an (r, n) matrix of how much each role asks for each skill.

    meaning: (n, e) unit rows. Directions past the number of roles stay zero.
    """
    count = np.bincount(roles.indices, minlength=roles.shape[1])
    rows = np.zeros((roles.shape[1], CONTEXT), dtype=np.float32)
    if not roles.nnz:
        return rows
    weighted = (roles @ sparse.diags(rarity_of_skills(roles))).tocsr().astype(np.float64)
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted = sparse.diags(1 / np.maximum(norms, 1e-9)) @ weighted
    values, directions = np.linalg.eigh((weighted @ weighted.T).toarray())
    kept = [at for at in np.argsort(-values, kind="stable")[:CONTEXT].tolist() if values[at] > 1e-9]
    # V sqrt(S) of the decomposition: the rows of X^T U are V S.
    strength = values[kept] ** 0.25
    rows[:, : len(kept)] = (weighted.T @ directions[:, kept]) / strength
    rows = scaled(rows, 1e-6)
    seen, unseen = np.flatnonzero(count), np.flatnonzero(count == 0)
    for begin in range(0, len(unseen), AT_ONCE):
        some = unseen[begin : begin + AT_ONCE]
        near = meaning[some] @ meaning[seen].T
        place = nearest(near, UNSEEN_FROM)
        weight = np.maximum(np.take_along_axis(near, place, 1), 0) ** LIFT_POWER
        rows[some] = scaled(np.einsum("ik,ikd->id", weight, rows[seen[place]]), 1e-6)
    return rows


def joined(context: NDArray[np.float32], meaning: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n, f + e) unit rows."""
    return scaled(np.hstack([CONTEXT_SHARE * context, meaning]).astype(np.float32), 1e-6)


class ContextEncoder:
    """A `data.Encoder`: a static model whose rows are joined with what a vocabulary's skills go with.

    `role_names` tell how rare a letter piece is among titles; `wording` puts what is read into the words that the
    vectors know best (see `wording.Wording`); `basis` names what the context was learnt from.
    """

    def __init__(
        self,
        model: StaticModel,
        vocabulary: Vocabulary,
        role_names: Sequence[str] = (),
        wording: Callable[[str], str] = str,
        basis: str = "",
    ) -> None:
        self.model = model
        self._wording = wording
        self._wording_of_short = lru_cache(maxsize=KEPT_SHORT)(wording)
        self.dimensions = vocabulary.dimensions
        kind, _, mark = model.name.partition("#")
        self.name = f"{kind}+{vocabulary.context}{basis}#{mark}"
        self._pad = vocabulary.context
        rows = vocabulary.vectors.astype(np.float32) / VECTOR_NORM
        self._context = scaled(rows[:, : self._pad], 1e-3)
        self._meaning = scaled(rows[:, self._pad :], 1e-3)
        self._weight = vocabulary.specificity.astype(np.float32)
        self._rows: dict[tuple[str, str], NDArray[np.int8]] = {}
        self._piece_rarity = rarity([grams(name) for name in role_names])

    def _wide(self, context: NDArray[np.float32] | None, meaning: NDArray[np.float32]) -> NDArray[np.int8]:
        empty = np.zeros((len(meaning), self._pad), dtype=np.float32)
        return unit_rows(np.hstack([empty if context is None else CONTEXT_SHARE * context, meaning]))

    def _read(self, text: str) -> str:
        return self._wording_of_short(text) if len(text) <= SHORT else self._wording(text)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.model.embed([self._read(text) for text in texts])

    def _embed_groups(self, groups: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        sums = self.model.sums([self._read(text) for group in groups for text in group])
        return self.model.turned(sums, [len(group) for group in groups])

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return [0 | meaning] rows."""
        return self.vectors_of([texts])

    def vectors_of(self, groups: Sequence[Sequence[str]]) -> NDArray[np.int8]:
        """Return the rows of `vectors` of each group."""
        return self._wide(None, self._embed_groups(groups))

    def read(self, groups: Sequence[Sequence[str]]) -> tuple[list[Terms], NDArray[np.int8]]:
        """Return the model's terms of each group's first text, and the rows of `vectors_of`."""
        found, sums = [], [np.zeros((0, self.model.dimensions), dtype=np.float32)]
        for group in groups:
            texts = [self._read(text) for text in group]
            found.append(numbers(texts[0]))
            sums.append(self.model.sums(texts))
        rows = self.model.turned(np.concatenate(sums), [len(group) for group in groups])
        return self.model.weighed(found), self._wide(None, rows)

    def terms(self, text: str) -> Terms:
        """Return the model's terms."""
        return self.model.terms(self._read(text))

    def titles(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return [letter pieces | meaning] rows."""
        return self._kept("titles", texts, self._titles)

    def _titles(self, texts: Sequence[str]) -> NDArray[np.int8]:
        read = [self._read(text) for text in texts]
        pieces = hashed([grams(text) for text in read], self._piece_rarity, self._pad)
        return unit_rows(np.hstack([TITLE_PIECES * pieces, TITLE_MEANING * self.model.embed(read)]))

    def _kept(
        self, kind: str, texts: Sequence[str], make: Callable[[Sequence[str]], NDArray[np.int8]]
    ) -> NDArray[np.int8]:
        """Make the rows of texts that were not met before; titles come again and again."""
        rows = {text: self._rows.get((kind, text)) for text in texts}
        new = [text for text, row in rows.items() if row is None]
        if new:
            made = dict(zip(new, make(new), strict=True))
            rows |= made
            if len(self._rows) < KEPT:
                self._rows |= {(kind, text): row for text, row in made.items()}
        found = [row for text in texts if (row := rows[text]) is not None]
        return np.concatenate([_NO_ROW, *found]).reshape(len(found), self.dimensions)

    def lifted(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return [context of the nearest skills | meaning] rows."""
        return self._kept("lifted", texts, self._lifted)

    def _lifted(self, texts: Sequence[str]) -> NDArray[np.int8]:
        meaning = self._embed(texts)
        if not len(self._meaning):
            return self._wide(None, meaning)
        near = meaning @ self._meaning.T
        place = nearest(near, LIFTED_FROM)
        weight = np.maximum(np.take_along_axis(near, place, 1), 0) ** LIFT_POWER * self._weight[place]
        return self._wide(scaled(np.einsum("ik,ikd->id", weight, self._context[place]), 1e-6), meaning)

    def suggested(self, groups: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the SUGGESTED skills nearest in meaning to each text, the nearest at strength 1."""
        sizes = [len(group) for group in groups if len(group)]
        if not len(self._meaning) or not sizes:
            return np.zeros((sum(sizes), 0), dtype=np.int64), np.zeros((sum(sizes), 0), dtype=np.float32)
        meant = self._embed_groups([group for group in groups if len(group)])
        near = np.concatenate([group @ self._meaning.T for group in groups_of(meant, sizes)])
        place = nearest(near, SUGGESTED)
        strength = np.maximum(np.take_along_axis(near, place, 1), 0)
        return place, strength / np.maximum(strength[:, :1], 1e-9)


def make_vocabulary(
    ids: Sequence[int],
    names: Sequence[Sequence[str]],
    about: Sequence[str],
    roles: Sequence[Mapping[int, float]],
    model: StaticModel,
    relations: Iterable[tuple[int, int, int]] = (),
) -> Vocabulary:
    """Build the engine's view of a vocabulary from what is written in it.

    ids: of the skills, ascending; names: all names of each, the main one first; about: a describing text of each or
    ""; roles: for each role how much (0 … 1) it asks for which skill, by place; relations: see `Vocabulary.build`. A
    skill's meaning is that of its names together, and of its description as much again; its specificity is its rarity.
    """
    n = len(ids)
    flat = model.embed([name for written in names for name in written])
    owner = np.repeat(np.arange(n), [len(written) for written in names])
    meaning = np.zeros((n, model.dimensions), dtype=np.float32)
    np.add.at(meaning, owner, flat)
    told = model.embed(about)
    meaning = scaled(scaled(meaning) + told)
    asked = sparse.csr_matrix(
        (
            np.array([share for role in roles for share in role.values()], dtype=np.float32),
            np.array([place for role in roles for place in role], dtype=np.int32),
            np.cumsum([0, *map(len, roles)]),
        ),
        shape=(len(roles), n),
    )
    rare = rarity_of_skills(asked)
    specificity = np.clip(np.rint(100 * rare / max(float(rare.max(initial=0)), 1e-9)), 1, 100).astype(int)
    rows = unit_rows(joined(context_rows(asked, meaning), meaning))
    return Vocabulary.build(
        ids=ids,
        relations=relations,
        vectors=dict(zip(ids, rows, strict=True)),
        specificity=dict(zip(ids, specificity.tolist(), strict=True)) if len(roles) else None,
        dimensions=CONTEXT + model.dimensions,
        context=CONTEXT,
    )
