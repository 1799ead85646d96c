"""Lists of values about editions, postings and profiles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matching.taxonomy.enums import JobFunction, Seniority

__all__ = ["JobFunction", "Seniority"]


class EditionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for registration")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


class EmployerState(models.TextChoices):
    INVITED = "invited", _("Invited")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PostingState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")


class PostingKind(models.TextChoices):
    JOB = "job", _("Job")
    GRADUATE = "graduate", _("Graduate programme")
    INTERNSHIP = "internship", _("Internship")


class WorkSite(models.TextChoices):
    """Where the work is done. BOTH means the person must be able to work at both sites."""

    HK = "hk", _("Hong Kong")
    SZ = "sz", _("Shenzhen")
    BOTH = "both", _("Hong Kong and Shenzhen")
    REMOTE = "remote", _("Remote")


class PayPeriod(models.TextChoices):
    MONTH = "month", _("a month")
    DAY = "day", _("a day")
    HOUR = "hour", _("an hour")
    YEAR = "year", _("a year")


class Currency(models.TextChoices):
    HKD = "HKD", _("HK$")
    CNY = "CNY", _("RMB")
    USD = "USD", _("US$")


class Importance(models.TextChoices):
    MUST = "must", _("Must")
    SHOULD = "should", _("Should")
    NICE = "nice", _("Nice to have")


class Proof(models.TextChoices):
    """What stands behind a skill, weakest first; a requirement may ask for one of these or better."""

    SELF = "self", _("Own statement")
    EDUCATION = "education", _("Course or degree")
    CERTIFICATE = "certificate", _("Certificate")
    PROJECT = "project", _("Project")
    WORK = "work", _("Work experience")


class LanguageAbility(models.TextChoices):
    """Spoken and written abilities are apart; written Chinese is apart by script."""

    CANTONESE = "cantonese", _("Spoken Cantonese")
    PUTONGHUA = "putonghua", _("Spoken Putonghua")
    ENGLISH_SPOKEN = "english_spoken", _("Spoken English")
    ENGLISH_WRITTEN = "english_written", _("Written English")
    CHINESE_TRADITIONAL = "chinese_traditional", _("Written Chinese (Traditional)")
    CHINESE_SIMPLIFIED = "chinese_simplified", _("Written Chinese (Simplified)")


class LanguageLevel(models.IntegerChoices):
    BASIC = 1, _("Basic")
    WORKING = 2, pgettext_lazy("level of a language", "Working")
    FLUENT = 3, _("Fluent")
    NATIVE_LIKE = 4, _("Native-like")


class RightToWork(models.TextChoices):
    """One coarse answer per place; never a document, a number or a nationality."""

    NOT_STATED = "not_stated", _("Not stated")
    YES = "yes", _("Can work there now")
    LATER = "later", _("Will be able to without a sponsor from a month on")
    SPONSOR = "sponsor", _("Would need a sponsor")
    NOT_SURE = "not_sure", _("Not sure")


class Visibility(models.TextChoices):
    OPEN = "open", _("Open: employers of the expo may find me")
    PRIVATE = "private", _("Private: only employers I apply to")


class ImportKind(models.TextChoices):
    POSTINGS = "postings", _("Openings")
    CANDIDATES = "candidates", _("Candidates")


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", _("Checked, not yet imported")
    APPLIED = "applied", _("Imported")
    UNDONE = "undone", _("Undone")


class CheckInSource(models.TextChoices):
    SCANNER = "scanner", _("Scanner")
    DESK = "desk", _("Desk")
    ONLINE = "online", _("Online sign-in")
