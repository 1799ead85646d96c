"""Lists of values of matching runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished, waiting for review")
    SIGNED = "signed", _("Signed")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a later run")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DemoNote(models.TextChoices):
    """What the demo's batch writes as notes: kept as these words, read in the reader's language."""

    MADE = "Demo", _("Made for the demo.")
    SIGNED = "Signed by the demo.", _("Signed by the demo.")


class ChunkState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class InputKind(models.TextChoices):
    CANDIDATES = "candidates", _("Candidates")
    POSTINGS = "postings", _("Roles")
    VOCABULARY = "vocabulary", _("Vocabulary")


class Side(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    POSTING = "posting", _("Posting")


class RateKind(models.TextChoices):
    HKD_PER_CNY = "hkd_per_cny", _("HK$ for one RMB")
    HKD_PER_USD = "hkd_per_usd", _("HK$ for one US$")
    DAYS_PER_MONTH = "days_per_month", _("Paid days in a month")
    HOURS_PER_MONTH = "hours_per_month", _("Paid hours in a month")
