"""What may never be, the database refuses, whichever way the change comes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from expo.models import Posting
from tests.factories import (
    CheckInFactory,
    EditionEmployerFactory,
    EditionFactory,
    EducationFactory,
    ExperienceFactory,
    MembershipFactory,
    PostingFactory,
    PostingLanguageFactory,
    ProfileFactory,
    ProfileLanguageFactory,
    ProfileSkillFactory,
    RegistrationFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)
NEVER: list[tuple[str, Callable[[], Any], dict[str, Any]]] = [
    ("edition_days_in_order", EditionFactory, {"starts_on": LATE, "ends_on": EARLY}),
    ("edition_state_is_known", EditionFactory, {"state": "secret"}),
    ("employer_state_is_known", EditionEmployerFactory, {"state": "secret"}),
    ("posting_state_is_known", PostingFactory, {"state": "secret"}),
    ("posting_has_openings", PostingFactory, {"openings": 0}),
    ("posting_has_title", PostingFactory, {"title_en": "", "title_zh_hant": "", "title_zh_hans": ""}),
    ("posting_pay_in_order", PostingFactory, {"pay_min": 2, "pay_max": 1}),
    ("posting_pay_months", PostingFactory, {"pay_months": 0}),
    ("posting_starts_in_order", PostingFactory, {"starts_from": LATE, "starts_by": EARLY}),
    ("posting_submitted_has_time", PostingFactory, {"state": "submitted", "submitted_at": None}),
    ("posting_returned_has_reason", PostingFactory, {"state": "returned", "review_note": ""}),
    ("posting_published_has_time", PostingFactory, {"published_at": None}),
    ("posting_closed_has_time", PostingFactory, {"state": "closed"}),
    ("requirement_is_known", RequirementFactory, {"importance": "maybe"}),
    ("requirement_is_known", RequirementFactory, {"proof": "rumour"}),
    ("requirement_level", RequirementFactory, {"level": 5}),
    ("requirement_says_something", RequirementFactory, {"skill": None, "text": ""}),
    ("posting_language_is_known", PostingLanguageFactory, {"level": 5}),
    ("posting_language_is_known", PostingLanguageFactory, {"ability": "klingon"}),
    ("profile_visibility_is_known", ProfileFactory, {"visibility": "half"}),
    ("profile_days_in_order", ProfileFactory, {"available_from": LATE, "available_until": EARLY}),
    ("profile_hk_day_only_if_later", ProfileFactory, {"right_to_work_hk": "yes", "right_to_work_hk_from": EARLY}),
    ("profile_cn_day_only_if_later", ProfileFactory, {"right_to_work_cn": "yes", "right_to_work_cn_from": EARLY}),
    ("profile_skill_level", ProfileSkillFactory, {"level": 0}),
    ("profile_skill_evidence", ProfileSkillFactory, {"evidence": "rumour"}),
    ("profile_skill_says_something", ProfileSkillFactory, {"skill": None, "text": ""}),
    ("profile_language_is_known", ProfileLanguageFactory, {"level": 0}),
    ("education_qf_level", EducationFactory, {"qf_level": 8}),
    ("experience_days_in_order", ExperienceFactory, {"started_on": LATE, "ended_on": EARLY}),
    ("registration_times_in_order", RegistrationFactory, {"cancelled_at": datetime(2020, 1, 1, tzinfo=UTC)}),
    ("check_in_source_is_known", CheckInFactory, {"source": "rumour"}),
    ("membership_role_is_known", MembershipFactory, {"role": "king"}),
]


@pytest.mark.parametrize(("constraint", "factory", "change"), NEVER, ids=[f"{c}-{[*d][0]}" for c, _f, d in NEVER])
def test_what_may_never_be(constraint: str, factory: Callable[[], Any], change: dict[str, Any]) -> None:
    row = factory()
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**change)


def test_every_check_of_the_expo_is_tried_here() -> None:
    models = [
        factory._meta.model  # type: ignore[attr-defined]  # factory_boy's own
        for _name, factory, _change in NEVER
        if factory is not MembershipFactory
    ]
    checks = {rule.name for model in models for rule in model._meta.constraints if hasattr(rule, "condition")}
    unique = {rule.name for model in models for rule in model._meta.constraints if hasattr(rule, "nulls_distinct")}
    assert checks - unique - {name for name, _factory, _change in NEVER} == set()
    assert Posting.objects.count() == 0
