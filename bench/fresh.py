"""A changed profile or posting: its features and its own list, made anew without a run, as the worker does it."""

from itertools import cycle

from bench.batch import published
from bench.meter import Meter
from bench.world import World
from expo.models import CandidateProfile, Edition, Posting
from matching.services.freshness import refresh_profiles, refresh_roles

RECORDS = 12


def measure(world: World, edition: Edition, rounds: int) -> Meter:
    """Measure one record at a time after a change of its text, in a process that has done one before."""
    published(edition)
    people = cycle(CandidateProfile.objects.filter(registrations__edition=edition).order_by("pk")[:RECORDS])
    roles = cycle(Posting.objects.filter(edition=edition, state="published").order_by("pk")[:RECORDS])
    changed: dict[str, CandidateProfile | Posting] = {}

    def change_person() -> None:
        changed["person"] = person = next(people)
        person.headline = f"{person.headline[:150]} (again)"
        person.save(update_fields=["headline", "updated_at"])

    def change_role() -> None:
        changed["role"] = role = next(roles)
        role.title_en = f"{role.title_en[:150]} (again)"
        role.save(update_fields=["title_en", "updated_at"])

    meter = Meter("A changed record gets its own list", lambda: world.postgres)
    meter.add("a profile", lambda: refresh_profiles(profile_ids=[changed["person"].pk]), before=change_person)
    meter.add("a posting", lambda: refresh_roles(posting_ids=[changed["role"].pk]), before=change_role)
    return meter.run(2 * rounds)
