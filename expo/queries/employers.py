"""Employers of an edition, with what they offer."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from accounts.enums import OrganisationSize, OrganisationStage
from accounts.models import Organisation
from expo.enums import EmployerState
from expo.models import Edition, EditionEmployer, Posting
from expo.queries.openings import page_of_postings
from matching.taxonomy.models import Cluster

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class EmployerFilters:
    """What the reader asks for; unknown values are dropped."""

    q: str = ""
    cluster: str = ""
    stage: str = ""
    size: str = ""

    @classmethod
    def from_query(cls, query: dict[str, str]) -> "EmployerFilters":
        stage, size = query.get("stage", ""), query.get("size", "")
        return cls(
            q=" ".join(query.get("q", "").replace("\x00", "").split())[:80],
            cluster=query.get("cluster", "")[:40].replace("\x00", ""),
            stage=stage if stage in OrganisationStage.values else "",
            size=size if size in OrganisationSize.values else "",
        )

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.cluster or self.stage or self.size)


@dataclass(frozen=True, slots=True)
class EmployerList:
    filters: EmployerFilters
    page: "Page[Organisation]"
    clusters: list[Cluster]
    total: int

    @property
    def stages(self) -> list[tuple[str, str | Promise]]:
        return list(OrganisationStage.choices)


@dataclass(frozen=True, slots=True)
class EmployerPage:
    organisation: Organisation
    booth: str
    postings: list[Posting]
    openings: int


def _live(edition: Edition) -> QuerySet[Posting]:
    return Posting.objects.live().filter(edition=edition).order_by()


def employers_of(edition: Edition) -> QuerySet[Organisation]:
    """Return those who confirmed or have a published advert, with `adverts` and `openings`."""
    mine = _live(edition).filter(organisation_id=OuterRef("pk")).values("organisation_id")
    confirmed = EditionEmployer.objects.filter(edition=edition, state=EmployerState.CONFIRMED).values("organisation_id")
    zero = Value(0, output_field=IntegerField())
    return (
        Organisation.objects.filter(Q(pk__in=confirmed) | Q(pk__in=_live(edition).values("organisation_id")))
        .annotate(
            adverts=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), zero),
            openings=Coalesce(Subquery(mine.annotate(n=Sum("openings")).values("n")), zero),
        )
        .order_by("name_en", "pk")
    )


def list_employers(edition: Edition, filters: EmployerFilters, page_number: str | int = 1) -> EmployerList:
    """Return one page of the employers. Three queries."""
    found = employers_of(edition)
    for word in filters.q.split():
        found = found.filter(
            Q(name_en__icontains=word) | Q(name_zh_hant__contains=word) | Q(name_zh_hans__contains=word)
        )
    if filters.cluster:
        found = found.filter(cluster__key=filters.cluster)
    if filters.stage:
        found = found.filter(stage=filters.stage)
    if filters.size:
        found = found.filter(size=filters.size)
    page = Paginator(found.select_related("cluster"), PAGE_SIZE).get_page(page_number)
    return EmployerList(filters=filters, page=page, clusters=list(Cluster.objects.all()), total=page.paginator.count)


def employer_page(edition: Edition, slug: str) -> EmployerPage:
    """Return an employer of `edition` with its adverts. Five queries. Raises Organisation.DoesNotExist."""
    organisation = employers_of(edition).select_related("cluster").get(slug=slug)
    ids = list(
        _live(edition).filter(organisation=organisation).order_by("-published_at", "-pk").values_list("pk", flat=True)
    )
    part = EditionEmployer.objects.filter(edition=edition, organisation=organisation).first()
    postings = page_of_postings(ids)
    return EmployerPage(
        organisation=organisation,
        booth=part.booth if part else "",
        postings=postings,
        openings=sum(posting.openings for posting in postings),
    )
