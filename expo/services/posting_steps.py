"""The steps of an advert from draft to published to closed, each locked, checked, recorded."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from core.audit import record
from core.errors import DomainError, NotAllowed
from expo.enums import PostingState
from expo.errors import PostingIncomplete, ReasonNeeded
from expo.models import Posting
from expo.policies import can_manage_posting, can_review_posting
from expo.services.announce import postings_changed
from expo.workflows import POSTING


def missing_content(posting: Posting) -> list[str]:
    """Return the names of what an advert must have before anyone reviews it, in the reader's language."""
    missing = []
    if not any((posting.description_en, posting.description_zh_hant, posting.description_zh_hans)):
        missing.append(_("a description"))
    if not posting.requirements.exists():
        missing.append(_("at least one requirement"))
    return missing


def _step(
    verb: str, posting: Posting, *, actor: Actor, may: Callable[[Actor, Posting], bool], reason: str = "", now: datetime
) -> Posting:
    """Lock, check, change, record. Repeating a step whose effect is there answers the same posting."""
    posting = Posting.objects.select_for_update(of=["self"]).get(pk=posting.pk)
    if not may(actor, posting):
        raise NotAllowed
    before = posting.state
    target = POSTING.check(verb, before)
    posting.state = target
    if target == PostingState.SUBMITTED:
        posting.submitted_at, posting.review_note = now, ""
    elif target == PostingState.PUBLISHED:
        posting.published_at, posting.closed_at, posting.review_note = now, None, ""
    elif target == PostingState.RETURNED:
        posting.review_note = reason
    elif target == PostingState.CLOSED:
        posting.closed_at = now
    posting.save(update_fields=["state", "submitted_at", "published_at", "closed_at", "review_note", "updated_at"])
    record(
        f"posting.{verb}",
        posting,
        actor=actor,
        before={"state": before},
        after={"state": target},
        reason=reason,
        organisation_id=posting.organisation_id,
    )
    postings_changed([posting.pk])
    return posting


@transaction.atomic
def submit_posting(*, posting: Posting, actor: Actor, now: datetime | None = None) -> Posting:
    """Hand a draft to the organisers. Raises PostingIncomplete, IllegalTransition, NotAllowed."""
    missing = missing_content(posting)
    if missing:
        raise PostingIncomplete(missing=", ".join(missing))
    return _step("submit", posting, actor=actor, may=can_manage_posting, now=now or timezone.now())


@transaction.atomic
def approve_posting(*, posting: Posting, actor: Actor, now: datetime | None = None) -> Posting:
    """Publish a submitted advert. Raises IllegalTransition, NotAllowed."""
    return _step("approve", posting, actor=actor, may=can_review_posting, now=now or timezone.now())


@transaction.atomic
def return_posting(*, posting: Posting, reason: str, actor: Actor, now: datetime | None = None) -> Posting:
    """Send a submitted advert back with a reason. Raises ReasonNeeded, IllegalTransition, NotAllowed."""
    if not reason.strip():
        raise ReasonNeeded
    return _step(
        "return", posting, actor=actor, may=can_review_posting, reason=reason.strip(), now=now or timezone.now()
    )


@transaction.atomic
def publish_posting(*, posting: Posting, actor: Actor, now: datetime | None = None) -> Posting:
    """Publish without a review of one's own: organisers and imports. Raises IllegalTransition, NotAllowed."""
    return _step("publish", posting, actor=actor, may=can_review_posting, now=now or timezone.now())


@transaction.atomic
def close_posting(*, posting: Posting, actor: Actor, now: datetime | None = None) -> Posting:
    """Take an advert off the pages. Raises IllegalTransition, NotAllowed."""
    return _step("close", posting, actor=actor, may=can_manage_posting, now=now or timezone.now())


@transaction.atomic
def take_back_posting(*, posting: Posting, actor: Actor, now: datetime | None = None) -> Posting:
    """Make a submitted, published or closed advert a draft again. Raises IllegalTransition, NotAllowed."""
    return _step("take_back", posting, actor=actor, may=can_manage_posting, now=now or timezone.now())


@transaction.atomic
def refresh_posting(*, posting: Posting, actor: Actor) -> Posting:
    """Say "this role is still open": renews the date of the last human activity. Raises NotAllowed."""
    if not can_manage_posting(actor, posting):
        raise NotAllowed
    posting.save(update_fields=["updated_at"])
    record("posting.refresh", posting, actor=actor, organisation_id=posting.organisation_id)
    return posting


def approve_postings(*, ids: Iterable[int], actor: Actor) -> tuple[int, list[tuple[int, str]]]:
    """Approve many, each in its own transaction; return the number done and (id, reason) of the others."""
    done, failed = 0, []
    for posting in Posting.objects.filter(pk__in=list(ids)).order_by("pk"):
        try:
            approve_posting(posting=posting, actor=actor)
            done += 1
        except DomainError as error:
            failed.append((posting.pk, str(error)))
    return done, failed
