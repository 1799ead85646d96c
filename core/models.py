"""Rows that belong to no single app: the audit trail and the outbox of mails."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.trail import deed_in_words

HIDDEN = "••••"


class AuditEvent(models.Model):
    """Who did what to which record. Rows cannot be changed or deleted (database trigger)."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    verb = models.CharField(_("what was done"), max_length=60)
    subject_type = models.CharField(_("kind of record"), max_length=80)
    subject_id = models.CharField(_("number of the record"), max_length=40)
    actor_id = models.BigIntegerField(_("number of the person"), null=True)
    organisation_id = models.BigIntegerField(_("number of the organisation"), null=True)
    via = models.CharField(_("by way of"), max_length=20)
    request_id = models.CharField(_("number of the request"), max_length=32)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{deed_in_words(self.verb)} #{self.pk}"


class OutboxMail(models.Model):
    """A mail that a service wants sent; a task sends it once, the demo shows it in a mailbox.

    `person_id` is the number of the person it was written to, who may have another address by now. `secret` is a code
    in it that nobody but the receiver may read; it is taken out once the mail is sent.
    """

    to = models.EmailField(_("receiver"))
    person_id = models.BigIntegerField(null=True, editable=False, db_index=True)
    secret = models.CharField(max_length=40, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=250)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(_("text as HTML"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, default=Language.EN)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=models.Q(sent_at=None), name="outbox_due"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.without_secret(self.subject)}"

    def without_secret(self, text: str) -> str:
        """Return a part of this mail without its code."""
        return text.replace(self.secret, HIDDEN) if self.secret else text
