"""Receipts: the points add up, both sides read the same one, and a command computes it again."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from matching.engine.receipts import unpack_receipts
from matching.enums import Side
from matching.models import CandidateFeatures, MatchList, MatchRun, RunInput
from matching.queries.matches import candidate_matches, own_list, pair_answer, role_matches
from tests.factories import OrganiserFactory, actor_of
from tests.support.matching import finished_run, make_edition, people_of, published_run, roles_of

pytestmark = pytest.mark.django_db


def test_the_points_of_every_stored_receipt_add_up_to_its_score() -> None:
    run = finished_run(make_edition())
    rows = list(MatchList.objects.filter(run=run))
    assert len(rows) == 20
    for row in rows:
        receipts = unpack_receipts(bytes(row.receipts))
        assert [int(lines["points"].sum()) for lines in receipts] == row.points
        assert all(int(lines["max_points"].sum()) == 10_000 for lines in receipts)


def test_both_sides_hold_the_same_receipt() -> None:
    run = finished_run(make_edition())
    mine = {
        (row.owner_id, pk): lines.tobytes()
        for row in MatchList.objects.filter(run=run, side=Side.CANDIDATE)
        for pk, lines in zip(row.counterpart_ids, unpack_receipts(bytes(row.receipts)), strict=True)
    }
    theirs = {
        (pk, row.owner_id): lines.tobytes()
        for row in MatchList.objects.filter(run=run, side=Side.POSTING)
        for pk, lines in zip(row.counterpart_ids, unpack_receipts(bytes(row.receipts)), strict=True)
    }
    both = mine.keys() & theirs.keys()
    assert len(both) > 20
    assert {key: mine[key] for key in both} == {key: theirs[key] for key in both}


def test_receipts_are_read_in_the_reader_s_language_with_the_same_numbers() -> None:
    edition = make_edition()
    run = published_run(edition)
    listed = own_list(run, Side.CANDIDATE, people_of(edition)[0].pk)
    assert listed is not None
    english = role_matches(listed)[0].receipt
    with translation.override("zh-hant"):
        chinese = role_matches(listed)[0].receipt
    assert [line.points for line in chinese.lines] == [line.points for line in english.lines]
    assert {line.status_word for line in english.lines} <= {"Met", "Partly", "Missing", "Not stated"}
    assert {line.status_word for line in chinese.lines} <= {"符合", "部分符合", "欠缺", "未註明"}
    assert english.score == sum(line.points for line in english.lines)


def test_the_candidate_and_the_employer_read_the_same_lines() -> None:
    edition = make_edition()
    run = published_run(edition)
    posting = roles_of(edition)[0]
    theirs = own_list(run, Side.POSTING, posting.pk)
    assert theirs is not None
    match = candidate_matches(theirs, posting)[0]
    mine = own_list(run, Side.CANDIDATE, match.profile.pk)
    assert mine is not None
    own = next(row for row in role_matches(mine) if row.posting == posting)
    assert own.receipt == match.receipt


def test_the_line_of_all_skills_is_divided_by_requirement_for_both_sides() -> None:
    edition = make_edition()
    run = published_run(edition)
    profile = people_of(edition)[0]
    listed = own_list(run, Side.CANDIDATE, profile.pk)
    assert listed is not None
    shared = [
        (line, {one.label for one in match.receipt.lines if one.requirement})
        for match in role_matches(listed)
        for line in match.receipt.lines
        if line.shares
    ]
    assert shared
    for line, asked in shared:
        assert sum(share.points for share in line.shares) == line.points
        assert {share.label for share in line.shares} <= asked | {"Title"}
    CandidateFeatures.objects.filter(profile=profile).delete()
    assert not any(line.shares for match in role_matches(listed) for line in match.receipt.lines)


def test_a_pair_outside_the_lists_has_the_receipt_that_the_run_would_give() -> None:
    edition = make_edition()
    run = published_run(edition)
    profile, posting = people_of(edition)[0], roles_of(edition)[0]
    listed = own_list(run, Side.CANDIDATE, profile.pk)
    answer = pair_answer(run, profile, posting)
    assert listed is not None and answer is not None
    assert answer.receipt.score == listed.points[listed.counterpart_ids.index(posting.pk)]
    assert answer.fresh is False


def test_explain_match_finds_the_same_on_both_sides() -> None:
    edition = make_edition()
    run = finished_run(edition)
    row = MatchList.objects.filter(run=run, side=Side.POSTING).order_by("owner_id")[0]
    out = StringIO()
    call_command("explain_match", run.pk, row.counterpart_ids[0], row.owner_id, stdout=out)
    assert f"{row.points[0] / 100:.2f} of 100.00  sum" in out.getvalue()
    assert "place 1 of the posting's list" in out.getvalue()


def test_explain_match_notices_a_stored_receipt_that_was_touched() -> None:
    run = finished_run(make_edition())
    row = MatchList.objects.filter(run=run, side=Side.CANDIDATE).order_by("owner_id")[0]
    row.points = [row.points[0] + 1, *row.points[1:]]
    row.save()
    with pytest.raises(CommandError, match="another receipt"):
        call_command("explain_match", run.pk, row.owner_id, row.counterpart_ids[0], stdout=StringIO())


def test_replay_gives_the_recorded_hash_here_and_from_a_file(tmp_path: Path) -> None:
    run = finished_run(make_edition())
    file, out = tmp_path / "run.zip", StringIO()
    call_command("replay_run", run.pk, "--export", str(file), "--step", "5", stdout=out)
    RunInput.objects.all().delete()
    call_command("replay_run", "--file", str(file), stdout=out)
    assert out.getvalue().count("The same, to the last bit.") == 2
    assert run.result_hash in out.getvalue()


def test_replay_refuses_inputs_that_were_touched() -> None:
    run = finished_run(make_edition(), actor_of(OrganiserFactory()))
    part = RunInput.objects.get(run=run, kind="candidates")
    data = bytearray(part.data)
    data[-1] ^= 1
    RunInput.objects.filter(pk=part.pk).update(data=bytes(data))
    with pytest.raises(CommandError, match="frozen inputs"):
        call_command("replay_run", run.pk, stdout=StringIO())


def test_a_run_of_another_engine_is_not_computed_again_but_named() -> None:
    run = finished_run(make_edition(2, 2))
    MatchRun.objects.filter(pk=run.pk).update(engine="0:letters")
    person, role = people_of(run.edition)[0], roles_of(run.edition)[0]
    for command in (("replay_run", run.pk), ("explain_match", run.pk, person.pk, role.pk)):
        with pytest.raises(CommandError, match="computed by engine 0, here is engine"):
            call_command(*command)
