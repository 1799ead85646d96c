"""What can be refused in the matching app, each with a word on what to do instead."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class AnotherRunIsActive(DomainError):
    code = "another_run_is_active"
    message = _("Another run of this edition is queued or running. Wait for it or cancel it.")


class EditionIsArchived(DomainError):
    code = "edition_is_archived"
    message = _("This edition is archived. Its runs are kept as they are.")


class RunIsBusy(DomainError):
    code = "run_is_busy"
    message = _("This run is being changed at this very moment. Nothing was done; try again.")


class DryRunFirst(DomainError):
    code = "dry_run_first"
    message = _("Make a dry run first: it shows who would be matched and who is left out.")


class NothingToMatch(DomainError):
    code = "nothing_to_match"
    message = _("There is nothing to match: no candidate or no role is in the scope of this run.")


class SecondPersonNeeded(DomainError):
    code = "second_person_needed"
    message = _("A run is signed by a second person, not by the one who made or started it.")


class NoteNeeded(DomainError):
    code = "note_needed"
    message = _("The spread of this run over employers or candidates is uneven: say in a note why it is signed.")


class NotSigned(DomainError):
    code = "not_signed"
    message = _("Only a signed run can be published.")


class InputsChanged(DomainError):
    code = "inputs_changed"
    message = _("The frozen inputs of this run do not have the hash that was recorded.")


class NotInRun(DomainError):
    code = "not_in_run"
    message = _("This candidate or this role is not among the frozen inputs of the run.")


class OtherEngine(DomainError):
    code = "other_engine"
    message = _(
        "This run was computed by engine %(theirs)s, here is engine %(ours)s. Only the same one computes it again."
    )
