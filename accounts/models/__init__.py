"""Who: people, organisations, memberships, consent."""

from accounts.models.consent import Consent
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import User

__all__ = ["Consent", "Membership", "Organisation", "User"]
