"""The frozen inputs of a run: how they are laid out, read back, and turned into the engine's blocks.

A part (RunInput.data) of candidates or postings: number of records int64, ids int64[n], may be listed uint8[n], lengths
int64[n], payloads one after the other; little-endian. The vocabulary is one part: the engine's own packed form.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.db import read_binary
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import ENGINE_VERSION, Vocabulary, Weights
from matching.engine.eligibility import Rules
from matching.engine.hashing import inputs_hash
from matching.engine.topk import Prepared, prepare
from matching.enums import InputKind
from matching.errors import OtherEngine
from matching.models import MatchRun

PART = 4096
READ = """SELECT start, data FROM matching_runinput
WHERE run_id = %s AND kind = %s AND stop > %s AND start < %s ORDER BY number"""


@dataclass(frozen=True, slots=True)
class Records:
    """Packed records in id order. `listed` says who may appear in other people's lists (always true for postings)."""

    ids: NDArray[np.int64]
    listed: NDArray[np.bool_]
    payloads: list[bytes]

    def __len__(self) -> int:
        return len(self.ids)

    def slice(self, start: int, stop: int) -> "Records":
        return Records(self.ids[start:stop], self.listed[start:stop], self.payloads[start:stop])

    def pick(self, places: NDArray[np.int64]) -> "Records":
        return Records(self.ids[places], self.listed[places], [self.payloads[at] for at in places.tolist()])

    def pack(self) -> bytes:
        lengths = np.array([len(payload) for payload in self.payloads], dtype="<i8")
        head = np.array([len(self.ids)], dtype="<i8")
        parts = (head, self.ids.astype("<i8"), self.listed.astype("u1"), lengths)
        return b"".join([*(part.tobytes() for part in parts), *self.payloads])

    @classmethod
    def unpack(cls, data: bytes) -> "Records":
        number = int(np.frombuffer(data, "<i8", 1)[0])
        ids = np.frombuffer(data, "<i8", number, 8)
        listed = np.frombuffer(data, "u1", number, 8 + 8 * number).astype(bool)
        lengths = np.frombuffer(data, "<i8", number, 8 + 9 * number)
        ends = 8 + 17 * number + np.cumsum(lengths)
        payloads = [data[end - length : end] for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)]
        return cls(ids, listed, payloads)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, bool, bytes]]) -> "Records":
        """Build from (id, may be listed, payload) in id order."""
        listed = list(rows)
        return cls(
            np.array([pk for pk, _, _ in listed], dtype=np.int64),
            np.array([is_listed for _, is_listed, _ in listed], dtype=bool),
            [bytes(payload) for _, _, payload in listed],
        )

    @classmethod
    def joined(cls, parts: list["Records"]) -> "Records":
        if not parts:
            return cls.of([])
        return cls(
            np.concatenate([part.ids for part in parts]),
            np.concatenate([part.listed for part in parts]),
            [payload for part in parts for payload in part.payloads],
        )


@dataclass(frozen=True, slots=True)
class Frozen:
    """What all chunks of a run share: postings, as they are stored and ready to be matched, and the settings."""

    postings: Records
    prepared: Prepared
    vocabulary: Vocabulary
    weights: Weights
    rules: Rules
    top_k: int


def read_records(run_id: int, kind: InputKind, start: int = 0, stop: int = 1 << 62) -> Records:
    """Return the frozen records [start, stop) of one kind."""
    parts = []
    for begin, data in read_binary(READ, [run_id, kind.value, start, stop]):
        part = Records.unpack(data)
        parts.append(part.slice(max(0, start - begin), max(0, stop - begin)))
    return Records.joined(parts)


def read_vocabulary(run_id: int) -> Vocabulary:
    """Return the frozen vocabulary."""
    (_, data) = next(read_binary(READ, [run_id, InputKind.VOCABULARY.value, 0, 1]))
    return Vocabulary.unpack(data)


@lru_cache(maxsize=2)
def _vocabulary(run_id: int, _inputs: str) -> Vocabulary:
    return read_vocabulary(run_id)


def frozen_vocabulary(run: MatchRun) -> Vocabulary:
    """Return the vocabulary of a run, kept in this process."""
    return _vocabulary(run.pk, run.inputs_hash)


@lru_cache(maxsize=2)
def _shared(run_id: int, inputs: str, weights: Weights) -> tuple[Records, Prepared, Vocabulary]:
    postings, vocabulary = read_records(run_id, InputKind.POSTINGS), _vocabulary(run_id, inputs)
    return postings, prepare(PostingBlock.from_payloads(postings.payloads), vocabulary, weights), vocabulary


def frozen(run: MatchRun) -> Frozen:
    """Return what the chunks of `run` share; kept in this process, since a worker scores many chunks of one run."""
    weights = Weights.from_json(run.weights)
    postings, prepared, vocabulary = _shared(run.pk, run.inputs_hash, weights)
    return Frozen(
        postings=postings,
        prepared=prepared,
        vocabulary=vocabulary,
        weights=weights,
        rules=Rules.from_json(run.rules),
        top_k=run.top_k,
    )


def candidate_block(records: Records) -> CandidateBlock:
    """Return the engine's block of packed candidates."""
    return CandidateBlock.from_payloads(records.payloads)


def need_same_engine(stamp: str) -> None:
    """Refuse frozen inputs of another version of the engine, whose packed form this one cannot read."""
    theirs = stamp.partition(":")[0]
    if theirs != ENGINE_VERSION:
        raise OtherEngine(theirs=theirs, ours=ENGINE_VERSION)


def hash_inputs(candidates: Records, postings: Records, vocabulary: bytes) -> str:
    """Name frozen inputs: vocabulary, then every candidate with its "listed" flag, then every posting."""

    def pieces() -> Iterator[bytes]:
        yield vocabulary
        for side in (candidates, postings):
            yield len(side).to_bytes(8, "little")
            for is_listed, payload in zip(side.listed.tolist(), side.payloads, strict=True):
                yield bytes([is_listed]) + payload

    return inputs_hash(pieces())


def fingerprint_of(inputs: str, settings: Mapping[str, Any]) -> str:
    """Name everything that a result depends on: inputs, weights, rules, length of lists, seed, engine."""
    digest = hashlib.sha256(inputs.encode())
    digest.update(Weights.from_json(settings["weights"]).canonical())
    digest.update(Rules.from_json(settings["rules"]).canonical())
    digest.update(f"{settings['top_k']}|{settings['seed']}|{settings['engine']}".encode())
    return digest.hexdigest()


def fingerprint(run: MatchRun, inputs: str) -> str:
    """Return the fingerprint of a run whose inputs have the hash `inputs`."""
    return fingerprint_of(inputs, {key: getattr(run, key) for key in ("weights", "rules", "top_k", "seed", "engine")})
