"""The root of every failure that a person can cause and mend."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule of the domain says no. `code` is stable for machines, `message` is translated for people."""

    code = "domain_error"
    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise | None = None, **params: object) -> None:
        self.params = params
        if message is not None:
            self.message = message
        super().__init__(str(self.message) % params if params else str(self.message))


class NotAllowed(DomainError):
    code = "not_allowed"
    message = _("You do not have the right to do this.")


class IllegalTransition(DomainError):
    code = "illegal_transition"
    message = _("This step is not possible in the present state.")
