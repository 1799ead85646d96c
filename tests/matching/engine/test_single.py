import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.single import one_person, singular

PARTS = st.sampled_from(["Nurses", "Taxi Drivers", "and", "of", ",", "Except", "Sales", "護士", "(m/f/d)", "C++", "/"])


@pytest.mark.parametrize(
    ("title", "single"),
    [
        ("Sales Managers", "Sales Manager"),
        ("Taxi Drivers and Chauffeurs, Except Bus", "Taxi Driver and Chauffeur"),
        ("Secretaries/Receptionists", "Secretary/Receptionist"),
        ("Heads of Operations", "Head of Operations"),
        ("Agents of Artists, Performers, and Athletes", "Agent of Artists, Performers, and Athletes"),
        ("Physics Teachers, Postsecondary", "Physics Teacher, Postsecondary"),
        ("Door-to-Door Sales Workers", "Door-to-Door Sales Worker"),
        ("Engineers, All Other", "Engineer"),
        ("Midwives", "Midwife"),
        ("Firemen", "Fireman"),
        ("Coaches & Waitresses", "Coach & Waitress"),
        ("Automotive Mechanics", "Automotive Mechanic"),
        ("C++ Developers (m/f/d)", "C++ Developer (m/f/d)"),
    ],
)
def test_a_title_of_several_people_becomes_that_of_one(title, single):
    assert one_person(title) == single


@pytest.mark.parametrize(
    "title",
    ["VP Sales", "Head of News", "Director Robotics", "Data Analysis", "Bus Driver", "Boss", "軟件工程師", "All other"],
)
def test_a_title_of_one_person_stays(title):
    assert one_person(title) == title


@pytest.mark.parametrize("word", ["Nannies", "TECHNICIANS", "Managers", "Boxes"])
def test_a_singular_has_no_further_singular(word):
    assert singular(word) != word
    assert singular(singular(word)) == singular(word)


@given(st.lists(PARTS, min_size=1).map(" ".join))
def test_something_is_left_of_every_title_and_nothing_is_added(title):
    kept = one_person(title)
    assert kept.strip()
    assert len(kept) <= len(title)
    assert one_person(kept) == kept
