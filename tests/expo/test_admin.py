"""The administration of the expo and the vocabulary: searchable, as many queries for three rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEvent
from expo.models import Edition, ImportBatch, Posting
from matching.taxonomy.models import AmbiguousTerm, SkillRelation, UnknownTerm, VocabularyVersion
from tests.factories import (
    AdministratorFactory,
    CheckInFactory,
    EditionEmployerFactory,
    OccupationFactory,
    PostingFactory,
    ProfileFactory,
    SkillFactory,
)

MODELS = ["edition", "editionemployer", "posting", "candidateprofile", "registration", "checkin", "importbatch"]
VOCABULARY = ["cluster", "skill", "skillrelation", "occupation", "ambiguousterm", "unknownterm", "vocabularyversion"]
NAMES = [f"expo_{name}" for name in MODELS] + [f"taxonomy_{name}" for name in VOCABULARY]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(AdministratorFactory())
    return client


def add_rows() -> None:
    skills = sorted((SkillFactory(), SkillFactory()), key=lambda skill: skill.pk)
    part = EditionEmployerFactory()
    posting = PostingFactory(edition=part.edition, skills=skills, occupation=OccupationFactory())
    check_in = CheckInFactory(registration__edition=part.edition)
    ProfileFactory(skills=skills)
    number = check_in.pk
    ImportBatch.objects.create(edition=part.edition, kind="postings", filename="a.csv", sha256=f"{number:064d}")
    SkillRelation.objects.create(source=skills[0], target=skills[1])
    AmbiguousTerm.objects.create(term=f"T{posting.pk}", rule_text="x")
    UnknownTerm.objects.create(text="x", folded=f"x{number}", skill=skills[0])
    VocabularyVersion.objects.create(number=number, sha256="0" * 64, skills=2)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_lists_cost_the_same_for_one_and_for_three(administrator: Client, name: str) -> None:
    url = reverse(f"admin:{name}_changelist")
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            add_rows()
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert administrator.get(url, {"q": "no such thing"}).context["cl"].result_count == 0


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_forms_do_not_ask_per_line(administrator: Client, rows: int, django_assert_num_queries: object) -> None:
    skills = [SkillFactory() for _ in range(rows)]
    posting, profile = PostingFactory(skills=skills), ProfileFactory(skills=skills)
    administrator.get(reverse("admin:expo_posting_change", args=[posting.pk]))
    administrator.get(reverse("admin:expo_candidateprofile_change", args=[profile.pk]))
    with django_assert_num_queries(10):  # type: ignore[operator]  # fixture without a type
        administrator.get(reverse("admin:expo_posting_change", args=[posting.pk]))
    with django_assert_num_queries(11):  # type: ignore[operator]  # fixture without a type
        administrator.get(reverse("admin:expo_candidateprofile_change", args=[profile.pk]))


@pytest.mark.django_db
def test_a_change_is_recorded_and_searched_at_once(administrator: Client) -> None:
    posting = PostingFactory()
    url = reverse("admin:expo_posting_change", args=[posting.pk])
    form = administrator.get(url).context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"title_en": "Lidar tuner"}
    for prefix in ("requirements", "languages"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    response = administrator.post(url, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert " lidar tuner " in Posting.objects.get().search_text
    event = AuditEvent.objects.get(verb="posting.update")
    assert (event.via, event.after) == ("admin", {"fields": ["title_en"]})


@pytest.mark.django_db
def test_profiles_and_editions_are_not_deleted_by_a_click(administrator: Client) -> None:
    profile = ProfileFactory()
    edition = EditionEmployerFactory().edition
    assert administrator.post(reverse("admin:expo_candidateprofile_delete", args=[profile.pk])).status_code == 403
    assert administrator.post(reverse("admin:expo_edition_delete", args=[edition.pk])).status_code == 403
    assert Edition.objects.filter(pk=edition.pk).exists()
