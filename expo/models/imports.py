"""Imports of files: what was read, what it changed, and how to take it back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.enums import ImportKind, ImportState
from expo.models.edition import Edition


class ImportBatch(models.Model):
    """One file. The same content into the same edition twice changes nothing (`sha256` while applied is unique).

    `rows` are kept until applied or dropped. An error is {"row": 3, "column": "pay_min", "code": "…", "params": {}},
    a note {"code": "masked", "params": {"n": 2}}. `counts` has the keys rows, create, update, same and bad; `options`
    are the choices made with the file (employer, publish, …).
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(_("kind"), max_length=12, choices=ImportKind.choices)
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    rows = models.JSONField(_("checked rows"), default=list)
    errors = models.JSONField(_("errors"), default=list)
    counts = models.JSONField(_("counts"), default=dict)
    notes = models.JSONField(_("notes"), default=list)
    options = models.JSONField(_("options"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    created_by_id = models.BigIntegerField(_("number of the person"), null=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    applied_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

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

    batch = models.ForeignKey(ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField(_("row"))
    object_type = models.CharField(_("kind of record"), max_length=60)
    object_id = models.BigIntegerField(_("number of the record"))
    before = models.JSONField(_("before"), null=True)

    class Meta:
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of imports")
        ordering = ["batch_id", "id"]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_id}"
