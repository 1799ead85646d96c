"""What can go wrong in the expo, in words for the person who caused it."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class EditionNotOpen(DomainError):
    code = "edition_not_open"
    message = _("This edition does not take registrations now.")


class EditionNotRunning(DomainError):
    code = "edition_not_running"
    message = _("People are checked in while the edition is running. Start it under Editions.")


class RegistrationCancelled(DomainError):
    code = "registration_cancelled"
    message = _("This registration was cancelled. Look the person up by name to register and check in.")


class PostingIncomplete(DomainError):
    code = "posting_incomplete"
    message = _("Before you submit this role, add: %(missing)s.")


class ReasonNeeded(DomainError):
    code = "reason_needed"
    message = _("Say in a sentence what should be changed.")


class NotConfirmedEmployer(DomainError):
    code = "not_confirmed_employer"
    message = _("This organisation does not take part in the edition.")


class ReferenceTaken(DomainError):
    code = "reference_taken"
    message = _("Another role of yours has this number already.")


class SkillTwice(DomainError):
    code = "skill_twice"
    message = _("The skill “%(skill)s” is in the list twice.")


class SkillNeedsName(DomainError):
    code = "skill_needs_name"
    message = _("Write the name of the skill.")


class ImportFileRefused(DomainError):
    """The file as a whole cannot be imported; the message says why and how to mend it."""

    code = "import_file_refused"


class NothingToImport(DomainError):
    code = "nothing_to_import"
    message = _("No row of this file can be imported. Mend the errors and upload it again.")
