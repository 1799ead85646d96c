"""What a job title means beyond its words: the known roles nearest to it, and the skills that these ask for.

A title is compared with all names of every role (words, letter pieces, meaning; see `ranking`) and with what is told of
the role; the skills of the nearest ROLES, weighted by nearness, give one direction in the space of skills (see
`context`). Two titles without a word in common, but for work that asks for the same, point the same way. A second
direction comes from the skills nearest to the title itself, for work that no known role covers.

Shapes: q titles, r roles, d numbers of a skill's row; rows are float32 of length 1, or 0 where nothing is known.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.context import ContextEncoder
from matching.engine.data import VECTOR_NORM, Vocabulary
from matching.engine.embedding import StaticModel, scaled
from matching.engine.ranking import TITLE, TITLE_CHINESE, Mix, NameIndex, nearest, rank_texts
from matching.engine.single import one_person

ROLES, POWER = 15, 8
MIX = Mix(words=0.45, pieces=0.25, meaning=0.9)
FULL_MENTION = 1.6  # the nearness of a title to itself by that mix
TOLD = 0.3
BY_ROLES, BY_SKILLS = 0.8, 0.6
AT_ONCE = 500


class TitleSense:
    """Known roles: names and a describing text of each, and the skills they ask for as `make_vocabulary` takes them."""

    def __init__(
        self,
        names: Sequence[Sequence[str]],
        told: Sequence[str],
        roles: Sequence[Mapping[int, float]],
        vocabulary: Vocabulary,
        encoder: ContextEncoder,
        model: StaticModel,
    ) -> None:
        self._encoder, self._model = encoder, model
        self._context = vocabulary.context
        written = [list(dict.fromkeys(name)) for name in names]
        owner = np.repeat(np.arange(len(written)), [len(some) for some in written])
        self._index = NameIndex([name for some in written for name in some], owner, model, told)
        skills = vocabulary.vectors.astype(np.float32) * vocabulary.specificity[:, None]
        self._rows = np.zeros((len(roles), vocabulary.dimensions), dtype=np.float32)
        for row, asked in zip(self._rows, roles, strict=True):
            for place, share in asked.items():
                row += share * skills[place]
        self._rows = scaled(self._rows)

    def by_roles(self, titles: Sequence[str]) -> NDArray[np.float32]:
        """Return the direction of the skills that the nearest roles ask for, (q, d)."""
        found = [np.zeros((0, self._rows.shape[1]), dtype=np.float32)]
        for begin in range(0, len(titles), AT_ONCE):
            some = titles[begin : begin + AT_ONCE]
            told = self._model.embed(some) @ self._index.about.T
            near = self._index.mentions(some, MIX) / FULL_MENTION + TOLD * told
            place = nearest(near, ROLES)
            weight = np.maximum(np.take_along_axis(near, place, 1), 0) ** POWER
            found.append(scaled(np.einsum("qk,qkd->qd", weight, self._rows[place])))
        return np.concatenate(found)

    def by_skills(self, titles: Sequence[str]) -> NDArray[np.float32]:
        """Return what the skills nearest to each title go with, (q, context)."""
        return scaled(self._encoder.lifted(titles)[:, : self._context].astype(np.float32) / VECTOR_NORM, 1e-3)

    def nearness(self, titles: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Return how near titles are by the work they stand for, (q, n), at most BY_ROLES + BY_SKILLS."""
        roles = self.by_roles(titles) @ self.by_roles(others).T
        skills = self.by_skills(titles) @ self.by_skills(others).T
        return (BY_ROLES * roles + BY_SKILLS * skills).astype(np.float32)

    def ranked(self, titles: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Return the nearness of titles that are asked for to those of a list, (q, n): as texts, and by their work.

        The titles asked for are read as one person's (see `single`), the list as it is written.
        """
        asked = [one_person(title) for title in titles]
        return rank_texts(asked, others, self._model, TITLE, TITLE_CHINESE) + self.nearness(asked, others)
