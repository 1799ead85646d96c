import dataclasses
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from matching.engine.blocks import CandidateBlock
from matching.engine.context import CONTEXT, ContextEncoder, context_rows, make_vocabulary, rarity_of_skills
from matching.engine.data import CandidateRecord, PostingRecord, RequirementLine, SkillItem
from matching.engine.embedding import scaled, shipped_model
from matching.engine.features import pack_candidate, pack_candidates, pack_posting, pack_postings
from matching.engine.glosses import Glosses
from matching.engine.titles import TitleSense
from matching.engine.wording import Wording

NAMES = [["python", "python programming"], ["machine learning"], ["welding"], ["metal cutting"], ["deep learning"]]
ROLES = [{0: 1.0, 1: 1.0}, {0: 1.0, 1: 0.5}, {2: 1.0, 3: 1.0}]


@pytest.fixture(scope="module")
def model():
    folder = Path(importlib.util.find_spec("wordllama").origin).parent
    return shipped_model(folder, [names[0] for names in NAMES])


@pytest.fixture(scope="module")
def vocabulary(model):
    return make_vocabulary(range(1, 6), NAMES, [""] * 5, ROLES, model)


def cosine(rows, one, other):
    a, b = rows[one].astype(float), rows[other].astype(float)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_skills_that_the_same_roles_ask_for_point_the_same_way(vocabulary):
    context = vocabulary.vectors[:, :CONTEXT]
    assert cosine(context, 0, 1) > 0.6
    assert cosine(context, 2, 3) > 0.95
    assert abs(cosine(context, 0, 2)) < 0.05


def test_a_skill_that_no_role_asks_for_goes_with_what_it_is_near_to(vocabulary):
    context = vocabulary.vectors[:, :CONTEXT]
    assert cosine(context, 4, 1) > cosine(context, 4, 2)


def test_rare_skills_are_specific():
    asked = sparse.csr_matrix(np.array([[1, 1, 0], [1, 0, 0], [1, 0, 0]], dtype=np.float32))
    rare = rarity_of_skills(asked)
    assert np.allclose(rare, np.log(1 + 3 / (1 + np.array([3, 1, 0]))))


def test_the_order_of_roles_and_of_skills_changes_no_angle():
    rng = np.random.default_rng(4)
    asked = sparse.random(12, 9, 0.4, random_state=rng, dtype=np.float32).tocsr()
    meaning = scaled(rng.standard_normal((9, 6)).astype(np.float32))
    rows = context_rows(asked, meaning)
    order, swap = rng.permutation(9), rng.permutation(12)
    other = context_rows(asked[swap][:, order].tocsr(), meaning[order])
    assert np.allclose(rows[order] @ rows[order].T, other @ other.T, atol=1e-3)


def test_without_roles_only_the_meaning_counts(model):
    plain = make_vocabulary(range(1, 6), NAMES, [""] * 5, [], model)
    assert not plain.vectors[:, :CONTEXT].any()
    assert plain.specificity.tolist() == [100] * 5


def test_a_text_is_lifted_to_what_the_skills_near_to_it_go_with(model, vocabulary):
    encoder = ContextEncoder(model, vocabulary, ["developer", "welder"])
    rows = encoder.lifted(["programming in python"])
    assert cosine(np.vstack([rows, vocabulary.vectors])[:, :CONTEXT], 0, 1) > 0.9
    assert not encoder.vectors(["programming in python"])[:, :CONTEXT].any()
    place, strength = encoder.suggested([["we cut metal all day"]])
    assert place[0, 0] == 3
    assert strength[0, 0] == 1
    assert encoder.dimensions == vocabulary.dimensions


def test_titles_of_the_same_work_are_near_without_a_word_in_common(model, vocabulary):
    encoder = ContextEncoder(model, vocabulary, ["developer", "welder"])
    names = [["software developer"], ["data scientist"], ["welder", "metal worker"]]
    sense = TitleSense(names, ["", "", ""], ROLES, vocabulary, encoder, model)
    near = sense.nearness(["metal worker"], ["welder", "software developer"])
    assert near[0, 0] > near[0, 1] + 0.2


def test_a_title_of_several_people_is_nearest_to_the_one_who_does_the_work(model, vocabulary):
    encoder = ContextEncoder(model, vocabulary, ["developer", "welder"])
    sense = TitleSense([["software developer"]], [""], ROLES[:1], vocabulary, encoder, model)
    listed = ["Welders", "welder", "Welders and cutters"]
    plural, single = sense.ranked(["Welders", "Welder"], listed)
    assert plural.argmax() == 1
    assert plural == pytest.approx(single)


WRITTEN = {
    "en": (("Welder", "Metal worker"), "We cut metal all day. I never stopped learning.\nMachine learning since 2020."),
    "zh-hant": (("機器學習工程師",), "每日切割金屬，亦懂機器學習。\n沒有焊接經驗，熟悉 Python 編程！"),
    "zh-hans": (("机器学习工程师", "Welder"), "每天切割金属，也懂机器学习。\n没有焊接经验，熟悉 Python 编程！"),
    "none": ((), ""),
}


def fresh(vocabulary):
    """Return an encoder that has met no word yet, with a dictionary and known names in Chinese."""
    folder = Path(importlib.util.find_spec("wordllama").origin).parent
    glosses = Glosses(lambda: {"金属": ("metal",), "切割": ("to cut", "cutting"), "经验": ("experience",)})
    model = shipped_model(folder, [names[0] for names in NAMES], glosses=glosses)
    return ContextEncoder(model, vocabulary, ["developer", "welder"], Wording([("機器學習", "machine learning")]))


def test_records_of_three_languages_packed_together_are_packed_as_alone(vocabulary):
    people = [
        CandidateRecord(at, (SkillItem(1, "python"), SkillItem(None, titles[0] if titles else "焊接")), titles, text)
        for at, (titles, text) in enumerate(WRITTEN.values())
    ]
    roles = [
        PostingRecord(at, titles, text, (RequirementLine(3, "welding"), RequirementLine(None, text[:8])))
        for at, (titles, text) in enumerate(WRITTEN.values())
    ]
    alone, together = fresh(vocabulary), fresh(vocabulary)
    assert pack_candidates(people, vocabulary, together) == [pack_candidate(one, vocabulary, alone) for one in people]
    assert pack_postings(roles, vocabulary, together) == [pack_posting(one, vocabulary, alone) for one in roles]


def test_suggestions_of_many_records_are_those_of_each(vocabulary):
    groups = [["we cut metal all day", "python"], [], ["deep learning"], ["每天切割金属", "welding", "a", ""]]
    encoder = fresh(vocabulary)
    place, strength = encoder.suggested(groups)
    alone = [encoder.suggested([group]) for group in groups if group]
    assert np.array_equal(place, np.concatenate([one for one, _ in alone]))
    assert np.array_equal(strength, np.concatenate([one for _, one in alone]))


@pytest.mark.parametrize("field", ["Metal cutting", "Metallurgical engineering", "金屬切削", "金属加工"])
def test_the_name_of_a_field_of_study_takes_nothing_from_what_a_person_states(model, vocabulary, field):
    encoder = ContextEncoder(model, vocabulary)
    person = CandidateRecord(id=1, skills=(SkillItem(1, "python"), SkillItem(2, "machine learning")))
    alone, studied = (
        CandidateBlock.from_payloads([pack_candidate(dataclasses.replace(person, text=text), vocabulary, encoder)])
        for text in ("", field)
    )
    assert alone.profile.tolist() == studied.profile.tolist()


@pytest.mark.parametrize("sentence", ["We cut metal all day.", "我們每天都在切削各種金屬"])
def test_a_whole_sentence_suggests_something_in_any_language(model, vocabulary, sentence):
    encoder = ContextEncoder(model, vocabulary)
    silent, told = (
        CandidateBlock.from_payloads([pack_candidate(CandidateRecord(id=1, text=text), vocabulary, encoder)])
        for text in ("", sentence)
    )
    assert not silent.profile.any()
    assert told.profile.any()


def profile_of(model, vocabulary, text):
    """The profile vector of somebody who states Python and R and writes a text."""
    skills = (SkillItem(1, "python"), SkillItem(2, "R"))
    payload = pack_candidate(
        CandidateRecord(id=1, skills=skills, text=text), vocabulary, ContextEncoder(model, vocabulary)
    )
    return CandidateBlock.from_payloads([payload]).profile.tolist()


def test_one_letter_of_other_words_is_no_skill_that_is_stated(model, vocabulary):
    silent = profile_of(model, vocabulary, "")
    assert profile_of(model, vocabulary, "I weld steel for bridges every day.") != silent
    assert profile_of(model, vocabulary, "I weld in R, for bridges every day.") == silent
    assert profile_of(model, vocabulary, "我每天都用R焊接各種橋樑的鋼材") == silent


def test_a_short_paragraph_about_what_is_stated_suggests_nothing_however_many_sentences_it_has(model, vocabulary):
    silent = profile_of(model, vocabulary, "")
    english = "Built services with Python. Looking for a team that measures what it claims."
    assert profile_of(model, vocabulary, english) == silent
    assert profile_of(model, vocabulary, "以Python開發服務，希望加入重視實證的團隊。") == silent
    assert profile_of(model, vocabulary, "以Python開發服務。希望加入重視實證的團隊。") == silent
    long = f"{english} " + "Before that I cut and welded metal for ships and bridges. " * 4
    assert profile_of(model, vocabulary, long) != silent
    assert profile_of(model, vocabulary, english.replace(". ", ".\n")) != silent
