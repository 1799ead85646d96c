"""Editions of the expo and the employers that take part."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from core.actor import Actor
from core.enums import Site
from core.text import pick
from expo.enums import EditionState, EmployerState

PUBLIC_STATES = (EditionState.OPEN, EditionState.RUNNING, EditionState.CLOSED)


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> "EditionQuerySet":
        """Return editions that anyone may see."""
        return self.filter(state__in=PUBLIC_STATES)

    def visible_to(self, actor: Actor) -> "EditionQuerySet":
        return self.all() if actor.is_organiser else self.public()

    def current(self) -> "Edition | None":
        """Return the edition that public pages show: running before open before closed, then the latest."""
        order = models.Case(
            models.When(state=EditionState.RUNNING, then=0),
            models.When(state=EditionState.OPEN, then=1),
            default=2,
            output_field=models.SmallIntegerField(),
        )
        return self.public().order_by(order, "-starts_on", "-id").first()


class Edition(models.Model):
    """One holding of the expo, perhaps at several sites and on several days (end day included)."""

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh_hant = models.CharField(_("name in Traditional Chinese"), max_length=120)
    name_zh_hans = models.CharField(_("name in Simplified Chinese"), max_length=120)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_zh_hant = models.TextField(_("summary in Traditional Chinese"), blank=True)
    summary_zh_hans = models.TextField(_("summary in Simplified Chinese"), blank=True)
    venue_en = models.CharField(_("venue in English"), max_length=200, blank=True)
    venue_zh_hant = models.CharField(_("venue in Traditional Chinese"), max_length=200, blank=True)
    venue_zh_hans = models.CharField(_("venue in Simplified Chinese"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    sites = ArrayField(models.CharField(max_length=10, choices=Site.choices), verbose_name=_("sites"), default=list)
    state = models.CharField(_("state"), max_length=12, choices=EditionState.choices, default=EditionState.DRAFT)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("record", "edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="edition_days_in_order"
            ),
            models.CheckConstraint(condition=models.Q(state__in=EditionState.values), name="edition_state_is_known"),
        ]

    def __str__(self) -> str:
        return pick(self, "name")[0]

    @property
    def takes_registrations(self) -> bool:
        """Tell whether people may register now."""
        return self.state in {EditionState.OPEN, EditionState.RUNNING}

    @property
    def is_over(self) -> bool:
        """Tell whether the event is past: nobody registers, checks in or needs a pass any more."""
        return self.state in {EditionState.CLOSED, EditionState.ARCHIVED}


class EditionEmployer(models.Model):
    """An organisation's part in an edition."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="employers")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="editions"
    )
    state = models.CharField(_("state"), max_length=12, choices=EmployerState.choices, default=EmployerState.INVITED)
    booth = models.CharField(_("booth"), max_length=12, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("employer of an edition")
        verbose_name_plural = _("employers of editions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="employer_once"),
            models.CheckConstraint(condition=models.Q(state__in=EmployerState.values), name="employer_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}@{self.edition_id}"
