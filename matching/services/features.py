"""Packed features beside each record: computed when the record changes, so that a run only has to read them."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.db import write_binary
from expo.enums import EditionState
from expo.models import CandidateProfile, Edition, Posting
from matching.engine.data import CandidateRecord, PostingRecord
from matching.engine.features import pack_candidates, pack_postings
from matching.queries.features import Record, read_candidates, read_postings, with_meant_skills, with_skills_of_text
from matching.queries.rates import rates_on
from matching.queries.scope import postings_in_scope, profiles_in_scope, stale_postings, stale_profiles
from matching.queries.vocabulary import Tools, current_tools

BATCH = 1000
TOGETHER = 250
# One statement for one row or a thousand. A slower writer never replaces what was read later.
UPSERT = """
INSERT INTO {table} ({key}, payload, input_hash, vocabulary, engine, computed_at)
SELECT id, payload, hash, %s, %s, %s FROM unnest(%s::bigint[], %b::bytea[], %s::text[]) AS new (id, payload, hash)
ORDER BY id
ON CONFLICT ({key}) DO UPDATE SET payload = excluded.payload, input_hash = excluded.input_hash,
    vocabulary = excluded.vocabulary, engine = excluded.engine, computed_at = excluded.computed_at
WHERE {table}.computed_at <= excluded.computed_at
"""
CANDIDATES = UPSERT.format(table="matching_candidatefeatures", key="profile_id")
POSTINGS = UPSERT.format(table="matching_postingfeatures", key="posting_id")


def refresh_candidates(profiles: QuerySet[CandidateProfile], *, tools: Tools | None = None) -> int:
    """Compute and store the features of `profiles`; return how many. One to two milliseconds a record."""
    kit = tools or current_tools()
    read_at = timezone.now()  # before the rows are read: a change that comes later leaves the features stale
    packed = (
        row
        for records in _batches(read_candidates(profiles, rates=rates_on(read_at.date())))
        for row in _packed_candidates(records, kit)
    )
    return _store(CANDIDATES, packed, kit, read_at)


def _packed_candidates(records: list[CandidateRecord], kit: Tools) -> Iterable[tuple[int, bytes]]:
    """Return ids and payloads; what a person's words say is read as part of the record."""
    full = [with_skills_of_text(record, kit.lexicon) for record in with_meant_skills(records, kit.spelling)]
    return zip((r.id for r in full), pack_candidates(full, kit.vocabulary, kit.encoder), strict=True)


def refresh_postings(postings: QuerySet[Posting], *, tools: Tools | None = None) -> int:
    """Compute and store the features of `postings`; return how many."""
    kit = tools or current_tools()
    read_at = timezone.now()
    packed = (
        row
        for records in _batches(read_postings(postings, rates=rates_on(read_at.date())))
        for row in _packed_postings(records, kit)
    )
    return _store(POSTINGS, packed, kit, read_at)


def _packed_postings(records: list[PostingRecord], kit: Tools) -> Iterable[tuple[int, bytes]]:
    full = with_meant_skills(records, kit.spelling)
    return zip((r.id for r in full), pack_postings(full, kit.vocabulary, kit.encoder), strict=True)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield records as many as are packed together: enough to share the work, few enough to stay small."""
    rest = iter(records)
    while batch := list(islice(rest, TOGETHER)):
        yield batch


def refresh_features(*, edition: Edition, scope: dict | None = None, everything: bool = False) -> int:
    """Bring the features of an edition up to date (all of them with `everything`); return how many were computed."""
    tools = current_tools()
    people: QuerySet[CandidateProfile] = profiles_in_scope(edition)
    roles = postings_in_scope(edition, scope or {})
    if not everything:
        people = stale_profiles(people, vocabulary=tools.number, engine=tools.stamp)
        roles = stale_postings(roles, vocabulary=tools.number, engine=tools.stamp)
    # Which they are is settled here: the queries that read them follow one another, and records change meanwhile.
    people = CandidateProfile.objects.filter(pk__among=list(people.values_list("pk", flat=True)))
    roles = Posting.objects.filter(pk__among=list(roles.values_list("pk", flat=True)))
    return refresh_candidates(people, tools=tools) + refresh_postings(roles, tools=tools)


def _store(statement: str, packed: Iterable[tuple[int, bytes]], tools: Tools, read_at: datetime) -> int:
    rows: Iterator[tuple[int, bytes]] = iter(packed)
    stored = 0
    while batch := list(islice(rows, BATCH)):
        ids = [pk for pk, _ in batch]
        payloads = [payload for _, payload in batch]
        hashes = [hashlib.sha256(payload).hexdigest() for payload in payloads]
        with transaction.atomic():
            write_binary(statement, [tools.number, tools.stamp, read_at, ids, payloads, hashes])
        stored += len(batch)
    return stored


def refresh_open_editions() -> int:
    """Catch up with whatever changed unannounced in editions that are open or running; return how many records."""
    editions = Edition.objects.filter(state__in=[EditionState.OPEN, EditionState.RUNNING])
    return sum(refresh_features(edition=edition) for edition in editions)
