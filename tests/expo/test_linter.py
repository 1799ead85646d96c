"""What the linter points out, and what it leaves alone."""

import pytest

from expo.linter import advert_flags, wording_flags


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Female preferred", ["sex"]),
        ("女士優先", ["sex"]),
        ("男生优先", ["sex"]),
        ("We look for a handsome salesman", ["sex"]),
        ("Applicants under 35.", ["age"]),
        ("Aged between 20 and 30", ["age"]),
        ("35歲以下", ["age"]),
        ("18-35岁", ["age"]),
        ("Send a copy of your HKID", ["identity"]),
        ("請附身份證副本", ["identity"]),
        ("附上身份证复印件", ["identity"]),
        ("未婚優先", ["family"]),
        ("Please state your marital status", ["family"]),
        ("五官端正", ["looks"]),
        ("With a recent photo", ["looks"]),
        ("Native English speaker", ["origin"]),
        ("Locals only", ["origin"]),
        ("限本地人", ["origin"]),
        ("母语为粤语", ["origin"]),
        ("Young person under 30, native speaker", ["age", "origin"]),
    ],
)
def test_wording_that_is_pointed_out(text: str, codes: list[str]) -> None:
    assert [flag.code for flag in wording_flags(text)] == codes


@pytest.mark.parametrize(
    "text",
    [
        "Mate male and female connectors on a single page application",
        "Pregnancy tests and women's health devices",
        "Latency under 30 ms for over 50 customers in under 40 countries",
        "Five years of experience; team of 25",
        "Smart card and identity management, single sign-on, passport of a battery",
        "Native apps in Swift; cloud native services",
        "應屆畢業生計劃，負責女性健康產品",
        "身份验证与年龄识别算法",
        "",
    ],
)
def test_wording_that_is_left_alone(text: str) -> None:
    assert wording_flags(text) == []


def test_an_advert_is_also_checked_for_what_is_missing() -> None:
    flags = advert_flags(text="", states_pay=False, musts=8, free_texts=["Kdb+"], unexplained=1)
    assert [(flag.code, flag.found) for flag in flags] == [
        ("pay", ""),
        ("musts", "8"),
        ("language", ""),
        ("free_text", "Kdb+"),
    ]
    assert advert_flags(text="Build", states_pay=True, musts=7, free_texts=[], unexplained=0) == []
