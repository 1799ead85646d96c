"""The gate: passes, the people a gate looks for, and what it has seen."""

from dataclasses import dataclass
from datetime import datetime

import qrcode
from django.db.models import Exists, Min, OuterRef, Q

from expo.entry_codes import entry_code
from expo.enums import EditionState
from expo.models import CandidateProfile, CheckIn, Edition, Registration
from expo.queries.figures import AttendanceFigures, attendance_figures

FOUND_AT_MOST = 12
LAST_SEEN = 8


@dataclass(frozen=True, slots=True)
class EntryPass:
    """A visitor's pass: the code in words, and as a picture of `size` × `size` squares (`path` in SVG)."""

    registration: Registration
    code: str
    path: str
    size: int
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class GatePerson:
    """Somebody whom the gate may let in; `seen_at` is the first check-in at this edition."""

    profile: CandidateProfile
    registration: Registration | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The first people that a name finds; `is_more` tells that others have it too."""

    people: list[GatePerson]
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    edition: Edition
    is_running: bool
    figures: AttendanceFigures
    last: list[CheckIn]


def _squares(text: str) -> tuple[str, int]:
    """Return the QR code of `text` as one SVG path and its width, with the quiet zone of four squares."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return path, len(rows)


def entry_pass(registration: Registration) -> EntryPass:
    """Return the pass of a registration. One query."""
    code = entry_code(registration.pk)
    path, size = _squares(code)
    seen = registration.check_ins.aggregate(first=Min("at"))["first"]
    return EntryPass(registration, code, path, size, seen)


def gate(edition: Edition) -> Gate:
    """Return what a gate shows beside its field. Three queries."""
    last = CheckIn.objects.filter(registration__edition=edition).select_related("registration__profile__user")
    return Gate(
        edition=edition,
        is_running=edition.state == EditionState.RUNNING,
        figures=attendance_figures(edition),
        last=list(last[:LAST_SEEN]),
    )


def first_seen(registration: Registration, *, before: CheckIn) -> CheckIn | None:
    """Return the first check-in of this person, if there was one before `before`."""
    earlier = CheckIn.objects.filter(registration=registration).exclude(pk=before.pk)
    return earlier.filter(at__lte=before.at).order_by("at", "pk").first()


def look_for(edition: Edition, text: str) -> FoundPeople:
    """Return people by name or e-mail address, those who registered first. Two queries, none for an empty text."""
    words = text.split()
    if not words:
        return FoundPeople([])
    mine = Registration.objects.filter(edition=edition, profile_id=OuterRef("pk"), cancelled_at=None)
    found = CandidateProfile.objects.annotate(is_registered=Exists(mine))
    for word in words:
        found = found.filter(
            Q(user__family_name__icontains=word)
            | Q(user__given_name__icontains=word)
            | Q(user__preferred_name__icontains=word)
            | Q(user__chinese_name__contains=word)
            | Q(user__email__icontains=word)
        )
    order = ("-is_registered", "user__family_name", "user__given_name", "pk")
    profiles = list(found.select_related("user").order_by(*order)[: FOUND_AT_MOST + 1])
    is_more = len(profiles) > FOUND_AT_MOST
    rows = Registration.objects.filter(edition=edition, profile__in=profiles, cancelled_at=None)
    registrations = {row.profile_id: row for row in rows.annotate(seen_at=Min("check_ins__at"))}
    people = [
        GatePerson(one, row := registrations.get(one.pk), getattr(row, "seen_at", None) if row else None)
        for one in profiles[:FOUND_AT_MOST]
    ]
    return FoundPeople(people, is_more)
