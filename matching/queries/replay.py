"""Computing a run again from its frozen inputs, here or on another machine; nothing is written to the database."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from matching.engine.blocks import PostingBlock
from matching.engine.data import Vocabulary, Weights
from matching.engine.eligibility import Rules
from matching.engine.hashing import joined_hash, owner_digests
from matching.engine.topk import merge_posting_lists, prepare
from matching.enums import InputKind
from matching.errors import InputsChanged
from matching.models import MatchRun
from matching.queries.frozen import (
    Frozen,
    Records,
    fingerprint_of,
    hash_inputs,
    need_same_engine,
    read_records,
    read_vocabulary,
)
from matching.queries.scoring import explain_named, gather, score

STEP = 2048


@dataclass(frozen=True, slots=True)
class Replay:
    """Everything that a result depends on, with the hashes that were recorded."""

    name: str
    candidates: Records
    postings: Records
    vocabulary: bytes
    settings: dict

    @property
    def recorded(self) -> str:
        return self.settings["result_hash"]

    def save(self, path: Path) -> None:
        """Write one file that another machine can replay. It holds no name and no text, only packed features."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("run.json", json.dumps({"name": self.name, **self.settings}, indent=1, sort_keys=True))
            archive.writestr("candidates.bin", self.candidates.pack())
            archive.writestr("postings.bin", self.postings.pack())
            archive.writestr("vocabulary.bin", self.vocabulary)


def replay_of_run(run: MatchRun) -> Replay:
    """Read the frozen inputs of a run from the database."""
    return Replay(
        name=f"{run.edition.slug} #{run.number}",
        candidates=read_records(run.pk, InputKind.CANDIDATES),
        postings=read_records(run.pk, InputKind.POSTINGS),
        vocabulary=read_vocabulary(run.pk).pack(),
        settings={
            key: getattr(run, key)
            for key in (
                "weights",
                "rules",
                "top_k",
                "seed",
                "engine",
                "inputs_hash",
                "fingerprint",
                "result_hash",
            )
        },
    )


def replay_of_file(path: Path) -> Replay:
    """Read what `Replay.save` wrote. Raises KeyError, ValueError or zipfile.BadZipFile on another kind of file."""
    with zipfile.ZipFile(path) as archive:
        settings = json.loads(archive.read("run.json"))
        return Replay(
            name=settings.pop("name"),
            candidates=Records.unpack(archive.read("candidates.bin")),
            postings=Records.unpack(archive.read("postings.bin")),
            vocabulary=archive.read("vocabulary.bin"),
            settings=settings,
        )


def compute_again(replay: Replay, *, step: int = STEP) -> str:
    """Return the hash of the result, computed anew. Raises OtherEngine, and InputsChanged on other inputs."""
    need_same_engine(replay.settings["engine"])
    inputs = hash_inputs(replay.candidates, replay.postings, replay.vocabulary)
    settings = replay.settings
    if (inputs, fingerprint_of(inputs, settings)) != (settings["inputs_hash"], settings["fingerprint"]):
        raise InputsChanged
    vocabulary, weights = Vocabulary.unpack(replay.vocabulary), Weights.from_json(settings["weights"])
    shared = Frozen(
        postings=replay.postings,
        prepared=prepare(PostingBlock.from_payloads(replay.postings.payloads), vocabulary, weights),
        vocabulary=vocabulary,
        weights=weights,
        rules=Rules.from_json(settings["rules"]),
        top_k=settings["top_k"],
    )
    digests, partials = [], []
    for start in range(0, len(replay.candidates), step):
        mine, theirs = score(gather(replay.candidates.slice(start, start + step), shared), shared)
        digests.append(owner_digests(mine))
        partials.append(theirs)
    merged = merge_posting_lists(partials, shared.top_k)
    return joined_hash(b"".join(digests), owner_digests(explain_named(replay.candidates, merged, shared)))
