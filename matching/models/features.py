"""What the engine needs of one record, computed when the record is saved and stored packed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.models import CandidateProfile, Posting


class Features(models.Model):
    """`payload` is the packed form that matching.engine reads; `input_hash` names the state of the record.

    A row is stale when its record changed after `computed_at`, or the vocabulary or the engine moved on.
    """

    payload = models.BinaryField()
    input_hash = models.CharField(_("hash of the record"), max_length=64)
    vocabulary = models.PositiveIntegerField(_("vocabulary version"))
    engine = models.CharField(_("engine"), max_length=60)
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        abstract = True


class CandidateFeatures(Features):
    profile = models.OneToOneField(
        CandidateProfile,
        verbose_name=_("candidate profile"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="features",
    )

    class Meta:
        verbose_name = _("prepared matching data of a candidate")
        verbose_name_plural = _("prepared matching data of candidates")

    def __str__(self) -> str:
        return str(self.pk)


class PostingFeatures(Features):
    posting = models.OneToOneField(
        Posting, verbose_name=_("posting"), primary_key=True, on_delete=models.CASCADE, related_name="features"
    )

    class Meta:
        verbose_name = _("prepared matching data of a posting")
        verbose_name_plural = _("prepared matching data of postings")

    def __str__(self) -> str:
        return str(self.pk)
