"""Matching runs: governed, reproducible, published by one pointer."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from expo.models import Edition
from matching.enums import ChunkState, InputKind, RunState
from matching.taxonomy.models import VocabularyVersion


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    def visible_to(self, actor: Actor) -> Self:
        """Runs are for organisers; everyone else sees none."""
        return self.all() if actor.is_organiser else self.none()

    def active(self) -> Self:
        return self.filter(state__in=[RunState.QUEUED, RunState.RUNNING])

    def counting(self) -> Self:
        return self.filter(state=RunState.DRAFT, count_asked_at__isnull=False)


class MatchRun(models.Model):
    """One run of the batch for an edition. Hashes are SHA-256 in hex; durations are seconds.

    `chunk_count` 0 lets the size of the work decide. `heartbeat_at` and `attempts` belong to the steps that are
    not chunks (counting, freezing the inputs, merging the lists), which recover in the same way as chunks do.
    `count_asked_at` is set while a draft waits for its dry run, of which `counted` of `to_count` candidates are done.
    `asked_key` names the form that asked for the draft, so that a form sent twice makes one.
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(_("number"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=RunState.choices, default=RunState.DRAFT)
    scope = models.JSONField(_("scope"), default=dict)
    weights = models.JSONField(_("weights"), default=dict)
    rules = models.JSONField(_("rules"), default=dict)
    top_k = models.PositiveSmallIntegerField(_("length of the lists"), default=20)
    seed = models.BigIntegerField(_("seed"), default=0)
    vocabulary = models.ForeignKey(
        VocabularyVersion,
        verbose_name=_("vocabulary version"),
        null=True,
        on_delete=models.PROTECT,
        related_name="runs",
    )
    engine = models.CharField(_("engine"), max_length=60, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    inputs_hash = models.CharField(_("hash of the inputs"), max_length=64, blank=True)
    result_hash = models.CharField(_("hash of the result"), max_length=64, blank=True)
    dry_run = models.JSONField(_("dry run"), default=dict)
    asked_key = models.CharField(_("name of the form that asked"), max_length=64, blank=True)
    count_asked_at = models.DateTimeField(_("dry run asked for at"), null=True, blank=True)
    counted = models.PositiveIntegerField(_("candidates counted"), default=0)
    to_count = models.PositiveIntegerField(_("candidates to count"), default=0)
    statistics = models.JSONField(_("statistics"), default=dict)
    failure = models.TextField(_("why it failed"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("created by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    chunk_count = models.PositiveSmallIntegerField(_("number of chunks"), default=0)
    candidate_count = models.PositiveIntegerField(_("number of candidates"), default=0)
    posting_count = models.PositiveIntegerField(_("number of postings"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life at"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("inputs frozen at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    sign_note = models.CharField(_("note of the second person"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdraw_note = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)

    objects: ClassVar = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching run")
        verbose_name_plural = _("matching runs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["asked_key"],
                condition=~models.Q(asked_key="") & ~models.Q(state="cancelled"),
                name="run_asked_once",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by=None) | ~models.Q(signed_by=models.F("created_by")),
                name="run_signed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed") | ~models.Q(signed_by=models.F("started_by")),
                name="run_not_signed_by_its_starter",
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
        return f"#{self.number}"

    @property
    def seconds(self) -> float | None:
        """Return the seconds from the start to the end, or None while it is not finished."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def is_counting(self) -> bool:
        """Tell whether this is a draft that waits for its dry run."""
        return self.state == RunState.DRAFT and self.count_asked_at is not None

    @property
    def is_at_work(self) -> bool:
        """Tell whether workers have something to do for it."""
        return self.is_counting or self.state in {RunState.QUEUED, RunState.RUNNING}

    @property
    def pairs(self) -> int:
        return self.candidate_count * self.posting_count


class RunInput(models.Model):
    """One part of the frozen inputs of a run: the packed records [start, stop) of one kind, in id order.

    In parts, so that a worker reads what it scores and no value nears PostgreSQL's limit of 1 GB. Replay, explanations
    and the run diff read the same rows. See matching.queries.frozen for the layout of `data`.
    """

    run = models.ForeignKey(
        MatchRun, verbose_name=_("matching run"), on_delete=models.CASCADE, related_name="inputs", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InputKind.choices)
    number = models.PositiveIntegerField(_("number"))
    start = models.PositiveIntegerField(_("first record"))
    stop = models.PositiveIntegerField(_("end before record"))
    data = models.BinaryField()

    class Meta:
        verbose_name = _("inputs of a run")
        verbose_name_plural = _("inputs of runs")
        ordering = ["run_id", "kind", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "kind", "number"], name="run_input_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.get_kind_display()} {self.number}"


class MatchChunkQuerySet(models.QuerySet["MatchChunk"]):
    def stale(self, before: datetime) -> Self:
        """Chunks that somebody claimed and nobody has been heard of since `before`."""
        return self.filter(state=ChunkState.RUNNING, heartbeat_at__lt=before)

    def unheard(self, before: datetime) -> Self:
        """Waiting chunks whose message was sent before `before`, or never."""
        never_or_old = models.Q(enqueued_at=None) | models.Q(enqueued_at__lt=before)
        return self.filter(never_or_old, state=ChunkState.PENDING)

    def left_over(self) -> Self:
        """Chunks with a partial result that nothing will read any more, for their run has ended."""
        return self.filter(partial__isnull=False).exclude(run__in=MatchRun.objects.active())


class MatchChunk(models.Model):
    """A slice [start, stop) of the run's candidates; claimed by a conditional update, counted by attempts.

    `done_count` is the number of candidates scored so far in the present attempt. `partial` holds the best
    candidates of each posting within the slice; the recovery empties it once the run has ended.
    """

    run = models.ForeignKey(MatchRun, verbose_name=_("matching run"), on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField(_("number"))
    start = models.PositiveIntegerField(_("first record"))
    stop = models.PositiveIntegerField(_("end before record"))
    state = models.CharField(_("state"), max_length=8, choices=ChunkState.choices, default=ChunkState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done_count = models.PositiveIntegerField(_("scored so far"), default=0)
    enqueued_at = models.DateTimeField(_("sent to a worker at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=80, blank=True)
    error = models.TextField(_("error"), blank=True)
    partial = models.BinaryField(null=True, blank=True)

    objects: ClassVar = MatchChunkQuerySet.as_manager()

    class Meta:
        verbose_name = _("chunk of a run")
        verbose_name_plural = _("chunks of runs")
        ordering = ["run_id", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"


class PublishedRun(models.Model):
    """The one pointer that pages read; publishing swaps it, withdrawing clears it."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), primary_key=True, on_delete=models.CASCADE, related_name="published_run"
    )
    run = models.ForeignKey(MatchRun, verbose_name=_("matching run"), on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published at"), default=timezone.now)

    class Meta:
        verbose_name = _("published run")
        verbose_name_plural = _("published runs")

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.run_id}"
