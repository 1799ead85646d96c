"""Organisations and the personal memberships through which people act for them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import MemberRole, OrganisationSize, OrganisationStage
from core.actor import Actor
from core.enums import Site
from core.text import pick


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Actor) -> "OrganisationQuerySet":
        """Keep the organisations whose own pages (/org/<slug>/…) `actor` may open; all of them for staff."""
        if actor.is_organiser or actor.is_administrator:
            return self.all()
        return self.filter(pk__in=actor.organisation_ids)


class Organisation(models.Model):
    """A company, institute or nonprofit of the park."""

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_zh_hant = models.CharField(_("name in Traditional Chinese"), max_length=160, blank=True)
    name_zh_hans = models.CharField(_("name in Simplified Chinese"), max_length=160, blank=True)
    about_en = models.TextField(_("about in English"), blank=True)
    about_zh_hant = models.TextField(_("about in Traditional Chinese"), blank=True)
    about_zh_hans = models.TextField(_("about in Simplified Chinese"), blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=OrganisationStage.choices)
    size = models.CharField(_("size"), max_length=10, choices=OrganisationSize.choices)
    sites = ArrayField(models.CharField(max_length=10, choices=Site.choices), verbose_name=_("sites"), default=list)
    cluster = models.ForeignKey(
        "taxonomy.Cluster", verbose_name=_("cluster"), null=True, on_delete=models.PROTECT, related_name="organisations"
    )
    website = models.URLField(_("website"), blank=True)
    is_verified = models.BooleanField(_("verified tenant"), default=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_en", "id"]

    def __str__(self) -> str:
        return pick(self, "name")[0]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> "MembershipQuerySet":
        """Keep the memberships that have not ended."""
        return self.filter(ended_at=None)

    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        """Keep the memberships of organisations whose pages `actor` may open."""
        if actor.is_organiser or actor.is_administrator:
            return self.all()
        return self.filter(organisation_id__in=actor.organisation_ids)


class Membership(models.Model):
    """One person's role in one organisation. Ended memberships stay for the trail.

    A team never loses its last owner: services say so kindly, and a trigger of the database has the last word.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role in the team"), max_length=12, choices=MemberRole.choices)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(ended_at=None), name="membership_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=MemberRole.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
