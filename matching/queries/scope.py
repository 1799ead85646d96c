"""Who takes part in a run: registered candidates and published roles of an edition; and who does not, why."""

from dataclasses import asdict, dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from expo.enums import PostingState, RightToWork, Visibility
from expo.models import CandidateProfile, Edition, Experience, Posting, ProfileSkill, Requirement
from expo.models.posting import has_left
from expo.models.profile import CandidateProfileQuerySet
from matching.models import CandidateFeatures, PostingFeatures


@dataclass(frozen=True, slots=True)
class SideCount:
    """One side of a dry run. `left_out` and `notices` map a reason (see REASONS in views) to a number of records."""

    total: int
    taken: int
    left_out: dict[str, int] = field(default_factory=dict)
    notices: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a run would do. `to_prepare` counts records whose features are missing or older than the record."""

    candidates: SideCount
    postings: SideCount
    openings: int
    pairs: int
    to_prepare: int

    def as_json(self) -> dict:
        return asdict(self)


def _nothing_to_match() -> Q:
    """Profiles that hold no word to match by."""
    return (
        Q(headline="", summary="")
        & ~Q(Exists(ProfileSkill.objects.filter(profile=OuterRef("pk"))))
        & ~Q(Exists(Experience.objects.filter(profile=OuterRef("pk"))))
    )


def profiles_in_scope(edition: Edition) -> CandidateProfileQuerySet:
    """Return the profiles with a live registration and at least one thing to match by, in id order."""
    return (
        CandidateProfile.objects.filter(registrations__edition=edition, registrations__cancelled_at=None)
        .exclude(_nothing_to_match())
        .order_by("pk")
    )


def _wanted(scope: dict) -> Q:
    condition = Q()
    for key, lookup in (("kinds", "kind__in"), ("functions", "function__in"), ("clusters", "cluster_id__in")):
        if scope.get(key):
            condition &= Q(**{lookup: scope[key]})
    return condition


def postings_in_scope(edition: Edition, scope: dict) -> QuerySet[Posting]:
    """Return the published postings of employers that take part, narrowed by `scope`, in id order.

    `scope` keys (each optional, empty means all): kinds, functions (values), clusters (ids).
    """
    return Posting.objects.live().filter(_wanted(scope), edition=edition).order_by("pk")


def _count_candidates(edition: Edition) -> SideCount:
    registered = CandidateProfile.objects.filter(registrations__edition=edition)
    live = Q(registrations__cancelled_at=None)
    total = registered.count()
    taken = profiles_in_scope(edition)
    cancelled = registered.exclude(live).count() if total else 0
    counts = taken.aggregate(
        taken=Count("pk"),
        private=Count("pk", filter=Q(visibility=Visibility.PRIVATE)),
        no_site=Count("pk", filter=Q(wished_sites__len=0)),
        no_kind=Count("pk", filter=Q(wished_kinds__len=0)),
        no_pay=Count("pk", filter=Q(wished_pay_min=None)),
        no_start=Count("pk", filter=Q(available_from=None)),
        no_right_to_work=Count(
            "pk", filter=Q(right_to_work_hk=RightToWork.NOT_STATED, right_to_work_cn=RightToWork.NOT_STATED)
        ),
    )
    number = counts.pop("taken")
    counts["no_skill"] = taken.exclude(Exists(ProfileSkill.objects.filter(profile=OuterRef("pk")))).count()
    left_out = {"cancelled": cancelled, "empty_profile": total - cancelled - number}
    return SideCount(total=total, taken=number, left_out=_kept(left_out), notices=_kept(counts))


def _count_postings(edition: Edition, scope: dict) -> tuple[SideCount, int]:
    postings = Posting.objects.filter(edition=edition)
    states = dict(postings.values_list("state").annotate(number=Count("pk")).order_by())
    total = sum(states.values())
    published = postings.filter(state=PostingState.PUBLISHED)
    gone = published.filter(has_left()).count()
    taken = postings_in_scope(edition, scope)
    counts = taken.aggregate(
        taken=Count("pk"),
        openings=Sum("openings", default=0),
        no_pay=Count("pk", filter=Q(pay_min=None, pay_max=None)),
        no_start=Count("pk", filter=Q(starts_from=None, starts_by=None)),
        no_offer=Count("pk", filter=Q(sponsors_hk=None, sponsors_cn=None)),
    )
    number, openings = counts.pop("taken"), counts.pop("openings")
    counts["no_requirement"] = taken.exclude(Exists(Requirement.objects.filter(posting=OuterRef("pk")))).count()
    left_out = {state: states.get(state, 0) for state in PostingState.values if state != PostingState.PUBLISHED}
    left_out["employer_withdrawn"] = gone
    left_out["out_of_scope"] = states.get(PostingState.PUBLISHED, 0) - gone - number
    return SideCount(total=total, taken=number, left_out=_kept(left_out), notices=_kept(counts)), openings


def _kept(counts: dict[str, int]) -> dict[str, int]:
    return {reason: number for reason, number in counts.items() if number}


def stale_profiles(profiles: QuerySet[CandidateProfile], *, vocabulary: int, engine: str) -> QuerySet[CandidateProfile]:
    """Return those of `profiles` whose features are missing, older than the record, or of another engine."""
    fresh = CandidateFeatures.objects.filter(
        profile=OuterRef("pk"), vocabulary=vocabulary, engine=engine, computed_at__gte=OuterRef("updated_at")
    )
    return profiles.exclude(Exists(fresh))


def stale_postings(postings: QuerySet[Posting], *, vocabulary: int, engine: str) -> QuerySet[Posting]:
    """Return those of `postings` whose features are missing, older than the record, or of another engine."""
    fresh = PostingFeatures.objects.filter(
        posting=OuterRef("pk"), vocabulary=vocabulary, engine=engine, computed_at__gte=OuterRef("updated_at")
    )
    return postings.exclude(Exists(fresh))


def dry_run(edition: Edition, scope: dict, *, vocabulary: int, engine: str) -> DryRun:
    """Count what a run of `edition` with `scope` would take and leave out. Eleven queries, whatever the size."""
    candidates = _count_candidates(edition)
    postings, openings = _count_postings(edition, scope)
    stale = (
        stale_profiles(profiles_in_scope(edition), vocabulary=vocabulary, engine=engine).count()
        + stale_postings(postings_in_scope(edition, scope), vocabulary=vocabulary, engine=engine).count()
    )
    return DryRun(
        candidates=candidates,
        postings=postings,
        openings=openings,
        pairs=candidates.taken * postings.taken,
        to_prepare=stale,
    )
