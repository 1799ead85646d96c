"""Who may do what with runs and match lists. Pure: no query, the caller passes what is needed."""

from accounts.enums import MemberRole
from core.actor import Actor
from expo.models import CandidateProfile, Posting
from matching.models import MatchRun


def can_manage_runs(actor: Actor) -> bool:
    """Make, start, cancel, review, publish and withdraw runs."""
    return actor.is_organiser


def can_sign_run(actor: Actor, run: MatchRun) -> bool:
    """Sign: an organiser other than the one who made the run."""
    return can_manage_runs(actor) and actor.user_id is not None and actor.user_id != run.created_by_id


def can_see_role_candidates(actor: Actor, posting: Posting) -> bool:
    """See the ranked candidates of a role: members of its organisation, and organisers."""
    return can_manage_runs(actor) or posting.organisation_id in actor.roles


def can_judge_pairs(actor: Actor) -> bool:
    """Say good or not of a pair in review."""
    return can_manage_runs(actor)


def can_see_matches_of(actor: Actor, profile: CandidateProfile) -> bool:
    """See the matches of a person: nobody but that person."""
    return actor.user_id is not None and profile.user_id == actor.user_id


def is_member(actor: Actor, organisation_id: int) -> bool:
    """Hold any live role in the organisation."""
    return actor.roles.get(organisation_id) in MemberRole.values
