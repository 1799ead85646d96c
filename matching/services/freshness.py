"""A changed profile or role gets a new list at once, apart from the published run, which stays as it was signed.

The pool is the published run's frozen inputs, brought up to date by what changed since: records that left are passed
over, changed and new ones come with their present features. Scores are a run's; nobody else's list is touched.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from core.db import read_binary
from core.jobs import enqueue_on_commit
from expo.models import CandidateProfile, Edition, Posting, Registration
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.eligibility import Rules
from matching.engine.topk import BOTH, NONE, Crowd, Lists, MatchResult, Prepared, crowd_of, prepare
from matching.enums import InputKind, Side
from matching.models import CandidateFeatures, FreshMatchList, MatchRun, PostingFeatures, PublishedRun
from matching.queries.frozen import Frozen, Records, candidate_block, frozen, read_records
from matching.queries.scope import postings_in_scope, profiles_in_scope
from matching.queries.vocabulary import comparable, is_readable
from matching.services.features import refresh_candidates, refresh_features, refresh_postings

PIECE = 100
FEATURES: dict[InputKind, tuple[type[CandidateFeatures] | type[PostingFeatures], str]] = {
    InputKind.CANDIDATES: (CandidateFeatures, "profile_id"),
    InputKind.POSTINGS: (PostingFeatures, "posting_id"),
}


def refresh_profiles(*, profile_ids: list[int]) -> None:
    """Bring the features of these profiles up to date, and their own lists where a run is published."""
    refresh_candidates(CandidateProfile.objects.filter(pk__in=profile_ids))
    rows = Registration.objects.filter(profile__in=profile_ids, cancelled_at=None).order_by("edition_id", "profile_id")
    for edition_id, profile_id in rows.values_list("edition_id", "profile_id"):
        run = _published(edition_id)
        if run is not None:
            _refresh_candidate(run, profile_id)


def refresh_roles(*, posting_ids: list[int]) -> None:
    """Bring the features of these roles up to date, and their own lists where a run is published."""
    refresh_postings(Posting.objects.filter(pk__in=posting_ids))
    for edition_id, posting_id in Posting.objects.filter(pk__in=posting_ids).values_list("edition_id", "pk"):
        run = _published(edition_id)
        if run is not None:
            _refresh_posting(run, posting_id)


def refresh_changed_lists(*, run_id: int) -> int:
    """Ask for fresh lists of the owners whose record is no longer the one that a published run froze; return how many.

    For the moment after publishing: the run may be hours old, or an older one that is shown again.
    """
    pointer = PublishedRun.objects.select_related("run__edition").filter(run=run_id).first()
    if pointer is None:
        return 0
    run = pointer.run
    refresh_features(edition=run.edition, scope=run.scope)
    people = _changed(run, InputKind.CANDIDATES, profiles_in_scope(run.edition))
    roles = _changed(run, InputKind.POSTINGS, postings_in_scope(run.edition, run.scope))
    for at in range(0, len(people), PIECE):
        enqueue_on_commit("matching.tasks.refresh_candidate_features", profile_ids=people[at : at + PIECE])
    for at in range(0, len(roles), PIECE):
        enqueue_on_commit("matching.tasks.refresh_posting_features", posting_ids=roles[at : at + PIECE])
    read_inputs(run)
    return len(people) + len(roles)


def read_inputs(run: MatchRun) -> None:
    """Read now what fresh lists beside this run need of it, so that the first takes no longer than the next.

    Beside a run of another version of the engine there are none.
    """
    if not is_readable(run.engine):
        return
    _candidates(run.pk, run.inputs_hash, frozen(run).rules)
    for kind in FEATURES:
        _hashes(run.pk, run.inputs_hash, kind)


def _changed(run: MatchRun, kind: InputKind, scope: QuerySet) -> list[int]:
    changed = _renewed(run, kind)
    return sorted(_keys(scope.filter(pk__in=changed))) if changed else []


def _published(edition_id: int) -> MatchRun | None:
    pointers = PublishedRun.objects.select_related("run__edition").defer("run__statistics", "run__dry_run")
    pointer = pointers.filter(edition_id=edition_id).first()
    return pointer.run if pointer else None


@lru_cache(maxsize=1)
def _candidates(run_id: int, _inputs: str, rules: Rules) -> tuple[Records, CandidateBlock, Crowd | None]:
    records = read_records(run_id, InputKind.CANDIDATES)
    block = candidate_block(records)
    return records, block, crowd_of(block, rules)


def _refresh_candidate(run: MatchRun, profile_id: int) -> None:
    mine = _payloads_now(run, InputKind.CANDIDATES, {profile_id})
    present = profiles_in_scope(run.edition).filter(pk=profile_id).exists()
    if not mine or not present:
        _drop(run.edition, Side.CANDIDATE, profile_id)
        return
    shared, scope = frozen(run), postings_in_scope(run.edition, run.scope)
    changed = _renewed(run, InputKind.POSTINGS)
    owner = CandidateBlock.from_payloads(mine)

    def best_of(k: int) -> list[int]:
        return _match(owner, shared.prepared, shared, k).candidate_lists.counterparts.tolist()

    best, renewed = _still_there(best_of, scope, changed, run.top_k)
    pool = _payloads(shared.postings, best) + _payloads_now(run, InputKind.POSTINGS, renewed)
    if not pool:
        _drop(run.edition, Side.CANDIDATE, profile_id)
        return
    final = _match(owner, _ready(PostingBlock.from_payloads(pool), shared), shared, run.top_k, receipts=BOTH)
    _store(run, Side.CANDIDATE, final.candidate_lists)


def _refresh_posting(run: MatchRun, posting_id: int) -> None:
    mine = _payloads_now(run, InputKind.POSTINGS, {posting_id})
    if not mine or not postings_in_scope(run.edition, run.scope).filter(pk=posting_id).exists():
        _drop(run.edition, Side.POSTING, posting_id)
        return
    shared = frozen(run)
    records, block, crowd = _candidates(run.pk, run.inputs_hash, shared.rules)
    scope = profiles_in_scope(run.edition).open_to_employers()
    changed = _renewed(run, InputKind.CANDIDATES)
    owner = _ready(PostingBlock.from_payloads(mine), shared)

    def best_of(k: int) -> list[int]:
        # Everybody counts: people who turned to Open after the run was frozen may be listed now.
        return _match(block, owner, shared, k, crowd=crowd).posting_lists.counterparts.tolist()

    best, renewed = _still_there(best_of, scope, changed, run.top_k)
    pool = _payloads(records, best) + _payloads_now(run, InputKind.CANDIDATES, renewed)
    if not pool:
        _drop(run.edition, Side.POSTING, posting_id)
        return
    final = _match(CandidateBlock.from_payloads(pool), owner, shared, run.top_k, receipts=BOTH)
    _store(run, Side.POSTING, final.posting_lists)


@lru_cache(maxsize=4)
def _hashes(run_id: int, _inputs: str, kind: InputKind) -> dict[int, str]:
    """Return the hash of each frozen payload, as features carry theirs."""
    records = read_records(run_id, kind)
    hashes = (hashlib.sha256(payload).hexdigest() for payload in records.payloads)
    return dict(zip(records.ids.tolist(), hashes, strict=True))


def _still_there(
    best_of: Callable[[int], list[int]], scope: QuerySet, changed: set[int], top_k: int
) -> tuple[list[int], set[int]]:
    """Return the best `top_k` frozen records that are in scope and as they were frozen, and which of `changed` are.

    `best_of`: the best k of all. Only those that may be on the list are looked up, so the size of the pool does not
    matter.
    """
    k = 2 * top_k + len(changed)
    while True:
        found = best_of(k)
        there = _keys(scope.filter(pk__in=changed.union(found)))
        kept = [pk for pk in found if pk in there and pk not in changed]
        if len(kept) >= top_k or len(found) < k:
            return kept[:top_k], changed & there
        k *= 4


def _renewed(run: MatchRun, kind: InputKind) -> set[int]:
    """Return the records with features that are not as the run froze them; few, whatever the size of it.

    What was only packed again since is told by its hash.
    """
    model, key = FEATURES[kind]
    since = model.objects.filter(engine__startswith=comparable(run.engine), computed_at__gt=run.frozen_at)
    rows = list(read_binary(*since.values_list(key, "input_hash").query.sql_with_params()))
    known = _hashes(run.pk, run.inputs_hash, kind) if rows else {}
    return {pk for pk, name in rows if known.get(pk) != name}


def _keys(scope: QuerySet) -> set[int]:
    """Return the primary keys of a query, thousands of them as one value."""
    sql, params = scope.order_by().values_list("pk").query.sql_with_params()
    ((keys,),) = read_binary(f"SELECT ARRAY({sql})", params)
    return set(keys)


def _ready(postings: PostingBlock, shared: Frozen) -> Prepared:
    return prepare(postings, shared.vocabulary, shared.weights)


def _match(
    candidates: CandidateBlock,
    postings: Prepared,
    shared: Frozen,
    k: int,
    *,
    receipts: str = NONE,
    crowd: Crowd | None = None,
) -> MatchResult:
    shown = np.ones(len(candidates), dtype=bool)
    return postings.match(
        candidates,
        rules=shared.rules,
        k=k,
        receipts=receipts,
        threads=settings.MATCHING_THREADS,
        pool=postings.pool(candidates, shared.rules, shown, crowd),
    )


def _payloads(records: Records, ids: Iterable[int]) -> list[bytes]:
    places = np.searchsorted(records.ids, np.array(list(ids), dtype=np.int64))
    return [records.payloads[at] for at in places.tolist()]


def _payloads_now(run: MatchRun, kind: InputKind, ids: set[int]) -> list[bytes]:
    """Return the present payloads of records with features like the run's, in id order."""
    if not ids:
        return []
    model, key = FEATURES[kind]
    chosen = {"engine__startswith": comparable(run.engine), f"{key}__in": ids}
    query = model.objects.filter(**chosen).order_by(key).values_list("payload").query
    return [payload for (payload,) in read_binary(*query.sql_with_params())]


@transaction.atomic
def _store(run: MatchRun, side: Side, lists: Lists) -> None:
    """Keep fresh lists, unless another run was published while they were made."""
    if not PublishedRun.objects.select_for_update().filter(run=run).exists():
        return
    fresh = [
        FreshMatchList(
            edition_id=run.edition_id,
            side=side,
            owner_id=owner,
            counterpart_ids=counterparts,
            points=points,
            receipts=receipts,
        )
        for owner, counterparts, points, receipts in lists.rows()
    ]
    FreshMatchList.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["edition", "side", "owner_id"],
        update_fields=["counterpart_ids", "points", "receipts", "computed_at"],
    )


def _drop(edition: Edition, side: Side, owner_id: int) -> None:
    FreshMatchList.objects.filter(edition=edition, side=side, owner_id=owner_id).delete()
