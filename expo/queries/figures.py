"""The figures of an edition. Adverts, openings, registrations and check-ins are different counts, each defined here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo.enums import EmployerState, JobFunction
from expo.models import CheckIn, Edition, EditionEmployer, Posting, Registration

TECHNOLOGY = (JobFunction.RND, JobFunction.TECHNOLOGY)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit and the sentence that says how it was counted."""

    key: str
    value: int
    name: str | Promise
    how: str | Promise
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class EditionFigures:
    """Counts at the moment `as_of`. `technology_percent` is None while there are no openings."""

    employers: int
    adverts: int
    openings: int
    technology_openings: int
    as_of: datetime

    @property
    def technology_percent(self) -> int | None:
        return round(100 * self.technology_openings / self.openings) if self.openings else None

    def public(self) -> list[Figure]:
        """Return what the public reads, in reading order."""
        figures = [
            Figure(
                "openings",
                self.openings,
                _("openings"),
                _("Head counts of all published adverts, added up: an advert for three people counts three."),
            ),
            Figure(
                "adverts",
                self.adverts,
                _("adverts"),
                _("Published role descriptions. One advert may offer several openings."),
            ),
            Figure(
                "employers",
                self.employers,
                _("employers"),
                _("Organisations that confirmed their part or have at least one published advert."),
            ),
        ]
        if self.technology_percent is not None:
            how = _("Openings whose function is R&D or technology, divided by all openings.")
            figures.append(Figure("technology", self.technology_percent, _("technology and R&D"), how, True))
        return figures


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """People who registered and people who were seen."""

    registered: int
    cancelled: int
    checked_in: int
    scans: int

    @property
    def show_percent(self) -> int | None:
        return round(100 * self.checked_in / self.registered) if self.registered else None

    def figures(self) -> list[Figure]:
        """Return the organiser's figures of people."""
        return [
            Figure(
                "registered",
                self.registered,
                _("registered people"),
                _("People with a registration for this edition that they did not cancel."),
            ),
            Figure(
                "checked_in",
                self.checked_in,
                _("people checked in"),
                _("Different people seen at a gate or signed in online. Several scans of one person count once."),
            ),
        ]


def edition_figures(edition: Edition) -> EditionFigures:
    """Count employers, adverts and openings of `edition` now. Two queries."""
    live = Posting.objects.live().filter(edition=edition)
    adverts = live.aggregate(
        adverts=Count("pk"),
        heads=Sum("openings", default=0),
        technology=Sum("openings", filter=Q(function__in=TECHNOLOGY), default=0),
    )
    confirmed = EditionEmployer.objects.filter(edition=edition, state=EmployerState.CONFIRMED).values("organisation_id")
    with_advert = live.values("organisation_id")
    return EditionFigures(
        employers=confirmed.order_by().union(with_advert.order_by()).count(),
        adverts=adverts["adverts"],
        openings=adverts["heads"],
        technology_openings=adverts["technology"],
        as_of=timezone.now(),
    )


def attendance_figures(edition: Edition) -> AttendanceFigures:
    """Count registrations and check-ins of `edition` now. Two queries."""
    people = Registration.objects.filter(edition=edition).aggregate(
        registered=Count("pk", filter=Q(cancelled_at=None)), cancelled=Count("pk", filter=Q(cancelled_at__isnull=False))
    )
    seen = CheckIn.objects.filter(registration__edition=edition).aggregate(
        people=Count("registration_id", distinct=True), scans=Count("pk")
    )
    return AttendanceFigures(
        registered=people["registered"],
        cancelled=people["cancelled"],
        checked_in=seen["people"],
        scans=seen["scans"],
    )
