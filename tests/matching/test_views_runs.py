"""The organiser's pages of runs."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.actor import system_actor
from core.models import AuditEvent
from expo.enums import Visibility
from expo.models import CandidateProfile, Posting, Requirement
from matching.engine.data import Weights
from matching.engine.eligibility import Rules
from matching.enums import DemoNote, RunState
from matching.models import CandidateFeatures, MatchRun, PairJudgement
from matching.services import counting, runs
from tests.factories import (
    OrganiserFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RegistrationFactory,
    SkillFactory,
    actor_of,
)
from tests.support.matching import finished_run, make_edition, people_of, published_run, started_run

pytestmark = pytest.mark.django_db
NORMAL = dict.fromkeys(("requirements", "profile", "title", "text", "site", "kind", "cluster", "pay", "start"), "2")


def test_the_wizard_leads_to_a_dry_run_and_to_a_started_run(console: Client) -> None:
    edition = make_edition(4, 3)
    data = {**NORMAL, "edition": edition.pk, "rules": ["site", "language"], "top_k": 10, "note": "First"}
    data["requirements"] = "4"
    answer = console.post("/console/runs/new/", data)
    run = MatchRun.objects.get()
    assert answer.url == f"/console/runs/{run.pk}/"
    assert (run.top_k, run.note, run.weights["requirements"]) == (10, "First", 2 * Weights().requirements)
    assert run.rules == {
        "site": True,
        "kind": False,
        "language": True,
        "right_to_work": False,
        "availability": False,
    }
    assert "Start the run" not in console.get(answer.url).text
    assert counting.count_run(run_id=run.pk, actor=system_actor("task")) is True
    page = console.get(answer.url).text
    assert "Start the run" in page
    assert "private profiles" in page
    assert console.post(f"/console/runs/{run.pk}/start/").status_code == 302
    run.refresh_from_db()
    assert run.state == RunState.QUEUED


def test_a_wizard_in_which_nothing_counts_is_sent_back(console: Client) -> None:
    edition = make_edition(1, 1)
    answer = console.post("/console/runs/new/", {**dict.fromkeys(NORMAL, "0"), "edition": edition.pk, "top_k": 10})
    assert answer.status_code == 422
    assert "At least one part must count." in answer.text


def test_a_draft_is_changed_and_counted_again(console: Client, organiser: User) -> None:
    edition = make_edition(3, 3)
    run = runs.plan_run(edition=edition, actor=actor_of(organiser))
    page = console.get(f"/console/runs/{run.pk}/edit/").text
    assert "Make the dry run" in page
    data = {**NORMAL, "edition": edition.pk, "kinds": ["internship"], "top_k": 20}
    assert console.post(f"/console/runs/{run.pk}/edit/", data).status_code == 302
    run.refresh_from_db()
    assert (run.scope["kinds"], run.dry_run) == (["internship"], {})
    counting.count_run(run_id=run.pk, actor=system_actor("task"))
    run.refresh_from_db()
    assert run.dry_run["postings"] == {"total": 3, "taken": 0, "left_out": {"out_of_scope": 3}, "notices": {}}
    assert "There is nothing to match in this scope." in console.get(f"/console/runs/{run.pk}/").text


def test_the_poll_ends_itself(console: Client, organiser: User) -> None:
    edition = make_edition(3, 3)
    run = started_run(edition, actor_of(organiser))
    url = f"/console/runs/{run.pk}/progress/"
    answer = console.get(url, headers={"HX-Request": "true"})
    assert (answer.status_code, "every 2s" in answer.text) == (200, True)
    assert 'id="run-stages" hx-swap-oob="true"' in answer.text
    assert "hx-swap-oob" not in console.get(url).text
    assert '<meta http-equiv="refresh"' in console.get(f"/console/runs/{run.pk}/").text
    runs.cancel_run(run_id=run.pk, actor=actor_of(organiser))
    answer = console.get(url, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (286, "true")
    assert console.get(url).status_code == 200


def test_the_review_names_what_is_uneven_and_offers_signing_to_the_second_person(
    console: Client, organiser: User
) -> None:
    edition = make_edition(6, 4)
    run = finished_run(edition)
    page = console.get(f"/console/runs/{run.pk}/").text
    assert "Sign the run" in page
    assert "How exposure spreads" in page
    assert '<td class="num" data-label="Open roles">4</td>' in page
    own = finished_run(edition, actor_of(organiser))
    assert "another organiser has to sign it" in console.get(f"/console/runs/{own.pk}/").text
    console.post(f"/console/runs/{run.pk}/sign/", {"note": "Looked at."})
    console.post(f"/console/runs/{run.pk}/publish/")
    run.refresh_from_db()
    assert (run.state, run.signed_by) == (RunState.PUBLISHED, organiser)


def test_the_reason_of_a_withdrawal_is_asked_for_and_shown(console: Client, organiser: User) -> None:
    run = published_run(make_edition(2, 2))
    url = f"/console/runs/{run.pk}/"
    assert "Why it is withdrawn" in console.get(url).text
    console.post(f"{url}withdraw/", {"note": "An employer was missing."})
    page = console.get(url)
    assert "Withdrawn because:" in page.text
    assert page.text.count("An employer was missing.") == 2  # at the next step, and in the history
    latest = page.context["history"][0]
    assert (str(latest.words), latest.reason, latest.by) == (
        "Withdrawn",
        "An employer was missing.",
        organiser.get_short_name(),
    )
    console.post(f"{url}publish/")
    page = console.get(url)
    assert "Withdrawn because:" not in page.text
    assert [str(step.words) for step in page.context["history"]][:2] == ["Published", "Withdrawn"]
    assert "An employer was missing." in page.text


def test_the_history_names_every_step_and_the_reason_of_a_failure(console: Client, organiser: User) -> None:
    run = started_run(make_edition(2, 2), actor_of(organiser))
    runs.fail_run(run_id=run.pk, actor=system_actor("task"), reason="Chunk 0: The worker fell silent.")
    history = console.get(f"/console/runs/{run.pk}/").context["history"]
    assert [(str(step.words), step.by, step.reason) for step in history] == [
        ("Ended without a result", "", "Part 1 of the work: The worker fell silent."),
        ("Started", organiser.get_short_name(), ""),
        ("Dry run counted", organiser.get_short_name(), ""),
        ("Draft made", organiser.get_short_name(), ""),
    ]


def test_a_published_run_of_an_engine_that_was_renewed_says_so(console: Client) -> None:
    edition = make_edition(2, 2)
    run = published_run(edition)
    words = "The matching was renewed after this run."
    assert words not in console.get(f"/console/runs/{run.pk}/").text
    CandidateFeatures.objects.update(engine="next:static")
    assert words in console.get(f"/console/runs/{run.pk}/").text


@pytest.mark.parametrize(
    ("language", "made", "signed"),
    [
        ("en", "Made for the demo.", "Signed by the demo."),
        ("zh-hant", "為示範而建立。", "由示範程式簽署。"),
        ("zh-hans", "为演示而创建。", "由演示程序签署。"),
    ],
)
def test_the_notes_of_the_demo_are_read_in_the_reader_s_language(
    console: Client, organiser: User, language: str, made: str, signed: str
) -> None:
    """They were English on Chinese pages. What people write stays as they wrote it."""
    User.objects.filter(pk=organiser.pk).update(language=language)
    run = published_run(make_edition(1, 1))
    MatchRun.objects.filter(pk=run.pk).update(note=DemoNote.MADE, sign_note=DemoNote.SIGNED)
    page = console.get(f"/console/runs/{run.pk}/").text
    assert (f'<span class="run-note">{made}</span>' in page, f"<span>{signed} <span" in page) == (True, True)
    assert made in console.get("/console/runs/").text
    MatchRun.objects.filter(pk=run.pk).update(note="Draft", sign_note="Published")
    page = console.get(f"/console/runs/{run.pk}/").text
    assert ('<span class="run-note">Draft</span>' in page, "<span>Published <span" in page) == (True, True)


def test_a_refused_step_says_why(console: Client, organiser: User) -> None:
    run = finished_run(make_edition(2, 2), actor_of(organiser))
    answer = console.post(f"/console/runs/{run.pk}/sign/", follow=True)
    assert "A run is signed by a second person" in answer.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_runs_needs_the_same_queries_for_one_and_three(console: Client, number: int) -> None:
    edition = make_edition(1, 1)
    for _ in range(number):
        finished_run(edition)
    console.get("/console/runs/")
    with CaptureQueriesContext(connection) as queries:
        assert console.get("/console/runs/").text.count("<tr>") >= number
    assert len(queries) == 6


def test_the_difference_names_the_cause(console: Client) -> None:
    edition = make_edition(6, 4)
    skill = SkillFactory(name_en="Welding")
    published_run(edition)
    changed = people_of(edition)[0]
    ProfileSkillFactory(profile=changed, skill=skill, position=9)
    changed.headline = "Welder"
    changed.save()
    later = finished_run(edition)
    page = console.get(f"/console/runs/{later.pk}/diff/").text
    assert "own record changed" in page
    assert "+ Welding" in page
    again = finished_run(edition)
    page = console.get(f"/console/runs/{again.pk}/diff/?with={later.pk}").text
    assert "Both runs have the same inputs and settings." in page
    assert console.get(f"/console/runs/{later.pk}/diff/?side=posting").status_code == 200


def test_the_difference_names_the_counterparts_that_changed_another_s_list(console: Client) -> None:
    edition = make_edition(6, 1)
    published_run(edition)
    hidden, retitled, _private, gone, *_others = people_of(edition)
    hidden.visibility = Visibility.PRIVATE
    hidden.save()
    retitled.headline = "Welder"
    retitled.save()
    gone.registrations.all().delete()
    known = Requirement.objects.first().skill
    newcomer = ProfileFactory(skills=[known], headline="Newcomer", visibility=Visibility.OPEN)
    RegistrationFactory(edition=edition, profile=newcomer)
    later = finished_run(edition)
    answer = console.get(f"/console/runs/{later.pk}/diff/?side=posting")
    (row,) = answer.context["rows"]
    assert row.cause == "records of others changed"
    assert sorted(row.facts) == sorted(
        [
            f"#{newcomer.pk} Newcomer: new in this run",
            f"#{hidden.pk} {hidden.headline}: now private",
            f"#{gone.pk} {gone.headline}: no longer in this run",
            "and 1 more",
        ]
    )
    (row,) = [
        row
        for row in console.get(f"/console/runs/{later.pk}/diff/?side=candidate").context["rows"]
        if row.label == f"#{retitled.pk} Welder"
    ]
    assert row.cause == "own record changed"


def test_rules_left_out_and_rules_written_out_are_the_same_settings(console: Client) -> None:
    edition = make_edition(2, 2)
    published_run(edition, rules={})
    written = finished_run(edition, rules=Rules().to_json())
    page = console.get(f"/console/runs/{written.pk}/diff/").text
    assert "Both runs have the same inputs and settings." in page
    assert "The settings differ in" not in page
    assert "No list differs" in page
    looser = finished_run(edition, rules={"kind": False})
    assert "The settings differ in: rules" in console.get(f"/console/runs/{looser.pk}/diff/").text


def test_who_only_turned_to_private_keeps_the_own_list(console: Client) -> None:
    edition = make_edition(4, 2)
    published_run(edition)
    role, person = Posting.objects.first(), people_of(edition)[0]
    role.title_en = "Another title"
    role.save()
    person.visibility = Visibility.PRIVATE
    person.save()
    later = finished_run(edition)
    rows = console.get(f"/console/runs/{later.pk}/diff/").context["rows"]
    assert {row.cause for row in rows} == {"records of others changed"}
    assert {row.facts for row in rows} == {("Another title: title",)}


def test_a_first_run_has_nothing_to_be_compared_with(console: Client) -> None:
    run = finished_run(make_edition(2, 2))
    assert "There is nothing to compare with" in console.get(f"/console/runs/{run.pk}/diff/").text


def test_pairs_are_judged_and_exported_for_the_harness(console: Client, organiser: User, tmp_path: Path) -> None:
    run = finished_run(make_edition(6, 4))
    shown = judge_all(console, run)
    profile = CandidateProfile.objects.get(pk=shown[0][0])
    User.objects.filter(pk=profile.user_id).update(given_name="Wai", family_name="Chan", chinese_name="陳大偉")
    summary = "I am Wai Chan (陳大偉), wai@example.org, +852 9123 4567. I wait for work."
    CandidateProfile.objects.filter(pk=profile.pk).update(summary=summary)
    # Two places of each of four roles, one of each half of its list.
    ranks = {role: [rank for _, other, rank in shown if other == role] for _, role, _ in shown}
    assert sorted(len(places) for places in ranks.values()) == [2, 2, 2, 2]
    assert all(first <= 2 < second for first, second in ranks.values())
    assert PairJudgement.objects.filter(run=run, judged_by=organiser).count() == 8
    assert "You have judged the whole sample" in console.get(f"/console/runs/{run.pk}/pairs/").text
    answer = console.get(f"/console/runs/{run.pk}/judgements.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    lines = {name: [json.loads(line) for line in packed[f"{name}.jsonl"].splitlines()] for name in ("task", "qrels")}
    assert lines["task"] == [{"task": f"judged-{run.pk}", "direction": "job_to_candidate"}]
    assert sorted(grade for row in lines["qrels"] for grade in row["rel"].values()) == [0, 3, 3, 3, 3, 3, 3, 3]
    # The one role with both a good and a bad pair is what T4c can tell something about.
    [telling] = [json.loads(line) for line in gzip.decompress(packed["public/t4c_qrels.jsonl.gz"]).splitlines()]
    assert sorted(telling["rel"].values()) == [0, 3]
    people = gzip.decompress(packed["public/t4c_candidates.jsonl.gz"]).decode()
    assert people == packed["candidates.jsonl"].decode()
    assert "I wait for work." in people
    assert not [word for word in ("Wai ", "Chan", "陳大偉", "example.org", "9123") if word in people]
    call_command("export_judgements", str(run.pk), "--out", str(tmp_path))
    assert {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.*")} == packed


def test_a_slip_in_judging_is_taken_back_by_the_one_who_made_it(console: Client, organiser: User) -> None:
    run = finished_run(make_edition(6, 4))
    url = f"/console/runs/{run.pk}/pairs/"
    first = console.get(url).context["page"].pairs[0]
    assert f"#{first.profile.pk}" in console.get(url).text  # a person without a headline is told apart too
    console.post(f"{url}judge/", {"profile": first.profile.pk, "posting": first.posting.pk, "is_good": "1"})
    judgement = PairJudgement.objects.get()
    page = console.get(url)
    assert page.context["page"].pairs[0] != first
    assert f'name="undo" value="{judgement.pk}"' in page.text
    other = Client()
    other.force_login(OrganiserFactory())
    assert 'name="undo"' not in other.get(url).text
    other.post(f"{url}judge/", {"undo": judgement.pk})
    assert PairJudgement.objects.filter(pk=judgement.pk).exists()
    for _twice in range(2):
        assert console.post(f"{url}judge/", {"undo": judgement.pk}).status_code == 302
    assert not PairJudgement.objects.exists()
    assert console.get(url).context["page"].pairs[0].profile == first.profile
    assert AuditEvent.objects.get(verb="run.unjudge").actor_id == organiser.pk


def judge_all(console: Client, run: MatchRun) -> list[tuple[int, int, int]]:
    """Judge the first pair as not good and all others as good; return (person, role, place) as they were shown."""
    shown = []
    while pairs := console.get(f"/console/runs/{run.pk}/pairs/").context["page"].pairs:
        for pair in pairs:
            data = {"profile": pair.profile.pk, "posting": pair.posting.pk, "is_good": "1" if shown else "0"}
            assert console.post(f"/console/runs/{run.pk}/pairs/judge/", data).status_code == 302
            shown.append((pair.profile.pk, pair.posting.pk, pair.rank))
    return shown


def test_a_run_without_judgements_is_not_exported(tmp_path: Path) -> None:
    run = finished_run(make_edition(3, 1))
    with pytest.raises(CommandError, match="nobody has judged"):
        call_command("export_judgements", str(run.pk), "--out", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_private_people_cannot_be_judged(console: Client) -> None:
    edition = make_edition(3, 1)
    run = finished_run(edition)
    private = next(profile for profile in people_of(edition) if profile.visibility == "private")
    data = {"profile": private.pk, "posting": Posting.objects.get().pk, "is_good": "1"}
    answer = console.post(f"/console/runs/{run.pk}/pairs/judge/", data, follow=True)
    assert "This pair is not there any more." in answer.text
    assert not PairJudgement.objects.exists()


def test_the_console_shows_the_newest_run_of_its_edition(console: Client) -> None:
    edition = make_edition(2, 2)
    url = f"/console/runs/latest/?edition={edition.pk}"
    assert console.get(url).url == "/console/runs/"
    assert "Make the first run" in console.get(url, headers={"HX-Request": "true"}).text
    run = finished_run(edition)
    part = console.get(url, headers={"HX-Request": "true"}).text
    assert f'href="/console/runs/{run.pk}/"' in part
    assert 'aria-current="step"' in part
    assert 'hx-get="/console/runs/latest/' in console.get("/console/").text


def test_the_review_stands_beside_what_is_published(console: Client) -> None:
    edition = make_edition(6, 4)
    first = published_run(edition)
    later = finished_run(edition)
    assert f"Run #{first.number}, published now:" in console.get(f"/console/runs/{later.pk}/").text
    page = console.get(f"/console/runs/{first.pk}/").text
    assert "published now" not in page
    assert "Difference to the run before" in page


@pytest.mark.parametrize("uneven", [[], ["stage:startup"]])
def test_an_uneven_spread_asks_for_a_note(console: Client, uneven: list[str]) -> None:
    run = finished_run(make_edition(3, 3))
    run.statistics["uneven"] = uneven
    run.save(update_fields=["statistics"])
    form = console.get(f"/console/runs/{run.pk}/").context["note_form"]
    assert form.fields["note"].required == bool(uneven)


def test_taking_an_uneven_run_back_asks_for_no_reason(console: Client) -> None:
    run = published_run(make_edition(3, 3))
    run.statistics["uneven"] = ["stage:startup"]
    run.save(update_fields=["statistics"])
    form = console.get(f"/console/runs/{run.pk}/").context["note_form"]
    assert not form.fields["note"].required


def test_the_changed_lists_are_narrowed_by_cause(console: Client) -> None:
    edition = make_edition(6, 4)
    published_run(edition)
    changed = people_of(edition)[0]
    changed.headline = "Welder of ships"
    changed.save()
    later = finished_run(edition, rules={"site": True})  # the same rules as those of the run before, written down
    page = console.get(f"/console/runs/{later.pk}/diff/", {"cause": "own"})
    assert [row.label for row in page.context["rows"]] == [f"#{changed.pk} Welder of ships"]
