"""Writes the demo edition in one transaction; the same seed and vocabulary give the same edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter

from django.db import models, transaction

from accounts.consents import TEXT_VERSIONS, WITH_THE_PROFILE
from accounts.models import Consent, Organisation, User
from accounts.services.demo import create_demo_people
from core.actor import Actor
from core.audit import record
from expo.demo.advert_texts import EDITION
from expo.demo.candidates import CandidateMaker, DraftCandidate
from expo.demo.errors import VocabularyMissing
from expo.demo.organisations import make_organisations
from expo.demo.postings import DraftPosting, PostingMaker
from expo.demo.vocabulary import DemoVocabulary, load_demo_vocabulary
from expo.enums import Visibility
from expo.models import (
    CandidateProfile,
    Edition,
    EditionEmployer,
    Education,
    Experience,
    Posting,
    PostingLanguage,
    ProfileLanguage,
    ProfileSkill,
    Registration,
    Requirement,
)
from expo.services.search_index import index_posting
from matching.taxonomy.models import Occupation, Skill
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.services.terms import note_unknown_terms

SLUG = "demo-2026"
PUBLISHED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BATCH = 4000


@dataclass(frozen=True, slots=True)
class DemoEdition:
    """What was made; `seconds` is the wall time."""

    edition: Edition
    counts: dict[str, int]
    seconds: float


@transaction.atomic
def make_demo_edition(
    *, candidates: int, openings: int, employers: int = 250, seed: int = 2026, actor: Actor
) -> DemoEdition | None:
    """Make the demo edition with `openings` adverts; return None when it is there already.

    Raises VocabularyMissing when no vocabulary has been loaded.
    """
    started = perf_counter()
    if Edition.objects.filter(slug=SLUG).exists():
        return None
    vocabulary = load_demo_vocabulary()
    if not vocabulary.roles:
        raise VocabularyMissing
    edition = _edition()
    organisations = _organisations(Random(f"{seed}-employers"), vocabulary, edition, min(employers, max(1, openings)))
    postings = PostingMaker(Random(f"{seed}-postings"), vocabulary, edition, PUBLISHED_AT).make(organisations, openings)
    _save_postings(postings)
    people = create_demo_people(employer_organisation=_owned_by_demo_employer(organisations, postings))
    drafts = CandidateMaker(Random(f"{seed}-candidates"), vocabulary).make(candidates)
    if drafts:
        _give_to_demo_candidate(_most_telling(drafts), people["candidate"])
    _save_candidates(drafts, edition)
    _note_terms(drafts, postings)
    counts = {
        "employers": len(organisations),
        "adverts": len(postings),
        "openings": sum(draft.posting.openings for draft in postings),
        "candidates": len(drafts),
    }
    record("demo_edition_made", edition, actor=actor, after=counts)
    return DemoEdition(edition, counts, perf_counter() - started)


def _edition() -> Edition:
    fields = {
        f"{name}_{code}": text
        for name, texts in EDITION.items()
        for code, text in zip(("en", "zh_hant", "zh_hans"), texts, strict=True)
    }
    return Edition.objects.create(
        slug=SLUG,
        starts_on=date(2026, 12, 11),
        ends_on=date(2026, 12, 12),
        sites=["hk", "sz", "online"],
        state="open",
        is_demo=True,
        **fields,
    )


def _organisations(rng: Random, vocabulary: DemoVocabulary, edition: Edition, count: int) -> list[Organisation]:
    organisations = Organisation.objects.bulk_create(make_organisations(rng, vocabulary, count))
    EditionEmployer.objects.bulk_create(
        EditionEmployer(
            edition=edition,
            organisation=organisation,
            state="confirmed",
            booth=f"{'ABCDE'[n // 60 % 5]}{n % 60 + 1:02d}",
        )
        for n, organisation in enumerate(organisations)
    )
    return organisations


def _save_postings(drafts: list[DraftPosting]) -> None:
    lexicon = current_lexicon()
    occupations, skills = Occupation.objects.in_bulk(), Skill.objects.in_bulk()
    for draft in drafts:
        draft.posting.occupation = occupations[draft.posting.occupation_id]
        for row in draft.requirements:
            row.skill = skills.get(row.skill_id)
        index_posting(draft.posting, draft.requirements, lexicon)
    Posting.objects.bulk_create((draft.posting for draft in drafts), batch_size=BATCH)
    _create_all(Requirement, (row for draft in drafts for row in draft.requirements))
    _create_all(PostingLanguage, (row for draft in drafts for row in draft.languages))


def _save_candidates(drafts: list[DraftCandidate], edition: Edition) -> None:
    User.objects.bulk_create((draft.user for draft in drafts if draft.user.pk is None), batch_size=BATCH)
    for draft in drafts:
        draft.profile.user = draft.user
    CandidateProfile.objects.bulk_create((draft.profile for draft in drafts), batch_size=BATCH)
    _create_all(ProfileSkill, (row for draft in drafts for row in draft.skills))
    _create_all(ProfileLanguage, (row for draft in drafts for row in draft.languages))
    _create_all(Education, (row for draft in drafts for row in draft.education))
    _create_all(Experience, (row for draft in drafts for row in draft.experience))
    wishes = CandidateProfile.wished_clusters.through
    _create_all(
        wishes,
        (wishes(candidateprofile_id=d.profile.pk, cluster_id=cluster) for d in drafts for cluster in d.clusters),
    )
    _create_all(
        Consent,
        (
            Consent(user=draft.user, purpose=WITH_THE_PROFILE, text_version=TEXT_VERSIONS[WITH_THE_PROFILE])
            for draft in drafts
            if draft.profile.visibility == Visibility.OPEN
        ),
    )
    rng = Random("registrations")
    _create_all(
        Registration,
        (
            Registration(
                edition=edition,
                profile=draft.profile,
                registered_at=PUBLISHED_AT - timedelta(minutes=rng.randrange(60 * 24 * 45)),
            )
            for draft in drafts
        ),
    )


def _create_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert rows in the order given; a row's parent ids are read only now, when the parents are saved."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def _most_telling(drafts: list[DraftCandidate]) -> DraftCandidate:
    """Return who shows most: a Hong Kong software or data person with a few years of work, every part filled in."""

    def tells(draft: DraftCandidate) -> tuple[object, ...]:
        career, profile = draft.career, draft.profile
        return (
            career.origin == "hk" and career.code == "en",
            career.stage == "worker" and career.home.cluster in ("software_ict", "ai", "data_analytics"),
            bool(profile.headline and profile.summary and profile.wished_kinds and profile.wished_pay_min),
            bool(draft.education and draft.languages) and all(row.description for row in draft.experience),
            len(draft.experience),
            min(12, len(draft.skills)),
        )

    return max(drafts, key=tells)


def _give_to_demo_candidate(draft: DraftCandidate, user: User) -> None:
    """The demo's candidate gets this profile, fully stated and Open, so that every page has something to show."""
    user.language, user.is_demo = draft.user.language, True
    draft.user = user
    draft.profile.visibility = "open"
    draft.profile.right_to_work_hk = draft.profile.right_to_work_cn = "yes"
    draft.profile.wished_sites = ["hk", "sz", "both", "remote"]


def _owned_by_demo_employer(organisations: list[Organisation], drafts: list[DraftPosting]) -> Organisation:
    """Return the start-up with the most adverts."""
    adverts: dict[int, int] = {}
    for draft in drafts:
        adverts[draft.posting.organisation_id] = adverts.get(draft.posting.organisation_id, 0) + 1
    return max(organisations, key=lambda o: (o.stage == "startup", adverts.get(o.pk, 0), -o.pk))


def _note_terms(drafts: list[DraftCandidate], postings: list[DraftPosting]) -> None:
    texts = [(row.text, draft.profile.language) for draft in drafts for row in draft.skills if row.skill_id is None]
    texts += [
        (row.text, draft.posting.language) for draft in postings for row in draft.requirements if row.skill_id is None
    ]
    note_unknown_terms(texts)
