"""Typical roles with the skills they usually ask for. Typical, never a filter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.text import pick
from matching.taxonomy.enums import JobFunction, Seniority
from matching.taxonomy.models.skill import Cluster, Skill


class Occupation(models.Model):
    """A role of the vocabulary, with typical skills, pay band (HKD a month, own estimate) and QF level."""

    name_en = models.CharField(_("name in English"), max_length=200, unique=True)
    name_zh_hant = models.CharField(_("name in Traditional Chinese"), max_length=200)
    name_zh_hans = models.CharField(_("name in Simplified Chinese"), max_length=200)
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="occupations"
    )
    function = models.CharField(_("function"), max_length=20, choices=JobFunction.choices)
    seniority = models.CharField(_("seniority"), max_length=20, choices=Seniority.choices)
    years_min = models.PositiveSmallIntegerField(_("years of experience from"))
    years_max = models.PositiveSmallIntegerField(_("years of experience to"))
    qf_level = models.PositiveSmallIntegerField(_("QF level"))
    employment_type = models.CharField(_("kind of employment"), max_length=20)
    pay_min = models.PositiveIntegerField(_("pay from"))
    pay_max = models.PositiveIntegerField(_("pay to"))
    pay_basis = models.CharField(_("basis of the pay"), max_length=60)
    skills = models.ManyToManyField(
        Skill, verbose_name=_("skills"), through="OccupationSkill", related_name="occupations"
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class OccupationAlias(models.Model):
    """One written form of a role's title."""

    occupation = models.ForeignKey(Occupation, verbose_name=_("role"), on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("text"), max_length=200)
    folded = models.CharField(_("form for comparing"), max_length=200, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)

    class Meta:
        verbose_name = _("role alias")
        verbose_name_plural = _("role aliases")
        constraints = [models.UniqueConstraint(fields=["occupation", "folded"], name="occupation_alias_once")]

    def __str__(self) -> str:
        return self.text


class OccupationSkill(models.Model):
    """A skill of a role; `position` 0 is the most typical."""

    occupation = models.ForeignKey(
        Occupation, verbose_name=_("role"), on_delete=models.CASCADE, related_name="occupation_skills"
    )
    skill = models.ForeignKey(
        Skill, verbose_name=_("skill"), on_delete=models.PROTECT, related_name="occupation_skills"
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("skill of a role")
        verbose_name_plural = _("skills of roles")
        ordering = ["occupation_id", "position"]
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_skill_once")]

    def __str__(self) -> str:
        return f"{self.occupation_id}:{self.skill_id}"
