"""Writing adverts and their steps."""

import pytest

from accounts.enums import MemberRole
from core.errors import IllegalTransition, NotAllowed
from core.models import AuditEvent
from expo.enums import Importance, PostingState
from expo.errors import NotConfirmedEmployer, PostingIncomplete, ReasonNeeded, SkillTwice
from expo.models import Posting
from expo.services.posting_steps import (
    approve_posting,
    approve_postings,
    close_posting,
    return_posting,
    submit_posting,
    take_back_posting,
)
from expo.services.postings import LanguageInput, RequirementInput, create_posting, update_posting
from tests.factories import (
    ClusterFactory,
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganiserFactory,
    PostingFactory,
    SkillFactory,
    UserFactory,
    actor_of,
)

pytestmark = pytest.mark.django_db


def content(**more: object) -> dict[str, object]:
    return {
        "kind": "job",
        "function": "technology",
        "cluster": ClusterFactory(key="ai"),
        "seniority": "mid",
        "title_en": "Data engineer",
        "site": "hk",
        "openings": 3,
        **more,
    }


def test_create_posting_makes_an_indexed_draft_with_its_parts() -> None:
    member = MembershipFactory(role=MemberRole.RECRUITER)
    python = SkillFactory(name_en="Python")
    part = EditionEmployerFactory(organisation=member.organisation)
    posting = create_posting(
        edition=part.edition,
        organisation=member.organisation,
        fields=content(),
        requirements=[
            RequirementInput(importance=Importance.MUST, skill_id=python.pk, level=3),
            RequirementInput(importance=Importance.NICE, text="  Kdb+ "),
        ],
        languages=[LanguageInput(ability="english_written", level=2, is_required=True, reason="Reports")],
        actor=actor_of(member.user),
    )
    posting = Posting.objects.get(pk=posting.pk)
    assert posting.state == PostingState.DRAFT
    assert list(posting.requirements.values_list("skill_id", "text", "importance", "level")) == [
        (python.pk, "", "must", 3),
        (None, "Kdb+", "nice", None),
    ]
    assert posting.languages.get().reason == "Reports"
    assert posting.search_skills == [python.pk]
    assert " data engineer " in posting.search_text
    assert AuditEvent.objects.get(verb="posting.create").organisation_id == member.organisation_id


@pytest.mark.parametrize("role", [MemberRole.VIEWER, None])
def test_viewers_and_strangers_cannot_create(role: str | None) -> None:
    member = MembershipFactory(role=role or MemberRole.OWNER)
    user = member.user if role else UserFactory()
    with pytest.raises(NotAllowed):
        create_posting(
            edition=EditionFactory(), organisation=member.organisation, fields=content(), actor=actor_of(user)
        )
    assert Posting.objects.count() == 0


def test_only_employers_that_take_part_may_advertise() -> None:
    member = MembershipFactory()
    part = EditionEmployerFactory(organisation=member.organisation, state="withdrawn")
    for edition in (EditionFactory(), part.edition):
        with pytest.raises(NotConfirmedEmployer):
            create_posting(
                edition=edition, organisation=member.organisation, fields=content(), actor=actor_of(member.user)
            )


def test_the_same_skill_twice_is_refused_and_nothing_is_changed() -> None:
    posting = PostingFactory(state=PostingState.DRAFT, skills=[SkillFactory()])
    skill = SkillFactory()
    with pytest.raises(SkillTwice):
        update_posting(
            posting=posting,
            fields={"openings": 9},
            requirements=[RequirementInput(importance="must", skill_id=skill.pk)] * 2,
            actor=actor_of(OrganiserFactory()),
        )
    posting.refresh_from_db()
    assert (posting.openings, posting.requirements.count()) == (2, 1)


def test_update_posting_keeps_parts_that_are_not_given_and_records_what_changed() -> None:
    posting = PostingFactory(skills=[SkillFactory()])
    update_posting(posting=posting, fields={"openings": 7, "site": "hk"}, actor=actor_of(OrganiserFactory()))
    posting.refresh_from_db()
    assert (posting.openings, posting.requirements.count()) == (7, 1)
    event = AuditEvent.objects.get(verb="posting.update")
    assert (event.before, event.after) == ({"openings": "2"}, {"openings": "7"})


def test_a_field_that_is_no_content_is_refused() -> None:
    with pytest.raises(TypeError):
        update_posting(posting=PostingFactory(), fields={"state": "closed"}, actor=actor_of(OrganiserFactory()))


def test_employers_cannot_change_a_published_advert_before_they_take_it_back() -> None:
    member = MembershipFactory()
    posting = PostingFactory(organisation=member.organisation)
    with pytest.raises(NotAllowed):
        update_posting(posting=posting, fields={"openings": 5}, actor=actor_of(member.user))
    take_back_posting(posting=posting, actor=actor_of(member.user))
    update_posting(posting=posting, fields={"openings": 5}, actor=actor_of(member.user))
    posting.refresh_from_db()
    assert (posting.state, posting.openings) == (PostingState.DRAFT, 5)


def test_the_way_of_an_advert() -> None:
    member = MembershipFactory()
    recruiter, organiser = actor_of(member.user), actor_of(OrganiserFactory())
    posting = PostingFactory(organisation=member.organisation, state=PostingState.DRAFT, skills=[SkillFactory()])
    submit_posting(posting=posting, actor=recruiter)
    with pytest.raises(ReasonNeeded):
        return_posting(posting=posting, reason="  ", actor=organiser)
    returned = return_posting(posting=posting, reason="Name the team", actor=organiser)
    assert (returned.state, returned.review_note) == (PostingState.RETURNED, "Name the team")
    submit_posting(posting=posting, actor=recruiter)
    with pytest.raises(NotAllowed):
        approve_posting(posting=posting, actor=recruiter)
    approved = approve_posting(posting=posting, actor=organiser)
    assert approved.published_at is not None
    closed = close_posting(posting=posting, actor=recruiter)
    assert closed.closed_at is not None
    with pytest.raises(IllegalTransition):
        approve_posting(posting=posting, actor=organiser)
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
        "posting.submit",
        "posting.return",
        "posting.submit",
        "posting.approve",
        "posting.close",
    ]


def test_submitting_names_what_is_missing() -> None:
    member = MembershipFactory()
    posting = PostingFactory(organisation=member.organisation, state=PostingState.DRAFT, description_en="")
    with pytest.raises(PostingIncomplete) as failure:
        submit_posting(posting=posting, actor=actor_of(member.user))
    assert str(failure.value) == "Before you submit this role, add: a description, at least one requirement."


def test_bulk_approval_tells_which_were_not_possible() -> None:
    ready, draft = PostingFactory(state=PostingState.SUBMITTED), PostingFactory(state=PostingState.DRAFT)
    done, failed = approve_postings(ids=[ready.pk, draft.pk], actor=actor_of(OrganiserFactory()))
    assert (done, failed) == (1, [(draft.pk, "This step is not possible in the present state.")])
