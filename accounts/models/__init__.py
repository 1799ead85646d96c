"""Who: people, organisations, memberships, invitations, consent."""

from accounts.models.consent import Consent
from accounts.models.invitation import Invitation
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import User

__all__ = ["Consent", "Invitation", "Membership", "Organisation", "User"]
