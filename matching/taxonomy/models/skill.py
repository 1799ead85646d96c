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

    number = models.PositiveIntegerField(unique=True)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    skills = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vocabulary version")
        verbose_name_plural = _("vocabulary versions")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"v{self.number}"


class Cluster(models.Model):
    """An industry cluster of the park; an editable list."""

    key = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class Skill(models.Model):
    """One thing a person can know or do. The id is stable across versions and fits int4."""

    name_en = models.CharField(max_length=200, unique=True)
    name_zh_hant = models.CharField(max_length=200)
    name_zh_hans = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SkillKind.choices)
    clusters = models.ManyToManyField(Cluster, related_name="skills")
    esco_uri = models.CharField(max_length=200, blank=True, db_index=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.EDITOR)
    is_edited = models.BooleanField(default=False, help_text=_("Names changed here; files no longer change them."))
    is_active = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    since = models.ForeignKey(VocabularyVersion, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class SkillAlias(models.Model):
    """One written form of a skill. `folded` is the form searches compare (see engine.lexicon.fold)."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    language = models.CharField(max_length=10, choices=Language.choices)
    kind = models.CharField(max_length=10, choices=AliasKind.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.EDITOR)

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

    source = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations_out")
    target = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations_in")
    strength = models.PositiveSmallIntegerField(default=50, help_text=_("Percent of a full match."))
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.EDITOR)

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
