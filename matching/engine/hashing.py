"""Names for states: SHA-256 in hex over canonical bytes.

A result is named in two steps, so that no process ever needs all lists at once: each owner's list gets a digest
of its own (32 bytes), and the digests in ascending order of owners give the name, for chunks of any size and order.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from matching.engine.lists import Lists


def owner_digests(lists: Lists) -> bytes:
    """Return 32 bytes for each owner, in ascending order of owners: its id, counterparts, points and receipts."""
    ordered = lists.sorted()
    owners, sizes = ordered.owners.astype("<i8").tobytes(), np.diff(ordered.offsets).astype("<i8").tobytes()
    others, points = ordered.counterparts.astype("<i8").tobytes(), ordered.points.astype("<i8").tobytes()
    pairs, receipts = (8 * ordered.offsets).tolist(), ordered.receipt_offsets.tolist()
    digests = []
    for at in range(len(ordered)):
        one, mine = slice(8 * at, 8 * at + 8), slice(pairs[at], pairs[at + 1])
        parts = (owners[one], sizes[one], others[mine], points[mine], ordered.receipts[receipts[at] : receipts[at + 1]])
        digests.append(hashlib.sha256(b"".join(parts)).digest())
    return b"".join(digests)


def joined_hash(candidate_digests: bytes, posting_digests: bytes) -> str:
    """Name a result from the digests of both sides, each in ascending order of owners."""
    digest = hashlib.sha256()
    for side, digests in ((b"candidate", candidate_digests), (b"posting", posting_digests)):
        digest.update(side + len(digests).to_bytes(8, "little"))
        digest.update(digests)
    return digest.hexdigest()


def result_hash(candidate_lists: Lists, posting_lists: Lists) -> str:
    """Name a result: every owner's list and receipts, by side and ascending owner, whatever the order they came in."""
    return joined_hash(owner_digests(candidate_lists), owner_digests(posting_lists))


def inputs_hash(payloads: Iterable[bytes]) -> str:
    """Name a sequence of byte strings, in the order given; lengths are part of the name."""
    digest = hashlib.sha256()
    for payload in payloads:
        digest.update(len(payload).to_bytes(8, "little"))
        digest.update(payload)
    return digest.hexdigest()
