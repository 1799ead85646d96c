"""Match lists: one row per owner, best first, with the receipt of every pair packed beside it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.models import CandidateProfile, Edition, Posting
from matching.enums import Side
from matching.models.run import MatchRun


class MatchList(models.Model):
    """The top list of one owner in one run. Arrays run in parallel; `receipts` is packed by matching.engine.explain.

    Written by binary COPY; no foreign keys to the owners on purpose (their absence is checked once in the run).
    """

    run = models.ForeignKey(
        MatchRun, verbose_name=_("matching run"), on_delete=models.CASCADE, related_name="lists", db_index=False
    )
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    owner_id = models.BigIntegerField(_("number of the owner"))
    counterpart_ids = ArrayField(models.BigIntegerField(), verbose_name=_("numbers of those on the list"))
    points = ArrayField(models.IntegerField(), verbose_name=_("points of each"))
    receipts = models.BinaryField()

    class Meta:
        verbose_name = _("match list")
        verbose_name_plural = _("match lists")
        constraints = [models.UniqueConstraint(fields=["run", "side", "owner_id"], name="match_list_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.get_side_display()} {self.owner_id}"


class FreshMatchList(models.Model):
    """The list of an owner whose record changed after the published run; shown as "not part of the published run"."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="+")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    owner_id = models.BigIntegerField(_("number of the owner"))
    counterpart_ids = ArrayField(models.BigIntegerField(), verbose_name=_("numbers of those on the list"))
    points = ArrayField(models.IntegerField(), verbose_name=_("points of each"))
    receipts = models.BinaryField()
    computed_at = models.DateTimeField(_("computed at"), default=timezone.now)

    class Meta:
        verbose_name = _("fresh match list")
        verbose_name_plural = _("fresh match lists")
        constraints = [models.UniqueConstraint(fields=["edition", "side", "owner_id"], name="fresh_list_once")]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.owner_id}"


class PairJudgement(models.Model):
    """An organiser's word on one pair in review; exported as a task for the quality harness."""

    run = models.ForeignKey(
        MatchRun, verbose_name=_("matching run"), on_delete=models.CASCADE, related_name="judgements"
    )
    profile = models.ForeignKey(
        CandidateProfile, verbose_name=_("candidate profile"), on_delete=models.CASCADE, related_name="+"
    )
    posting = models.ForeignKey(Posting, verbose_name=_("posting"), on_delete=models.CASCADE, related_name="+")
    is_good = models.BooleanField(_("fits"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("judged by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    judged_at = models.DateTimeField(_("judged at"), default=timezone.now)

    class Meta:
        verbose_name = _("judgement of a pair")
        verbose_name_plural = _("judgements of pairs")
        constraints = [
            models.UniqueConstraint(fields=["run", "profile", "posting", "judged_by"], name="judgement_once")
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}–{self.posting_id}"
