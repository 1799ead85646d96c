"""Reading skills out of running text, on the project's own vocabulary."""

import time
from dataclasses import replace
from functools import cache
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.engine.lexicon import Lexicon, Name
from matching.taxonomy.services.seed import read_files


@cache
def names_and_rules() -> tuple[list[Name], dict, dict[int, str]]:
    files = read_files()
    ids = {row.name_en: row.id for row in files.skills}
    names = [Name(row.id, alias.text, alias.kind) for row in files.skills for alias in row.aliases]
    rules = {
        term: {
            **values["rule"],
            "senses": [{**s, "skills": [ids[n] for n in s["skills"]]} for s in values["rule"]["senses"]],
        }
        for term, values in files.terms.items()
    }
    return names, rules, {row.id: row.name_en for row in files.skills}


@cache
def lexicon() -> Lexicon:
    names, rules, _labels = names_and_rules()
    return Lexicon(names, rules)


def read(text: str) -> list[str]:
    """Return what is found as "written=Skill", with "?" for a suggestion and "-" for what is denied."""
    labels = names_and_rules()[2]
    return [
        f"{text[s.start : s.end]}{'?' if s.kind == 'evidence' else '-' if s.denied else ''}="
        + "|".join(labels[i] for i in s.skills)
        for s in lexicon().find(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use machine-learning and LLMs.", ["machine-learning=Machine learning", "LLMs=Large language models"]),
        ("nodejs, ReactJS", ["nodejs=Node.js", "ReactJS=React"]),
        ("C++17, C# and .NET", ["C++=C++", "C#=C#", ".NET=.NET"]),
        ("Data Modeling", ["Data Modeling=Data modelling"]),
        ("負責機器學習及FPGA 開發", ["機器學習=Machine learning", "FPGA 開發=FPGA development"]),
        ("熟悉机器学习", ["机器学习=Machine learning"]),
        ("CI/CD with Jenkins", ["CI/CD=CI/CD", "Jenkins?=CI/CD"]),
        ("retrieval augmented generation", ["retrieval augmented generation=Retrieval-augmented generation"]),
        ("Built in compliance with the law and in full compliance with our rules", []),
        ("experience in compliance", ["compliance=Compliance"]),
        ("ensure compliance with rules", ["compliance=Compliance"]),
        ("Outlook and MS Word", ["Outlook=Microsoft Outlook", "MS Word=Microsoft Word"]),
        ("熟悉Word及PowerPoint", ["Word=Microsoft Word", "PowerPoint=Microsoft PowerPoint"]),
        ("a word on the market outlook", []),
        ("nothing of the kind", []),
        ("", []),
    ],
)
def test_names_in_three_languages(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python, R and SQL", ["Python=Python", "R=R", "SQL=SQL"]),
        ("R. Smith, London", []),
        ("Go to the office and excel.", []),
        ("a service in Go and Docker", ["Go=Go", "Docker=Docker"]),
        ("Flask or Django web apps in Python", ["Flask=Flask", "Django=Django", "Python=Python"]),
        ("shake flask culture of cells", []),
        ("this OR that", []),
        ("GaN power devices", ["GaN?=Power semiconductors"]),
        ("trained a GAN", ["GAN=Generative adversarial networks"]),
        ("BMS for HVAC and chillers", ["BMS=Smart building systems"]),
        ("BMS for lithium batteries", ["BMS?=Battery management systems"]),
        ("recycled PCR plastic", []),
        ("attach your CV and cover letter", []),
        ("CV models for image detection", ["CV=Computer vision"]),
        ("5 kg and its parts", []),
        ("Barclays PLC", []),
        ("PLC with ladder logic", ["PLC?=PLC programming", "ladder logic?=PLC programming"]),
        ("PM and MR", []),
        ("自動化工程師", []),
        ("化工工程師", ["化工=Chemical engineering"]),
        ("社會計劃", []),
        ("會計文員", ["會計=Accounting"]),
        ("technical monitoring of the project", []),
        ("monitoring with Prometheus", ["monitoring=Observability", "Prometheus?=Observability"]),
        ("sort materials into containers, check cargo containers", []),
        ("containers on Kubernetes", ["containers=Containerisation", "Kubernetes=Kubernetes"]),
        ("rail vehicles, guard rails, spark plugs, a plasma torch", []),
        ("Ruby, Rails and Sidekiq", ["Ruby=Ruby", "Rails=Ruby on Rails"]),
        ("Spark, Kafka", ["Spark=Apache Spark", "Kafka=Apache Kafka"]),
        ("they react to problems and care for pets with oily rags", []),
        ("react and redux, typescript", ["react=React", "typescript=TypeScript"]),
        ("Currys, Leeds; born in East Java", []),
        ("LEED AP, Java", ["LEED=LEED", "Java=Java"]),
        ("ISO/TS 16949, mic check, the rest of the services", []),
        ("REST and GraphQL services", ["REST=RESTful APIs", "GraphQL=GraphQL"]),
        ("point of sale, goods for sale, new initiatives", []),
        ("work under supervision", []),
        ("supervision of ten technicians", ["supervision=People management"]),
        ("radio communications links; measured airflow in HVAC", []),
        ("excellent communications skills", ["communications=Communication"]),
    ],
)
def test_words_with_two_meanings(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enterprise Software, Engineering", []),
        ("Physical; Design", []),
        ("They analyse the market. Research follows.", []),
        ("- Software\n- Engineering", []),
        ("• PCB\n\nDesign files", []),
        ("軟件、工程", []),
        ("software\nengineering", ["software\nengineering=Software engineering"]),
        ("FDA 510(k) files", ["FDA 510(k=FDA 510(k)"]),
        ("CI/CD, TCP/IP networking", ["CI/CD=CI/CD", "TCP/IP networking=TCP/IP networking"]),
    ],
)
def test_a_name_ends_where_a_mark_ends_the_item(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no experience in Python or Java, but C++ daily", ["Python-", "Java-", "C++"]),
        ("I have never used Docker. Kubernetes daily.", ["Docker-", "Kubernetes"]),
        ("Not only Python", ["Python"]),
        ("Docker is not required; Python is", ["Docker-", "Python"]),
        ("沒有 Docker 經驗,但熟悉 Kubernetes", ["Docker-", "Kubernetes"]),
        ("无需 Python,熟悉 Docker", ["Python-", "Docker"]),
        ("non-profit Python club", ["Python"]),
    ],
)
def test_what_is_denied_is_marked(text: str, expected: list[str]) -> None:
    assert [found.split("=")[0] for found in read(text)] == expected


def test_a_reader_of_names_alone_is_told_no_denials() -> None:
    text = "no experience in Python or Java, but C++ daily; 沒有 Docker 經驗"
    marked, plain = lexicon().find(text), lexicon().find(text, denials=False)
    assert [span.denied for span in marked] == [True, True, False, True]
    assert plain == [replace(span, denied=False) for span in marked]


def test_evidence_may_enclose_a_name_but_not_other_evidence() -> None:
    small = Lexicon([Name(1, "Google Cloud", "label"), Name(2, "cloud certificate", "evidence")])
    spans = small.find("a Google Cloud certificate")
    assert [(s.skills, s.kind, s.start, s.end) for s in spans] == [((1,), "label", 2, 14)]
    whole = Lexicon(
        [Name(1, "lab work", "label"), Name(2, "lab work at scale", "evidence"), Name(3, "scale", "evidence")]
    )
    assert [s.skills for s in whole.find("lab work at scale")] == [(1,), (2,)] or [
        s.skills for s in whole.find("lab work at scale")
    ] == [(1,), (3,)]


def test_lookup_reads_a_field_of_its_own_leniently() -> None:
    labels = names_and_rules()[2]

    def named(text: str) -> tuple[list[str], str]:
        ids, kind = lexicon().lookup(text)
        return [labels[i] for i in ids], kind

    assert named("r") == (["R"], "label")
    assert named("ｍｌ") == (["Machine learning"], "alias")
    assert named("neural network") == (["Neural networks"], "label")
    assert named("Jenkins") == (["CI/CD"], "evidence")
    assert named("LoRa") == (["LLM fine-tuning", "LoRaWAN"], "evidence")
    assert named("pm") == ([], "")
    assert named("underwater basket weaving") == ([], "")


def test_a_main_name_is_meant_before_another_skill_s_further_one() -> None:
    names = [Name(1, "geometry", "label"), Name(1, "algebra", "alias"), Name(2, "algebra", "label")]
    names += [Name(3, "sums", "alias"), Name(4, "sums", "alias"), Name(5, "sums", "evidence")]
    assert Lexicon(names).lookup("Algebra") == ((2,), "label")
    assert Lexicon(names).lookup("sums") == ((3, 4), "alias")


def test_order_of_the_names_does_not_matter() -> None:
    names, rules, _labels = names_and_rules()
    shuffled = list(names)
    Random(3).shuffle(shuffled)
    other = Lexicon(shuffled, dict(reversed(rules.items())))
    text = "GAN, LoRa, BMS battery, R with Python, 機器學習, neural network, QA in SQL"
    assert other.find(text) == lexicon().find(text)
    assert len(other) == len(lexicon())


PARTS = ["Python", "no", "機器學習", ",", ".", "R", "data", "化工", "自動", "ML", "cloud "]


# Drawing is cheap; on a busy machine it may still be slow, which says nothing about the lexicon.
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_spans_are_ordered_and_names_do_not_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = lexicon().find(text)
    assert spans == sorted(spans)
    named = [s for s in spans if s.kind != "evidence"]
    assert all(left.end <= right.start for left, right in pairwise(named))
    assert all(0 <= s.start < s.end <= len(text) and s.skills for s in spans)


def test_a_sentence_takes_less_than_a_millisecond_and_a_cv_less_than_a_tenth_of_a_second() -> None:
    sentence = "Experienced engineer with Python, machine learning, R and 機器學習 in 香港 using BMS."
    cv = sentence * 60
    lexicon().find(cv)
    best_sentence = min(timed(sentence) for _ in range(20))
    best_cv = min(timed(cv) for _ in range(3))
    assert best_sentence < 0.001
    assert best_cv < 0.1


def timed(text: str) -> float:
    """Return the processor time of one reading in seconds; the clock on the wall also counts what others do."""
    began = time.thread_time()
    lexicon().find(text)
    return time.thread_time() - began
