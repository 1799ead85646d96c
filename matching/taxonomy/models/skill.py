"""Skills, their names in three languages, and weak relations between them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.text import pick
from matching.taxonomy.enums import AliasKind, Origin, SkillKind


class VocabularyVersion(models.Model):
    """One published state of the vocabulary. Runs keep the version they used."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    sha256 = models.CharField(_("hash of the vocabulary"), max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    skills = models.PositiveIntegerField(_("number of skills"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("vocabulary version")
        verbose_name_plural = _("vocabulary versions")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"v{self.number}"


class Cluster(models.Model):
    """An industry cluster of the park; an editable list."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_zh_hant = models.CharField(_("name in Traditional Chinese"), max_length=80)
    name_zh_hans = models.CharField(_("name in Simplified Chinese"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class Skill(models.Model):
    """One thing a person can know or do. The id is stable across versions and fits int4."""

    name_en = models.CharField(_("name in English"), max_length=200, unique=True)
    name_zh_hant = models.CharField(_("name in Traditional Chinese"), max_length=200)
    name_zh_hans = models.CharField(_("name in Simplified Chinese"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SkillKind.choices)
    clusters = models.ManyToManyField(Cluster, verbose_name=_("clusters"), related_name="skills")
    esco_uri = models.CharField(_("ESCO address"), max_length=200, blank=True, db_index=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.EDITOR)
    is_edited = models.BooleanField(
        _("edited here"), default=False, help_text=_("Names changed here; files no longer change them.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    since = models.ForeignKey(
        VocabularyVersion, verbose_name=_("since version"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class SkillAlias(models.Model):
    """One written form of a skill. `folded` is the form searches compare (see engine.lexicon.fold)."""

    skill = models.ForeignKey(Skill, verbose_name=_("skill"), on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("text"), max_length=200)
    folded = models.CharField(_("form for comparing"), max_length=200, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=AliasKind.choices)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.EDITOR)

    class Meta:
        verbose_name = _("skill alias")
        verbose_name_plural = _("skill aliases")
        ordering = ["skill_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"],
                condition=models.Q(kind__in=["label", "alias"], language="en"),
                name="alias_means_one_skill_en",
                violation_error_message=_("This name already belongs to another skill."),
            ),
        ]
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="alias_folded_trgm")]

    def __str__(self) -> str:
        return self.text


class SkillRelation(models.Model):
    """A weak link, used to explain and to count partly; never equality. Stored once, `source` < `target`."""

    source = models.ForeignKey(
        Skill, verbose_name=_("first skill"), on_delete=models.CASCADE, related_name="relations_out"
    )
    target = models.ForeignKey(
        Skill, verbose_name=_("second skill"), on_delete=models.CASCADE, related_name="relations_in"
    )
    strength = models.PositiveSmallIntegerField(_("strength"), default=50, help_text=_("Percent of a full match."))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.EDITOR)

    class Meta:
        verbose_name = _("skill relation")
        verbose_name_plural = _("skill relations")
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="relation_once"),
            models.CheckConstraint(condition=models.Q(source__lt=models.F("target")), name="relation_ordered"),
            models.CheckConstraint(condition=models.Q(strength__range=(1, 99)), name="relation_partial"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}–{self.target_id}"
