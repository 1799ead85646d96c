"""Failures of work on the vocabulary."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class VocabularyFileWrong(DomainError):
    """A vocabulary file contradicts itself or misses what it names; nothing was loaded."""

    code = "vocabulary_file_wrong"
    message = _("%(file)s, line %(line)s: %(problem)s")


class NameTaken(DomainError):
    code = "name_taken"
    message = _("“%(name)s” already names the skill %(skill)s.")


class LabelsMissing(DomainError):
    code = "labels_missing"
    message = _("A skill needs a name in all three languages.")


class TermDecided(DomainError):
    code = "term_decided"
    message = _("Someone has already decided about this term.")


class NothingToUndo(DomainError):
    code = "nothing_to_undo"
    message = _("There is no decision about this term to undo.")


class SkillMerged(DomainError):
    code = "skill_merged"
    message = _("This skill has been merged into another one.")


class EscoFileWrong(DomainError):
    """The folder misses a file of the official ESCO export, or a file misses a column."""

    code = "esco_file_wrong"
    message = _("%(file)s: %(problem)s")
