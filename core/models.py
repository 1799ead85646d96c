"""Rows that belong to no single app: the audit trail and the outbox of mails."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HIDDEN = "••••"


class AuditEvent(models.Model):
    """Who did what to which record. Rows cannot be changed or deleted (database trigger)."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    actor_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=20)
    request_id = models.CharField(max_length=32)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"


class OutboxMail(models.Model):
    """A mail that a service wants sent; a task sends it once, the demo shows it in a mailbox.

    `person_id` is the number of the person it was written to, who may have another address by now. `secret` is a code
    in it that nobody but the receiver may read; it is taken out once the mail is sent.
    """

    to = models.EmailField()
    person_id = models.BigIntegerField(null=True, editable=False, db_index=True)
    secret = models.CharField(max_length=40, blank=True, editable=False)
    subject = models.CharField(max_length=250)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    last_error = models.TextField(blank=True)

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
