"""Registrations and check-ins: two different facts, each with time and source."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.enums import CheckInSource
from expo.models.edition import Edition
from expo.models.profile import CandidateProfile


class Registration(models.Model):
    """A person's wish to take part in an edition."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="registrations"
    )
    profile = models.ForeignKey(
        CandidateProfile, verbose_name=_("candidate profile"), on_delete=models.CASCADE, related_name="registrations"
    )
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["edition", "profile"], name="registration_once"),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(cancelled_at__gte=models.F("registered_at")),
                name="registration_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}@{self.edition_id}"


class CheckIn(models.Model):
    """A registered person seen at a gate or online; `nonce` makes the same scan count once."""

    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="check_ins"
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    source = models.CharField(_("source"), max_length=8, choices=CheckInSource.choices)
    gate = models.CharField(_("gate"), max_length=40, blank=True)
    nonce = models.UUIDField(_("number of the scan"), unique=True)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(source__in=CheckInSource.values), name="check_in_source_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.at:%Y-%m-%d %H:%M}"
