"""Match lists for people: a candidate's roles, a role's candidates, and the receipt of any single pair.

Lists come from the published run; where the owner's record changed since, from the fresh list, and the page says so.
What must not be seen is filtered here once more, by the state of now: roles that closed, people who turned to Private.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from core.receipt import Receipt
from expo.models import CandidateProfile, Edition, Posting, ProfileSkill
from expo.models.profile import CandidateProfileQuerySet
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Weights
from matching.engine.eligibility import Reason, Rules, candidate_bars, posting_needs, reasons
from matching.engine.receipts import unpack_receipts
from matching.engine.scoring import score_pair
from matching.enums import Side
from matching.models import CandidateFeatures, FreshMatchList, MatchList, MatchRun, PostingFeatures, PublishedRun
from matching.queries.divisions import divided, divisions
from matching.queries.frozen import frozen_vocabulary
from matching.queries.receipts import receipt_in_words, words_for
from matching.queries.scope import postings_in_scope, profiles_in_scope
from matching.queries.vocabulary import comparable, is_readable

MAKING = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class OwnList:
    """One owner's list: ids best first, points, packed receipts. `fresh_at` is set when it is not part of the run."""

    run: MatchRun
    owner_id: int
    counterpart_ids: list[int]
    points: list[int]
    receipts: list[NDArray[np.void]]
    fresh_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role in a candidate's list."""

    rank: int
    posting: Posting
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class CandidateMatch:
    """A candidate in a role's list."""

    rank: int
    profile: CandidateProfile
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """The receipt of one pair; `barred` are the reasons why the pair is not matched, although it has a receipt."""

    receipt: Receipt
    barred: Reason
    fresh: bool


def published_run(edition: Edition) -> MatchRun | None:
    """Return the run that people see for `edition`."""
    pointer = PublishedRun.objects.select_related("run__edition").filter(edition=edition).first()
    return pointer.run if pointer else None


def own_list(run: MatchRun, side: Side, owner_id: int) -> OwnList | None:
    """Return an owner's fresh list if there is one, else the published one. Two queries."""
    fresh = FreshMatchList.objects.filter(edition=run.edition_id, side=side, owner_id=owner_id).first()
    row = fresh or MatchList.objects.filter(run=run, side=side, owner_id=owner_id).first()
    if row is None:
        return None
    return OwnList(
        run=run,
        owner_id=owner_id,
        counterpart_ids=row.counterpart_ids,
        points=row.points,
        receipts=unpack_receipts(bytes(row.receipts)),
        fresh_at=fresh.computed_at if fresh else None,
    )


def renewed_since(run: MatchRun, owner: CandidateProfile | Posting, *, changed: bool = True) -> bool:
    """Tell whether the engine was renewed after `run`, so that what changed since shows with the next run only.

    With `changed`, only of a record that did change since the run was frozen. One query at most.
    """
    if changed and (run.frozen_at is None or owner.updated_at <= run.frozen_at):
        return False
    kept: QuerySet = (
        PostingFeatures.objects.filter(posting=owner)
        if isinstance(owner, Posting)
        else CandidateFeatures.objects.filter(profile=owner)
    )
    return kept.exclude(engine__startswith=comparable(run.engine)).exists()


def is_being_made(run: MatchRun, listed: OwnList | None, owner: CandidateProfile | Posting) -> bool:
    """Tell whether `owner` was changed a moment ago and a fresh list will follow; MAKING is what it takes at most."""
    made_at = (listed.fresh_at if listed else None) or run.frozen_at
    return (made_at is None or owner.updated_at > made_at) and timezone.now() - owner.updated_at < MAKING


def is_outdated(run: MatchRun) -> bool:
    """Tell whether the people of a run were read anew by another engine: nobody gets a fresh list. One query."""
    people = CandidateFeatures.objects.filter(profile__registrations__edition=run.edition_id)
    return people.exclude(engine__startswith=comparable(run.engine)).exists()


def registered_editions(profile: CandidateProfile) -> QuerySet[Edition]:
    """Return the shown editions the person is registered for, latest first."""
    return (
        Edition.objects.public()
        .filter(registrations__profile=profile, registrations__cancelled_at=None)
        .order_by("-starts_on", "-pk")
    )


def role_matches(listed: OwnList) -> list[RoleMatch]:
    """Return the roles of a candidate's list that are still open, best first, with receipts. Seven queries."""
    postings = (
        _shown_roles(listed).select_related("organisation", "cluster").defer("search_text", "search_bigrams").in_bulk()
    )
    pairs = [
        (postings[pk], lines)
        for pk, lines in zip(listed.counterpart_ids, listed.receipts, strict=True)
        if pk in postings
    ]
    words = words_for(lines for _, lines in pairs)
    shares = divisions(listed.run, [(listed.owner_id, posting.pk, lines) for posting, lines in pairs])
    return [
        RoleMatch(rank, posting, receipt_in_words(lines, posting, words, division))
        for rank, ((posting, lines), division) in enumerate(zip(pairs, shares, strict=True), start=1)
    ]


def role_of_list(listed: OwnList, posting: Posting) -> RoleMatch | None:
    """Return one role of a candidate's list at the place where `role_matches` shows it; None if it is not shown."""
    place = _place(listed, posting.pk, set(_shown_roles(listed).values_list("pk", flat=True)))
    if place is None:
        return None
    rank, lines = place
    (division,) = divisions(listed.run, [(listed.owner_id, posting.pk, lines)])
    return RoleMatch(rank, posting, receipt_in_words(lines, posting, words_for([lines]), division))


def _shown_roles(listed: OwnList) -> QuerySet[Posting]:
    """Return the roles of a candidate's list that are open now, of employers that still take part."""
    return postings_in_scope(listed.run.edition, {}).filter(pk__in=listed.counterpart_ids).order_by()


def _place(listed: OwnList, pk: int, shown: set[int]) -> tuple[int, NDArray[np.void]] | None:
    """Return the place from 1 among the `shown` counterparts, and the receipt; gaps would tell that somebody hid."""
    if pk not in shown:
        return None
    at = listed.counterpart_ids.index(pk)
    return 1 + sum(other in shown for other in listed.counterpart_ids[:at]), listed.receipts[at]


def findable(edition: Edition) -> CandidateProfileQuerySet:
    """Return the profiles that employers of `edition` may see: registered there, and Open at this moment."""
    return profiles_in_scope(edition).open_to_employers()


def _shown_people(listed: OwnList) -> CandidateProfileQuerySet:
    return findable(listed.run.edition).filter(pk__in=listed.counterpart_ids).order_by()


def candidate_matches(listed: OwnList, posting: Posting) -> list[CandidateMatch]:
    """Return the people of a role's list who are Open now, best first, with receipts. Seven queries."""
    profiles = _shown_people(listed).select_related("user").in_bulk()
    pairs = [
        (profiles[pk], lines)
        for pk, lines in zip(listed.counterpart_ids, listed.receipts, strict=True)
        if pk in profiles
    ]
    words = words_for(lines for _, lines in pairs)
    shares = divisions(listed.run, [(profile.pk, posting.pk, lines) for profile, lines in pairs])
    return [
        CandidateMatch(rank, profile, receipt_in_words(lines, posting, words, division))
        for rank, ((profile, lines), division) in enumerate(zip(pairs, shares, strict=True), start=1)
    ]


def candidate_of_list(listed: OwnList, posting: Posting, profile: CandidateProfile) -> CandidateMatch | None:
    """Return one person of a role's list at the place where `candidate_matches` shows them; None if not shown."""
    place = _place(listed, profile.pk, set(_shown_people(listed).values_list("pk", flat=True)))
    if place is None:
        return None
    rank, lines = place
    (division,) = divisions(listed.run, [(profile.pk, posting.pk, lines)])
    return CandidateMatch(rank, profile, receipt_in_words(lines, posting, words_for([lines]), division))


def open_profile(posting: Posting, profile_id: int) -> CandidateProfile | None:
    """Return a profile that employers of the posting's edition may see, with all that is shown of it; else None."""
    skills = ProfileSkill.objects.select_related("skill")
    return (
        findable(posting.edition)
        .filter(pk=profile_id)
        .select_related("user")
        .prefetch_related(Prefetch("skills", skills), "languages", "education", "experience", "wished_clusters")
        .first()
    )


def pair_answer(run: MatchRun, profile: CandidateProfile, posting: Posting) -> PairAnswer | None:
    """Return the receipt of any pair from the present features with the run's weights; None if they are not ready, or
    packed by an earlier engine.

    For records that did not change since the run this is the run's own receipt, to the last digit.
    """
    engine = comparable(run.engine)
    mine = CandidateFeatures.objects.filter(profile=profile, engine__startswith=engine).first()
    theirs = PostingFeatures.objects.filter(posting=posting, engine__startswith=engine).first()
    if mine is None or theirs is None or not is_readable(run.engine):
        return None
    candidate, role = bytes(mine.payload), bytes(theirs.payload)
    _, lines = score_pair(candidate, role, frozen_vocabulary(run), Weights.from_json(run.weights))
    bars = candidate_bars(CandidateBlock.from_payloads([candidate]), Rules.from_json(run.rules))
    barred = reasons(bars, posting_needs(PostingBlock.from_payloads([role])), 0, 1)[0, 0]
    changed = run.frozen_at is None or max(mine.computed_at, theirs.computed_at) > run.frozen_at
    receipt = receipt_in_words(lines, posting, words_for([lines]), divided(run, lines, candidate, role))
    return PairAnswer(receipt=receipt, barred=Reason(int(barred)), fresh=changed)
