"""The first step of a run at work: bring features up to date, freeze them as the run's inputs, cut the chunks."""

from collections.abc import Iterator
from math import ceil

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.actor import Actor
from core.audit import record
from core.db import copy_rows, read_binary
from core.jobs import enqueue_on_commit
from expo.enums import Visibility
from expo.models import Edition
from matching.enums import InputKind, RunState
from matching.models import CandidateFeatures, MatchChunk, MatchRun, PostingFeatures, RunInput
from matching.queries.frozen import PART, Records, fingerprint, hash_inputs
from matching.queries.scope import postings_in_scope, profiles_in_scope
from matching.queries.vocabulary import Tools, current_tools
from matching.services.features import refresh_features
from matching.services.heartbeat import Heartbeat
from matching.services.runs import fail_run, lock_run
from matching.services.steps import claim_step, tried_again
from matching.services.wire import as_bytes, as_int4, as_int8, as_text
from matching.taxonomy.models import VocabularyVersion
from matching.workflows import RUN

NOTHING_LEFT = gettext_noop("Nobody was left to match when the run started: no candidate or no role.")


def prepare_run(*, run_id: int, actor: Actor) -> bool:
    """Freeze the inputs of a queued run, cut it into chunks and send them out. False when there is nothing to do."""
    run = claim_step(run_id=run_id, state=RunState.QUEUED, actor=actor)
    if run is None:
        return False

    def beat() -> bool:
        return bool(MatchRun.objects.filter(pk=run_id, state=RunState.QUEUED).update(heartbeat_at=timezone.now()))

    with tried_again(run_id=run_id, task="prepare_run", actor=actor):
        with Heartbeat(beat):
            tools = current_tools()
            refresh_features(edition=run.edition, scope=run.scope)
            candidates, postings = _read(run.edition, run.scope, tools)
        if not len(candidates) or not len(postings):
            fail_run(run_id=run_id, actor=actor, reason=NOTHING_LEFT)
            return False
        return freeze_inputs(run_id, candidates, postings, tools, actor)


@transaction.atomic
def freeze_inputs(run_id: int, candidates: Records, postings: Records, tools: Tools, actor: Actor) -> bool:
    """Store the inputs of a queued run as they are given, cut the chunks and send them out; False when it is not."""
    run = lock_run(run_id)
    if run.state != RunState.QUEUED:  # cancelled, or frozen by another worker in the meantime
        return False
    run.state = RUN.check("prepare", run.state)
    vocabulary = tools.vocabulary.pack()
    copy_rows(
        RunInput, ["run", "kind", "number", "start", "stop", "data"], _parts(run_id, candidates, postings, vocabulary)
    )
    run.engine = tools.stamp
    run.vocabulary = VocabularyVersion.objects.filter(number=tools.number).first()
    run.candidate_count, run.posting_count = len(candidates), len(postings)
    run.inputs_hash = hash_inputs(candidates, postings, vocabulary)
    run.fingerprint = fingerprint(run, run.inputs_hash)
    run.frozen_at = run.heartbeat_at = timezone.now()
    run.attempts = 0
    run.save()
    chunks = MatchChunk.objects.bulk_create(_chunks(run))
    after = {"state": run.state, "inputs": run.inputs_hash, "fingerprint": run.fingerprint, "chunks": len(chunks)}
    record("run.prepare", run, actor=actor, before={"state": RunState.QUEUED}, after=after)
    for chunk in chunks:
        enqueue_on_commit("matching.tasks.score_chunk", run_id=run_id, number=chunk.number)
    return True


def _read(edition: Edition, scope: dict, tools: Tools) -> tuple[Records, Records]:
    profiles, openings = profiles_in_scope(edition), postings_in_scope(edition, scope)
    current = {"vocabulary": tools.number, "engine": tools.stamp}
    people = CandidateFeatures.objects.filter(profile__in=profiles.order_by(), **current).order_by("profile_id")
    roles = PostingFeatures.objects.filter(posting__in=openings.order_by(), **current).order_by("posting_id")
    is_open = models.Q(profile__visibility=Visibility.OPEN)
    open_case = models.Case(models.When(is_open, then=True), default=False, output_field=models.BooleanField())
    always = models.Value(True, output_field=models.BooleanField())
    return (
        Records.of(_rows(people.annotate(listed=open_case).values_list("profile_id", "listed", "payload"))),
        Records.of(_rows(roles.annotate(listed=always).values_list("posting_id", "listed", "payload"))),
    )


def _rows(query: models.QuerySet) -> Iterator[tuple[int, bool, bytes]]:
    return read_binary(*query.query.sql_with_params())


def _parts(run_id: int, candidates: Records, postings: Records, vocabulary: bytes) -> Iterator[tuple[bytes, ...]]:
    def row(kind: InputKind, number: int, start: int, stop: int, data: bytes) -> tuple[bytes, ...]:
        return (as_int8(run_id), as_text(kind.value), as_int4(number), as_int4(start), as_int4(stop), as_bytes(data))

    for kind, side in ((InputKind.CANDIDATES, candidates), (InputKind.POSTINGS, postings)):
        for number, start in enumerate(range(0, len(side), PART)):
            stop = min(start + PART, len(side))
            yield row(kind, number, start, stop, side.slice(start, stop).pack())
    yield row(InputKind.VOCABULARY, 0, 0, 1, vocabulary)


def _chunks(run: MatchRun) -> list[MatchChunk]:
    """Cut the candidates evenly: as many chunks as asked for, else one for each MATCHING_PAIRS_PER_CHUNK pairs."""
    number = run.chunk_count or ceil(run.pairs / settings.MATCHING_PAIRS_PER_CHUNK)
    number = max(1, min(number, run.candidate_count))
    edges = [run.candidate_count * i // number for i in range(number + 1)]
    now = timezone.now()
    return [MatchChunk(run=run, number=i, start=edges[i], stop=edges[i + 1], enqueued_at=now) for i in range(number)]
