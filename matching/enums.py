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


class ChunkState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Side(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    POSTING = "posting", _("Posting")
