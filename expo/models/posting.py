"""Postings (adverts), the openings they offer, and what they require."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actor import Actor
from core.enums import Language, Level
from core.text import pick
from expo.enums import (
    Currency,
    EmployerState,
    Importance,
    JobFunction,
    LanguageAbility,
    LanguageLevel,
    PayPeriod,
    PostingKind,
    PostingState,
    Proof,
    Seniority,
    WorkSite,
)
from expo.models.edition import PUBLIC_STATES, Edition, EditionEmployer

MOST_MONTHS = 24


def has_left() -> models.Exists:
    """Tell of a posting whether its employer has left the edition."""
    return models.Exists(
        EditionEmployer.objects.filter(
            edition=models.OuterRef("edition"),
            organisation=models.OuterRef("organisation"),
            state=EmployerState.WITHDRAWN,
        )
    )


class PostingQuerySet(models.QuerySet["Posting"]):
    def taking_part(self) -> "PostingQuerySet":
        """Return adverts of employers that did not leave the edition; who is confirmed again is back with all."""
        return self.exclude(has_left())

    def live(self) -> "PostingQuerySet":
        """Return published adverts of employers that did not leave the edition."""
        return self.taking_part().filter(state=PostingState.PUBLISHED)

    def published(self) -> "PostingQuerySet":
        """Return adverts that the public may read: live, in an edition that is shown."""
        return self.live().filter(edition__state__in=PUBLIC_STATES)

    def visible_to(self, actor: Actor) -> "PostingQuerySet":
        """Return what `actor` may see: everything for organisers, else the public ones and those of own employers."""
        if actor.is_organiser:
            return self.all()
        public = models.Q(state=PostingState.PUBLISHED, edition__state__in=PUBLIC_STATES) & ~models.Q(has_left())
        if actor.roles:
            public |= models.Q(organisation_id__in=actor.organisation_ids)
        return self.filter(public)


class Posting(models.Model):
    """One advert. `openings` is its head count; adverts and openings are different figures everywhere.

    The offers (`sponsors_hk`, `has_techtas_quota`, `sponsors_cn`) are None where the employer has not said.
    `search_text` is the folded text of all three languages, `search_bigrams` its two-character Chinese pieces,
    `search_skills` the ids of the skills it asks for or names (see services.search_index).
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="postings")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="postings"
    )
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PostingKind.choices)
    function = models.CharField(_("function"), max_length=12, choices=JobFunction.choices)
    cluster = models.ForeignKey(
        "taxonomy.Cluster", verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="postings"
    )
    occupation = models.ForeignKey(
        "taxonomy.Occupation",
        verbose_name=_("role"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="postings",
    )
    seniority = models.CharField(_("seniority"), max_length=12, choices=Seniority.choices)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_zh_hant = models.CharField(_("title in Traditional Chinese"), max_length=200, blank=True)
    title_zh_hans = models.CharField(_("title in Simplified Chinese"), max_length=200, blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    description_zh_hant = models.TextField(_("description in Traditional Chinese"), blank=True)
    description_zh_hans = models.TextField(_("description in Simplified Chinese"), blank=True)
    language = models.CharField(_("language of writing"), max_length=10, choices=Language.choices, default=Language.EN)
    site = models.CharField(_("site"), max_length=8, choices=WorkSite.choices)
    openings = models.PositiveSmallIntegerField(_("openings"), default=1)
    pay_min = models.PositiveIntegerField(_("pay from"), null=True, blank=True)
    pay_max = models.PositiveIntegerField(_("pay to"), null=True, blank=True)
    pay_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.HKD)
    pay_period = models.CharField(_("pay period"), max_length=6, choices=PayPeriod.choices, default=PayPeriod.MONTH)
    pay_months = models.DecimalField(_("months paid a year"), max_digits=3, decimal_places=1, null=True, blank=True)
    pay_negotiable = models.BooleanField(_("pay negotiable"), default=False)
    starts_from = models.DateField(_("earliest start"), null=True, blank=True)
    starts_by = models.DateField(_("latest start"), null=True, blank=True)
    sponsors_hk = models.BooleanField(_("sponsors work in Hong Kong"), null=True, blank=True)
    has_techtas_quota = models.BooleanField(_("holds a TechTAS quota"), null=True, blank=True)
    sponsors_cn = models.BooleanField(_("sponsors work in the mainland"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=PostingState.choices, default=PostingState.DRAFT)
    review_note = models.TextField(_("what should be changed"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    search_text = models.TextField(blank=True, editable=False)
    search_bigrams = ArrayField(models.CharField(max_length=2), default=list, blank=True, editable=False)
    search_skills = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=PostingState.values), name="posting_state_is_known"),
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="posting_has_openings"),
            models.CheckConstraint(
                condition=models.Q(pay_months=None) | models.Q(pay_months__range=(1, MOST_MONTHS)),
                name="posting_pay_months",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_from=None)
                | models.Q(starts_by=None)
                | models.Q(starts_by__gte=models.F("starts_from")),
                name="posting_starts_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="submitted") | models.Q(submitted_at__isnull=False),
                name="posting_submitted_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(review_note=""), name="posting_returned_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(pay_min=None) | models.Q(pay_max=None) | models.Q(pay_max__gte=models.F("pay_min")),
                name="posting_pay_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(title_en="", title_zh_hant="", title_zh_hans=""), name="posting_has_title"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False),
                name="posting_published_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False),
                name="posting_closed_has_time",
            ),
            models.UniqueConstraint(
                fields=["edition", "organisation", "reference"],
                condition=~models.Q(reference=""),
                name="posting_reference_once",
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state", "-published_at", "-id"], name="posting_list"),
            models.Index(fields=["organisation", "edition"], name="posting_org_edition"),
            GinIndex(fields=["search_bigrams"], name="posting_bigrams"),
            GinIndex(fields=["search_skills"], name="posting_skills"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="posting_text_trgm"),
        ]

    def __str__(self) -> str:
        return pick(self, "title")[0]


class Requirement(models.Model):
    """One thing a posting asks for: a skill of the vocabulary, or free text that resolves to none yet."""

    posting = models.ForeignKey(
        Posting, verbose_name=_("posting"), on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    skill = models.ForeignKey(
        "taxonomy.Skill",
        verbose_name=_("skill"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
    )
    text = models.CharField(_("as written"), max_length=200, blank=True)
    importance = models.CharField(_("importance"), max_length=6, choices=Importance.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True, blank=True)
    proof = models.CharField(_("what counts as proof"), max_length=12, choices=Proof.choices, default=Proof.SELF)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["posting_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "skill"], name="requirement_skill_once"),
            models.CheckConstraint(
                condition=models.Q(skill__isnull=False) | ~models.Q(text=""), name="requirement_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(importance__in=Importance.values) & models.Q(proof__in=Proof.values),
                name="requirement_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__in=Level.values), name="requirement_level"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.skill)


class PostingLanguage(models.Model):
    """A language ability that the work needs. Only `is_required` ones are hard, and `reason` ties them to the job."""

    posting = models.ForeignKey(Posting, verbose_name=_("posting"), on_delete=models.CASCADE, related_name="languages")
    ability = models.CharField(_("ability"), max_length=22, choices=LanguageAbility.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=LanguageLevel.choices)
    is_required = models.BooleanField(_("required by the work"), default=False)
    reason = models.CharField(_("why the work needs it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("language of a posting")
        verbose_name_plural = _("languages of postings")
        ordering = ["posting_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "ability"], name="posting_language_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=LanguageLevel.values) & models.Q(ability__in=LanguageAbility.values),
                name="posting_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ability_display()} · {self.get_level_display()}"
