"""Failures that people can cause in accounts."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class DemoOnly(DomainError):
    code = "demo_only"
    message = _("This works in the demo only, and the demo's people have to exist.")


class LastOwner(DomainError):
    code = "last_owner"
    message = _("This is the last owner. Hand the organisation over to somebody first.")


class AlreadyMember(DomainError):
    code = "already_member"
    message = _("This person is a member already.")


class InvitationOver(DomainError):
    code = "invitation_over"
    message = _("This invitation has been used, withdrawn or has lapsed. Ask for a new one.")


class WrongAddress(DomainError):
    code = "wrong_address"
    message = _("This invitation was sent to another e-mail address. Sign in with that one.")


class StillResponsible(DomainError):
    code = "still_responsible"
    message = _("Matching runs carry your name as author or signer, so the account has to stay. Ask an administrator.")
