"""Matching runs: governed, reproducible, published by one pointer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from matching.enums import ChunkState, RunState
from matching.taxonomy.models import VocabularyVersion


class MatchRun(models.Model):
    """One run of the batch for an edition. Hashes are SHA-256 in hex; durations are seconds."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.DRAFT)
    scope = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    top_k = models.PositiveSmallIntegerField(default=20)
    seed = models.BigIntegerField(default=0)
    vocabulary = models.ForeignKey(VocabularyVersion, null=True, on_delete=models.PROTECT, related_name="runs")
    engine = models.CharField(max_length=20, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    result_hash = models.CharField(max_length=64, blank=True)
    dry_run = models.JSONField(default=dict)
    statistics = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("matching run")
        verbose_name_plural = _("matching runs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="run_number_once"),
            models.CheckConstraint(
                condition=models.Q(signed_by=None) | ~models.Q(signed_by=models.F("created_by")),
                name="run_signed_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state__in=["queued", "running"]), name="run_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["signed", "published", "superseded"])
                | models.Q(signed_at__isnull=False),
                name="run_published_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition.slug} #{self.number}"


class RunInput(models.Model):
    """The frozen inputs of a run, packed and compressed; what replay and the run diff read."""

    run = models.OneToOneField(MatchRun, primary_key=True, on_delete=models.CASCADE, related_name="inputs")
    candidates = models.BinaryField()
    postings = models.BinaryField()
    vocabulary = models.BinaryField()

    class Meta:
        verbose_name = _("inputs of a run")
        verbose_name_plural = _("inputs of runs")

    def __str__(self) -> str:
        return str(self.pk)


class MatchChunk(models.Model):
    """A slice [start, stop) of the run's candidates; claimed by a conditional update, counted by attempts."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    stop = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ChunkState.choices, default=ChunkState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    partial = models.BinaryField(null=True, blank=True)

    class Meta:
        verbose_name = _("chunk of a run")
        verbose_name_plural = _("chunks of runs")
        ordering = ["run_id", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"


class PublishedRun(models.Model):
    """The one pointer that pages read; publishing swaps it, withdrawing clears it."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.CASCADE, related_name="published_run")
    run = models.ForeignKey(MatchRun, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("published run")
        verbose_name_plural = _("published runs")

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.run_id}"
