"""Candidate profiles: what a person can do and wishes. Default Private; missing answers stay missing."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from core.enums import Language, Level
from expo.enums import (
    Currency,
    LanguageAbility,
    LanguageLevel,
    PayPeriod,
    PostingKind,
    Proof,
    RightToWork,
    Visibility,
    WorkSite,
)


class CandidateProfileQuerySet(models.QuerySet["CandidateProfile"]):
    def open_to_employers(self) -> "CandidateProfileQuerySet":
        """Return profiles whose owners chose to be found. The only ones whose names reach an employer."""
        return self.filter(visibility=Visibility.OPEN)

    def visible_to(self, actor: Actor) -> "CandidateProfileQuerySet":
        """Return what `actor` may see: organisers all, employers the Open ones, everyone their own."""
        if actor.is_organiser:
            return self.all()
        own = models.Q(user_id=actor.user_id) if actor.user_id is not None else models.Q(pk__in=[])
        if actor.roles:
            own |= models.Q(visibility=Visibility.OPEN)
        return self.filter(own)


class CandidateProfile(models.Model):
    """One profile per person, used for every programme. Empty arrays and None mean "not stated"."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="profile"
    )
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility.choices, default=Visibility.PRIVATE, db_index=True
    )
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    summary = models.TextField(_("about my work"), blank=True)
    language = models.CharField(_("language of writing"), max_length=10, choices=Language.choices, default=Language.EN)
    wished_sites = ArrayField(
        models.CharField(max_length=8, choices=WorkSite.choices), verbose_name=_("sites"), default=list, blank=True
    )
    wished_kinds = ArrayField(
        models.CharField(max_length=12, choices=PostingKind.choices), verbose_name=_("kinds"), default=list, blank=True
    )
    wished_clusters = models.ManyToManyField(
        "taxonomy.Cluster", verbose_name=_("clusters"), blank=True, related_name="wished_by"
    )
    wished_pay_min = models.PositiveIntegerField(_("pay from"), null=True, blank=True)
    wished_pay_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.HKD)
    wished_pay_period = models.CharField(
        _("pay period"), max_length=6, choices=PayPeriod.choices, default=PayPeriod.MONTH
    )
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_until = models.DateField(_("available until"), null=True, blank=True)
    right_to_work_hk = models.CharField(
        _("work in Hong Kong"), max_length=12, choices=RightToWork.choices, default=RightToWork.NOT_STATED
    )
    right_to_work_hk_from = models.DateField(_("work in Hong Kong from"), null=True, blank=True)
    right_to_work_cn = models.CharField(
        _("work in the mainland"), max_length=12, choices=RightToWork.choices, default=RightToWork.NOT_STATED
    )
    right_to_work_cn_from = models.DateField(_("work in the mainland from"), null=True, blank=True)
    experience_years = models.PositiveSmallIntegerField(_("years of experience"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = CandidateProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate profile")
        verbose_name_plural = _("candidate profiles")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="profile_reference_once"
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="profile_visibility_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(available_from=None)
                | models.Q(available_until=None)
                | models.Q(available_until__gte=models.F("available_from")),
                name="profile_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(right_to_work_hk_from=None) | models.Q(right_to_work_hk=RightToWork.LATER),
                name="profile_hk_day_only_if_later",
            ),
            models.CheckConstraint(
                condition=models.Q(right_to_work_cn_from=None) | models.Q(right_to_work_cn=RightToWork.LATER),
                name="profile_cn_day_only_if_later",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"#{self.pk}"


class ProfileSkill(models.Model):
    """A skill a person states: one of the vocabulary, or free text that resolves to none yet."""

    profile = models.ForeignKey(
        CandidateProfile, verbose_name=_("candidate profile"), on_delete=models.CASCADE, related_name="skills"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    skill = models.ForeignKey(
        "taxonomy.Skill",
        verbose_name=_("skill"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="profile_skills",
    )
    text = models.CharField(_("as written"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=12, choices=Proof.choices, default=Proof.SELF)
    note = models.CharField(_("where shown"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("skill of a candidate")
        verbose_name_plural = _("skills of candidates")
        ordering = ["profile_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="profile_skill_once"),
            models.CheckConstraint(
                condition=models.Q(skill__isnull=False) | ~models.Q(text=""), name="profile_skill_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__in=Level.values), name="profile_skill_level"
            ),
            models.CheckConstraint(condition=models.Q(evidence__in=Proof.values), name="profile_skill_evidence"),
        ]

    def __str__(self) -> str:
        return self.text or str(self.skill)


class ProfileLanguage(models.Model):
    """A language ability a person states."""

    profile = models.ForeignKey(
        CandidateProfile, verbose_name=_("candidate profile"), on_delete=models.CASCADE, related_name="languages"
    )
    ability = models.CharField(_("ability"), max_length=22, choices=LanguageAbility.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=LanguageLevel.choices)

    class Meta:
        verbose_name = _("language of a candidate")
        verbose_name_plural = _("languages of candidates")
        ordering = ["profile_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "ability"], name="profile_language_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=LanguageLevel.values) & models.Q(ability__in=LanguageAbility.values),
                name="profile_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ability_display()} · {self.get_level_display()}"


class Education(models.Model):
    """A course of study. The institution is shown to people and never an input of a score."""

    profile = models.ForeignKey(
        CandidateProfile, verbose_name=_("candidate profile"), on_delete=models.CASCADE, related_name="education"
    )
    qf_level = models.PositiveSmallIntegerField(_("QF level"), null=True, blank=True)
    field = models.CharField(_("field of study"), max_length=160, blank=True)
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    graduates_on = models.DateField(_("graduation, expected or done"), null=True, blank=True)

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("education")
        ordering = ["profile_id", "-graduates_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(qf_level=None) | models.Q(qf_level__range=(1, 7)), name="education_qf_level"
            )
        ]

    def __str__(self) -> str:
        return self.field or self.institution


class Experience(models.Model):
    """A piece of work or a project. Months are for reading only; gaps are never computed."""

    profile = models.ForeignKey(
        CandidateProfile, verbose_name=_("candidate profile"), on_delete=models.CASCADE, related_name="experience"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    description = models.TextField(_("what I did"), blank=True)

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experience")
        ordering = ["profile_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(started_on=None)
                | models.Q(ended_on=None)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="experience_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title
