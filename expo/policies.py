"""Who may do what in the expo. Pure: an actor and an object in, yes or no out."""

from accounts.enums import MemberRole
from accounts.models import Organisation
from accounts.policies import can_recruit
from core.actor import Actor
from expo.enums import CheckInSource, PostingState
from expo.models import CandidateProfile, Edition, Posting, Registration

EDITORS = frozenset({MemberRole.OWNER.value, MemberRole.RECRUITER.value})


def can_organise(actor: Actor) -> bool:
    """Open the console: editions, reviews, lists of people."""
    return actor.is_organiser


def can_edit_edition(actor: Actor, edition: Edition | None = None) -> bool:
    return actor.is_organiser


def can_see_organisation_desk(actor: Actor, organisation: Organisation) -> bool:
    """See the employer's own page with its drafts."""
    return actor.is_organiser or organisation.pk in actor.roles


def can_create_posting(actor: Actor, organisation: Organisation) -> bool:
    return actor.is_organiser or can_recruit(actor, organisation)


def can_edit_posting(actor: Actor, posting: Posting) -> bool:
    """Change the content. Employers change what is not yet (or no longer) vetted; organisers may mend anything."""
    if actor.is_organiser:
        return True
    return actor.roles.get(posting.organisation_id) in EDITORS and posting.state in {
        PostingState.DRAFT,
        PostingState.RETURNED,
    }


def can_manage_posting(actor: Actor, posting: Posting) -> bool:
    """Submit, close, take back or refresh."""
    return actor.is_organiser or actor.roles.get(posting.organisation_id) in EDITORS


def can_review_posting(actor: Actor, posting: Posting | None = None) -> bool:
    return actor.is_organiser


def can_edit_profile(actor: Actor, profile: CandidateProfile) -> bool:
    """Only the person (or the system, in imports) changes a profile."""
    return (actor.user_id is not None and actor.user_id == profile.user_id) or (
        actor.user is None and actor.is_administrator
    )


def can_register(actor: Actor, profile: CandidateProfile) -> bool:
    return can_edit_profile(actor, profile) or actor.is_organiser


def can_check_in(actor: Actor, registration: Registration, source: str) -> bool:
    """Organisers at gates and desks; online, everybody for themselves."""
    if actor.is_organiser:
        return True
    own = actor.user_id is not None and actor.user_id == registration.profile.user_id
    return own and source == CheckInSource.ONLINE


def can_undo_check_in(actor: Actor) -> bool:
    return actor.is_organiser


def can_import(actor: Actor, edition: Edition | None = None) -> bool:
    """Preview, apply and undo imports of files."""
    return actor.is_organiser
