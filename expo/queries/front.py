"""The front page of an edition."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Count, Q, Sum
from django.utils import timezone

from accounts.models import Organisation
from core.actor import Actor
from core.receipt import Receipt
from core.sample_receipt import sample_receipt
from expo.enums import PostingKind
from expo.models import Edition, Posting, Registration
from expo.queries.figures import Figure, edition_figures
from matching.taxonomy.models import Cluster

EMPLOYERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ClusterCount:
    cluster: Cluster
    adverts: int
    openings: int


@dataclass(frozen=True, slots=True)
class KindCount:
    kind: str
    label: str
    adverts: int


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the public reads first; `days_left` is None once the edition has begun, `specimen` explains receipts."""

    edition: Edition
    figures: list[Figure]
    clusters: list[ClusterCount]
    kinds: list[KindCount]
    employers: list[Organisation]
    days_left: int | None
    takes_registrations: bool
    as_of: datetime
    is_registered: bool
    specimen: Receipt


def _clusters(edition: Edition) -> list[ClusterCount]:
    live = Q(postings__in=Posting.objects.live().filter(edition=edition).order_by())
    rows = Cluster.objects.annotate(
        adverts=Count("postings", filter=live), openings=Sum("postings__openings", filter=live, default=0)
    ).filter(adverts__gt=0)
    rows = rows.order_by("-openings", "position")
    return [ClusterCount(row, row.adverts, row.openings) for row in rows]


def _kinds(edition: Edition) -> list[KindCount]:
    rows = Posting.objects.live().filter(edition=edition).order_by().values_list("kind")
    counts = dict(rows.annotate(adverts=Count("pk")))
    return [KindCount(kind.value, str(kind.label), counts[kind]) for kind in PostingKind if counts.get(kind)]


def _employers_of_the_day(edition: Edition, today: date) -> list[Organisation]:
    """Return some employers with adverts, other ones every day, so that small ones are seen as often as large ones."""
    live = Organisation.objects.filter(pk__in=Posting.objects.live().filter(edition=edition).values("organisation_id"))
    names = live.only("slug", "name_en", "name_zh_hant", "name_zh_hans", "stage")
    drawn = sorted(names, key=lambda one: sha256(f"{today}{one.slug}".encode()).digest())[:EMPLOYERS_SHOWN]
    return sorted(drawn, key=lambda one: one.name_en.casefold())


def front_page(edition: Edition, *, actor: Actor) -> FrontPage:
    """Return what the front page of `edition` shows. Five queries, six for a signed-in person."""
    today = timezone.localdate()
    figures = edition_figures(edition)
    return FrontPage(
        edition=edition,
        figures=figures.public(),
        as_of=figures.as_of,
        clusters=_clusters(edition),
        kinds=_kinds(edition),
        employers=_employers_of_the_day(edition, today),
        days_left=(edition.starts_on - today).days if edition.starts_on > today else None,
        takes_registrations=edition.takes_registrations,
        is_registered=actor.user_id is not None
        and Registration.objects.filter(edition=edition, profile__user_id=actor.user_id, cancelled_at=None).exists(),
        specimen=sample_receipt(),
    )
