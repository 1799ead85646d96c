"""The pages of a role's candidates for its employer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict

from core.actor import Actor
from core.receipt import Receipt
from expo.enums import Importance, PostingState
from expo.models import CandidateProfile, Posting
from matching.enums import Side
from matching.models import MatchRun
from matching.queries.matches import (
    CandidateMatch,
    candidate_matches,
    candidate_of_list,
    is_being_made,
    open_profile,
    own_list,
    pair_answer,
    published_run,
    renewed_since,
)

HELD = ("met", "partly")


def role_of(actor: Actor, slug: str, pk: int) -> QuerySet[Posting]:
    """Return the role as a query of one row at most: only for members of its organisation and organisers."""
    scope = Posting.objects.filter(organisation__slug=slug, pk=pk).select_related("organisation", "edition", "cluster")
    return scope if actor.is_organiser else scope.filter(organisation__in=actor.organisation_ids)


@dataclass(frozen=True, slots=True)
class CandidateFilters:
    """`musts`: only people who meet every must at least partly."""

    musts: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> "CandidateFilters":
        return cls(musts=query.get("musts") == "1")


@dataclass(frozen=True, slots=True)
class RoleCandidates:
    """What the page shows, by `state`.

    "left" (the employer left the edition), "not_published", "role_hidden" (the role itself is not published),
    "not_ready", or "listed" (perhaps empty).
    """

    state: str
    run: MatchRun | None = None
    matches: Sequence[CandidateMatch] = ()
    total: int = 0
    fresh_at: datetime | None = None
    is_renewed: bool = False
    changed_at: datetime | None = None


def _has_left(posting: Posting) -> bool:
    return not Posting.objects.taking_part().filter(pk=posting.pk).exists()


def role_candidates_page(posting: Posting, filters: CandidateFilters) -> RoleCandidates:
    """Return what the page of a role shows. At most twelve queries, whatever the length of the list."""
    if _has_left(posting):
        return RoleCandidates("left")
    run = published_run(posting.edition)
    if run is None:
        return RoleCandidates("not_published")
    listed = own_list(run, Side.POSTING, posting.pk)
    if listed is None:
        return RoleCandidates("not_ready" if posting.state == PostingState.PUBLISHED else "role_hidden", run)
    matches = candidate_matches(listed, posting)
    musts = set(posting.requirements.filter(importance=Importance.MUST).values_list("pk", flat=True))
    kept = [match for match in matches if not filters.musts or _holds(match.receipt, musts)]
    renewed = listed.fresh_at is None and renewed_since(run, posting)
    changed_at = posting.updated_at if not renewed and is_being_made(run, listed, posting) else None
    return RoleCandidates("listed", run, kept, len(matches), listed.fresh_at, renewed, changed_at)


def _holds(receipt: Receipt, musts: set[int]) -> bool:
    return all(line.status in HELD for line in receipt.lines if line.requirement in musts)


@dataclass(frozen=True, slots=True)
class RoleCandidate:
    """One person for one role."""

    profile: CandidateProfile
    receipt: Receipt | None
    rank: int | None
    is_fresh: bool
    run: MatchRun | None


def role_candidate_page(posting: Posting, profile_id: int) -> RoleCandidate | None:
    """Return the page of a person who is Open and registered; None for everybody else, and once the employer left."""
    profile = None if _has_left(posting) else open_profile(posting, profile_id)
    if profile is None:
        return None
    run = published_run(posting.edition)
    if run is None:
        return RoleCandidate(profile, None, None, False, None)
    listed = own_list(run, Side.POSTING, posting.pk)
    found = candidate_of_list(listed, posting, profile) if listed is not None else None
    if listed is not None and found is not None:
        return RoleCandidate(profile, found.receipt, found.rank, listed.fresh_at is not None, run)
    answer = pair_answer(run, profile, posting)
    if answer is None:
        return RoleCandidate(profile, None, None, False, run)
    return RoleCandidate(profile, answer.receipt, None, answer.fresh, run)
