"""One pair of a run, computed again from the frozen inputs and compared with what is stored on both sides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.data import Weights
from matching.engine.division import Division
from matching.engine.receipts import unpack_receipts
from matching.engine.scoring import score_pair
from matching.enums import InputKind, Side
from matching.errors import NotInRun
from matching.models import MatchList, MatchRun
from matching.queries.divisions import divided
from matching.queries.frozen import frozen_vocabulary, need_same_engine, read_records


@dataclass(frozen=True, slots=True)
class Stored:
    """What one side's list holds of the pair: place from 1, points, receipt."""

    side: Side
    place: int
    points: int
    lines: NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Explained:
    """The pair computed again; `division`: of its line of all skills. `stored`: for each side that lists the pair."""

    score: int
    lines: NDArray[np.void]
    division: Division | None
    stored: tuple[Stored, ...]

    @property
    def adds_up(self) -> bool:
        return int(self.lines["points"].sum()) == self.score

    def agrees(self, one: Stored) -> bool:
        return one.points == self.score and one.lines.tobytes() == self.lines.tobytes()


def explain_stored_pair(run: MatchRun, candidate_id: int, posting_id: int) -> Explained:
    """Compute a pair again. Raises OtherEngine; NotInRun when one of the two is not among its frozen inputs."""
    need_same_engine(run.engine)
    candidate = _payload(run, InputKind.CANDIDATES, candidate_id)
    role = _payload(run, InputKind.POSTINGS, posting_id)
    score, lines = score_pair(candidate, role, frozen_vocabulary(run), Weights.from_json(run.weights))
    pairs = ((Side.CANDIDATE, candidate_id, posting_id), (Side.POSTING, posting_id, candidate_id))
    stored = [_stored(run, side, owner, counterpart) for side, owner, counterpart in pairs]
    return Explained(score, lines, divided(run, lines, candidate, role), tuple(filter(None, stored)))


def _payload(run: MatchRun, kind: InputKind, pk: int) -> bytes:
    records = read_records(run.pk, kind)
    place = int(np.searchsorted(records.ids, pk))
    if place == len(records) or records.ids[place] != pk:
        raise NotInRun
    return records.payloads[place]


def _stored(run: MatchRun, side: Side, owner: int, counterpart: int) -> Stored | None:
    row = MatchList.objects.filter(run=run, side=side, owner_id=owner).first()
    if row is None or counterpart not in row.counterpart_ids:
        return None
    at = row.counterpart_ids.index(counterpart)
    return Stored(side, at + 1, row.points[at], unpack_receipts(bytes(row.receipts))[at])
