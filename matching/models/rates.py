"""Figures that season and law change: exchange rates and the length of a paid month, each with its date and source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.enums import RateKind


class ReferenceRate(models.Model):
    """One figure that pay is compared by, valid from a day on until a later row of the same kind replaces it."""

    kind = models.CharField(_("what"), max_length=20, choices=RateKind.choices)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=5)
    valid_from = models.DateField(_("valid from"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("reference rate")
        verbose_name_plural = _("reference rates")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="reference_rate_once"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="reference_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"
