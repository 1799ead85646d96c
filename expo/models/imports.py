"""Imports of files: what was read, what it changed, and how to take it back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.enums import ImportKind, ImportState
from expo.models.edition import Edition


class ImportBatch(models.Model):
    """One file. The same content into the same edition twice changes nothing (`sha256` while applied is unique)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list, help_text="Checked rows, until applied or dropped.")
    errors = models.JSONField(default=list, help_text='[{"row": 3, "column": "pay_min", "code": "…", "params": {}}]')
    counts = models.JSONField(default=dict, help_text='{"rows": 0, "create": 0, "update": 0, "same": 0, "bad": 0}')
    notes = models.JSONField(default=list, help_text='[{"code": "masked", "params": {"n": 2}}]')
    options = models.JSONField(default=dict, help_text="Choices made with the file: employer, publish, …")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "sha256"], condition=models.Q(state="applied"), name="import_applied_once"
            )
        ]

    def __str__(self) -> str:
        return self.filename


class ImportChange(models.Model):
    """One record that an import created or changed; `before` (None when created) is what undo restores."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField()
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of imports")
        ordering = ["batch_id", "id"]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_id}"
