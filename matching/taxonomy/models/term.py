"""Terms that need care: ambiguous ones with their rule, unknown ones waiting for an editor."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from matching.taxonomy.enums import TermState
from matching.taxonomy.models.skill import Skill


class AmbiguousTerm(models.Model):
    """A short or double-meaning word and the machine-readable rule under which it may be read as a skill.

    `rule` keys: `case_sensitive` (bool: written exactly as `term`), `never` (bool: never a skill when it stands alone),
    `window` (words to each side that count as near, 0 = the whole text) and `senses`, a list of
    {`skills`: names, `near`: words of which one must stand near, `not_near`: words of which none may}.
    `not_after`/`not_before` are Chinese characters beside which the term is part of another word (自動化工程).
    The first sense that holds wins; a term whose senses all fail is not read as a skill.
    """

    term = models.CharField(_("term"), max_length=60, unique=True)
    meanings = models.CharField(_("meanings"), max_length=300, blank=True)
    rule_text = models.CharField(_("rule in words"), max_length=300)
    rule = models.JSONField(_("rule"), default=dict)

    class Meta:
        verbose_name = _("ambiguous term")
        verbose_name_plural = _("ambiguous terms")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term


class UnknownTerm(models.Model):
    """A term people typed that no skill is named by; counted until an editor decides."""

    text = models.CharField(_("text"), max_length=200)
    folded = models.CharField(_("form for comparing"), max_length=200, unique=True)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, default=Language.EN)
    seen = models.PositiveIntegerField(_("times typed"), default=1)
    first_seen_at = models.DateTimeField(_("first typed at"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last typed at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=TermState.choices, default=TermState.PENDING)
    skill = models.ForeignKey(
        Skill, verbose_name=_("skill"), null=True, blank=True, on_delete=models.SET_NULL, related_name="unknown_terms"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by_id = models.BigIntegerField(_("number of the editor"), null=True, blank=True)

    class Meta:
        verbose_name = _("unknown term")
        verbose_name_plural = _("unknown terms")
        ordering = ["-seen", "folded"]
        indexes = [
            models.Index(fields=["state", "-seen"], name="unknown_state_seen"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="unknown_folded_trgm"),
        ]

    def __str__(self) -> str:
        return self.text
