"""The line of all skills together, divided by requirement, for the receipts of a page.

Divided from the present features with the vocabulary of the run; where a record changed since the points were stored,
its line stays whole. See matching.engine.division.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Weights
from matching.engine.division import Division, divide
from matching.engine.plan import Part
from matching.models import CandidateFeatures, MatchRun, PostingFeatures
from matching.queries.frozen import frozen_vocabulary
from matching.queries.vocabulary import comparable, is_readable

Pair = tuple[int, int, NDArray[np.void]]  # profile, posting, receipt


def divisions(run: MatchRun, pairs: Sequence[Pair]) -> list[Division | None]:
    """Return the division of each pair's line of all skills, None where it cannot be told. Two queries.

    What an earlier engine packed cannot be read any more: its receipts stay whole.
    """
    if not is_readable(run.engine):
        return [None] * len(pairs)
    people = _payloads(CandidateFeatures, "profile_id", run, {profile for profile, _, _ in pairs})
    roles = _payloads(PostingFeatures, "posting_id", run, {posting for _, posting, _ in pairs})
    return [divided(run, lines, people.get(profile), roles.get(posting)) for profile, posting, lines in pairs]


def divided(run: MatchRun, lines: NDArray[np.void], candidate: bytes | None, posting: bytes | None) -> Division | None:
    """Return the division of one receipt from the payloads of the two; None where it cannot be told."""
    line = lines[lines["kind"] == Part.PROFILE]
    if candidate is None or posting is None or not len(line) or not line[0]["points"]:
        return None
    person, role = CandidateBlock.from_payloads([candidate]), PostingBlock.from_payloads([posting])
    found = divide(line[0], person, role, frozen_vocabulary(run), Weights.from_json(run.weights))
    return found if found and len(found.requirements) == (lines["kind"] == Part.REQUIREMENT).sum() else None


def _payloads(
    model: type[CandidateFeatures | PostingFeatures], key: str, run: MatchRun, ids: Iterable[int]
) -> dict[int, bytes]:
    rows = model.objects.filter(engine__startswith=comparable(run.engine), **{f"{key}__in": ids})
    return {pk: bytes(payload) for pk, payload in rows.values_list(key, "payload")}
