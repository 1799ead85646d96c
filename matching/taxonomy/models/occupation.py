"""Typical roles with the skills they usually ask for. Typical, never a filter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.text import pick
from matching.taxonomy.enums import JobFunction, Seniority
from matching.taxonomy.models.skill import Cluster, Skill


class Occupation(models.Model):
    """A role of the vocabulary, with typical skills, pay band (HKD a month, own estimate) and QF level."""

    name_en = models.CharField(max_length=200, unique=True)
    name_zh_hant = models.CharField(max_length=200)
    name_zh_hans = models.CharField(max_length=200)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="occupations")
    function = models.CharField(max_length=20, choices=JobFunction.choices)
    seniority = models.CharField(max_length=20, choices=Seniority.choices)
    years_min = models.PositiveSmallIntegerField()
    years_max = models.PositiveSmallIntegerField()
    qf_level = models.PositiveSmallIntegerField()
    employment_type = models.CharField(max_length=20)
    pay_min = models.PositiveIntegerField()
    pay_max = models.PositiveIntegerField()
    pay_basis = models.CharField(max_length=60)
    skills = models.ManyToManyField(Skill, through="OccupationSkill", related_name="occupations")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class OccupationAlias(models.Model):
    """One written form of a role's title."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    language = models.CharField(max_length=10, choices=Language.choices)

    class Meta:
        verbose_name = _("role alias")
        verbose_name_plural = _("role aliases")
        constraints = [models.UniqueConstraint(fields=["occupation", "folded"], name="occupation_alias_once")]

    def __str__(self) -> str:
        return self.text


class OccupationSkill(models.Model):
    """A skill of a role; `position` 0 is the most typical."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="occupation_skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="occupation_skills")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("skill of a role")
        verbose_name_plural = _("skills of roles")
        ordering = ["occupation_id", "position"]
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_skill_once")]

    def __str__(self) -> str:
        return f"{self.occupation_id}:{self.skill_id}"
