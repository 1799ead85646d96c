"""Invented people: lives in an order that can be lived, words that the vocabulary knows, gaps as real profiles have."""

from collections import Counter
from datetime import date

from expo.demo.candidates import DraftCandidate
from expo.demo.careers import TODAY
from expo.demo.names import ENGLISH_NAMES, GIVEN_NAMES
from expo.demo.vocabulary import DemoVocabulary
from matching.engine.lexicon import Lexicon


def test_work_begins_after_the_first_degree_and_goes_on_in_order(people: list[DraftCandidate]) -> None:
    for draft in people:
        rows = draft.experience
        started = [row.started_on for row in rows if row.started_on]
        assert started == sorted(started, reverse=True) or draft.career.stage == "student"
        assert all(row.ended_on is None or row.ended_on >= row.started_on for row in rows if row.started_on)
        assert all(day <= TODAY for day in started)
        if draft.career.stage != "student":
            long = [r for r in rows if r.started_on and (r.ended_on is None or (r.ended_on - r.started_on).days > 92)]
            assert all(row.started_on >= draft.career.graduates_on.replace(day=1) for row in long)


def test_students_graduate_later_and_ask_for_no_pay(people: list[DraftCandidate]) -> None:
    students = [draft for draft in people if draft.career.stage == "student"]
    assert 0.18 <= len(students) / len(people) <= 0.27
    for draft in students:
        assert draft.career.graduates_on > TODAY
        assert "job" not in draft.profile.__dict__["wished_kinds"] or "graduate" in draft.profile.wished_kinds
        assert (draft.profile.wished_pay_min, draft.profile.experience_years) == (None, None)


def test_degrees_follow_each_other_and_schools_teach_them(people: list[DraftCandidate]) -> None:
    for draft in people:
        dated = [row for row in draft.education if row.graduates_on]
        assert [row.graduates_on for row in dated] == sorted((row.graduates_on for row in dated), reverse=True)
        vocational = [row.qf_level for row in draft.education if row.institution in ("IVE", "香港專業教育學院")]
        assert set(vocational) <= {4, None}


def test_the_stated_years_fit_the_dates(people: list[DraftCandidate]) -> None:
    for draft in people:
        years = draft.profile.experience_years
        if years is not None:
            assert abs((TODAY - draft.career.graduates_on).days / 365.25 - years) <= 1.6


def test_english_names_go_with_the_given_names(people: list[DraftCandidate]) -> None:
    given = [{romanised for romanised, *_ in names} for names in GIVEN_NAMES]
    assert given[0] & given[1] == set()
    for user in (draft.user for draft in people):
        if user.preferred_name:
            assert [user.given_name in names for names in given] == [user.preferred_name in n for n in ENGLISH_NAMES]


def test_skills_are_found_however_they_are_typed_and_some_are_typed_wrongly(
    people: list[DraftCandidate], words: tuple[DemoVocabulary, Lexicon]
) -> None:
    lexicon = words[1]
    rows = [row for draft in people for row in draft.skills]
    lost = [row.text for row in rows if row.skill_id and row.skill_id not in lexicon.lookup(row.text)[0]]
    assert Counter(lost).most_common(5) == []
    unknown = [row for row in rows if row.skill_id is None]
    assert 0.02 <= len(unknown) / len(rows) <= 0.06
    assert any(row.text != row.text.lower() == row.text.upper().lower() for row in rows)
    assert any(ord(letter) > 0xFF00 for row in rows for letter in row.text)


def test_nobody_holds_a_certificate_of_another_world(people: list[DraftCandidate], vocabulary: DemoVocabulary) -> None:
    mainland = {vocabulary.named("CET-6"), vocabulary.named("CET-4")}
    for draft in people:
        if draft.career.origin != "cn":
            assert mainland & {row.skill_id for row in draft.skills} == set()


def test_profiles_leave_gaps_and_are_open_or_private(people: list[DraftCandidate]) -> None:
    profiles = [draft.profile for draft in people]
    assert {profile.visibility for profile in profiles} == {"open", "private"}
    assert {profile.language for profile in profiles} == {"en", "zh-hant", "zh-hans"}
    for name in ("headline", "summary", "wished_sites", "wished_kinds", "available_from"):
        missing = sum(not getattr(profile, name) for profile in profiles) / len(profiles)
        assert 0.1 <= missing <= 0.35, name
    for rows in ("languages", "education", "experience"):
        assert any(not getattr(draft, rows) for draft in people), rows
    assert date(2027, 1, 1) in {profile.available_from for profile in profiles}
