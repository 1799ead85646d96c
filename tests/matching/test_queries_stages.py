"""The way of a run on its page: which steps are done, whose turn it is, where it stopped."""

import pytest
from django.utils import timezone, translation

from matching.enums import RunState
from matching.models import MatchRun
from matching.queries.stages import run_stages

MARKS = {
    RunState.DRAFT: "now next next next",
    RunState.QUEUED: "done now next next",
    RunState.RUNNING: "done now next next",
    RunState.FINISHED: "done done now next",
    RunState.SIGNED: "done done done now",
    RunState.PUBLISHED: "done done done done",
    RunState.SUPERSEDED: "done done done now",
    RunState.WITHDRAWN: "done done done now",
    RunState.FAILED: "done stopped next next",
    RunState.CANCELLED: "done stopped next next",
}


@pytest.mark.parametrize("state", RunState.values)
def test_every_state_has_its_marks(state: str) -> None:
    run = MatchRun(state=state, started_at=timezone.now())
    assert " ".join(stage.mark for stage in run_stages(run)) == MARKS[RunState(state)]


def test_a_dropped_draft_stopped_at_its_dry_run() -> None:
    marks = [stage.mark for stage in run_stages(MatchRun(state=RunState.CANCELLED))]
    assert marks == ["stopped", "next", "next", "next"]


def test_only_the_present_step_says_whose_turn_it_is() -> None:
    with translation.override("en"):
        turns = [str(stage.turn) for stage in run_stages(MatchRun(state=RunState.FINISHED))]
    assert turns == ["", "", "a second person's turn", ""]


@pytest.mark.parametrize(("language", "word"), [("en", "Run"), ("zh-hant", "執行"), ("zh-hans", "运行")])
def test_the_second_step_is_a_deed_and_not_the_thing(language: str, word: str) -> None:
    with translation.override(language):
        assert str(run_stages(MatchRun(state=RunState.RUNNING))[1].name) == word
