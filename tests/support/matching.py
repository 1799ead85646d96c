"""Small editions to match, and a run taken from draft to any state without a broker."""

from random import Random

from core.actor import Actor
from expo.enums import Visibility
from expo.models import CandidateProfile, Edition, Posting
from matching.models import MatchRun
from matching.services import chunks, finish, freeze, runs
from tests.factories import (
    EditionFactory,
    OrganisationFactory,
    OrganiserFactory,
    PostingFactory,
    ProfileFactory,
    RegistrationFactory,
    SkillFactory,
    actor_of,
)


def make_edition(candidates: int = 12, postings: int = 8, *, seed: int = 1, **fields: object) -> Edition:
    """Return an edition of people with some of eight skills and roles that ask for some; every third is Private."""
    rng = Random(seed)
    edition = EditionFactory(**fields)
    skills = [SkillFactory() for _ in range(8)]
    employers = [OrganisationFactory() for _ in range(max(1, postings // 3))]
    for number in range(postings):
        PostingFactory(
            edition=edition, organisation=employers[number % len(employers)], skills=rng.sample(skills, 1 + number % 3)
        )
    for number in range(candidates):
        profile = ProfileFactory(
            skills=rng.sample(skills, 1 + number % 4),
            headline=f"Engineer of kind {number % 5}",
            visibility=Visibility.PRIVATE if number % 3 == 2 else Visibility.OPEN,
        )
        RegistrationFactory(edition=edition, profile=profile)
    return edition


def people_of(edition: Edition) -> list[CandidateProfile]:
    """Return the registered profiles in id order."""
    return list(CandidateProfile.objects.filter(registrations__edition=edition).order_by("pk"))


def roles_of(edition: Edition) -> list[Posting]:
    """Return the postings in id order."""
    return list(Posting.objects.filter(edition=edition).order_by("pk"))


def started_run(edition: Edition, actor: Actor | None = None, **settings: object) -> MatchRun:
    """Return a queued run of the edition."""
    by = actor or actor_of(OrganiserFactory())
    run = runs.plan_run(edition=edition, actor=by, **settings)
    return runs.start_run(run_id=run.pk, actor=by)


def finished_run(edition: Edition, actor: Actor | None = None, **settings: object) -> MatchRun:
    """Return a finished run of the edition, worked off in this process."""
    by = actor or actor_of(OrganiserFactory())
    run = started_run(edition, by, **settings)
    freeze.prepare_run(run_id=run.pk, actor=by)
    for number in run.chunks.order_by("number").values_list("number", flat=True):
        chunks.score_chunk(run_id=run.pk, number=number, token=f"test-{number}", actor=by)
    finish.finish_run(run_id=run.pk, actor=by)
    run.refresh_from_db()
    return run


def published_run(edition: Edition, **settings: object) -> MatchRun:
    """Return a run that a second organiser signed and that is published."""
    run = finished_run(edition, **settings)
    second = actor_of(OrganiserFactory())
    runs.sign_run(run_id=run.pk, actor=second, note="Looked at.")
    return runs.publish_run(run_id=run.pk, actor=second)
