"""Names for states: SHA-256 in hex over canonical bytes."""

import hashlib
from collections.abc import Iterable

from matching.engine.topk import Lists


def result_hash(candidate_lists: Lists, posting_lists: Lists) -> str:
    """Name a result: every owner's list and receipts, by side and ascending owner, whatever the order they came in."""
    digest = hashlib.sha256()
    for side, lists in ((b"candidate", candidate_lists), (b"posting", posting_lists)):
        digest.update(side)
        ordered = lists.sorted()
        for array in (ordered.owners, ordered.offsets, ordered.counterparts, ordered.points):
            digest.update(array.astype("<i8").tobytes())
        digest.update(ordered.receipt_offsets.astype("<i8").tobytes())
        digest.update(ordered.receipts)
    return digest.hexdigest()


def inputs_hash(payloads: Iterable[bytes]) -> str:
    """Name a sequence of byte strings, in the order given; lengths are part of the name."""
    digest = hashlib.sha256()
    for payload in payloads:
        digest.update(len(payload).to_bytes(8, "little"))
        digest.update(payload)
    return digest.hexdigest()
