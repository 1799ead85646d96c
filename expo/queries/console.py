"""The organiser's console: the edition at a glance and what needs attention."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from expo.enums import EmployerState, ImportState, PostingState, Visibility
from expo.linter import Flag
from expo.models import CandidateProfile, CheckIn, Edition, EditionEmployer, ImportBatch, Posting, Registration
from expo.queries.desk import flags_of
from expo.queries.figures import AttendanceFigures, Figure, attendance_figures, edition_figures
from expo.queries.posting_page import QUIET_AFTER
from expo.workflows import EDITION, POSTING
from matching.taxonomy.enums import TermState
from matching.taxonomy.models import UnknownTerm

REVIEW_PAGE = 20
PEOPLE_PAGE = 30
EMPLOYERS_PAGE = 50


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that waits, with the page that deals with it (`url_name`, `query`)."""

    count: int
    words: str | Promise
    why: str | Promise
    url_name: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Console:
    edition: Edition | None
    figures: list[Figure]
    people: AttendanceFigures | None
    matters: list[Matter]
    verbs: list[str]
    as_of: datetime


REVIEW, EMPLOYERS = "expo:posting_review", "expo:edition_employers"


def _advert_matters(edition: Edition, now: datetime) -> list[Matter]:
    """One query."""
    waiting = Posting.objects.filter(edition=edition).aggregate(
        submitted=Count("pk", filter=Q(state=PostingState.SUBMITTED)),
        returned=Count("pk", filter=Q(state=PostingState.RETURNED)),
        quiet=Count("pk", filter=Q(state=PostingState.PUBLISHED, updated_at__lt=now - QUIET_AFTER)),
        silent=Count("pk", filter=Q(state=PostingState.PUBLISHED, pay_min=None, pay_max=None)),
    )
    submitted, returned, quiet, silent = (waiting[name] for name in ("submitted", "returned", "quiet", "silent"))
    words = ngettext("advert waits for review", "adverts wait for review", submitted)
    matters = [Matter(submitted, words, _("Not public before you approve it."), REVIEW)]
    words = ngettext("advert is quiet", "adverts are quiet", quiet)
    matters.append(Matter(quiet, words, _("Published, no human activity for 30 days."), REVIEW, "?state=quiet"))
    words = ngettext("advert is with its employer", "adverts are with their employers", returned)
    matters.append(Matter(returned, words, _("You sent it back with a reason."), REVIEW, "?state=returned"))
    words = ngettext("advert states no pay", "adverts state no pay", silent)
    return [*matters, Matter(silent, words, _("Published without a range."), REVIEW, "?state=no_pay")]


def _queue_matters(edition: Edition) -> list[Matter]:
    """Two queries."""
    terms = UnknownTerm.objects.filter(state=TermState.PENDING).count()
    imports = ImportBatch.objects.filter(edition=edition, state=ImportState.PREVIEWED).count()
    words = ngettext("term is not in the vocabulary", "terms are not in the vocabulary", terms)
    why = _("They count by wording only until an editor decides.")
    waits = ngettext("import waits for a confirmation", "imports wait for a confirmation", imports)
    return [
        Matter(terms, words, why, "taxonomy:unknown_queue"),
        Matter(imports, waits, _("Checked, nothing written yet."), "expo:import_list"),
    ]


def _employer_matters(edition: Edition) -> list[Matter]:
    """One query."""
    adverts = Posting.objects.filter(
        edition=edition, organisation_id=OuterRef("organisation_id"), state=PostingState.PUBLISHED
    )
    parts = EditionEmployer.objects.filter(edition=edition).annotate(has_advert=Exists(adverts))
    counts = parts.aggregate(
        invited=Count("pk", filter=Q(state=EmployerState.INVITED)),
        silent=Count("pk", filter=Q(state=EmployerState.CONFIRMED, has_advert=False)),
    )
    invited, silent = counts["invited"], counts["silent"]
    words = ngettext("employer has not confirmed", "employers have not confirmed", invited)
    nothing = ngettext("employer has no advert", "employers have no advert", silent)
    return [
        Matter(invited, words, _("Invited, no answer yet."), EMPLOYERS, "?state=invited"),
        Matter(silent, nothing, _("Confirmed, nothing published."), EMPLOYERS, "?state=silent"),
    ]


def _matters(edition: Edition, now: datetime) -> list[Matter]:
    """Return what waits, adverts first; what does not wait is left out."""
    found = _advert_matters(edition, now) + _queue_matters(edition) + _employer_matters(edition)
    return [matter for matter in found if matter.count]


def console(edition: Edition | None, *, now: datetime | None = None) -> Console:
    """Return the console's first page for `edition`. Eight queries, none without an edition."""
    at = now or timezone.now()
    if edition is None:
        return Console(None, [], None, [], [], at)
    people = attendance_figures(edition)
    return Console(
        edition=edition,
        figures=edition_figures(edition).public() + people.figures(),
        people=people,
        matters=_matters(edition, at),
        verbs=EDITION.verbs(edition.state),
        as_of=at,
    )


def edition_in_hand() -> Edition | None:
    """Return the edition that organisers work on: the public one, else the latest of all."""
    return Edition.objects.current() or Edition.objects.order_by("-starts_on", "-pk").first()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    posting: Posting
    flags: list[Flag]
    requirements: int
    verbs: list[str]


@dataclass(frozen=True, slots=True)
class Review:
    state: str
    counts: dict[str, int]
    page: "Page[Posting]"
    rows: list[ReviewRow]


def _in_state(edition: Edition, state: str, now: datetime) -> QuerySet[Posting]:
    found = Posting.objects.filter(edition=edition)
    live = found.filter(state=PostingState.PUBLISHED)
    if state == "quiet":
        return live.filter(updated_at__lt=now - QUIET_AFTER)
    if state == "no_pay":
        return live.filter(pay_min=None, pay_max=None)
    return found.filter(state=state)


def review(edition: Edition, state: str, page_number: str | int = 1, *, now: datetime | None = None) -> Review:
    """Return one page of adverts in `state` (a posting state, "quiet" or "no_pay"), oldest first. Five queries."""
    at = now or timezone.now()
    wanted = state if state in {*PostingState.values, "quiet", "no_pay"} else PostingState.SUBMITTED
    found = (
        _in_state(edition, wanted, at)
        .select_related("organisation", "cluster")
        .prefetch_related("requirements", "languages")
        .defer("search_text", "search_bigrams", "search_skills")
        .order_by("submitted_at", "updated_at", "pk")
    )
    page = Paginator(found, REVIEW_PAGE).get_page(page_number)
    counts = Posting.objects.filter(edition=edition).order_by().values_list("state").annotate(Count("pk"))
    return Review(
        state=wanted,
        counts=dict(counts),
        page=page,
        rows=[
            ReviewRow(
                posting=posting,
                flags=flags_of(posting, list(posting.requirements.all()), list(posting.languages.all())),
                requirements=len(posting.requirements.all()),
                verbs=POSTING.verbs(posting.state),
            )
            for posting in page
        ],
    )


@dataclass(frozen=True, slots=True)
class People:
    q: str
    show: str
    page: "Page[CandidateProfile]"
    total: int
    open_profiles: int


def people(edition: Edition | None, *, q: str = "", show: str = "", page_number: str | int = 1) -> People:
    """Return one page of candidates for organisers, by family name. Three queries.

    `show` is "", "registered", "checked_in", "open" or "private"; `q` looks in names, e-mail and headline.
    """
    mine = Registration.objects.filter(edition=edition, profile_id=OuterRef("pk"), cancelled_at=None)
    seen = CheckIn.objects.filter(registration__edition=edition, registration__profile_id=OuterRef("pk"))
    found = CandidateProfile.objects.annotate(
        is_registered=Exists(mine), is_checked_in=Exists(seen), skill_count=Count("skills")
    )
    for word in q.split():
        found = found.filter(
            Q(user__family_name__icontains=word)
            | Q(user__given_name__icontains=word)
            | Q(user__preferred_name__icontains=word)
            | Q(user__chinese_name__contains=word)
            | Q(user__email__icontains=word)
            | Q(headline__icontains=word)
        )
    choices = {
        "registered": Q(is_registered=True),
        "checked_in": Q(is_checked_in=True),
        "open": Q(visibility=Visibility.OPEN),
        "private": Q(visibility=Visibility.PRIVATE),
    }
    if show in choices:
        found = found.filter(choices[show])
    ordered = found.select_related("user").order_by("user__family_name", "user__given_name", "pk")
    page = Paginator(ordered, PEOPLE_PAGE).get_page(page_number)
    return People(
        q=q,
        show=show if show in choices else "",
        page=cast("Page[CandidateProfile]", page),
        total=page.paginator.count,
        open_profiles=CandidateProfile.objects.open_to_employers().count(),
    )


@dataclass(frozen=True, slots=True)
class EmployerRow:
    part: EditionEmployer
    adverts: int
    openings: int
    waiting: int


def employer_rows(edition: Edition, state: str, q: str = "", page_number: str | int = 1) -> Page[EmployerRow]:
    """Return a page of an edition's employers by name; `state` "silent": confirmed without an advert. Two queries."""
    counts: dict[int, dict[str, int]] = {}
    for organisation_id, posting_state, openings in Posting.objects.filter(edition=edition).values_list(
        "organisation_id", "state", "openings"
    ):
        row = counts.setdefault(organisation_id, {"adverts": 0, "openings": 0, "waiting": 0})
        if posting_state == PostingState.PUBLISHED:
            row["adverts"] += 1
            row["openings"] += openings
        row["waiting"] += posting_state == PostingState.SUBMITTED
    parts = EditionEmployer.objects.filter(edition=edition).select_related("organisation")
    if state in EmployerState.values:
        parts = parts.filter(state=state)
    for word in q.split():
        parts = parts.filter(
            Q(organisation__name_en__icontains=word)
            | Q(organisation__name_zh_hant__contains=word)
            | Q(organisation__name_zh_hans__contains=word)
        )
    rows = [
        EmployerRow(part, **counts.get(part.organisation_id, {"adverts": 0, "openings": 0, "waiting": 0}))
        for part in parts.order_by("organisation__name_en", "pk")
    ]
    if state == "silent":
        rows = [row for row in rows if not row.adverts and row.part.state == EmployerState.CONFIRMED]
    return Paginator(rows, EMPLOYERS_PAGE).get_page(page_number)
