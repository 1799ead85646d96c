"""Imports of files: reading, checking, applying, taking back."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import Workbook

from accounts.models import Organisation, User
from core.actor import Actor, system_actor
from core.errors import IllegalTransition, NotAllowed
from expo.enums import ImportKind, ImportState, PostingState, Visibility
from expo.errors import ImportFileRefused, NothingToImport
from expo.models import CandidateProfile, Edition, EditionEmployer, ImportBatch, ImportChange, Posting, Registration
from expo.queries.imports import import_page, template_csv, template_xlsx
from expo.services.imports.context import ImportOptions
from expo.services.imports.verbs import apply_import, drop_import, preview_import, undo_import
from matching.taxonomy.models import UnknownTerm
from matching.taxonomy.services.vocabulary import publish_version
from tests.factories.accounts import OrganisationFactory, OrganiserFactory, UserFactory
from tests.factories.expo import EditionFactory, ProfileFactory
from tests.factories.taxonomy import ClusterFactory, OccupationFactory, SkillFactory

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")
HEAD = "reference,employer,title,description,site,openings,pay from,pay to,required,preferred\n"
ROW = 'A1,Acme,Data Analyst,Uses SQL daily.,Hong Kong,2,"25,000",35k,Python; quantum sensing,Docker\n'


@pytest.fixture
def edition() -> Edition:
    general, data = ClusterFactory(key="general"), ClusterFactory(key="data_analytics", name_en="Data and analytics")
    for name in ("Python", "SQL", "Docker", "Machine learning"):
        SkillFactory(name_en=name, aliases=["ML"] if name == "Machine learning" else []).clusters.add(data)
    assert general.pk
    publish_version(note="test", actor=ACTOR)
    OrganisationFactory(name_en="Acme", slug="acme")
    return EditionFactory(slug="spring")


def preview(edition: Edition, text: str | bytes, kind: str = "postings", **options: object) -> ImportBatch:
    data = text.encode() if isinstance(text, str) else text
    return preview_import(
        edition=edition, kind=kind, filename="f", data=data, options=ImportOptions(**options), actor=ACTOR
    )


def imported(edition: Edition, text: str | bytes, kind: str = "postings", **options: object) -> ImportBatch:
    return apply_import(batch=preview(edition, text, kind, **options), actor=ACTOR)


def told(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return [(error["row"], error["column"], error["code"]) for error in batch.errors]


def test_a_row_becomes_an_advert_with_requirements(edition: Edition) -> None:
    batch = imported(edition, HEAD + ROW)
    posting = Posting.objects.get()
    assert (posting.reference, posting.title_en, posting.site, posting.openings) == ("A1", "Data Analyst", "hk", 2)
    assert (posting.pay_min, posting.pay_max, posting.state) == (25000, 35000, PostingState.PUBLISHED)
    assert posting.cluster.key == "data_analytics"
    assert [(str(r), r.importance, r.skill_id is None) for r in posting.requirements.select_related("skill")] == [
        ("Python", "must", False),
        ("quantum sensing", "must", True),
        ("Docker", "nice", False),
        ("SQL", "should", False),
    ]
    assert batch.counts == {"rows": 1, "create": 1, "update": 0, "same": 0, "bad": 0}
    assert list(UnknownTerm.objects.values_list("text", flat=True)) == ["quantum sensing"]
    assert posting.search_skills != []
    assert EditionEmployer.objects.filter(edition=edition, organisation__slug="acme").exists()


def test_the_same_file_twice_changes_nothing(edition: Edition) -> None:
    first = imported(edition, HEAD + ROW)
    assert preview(edition, HEAD + ROW) == first
    again = imported(edition, HEAD + ROW + "\n")
    assert (again.counts["same"], again.counts["create"], again.counts["update"]) == (1, 0, 0)
    assert not ImportChange.objects.filter(batch=again).exists()
    assert apply_import(batch=first, actor=ACTOR) == first
    assert Posting.objects.count() == 1


def test_two_previews_of_one_file_are_applied_once(edition: Edition) -> None:
    one, two = preview(edition, HEAD + ROW), preview(edition, HEAD + ROW)
    first = apply_import(batch=one, actor=ACTOR)
    assert apply_import(batch=two, actor=ACTOR) == first
    assert ImportBatch.objects.filter(state=ImportState.APPLIED).count() == 1


def test_undo_restores_what_was_changed_and_removes_what_was_made(edition: Edition) -> None:
    imported(edition, HEAD + ROW)
    before = list(Posting.objects.values())[0]
    requirements = list(Posting.objects.get().requirements.values("skill", "text", "importance", "level"))
    second = imported(
        edition,
        HEAD + ROW.replace("Data Analyst", "Lead Analyst").replace("Docker", "ML") + ROW.replace("A1", "A2", 1),
    )
    assert Posting.objects.get(reference="A1").title_en == "Lead Analyst"
    assert (second.counts["create"], second.counts["update"]) == (1, 1)
    undone = undo_import(batch=second, actor=ACTOR)
    after = list(Posting.objects.values())[0]
    volatile = ("updated_at",)
    assert {k: v for k, v in after.items() if k not in volatile} == {
        k: v for k, v in before.items() if k not in volatile
    }
    assert list(Posting.objects.get().requirements.values("skill", "text", "importance", "level")) == requirements
    assert (undone.state, undone.counts["deleted"], undone.counts["restored"]) == (ImportState.UNDONE, 1, 1)
    assert undo_import(batch=second, actor=ACTOR).undone_at == undone.undone_at
    assert imported(edition, HEAD + ROW.replace("A1", "A2", 1)).counts["create"] == 1


def waiting() -> dict[str, tuple[int, str]]:
    return {term.text: (term.seen, term.language) for term in UnknownTerm.objects.filter(state="pending")}


def test_terms_of_a_file_are_counted_once_and_undo_takes_them_out_of_the_queue(edition: Edition) -> None:
    first = imported(edition, HEAD + ROW.replace("Python", "量子傳感技術"))
    assert waiting() == {"quantum sensing": (1, "en"), "量子傳感技術": (1, "zh-hant")}
    imported(edition, HEAD + ROW.replace("Python", "量子傳感技術") + "\n")
    assert waiting()["quantum sensing"] == (1, "en")
    second = imported(edition, HEAD + ROW.replace("A1", "A2"))
    assert waiting()["quantum sensing"] == (2, "en")
    UnknownTerm.objects.filter(text="量子傳感技術").update(state="rejected")
    undo_import(batch=first, actor=ACTOR)
    assert (waiting(), UnknownTerm.objects.count()) == ({"quantum sensing": (1, "en")}, 2)
    undo_import(batch=undo_import(batch=second, actor=ACTOR), actor=ACTOR)
    assert waiting() == {}


def test_a_cluster_is_guessed_from_a_fair_share_of_the_lines_only(edition: Edition) -> None:
    words = "tune pianos; repair harps; string violins; varnish wood"
    imported(edition, HEAD + ROW.replace("Uses SQL daily.", "").replace("Python; quantum sensing", f"Python; {words}"))
    assert Posting.objects.get().cluster.key == "data_analytics"
    few = ROW.replace("A1", "A2").replace("Uses SQL daily.", "").replace(",Docker", ",")
    imported(edition, HEAD + few.replace("Python; quantum sensing", f"Python; {words}"))
    assert Posting.objects.get(reference="A2").cluster.key == "general"


def test_new_employers_are_counted_not_their_rows(edition: Edition) -> None:
    rows = "".join(ROW.replace("A1,Acme", f"B{n},{name}") for n, name in enumerate(["Beta", "BETA", "Gamma"]))
    rows += ROW.replace("A1,Acme", "B9,Delta").replace("Hong Kong", "Mars").replace("quantum sensing", "rock lifting")
    batch = preview(edition, HEAD + rows, create_employers=True)
    notes = {note["code"]: note["params"] for note in batch.notes}
    assert (batch.counts["bad"], notes["new_employers"], notes["unknown_terms"]) == (1, {"n": 2}, {"n": 1})


def test_a_gzip_file_is_read_as_what_it_holds(edition: Edition) -> None:
    assert imported(edition, gzip.compress((HEAD + ROW).encode())).counts["create"] == 1
    bomb = gzip.compress(b" " * (201 * 1024 * 1024), 9)
    for data, words in [(bomb, "unpacks to > 200 MB"), (b"\x1f\x8b\x08broken", "damaged")]:
        with pytest.raises(ImportFileRefused, match=words):
            preview(edition, data)


def test_undo_takes_new_employers_along(edition: Edition) -> None:
    batch = imported(edition, HEAD + ROW.replace("Acme", "Newcomer Ltd"), create_employers=True)
    assert Organisation.objects.get(name_en="Newcomer Ltd").slug == "newcomer-ltd"
    undo_import(batch=batch, actor=ACTOR)
    assert not Organisation.objects.filter(name_en="Newcomer Ltd").exists()
    assert Posting.objects.count() == 0


def test_errors_name_row_and_cell_and_other_rows_go_on(edition: Edition) -> None:
    text = HEAD + ROW + "A2,Nobody Ltd,Analyst,,Mars,two,40000,30000,SQL,\nA3,Acme,,x,,1,,,SQL,\n" + ROW
    batch = preview(edition, text)
    assert sorted(told(batch)) == [
        (3, "employer", "employer_unknown"),
        (3, "openings", "not_a_number"),
        (3, "pay_max", "pay_order"),
        (3, "site", "not_a_choice"),
        (4, "title_en", "title_missing"),
        (5, "reference", "row_twice"),
    ]
    assert batch.counts["bad"] == 3
    assert apply_import(batch=batch, actor=ACTOR).counts["create"] == 1


def test_only_errors_is_nothing_to_import(edition: Edition) -> None:
    with pytest.raises(NothingToImport):
        imported(edition, HEAD + "A1,Acme,,x,,1,,,SQL,\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5hkscs", "gb18030"])
def test_encodings_and_chinese_headings(edition: Edition, encoding: str) -> None:
    text = "編號,僱主,職位名稱,職位描述,工作地點,必備技能\nZ1,Acme,數據分析師,負責數據分析及報表,深圳,Python；SQL\n"
    if encoding == "gb18030":
        text = "编号,雇主,岗位名称,岗位描述,工作地点,必备技能\nZ1,Acme,数据分析师,负责数据分析及报表,深圳,Python；SQL\n"
    imported(edition, text.encode(encoding))
    posting = Posting.objects.get()
    title = posting.title_zh_hans if encoding == "gb18030" else posting.title_zh_hant
    assert title == ("数据分析师" if encoding == "gb18030" else "數據分析師")
    assert (posting.site, posting.requirements.count()) == ("sz", 2)


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def test_formula_cells_are_text(edition: Edition) -> None:
    imported(edition, workbook(["Reference", "Employer", "Title", "Openings"], ["A1", "Acme", "=1+1", 3.0]))
    assert Posting.objects.values_list("title_en", "openings").get() == ("=1+1", 3)


def test_archives_that_unpack_too_far_and_broken_files_are_refused(edition: Edition) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"0" * (80 * 1024 * 1024))
    for data, words in [
        (bomb.getvalue(), "unpacks to 240 MB"),
        (b"PK\x03\x04 not a workbook", "damaged"),
        (b"%PDF-1.7", "not read"),
        (b"\x00" * 0, "empty"),
        (b"   \n", "empty"),
        (b"a,b,c\n1,2,3\n", "No known heading"),
        (HEAD.encode(), "nothing below"),
        (b"title,title\nx,y\n", "Two columns mean the same"),
        (b'{"a": ', "not valid JSON"),
        (b'[{"basics": {}, "work": []}]', "another kind"),
        (("title\n" + "x" * 70_000).encode(), "characters"),
        (b"[" * 100_000, "JSON"),
    ]:
        with pytest.raises(ImportFileRefused, match=words):
            preview(edition, data)
    assert ImportBatch.objects.count() == 0


def test_job_posting_as_json_ld(edition: Edition) -> None:
    OccupationFactory(name_en="Data Scientist", cluster=ClusterFactory(key="ai"), function="rnd", seniority="senior")
    advert = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "value": "JP-7"},
        "title": "Data Scientist",
        "description": "<p>Builds <b>machine learning</b> models.</p><ul><li>no experience in SQL needed</li></ul>",
        "hiringOrganization": {"@type": "Organization", "name": "ACME"},
        "jobLocation": [{"@type": "Place", "address": {"addressRegion": "Hong Kong", "addressCountry": "HK"}}],
        "baseSalary": {
            "currency": "HKD",
            "value": {"minValue": 30000, "maxValue": 40000, "unitText": "MONTH"},
        },
        "skills": ["Python"],
        "totalJobOpenings": 3,
        "industry": "Whatever",
    }
    imported(edition, json.dumps({"@graph": [advert, {"@type": "Organization", "name": "x"}]}))
    posting = Posting.objects.select_related("cluster", "occupation").get()
    assert (posting.reference, posting.openings, posting.pay_max, posting.site) == ("JP-7", 3, 40000, "hk")
    assert (posting.function, posting.seniority, posting.cluster.key) == ("rnd", "senior", "ai")
    assert posting.occupation.name_en == "Data Scientist"
    assert posting.description_en.startswith("Builds machine learning models.\n")
    assert [(str(r), r.importance) for r in posting.requirements.select_related("skill")] == [
        ("Python", "must"),
        ("machine learning", "should"),
    ]


RESUME = {
    "basics": {
        "name": "Chan Siu Ming",
        "label": "Data analyst",
        "email": "siu.ming@example.org",
        "phone": "+852 9999 9999",
        "summary": "I use SQL. My HKID is A123456(3) and my card 4111 1111 1111 1111.",
    },
    "skills": [{"name": "Python", "level": "Advanced", "keywords": ["ML"]}],
    "languages": [{"language": "Cantonese", "fluency": "Native speaker"}, {"language": "Klingon", "fluency": "x"}],
    "education": [{"area": "Statistics", "studyType": "Bachelor", "institution": "U", "endDate": "2024-07"}],
    "work": [{"name": "Acme", "position": "Analyst", "startDate": "2024-08", "highlights": ["Ran Docker hosts"]}],
}


def test_json_resume_becomes_a_private_profile_without_identity_numbers(edition: Edition) -> None:
    batch = imported(edition, json.dumps(RESUME), kind="candidates")
    profile = CandidateProfile.objects.select_related("user").get()
    assert (profile.visibility, profile.user.email) == (Visibility.PRIVATE, "siu.ming@example.org")
    assert not profile.user.has_usable_password()
    assert profile.summary == "I use SQL. My HKID is █████ and my card █████."
    skills = {str(s.skill or s.text): (s.level, s.note) for s in profile.skills.select_related("skill")}
    assert skills == {
        "Python": (3, ""),
        "Machine learning": (None, ""),
        "SQL": (None, "I use SQL. My HKID is █████ and my card █████."),
        "Docker": (None, "Ran Docker hosts"),
    }
    assert [(x.ability, x.level) for x in profile.languages.all()] == [("cantonese", 4)]
    assert [(e.qf_level, str(e.graduates_on)) for e in profile.education.all()] == [(5, "2024-07-01")]
    assert [(e.title, e.organisation) for e in profile.experience.all()] == [("Analyst", "Acme")]
    assert {note["code"]: note["params"]["n"] for note in batch.notes} == {"masked": 2, "other_languages": 1}
    assert Registration.objects.filter(edition=edition, profile=profile).exists()


def test_people_who_keep_their_own_profile_are_left_alone(edition: Edition) -> None:
    ProfileFactory(user=UserFactory(email="siu.ming@example.org"), headline="Mine")
    batch = preview(edition, json.dumps(RESUME), kind="candidates")
    assert told(batch) == [(1, "email", "account_exists")]
    with pytest.raises(NothingToImport):
        apply_import(batch=batch, actor=ACTOR)


def test_candidates_twice_and_undone(edition: Edition) -> None:
    lines = "\n".join(
        json.dumps({"id": f"C{n}", "title": "Analyst", "skills": ["Python:2", "weaving"], "text": "Knows SQL."})
        for n in range(3)
    )
    first = imported(edition, lines, kind="candidates")
    assert imported(edition, lines + "\n", kind="candidates").counts["same"] == 3
    changed = imported(edition, lines.replace("weaving", "pottery"), kind="candidates")
    assert changed.counts["update"] == 3
    undo_import(batch=changed, actor=ACTOR)
    texts = set(CandidateProfile.objects.values_list("skills__text", flat=True))
    assert texts == {"Python", "weaving", "SQL"}
    undo_import(batch=first, actor=ACTOR)
    assert (CandidateProfile.objects.count(), User.objects.count(), Registration.objects.count()) == (0, 0, 0)


def test_somebody_who_signed_in_meanwhile_is_kept_by_undo(edition: Edition) -> None:
    batch = imported(edition, json.dumps(RESUME), kind="candidates")
    User.objects.update(last_login="2026-11-20T10:00:00Z")
    assert undo_import(batch=batch, actor=ACTOR).counts["kept"] == 1
    assert CandidateProfile.objects.count() == 1


def test_a_preview_can_be_dropped_and_an_import_cannot(edition: Edition) -> None:
    drop_import(batch=preview(edition, HEAD + ROW), actor=ACTOR)
    assert ImportBatch.objects.count() == 0
    with pytest.raises(IllegalTransition):
        drop_import(batch=imported(edition, HEAD + ROW), actor=ACTOR)
    with pytest.raises(IllegalTransition):
        undo_import(batch=preview(edition, HEAD + ROW + "\n"), actor=ACTOR)


def test_only_organisers_import(edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        preview_import(
            edition=edition, kind="postings", filename="f", data=b"x", options=ImportOptions(), actor=Actor()
        )


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_templates_are_read_back_without_errors(edition: Edition, language: str) -> None:
    for key in ("robotics", "ai"):
        ClusterFactory(key=key)
    for kind in ImportKind.values:
        for data in (template_csv(kind, language), template_xlsx(kind, language)):
            batch = preview(edition, data, kind=kind, employer="Acme", create_employers=True)
            assert (told(batch), batch.counts["create"]) == ([], 1)
            assert "unread_columns" not in {note["code"] for note in batch.notes}


def test_many_rows_ask_no_more_queries_than_few(edition: Edition, django_assert_max_num_queries) -> None:
    rows = "".join(ROW.replace("A1", f"B{n}", 1) for n in range(60))
    with django_assert_max_num_queries(45):
        imported(edition, HEAD + rows)
    assert Posting.objects.count() == 60


def test_commands_report_dry_run_and_import(edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    file = tmp_path / "adverts.csv"
    file.write_text(HEAD + ROW)
    call_command("import_postings", str(file), edition="spring", dry_run=True)
    assert "Dry run" in capsys.readouterr().out
    assert (Posting.objects.count(), ImportBatch.objects.count()) == (0, 0)
    call_command("import_postings", str(file), edition="spring")
    call_command("import_postings", str(file), edition="spring")
    out = capsys.readouterr().out
    assert "1 created, 0 updated" in out
    assert "This very file is imported already" in out
    with pytest.raises(CommandError, match="No edition"):
        call_command("import_candidates", str(file), edition="nowhere")


def test_organiser_uploads_confirms_and_undoes(edition: Edition, client) -> None:
    client.force_login(OrganiserFactory())
    file = io.BytesIO((HEAD + ROW + "A9,Acme,,x,Mars,1,,,SQL,\n").encode())
    file.name = "adverts.csv"
    fields = {"kind": "postings", "edition": edition.pk, "site": "hk", "publish": "on", "file": file}
    page = client.post("/console/imports/new/", fields, follow=True)
    html = page.content.decode()
    batch = ImportBatch.objects.get()
    assert ("Import 1 row" in html, "“Mars” is not understood" in html, "quantum sensing" in html) == (True,) * 3
    html = client.post(f"/console/imports/{batch.pk}/apply/", follow=True).content.decode()
    assert ("Take the import back" in html, Posting.objects.count()) == (True, 1)
    html = client.post(f"/console/imports/{batch.pk}/undo/", follow=True).content.decode()
    assert ("Taken back" in html, Posting.objects.count()) == (True, 0)
    assert "adverts.csv" in client.get("/console/imports/").content.decode()
    wrong = io.BytesIO(b"%PDF-1.4")
    wrong.name = "cv.pdf"
    answer = client.post("/console/imports/new/", {**fields, "file": wrong})
    assert (answer.status_code, "This kind of file is not read" in answer.content.decode()) == (422, True)
    template = client.get("/console/imports/template/candidates.xlsx")
    assert template["Content-Disposition"] == 'attachment; filename="candidates-en.xlsx"'


DRAFTS = ROW + "A2,Acme,Clerk,Answers the telephone kindly.,hk,1,,,,\n" + "A3,Acme,Porter,,hk,1,,,,\n"


def test_the_preview_says_by_row_which_adverts_stay_drafts_and_why(edition: Edition) -> None:
    batch = preview(edition, HEAD + DRAFTS)
    with override("zh-hant"):
        page = import_page(batch.pk)
    assert [(draft.row, draft.title, draft.why) for draft in page.drafts] == [
        (3, "Clerk", "未能識別任何要求。請在檔案中列明技能，或在匯入後於廣告填寫。"),
        (
            4,
            "Porter",
            "沒有工作內容。請在檔案中補上，或在匯入後於廣告填寫。未能識別任何要求。請在檔案中列明技能，或在匯入後於廣告填寫。",
        ),
    ]
    apply_import(batch=batch, actor=ACTOR)
    states = dict(Posting.objects.values_list("reference", "state"))
    assert states == {"A1": "published", "A2": "draft", "A3": "draft"}
    assert import_page(batch.pk).drafts == []


def test_a_preview_that_publishes_nothing_speaks_of_no_drafts(edition: Edition) -> None:
    assert import_page(preview(edition, HEAD + DRAFTS, publish=False).pk).drafts == []


def test_lists_in_notes_are_parted_as_the_reader_does(edition: Edition) -> None:
    batch = preview(edition, HEAD.replace("\n", ",colour,smell\n") + ROW.replace("\n", ",red,sweet\n"))
    with override("zh-hans"):
        assert "未读取的列：colour、smell。" in import_page(batch.pk).notes


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "“Mars” is not understood. Use one of: Hong Kong (hk), Shenzhen (sz)"),
        ("zh-hant", "香港 (hk)、深圳 (sz)"),
        ("zh-hans", "香港 (hk)、深圳 (sz)"),
    ],
)
def test_a_wrong_choice_is_answered_with_the_words_of_the_reader(edition: Edition, language: str, told: str) -> None:
    batch = preview(edition, HEAD + "A2,Acme,Analyst,,Mars,1,,,SQL,\n")
    with override(language):
        errors = import_page(batch.pk).errors
    assert told in errors[0].text


def test_an_unknown_cluster_is_answered_with_their_names_and_keys(edition: Edition) -> None:
    cluster = ClusterFactory(key="robotics", name_en="Robots", name_zh_hans="机器人")
    batch = preview(edition, "Reference,Employer,Title,Cluster\nA1,Acme,Analyst,Alchemy\n")
    with override("zh-hans"):
        text = next(error.text for error in import_page(batch.pk).errors if "Alchemy" in error.text)
    assert f"机器人 ({cluster.key})" in text
