"""One role as a reader sees it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from expo.enums import Importance, PostingState, WorkSite
from expo.models import Posting, PostingLanguage, Requirement
from expo.policies import can_see_organisation_desk

QUIET_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """Requirements of one importance, in the employer's order."""

    importance: str
    label: str
    requirements: list[Requirement]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the employer says about permission to work; `answer` is None where nothing is said."""

    answer: bool | None
    words: str | Promise


@dataclass(frozen=True, slots=True)
class PostingPage:
    posting: Posting
    groups: list[RequirementGroup]
    languages: list[PostingLanguage]
    offers: list[Offer]
    is_quiet: bool
    is_public: bool
    sees_desk: bool
    others: int

    @property
    def hidden_because(self) -> str:
        """Say why the public does not see this page."""
        if self.posting.state == PostingState.PUBLISHED:
            return gettext("the employer has left the edition")
        return self.posting.get_state_display()


def work_offers(posting: Posting) -> list[Offer]:
    """Return in words what the employer can offer to people who need a permission to work, by place of work."""
    offers = []
    if posting.site in {WorkSite.HK, WorkSite.BOTH, WorkSite.REMOTE}:
        offers.append(
            Offer(
                posting.sponsors_hk,
                {
                    True: _("Sponsors a visa for work in Hong Kong."),
                    False: _("Does not sponsor visas for work in Hong Kong."),
                    None: _("Has not said whether it sponsors visas for Hong Kong."),
                }[posting.sponsors_hk],
            )
        )
        if posting.has_techtas_quota is not None:
            words = (
                _("Holds a quota of the Technology Talent Admission Scheme.")
                if posting.has_techtas_quota
                else _("Holds no quota of the Technology Talent Admission Scheme.")
            )
            offers.append(Offer(posting.has_techtas_quota, words))
    if posting.site in {WorkSite.SZ, WorkSite.BOTH}:
        offers.append(
            Offer(
                posting.sponsors_cn,
                {
                    True: _("Sponsors a work permit for the mainland."),
                    False: _("Does not sponsor work permits for the mainland."),
                    None: _("Has not said whether it sponsors work permits for the mainland."),
                }[posting.sponsors_cn],
            )
        )
    return offers


def is_quiet(posting: Posting, now: datetime) -> bool:
    """Tell whether a published advert had no human activity for 30 days."""
    return posting.state == PostingState.PUBLISHED and posting.updated_at < now - QUIET_AFTER


def posting_page(posting_id: int, *, actor: Actor, now: datetime | None = None) -> PostingPage:
    """Return the page of a role. Four queries. Raises Posting.DoesNotExist where `actor` may not see it."""
    posting = (
        Posting.objects.visible_to(actor)
        .select_related("organisation", "organisation__cluster", "cluster", "edition")
        .defer("search_text", "search_bigrams", "search_skills")
        .get(pk=posting_id)
    )
    requirements = list(posting.requirements.select_related("skill"))
    live = Posting.objects.live().filter(organisation_id=posting.organisation_id, edition_id=posting.edition_id)
    shown = set(live.order_by().values_list("pk", flat=True))
    return PostingPage(
        posting=posting,
        groups=[
            RequirementGroup(one.value, str(one.label), found)
            for one in Importance
            if (found := [item for item in requirements if item.importance == one])
        ],
        languages=list(posting.languages.all()),
        offers=work_offers(posting),
        is_quiet=is_quiet(posting, now or timezone.now()),
        is_public=posting.pk in shown,
        sees_desk=can_see_organisation_desk(actor, posting.organisation),
        others=len(shown - {posting.pk}),
    )


def employment_type(posting: Posting) -> str:
    """Return the schema.org employment type."""
    return "INTERN" if posting.kind == "internship" else "FULL_TIME"


def published_on(posting: Posting) -> date | None:
    """Return the local day of publication."""
    return timezone.localdate(posting.published_at) if posting.published_at else None
