"""Wording of adverts that should be looked at before publishing, in three languages. Pure; warns, never forbids.

Hong Kong's ordinances on sex, disability, family status and race make the publisher liable too; there is no statute on
age, but guidelines. Each finding says what to write instead.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_MUSTS = 7


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at. `found` is the wording it is about, "" where it is about something missing."""

    code: str
    words: str | Promise
    advice: str | Promise
    found: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    pattern: re.Pattern[str]
    words: str | Promise
    advice: str | Promise


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# Words that are about people in adverts and about things elsewhere (a male connector, a single page, pregnancy tests)
# count only together with a word for applicants.
PEOPLE = r"(?:only|preferred|applicants?|candidates?|persons?|people|staff|assistants?|workers?)"
RULES = [
    _Rule(
        "sex",
        _any(
            rf"\b(?:fe)?males? {PEOPLE}\b|\b(?:only|prefer(?:red|ably)?) (?:fe)?males?\b",
            r"\b(?:wo)?men (?:only|preferred)\b",
            r"\b(?:waitress|stewardess|salesm[ae]n|foreman|handsome)\b|\b(?:young|smart) (?:lad(?:y|ies)|girls?)\b",
            r"(?:男|女)(?:士|性|生)?(?:[優优]先|[為为]佳|[應应]徵者)|限(?:男|女)|女文[員员]|女秘[書书]|男文[員员]",
        ),
        _("The text names a sex."),
        _("Describe the task; anyone who can do it may apply."),
    ),
    _Rule(
        "age",
        _any(
            r"\b(?:under|below) (?:the age of )?(?:2[5-9]|[345]\d)\b(?!\s*[\w%°])",
            r"\bage[ds]? (?:under|below|between|\d{2})",
            r"\b\d{2}(?:\s*(?:[-–]|to)\s*\d{2})? (?:years old|years of age)\b",
            r"\byoung (?:person|people|candidates?|applicants?)\b",
            r"\d{2}\s*[歲岁]|年[齡龄](?:介乎|在|不超)|年[輕轻](?:人|有)",
        ),
        _("The text names an age."),
        _("Ask for experience with the work, not for years of life or of graduation."),
    ),
    _Rule(
        "identity",
        _any(
            r"\bHKID\b|\bidentity cards?\b|\bID (?:cards?|copy|copies)\b|\bpassport (?:copy|copies|number)\b",
            r"\bcop(?:y|ies) of (?:your )?(?:ID|passport)\b",
            r"身份[證证](?:副本|[號号][碼码]|复印件|影印本)|身分證|[護护]照(?:副本|[號号][碼码]|复印件)",
        ),
        _("The text asks for an identity document."),
        _("No copies or numbers before an offer is accepted: the code of practice forbids it."),
    ),
    _Rule(
        "family",
        _any(
            rf"\bsingle {PEOPLE}\b|\b(?:unmarried|marital status|no children|childless|without family duties)\b",
            rf"\b(?:married|pregnant) {PEOPLE}\b",
            r"未婚|已婚|婚姻[狀状]況|婚姻状况|[無无]家庭[負负][擔担]",
        ),
        _("The text touches family or marriage."),
        _("Say the hours and the travel that the work needs."),
    ),
    _Rule(
        "looks",
        _any(
            r"\b(?:good[- ]looking|(?:attractive|pleasant) (?:appearance|looks)|able[- ]bodied)\b",
            r"\brecent photo(?:graph)?\b",
            r"五官端正|形象(?:好|佳)|[體体]健|相貌|身高\s*\d|[氣气][質质]佳|近照",
        ),
        _("The text asks for looks or health."),
        _("Name the task, for example lifting 10 kg."),
    ),
    _Rule(
        "origin",
        _any(
            r"\b(?:native|mother[- ]tongue)[- ](?:\w+[- ])?speakers?\b",
            r"\bnative (?:English|Cantonese|Mandarin|Chinese)\b",
            r"\b(?:locals?|Chinese|expats?|local candidates) only\b|\bno foreigners\b",
            r"母[語语]|[僅仅]?限本地|本地人[優优]先|限(?:香港|[內内]地|大[陸陆])人",
        ),
        _("The text names an origin or a mother tongue."),
        _("Ask for the level of the language that the work needs, and say why."),
    ),
]


def wording_flags(text: str) -> list[Flag]:
    """Return at most one flag per rule, in the order of the rules, with the first wording that calls for it."""
    return [
        Flag(rule.code, rule.words, rule.advice, found[0].strip())
        for rule in RULES
        if (found := rule.pattern.search(text)) is not None
    ]


def advert_flags(*, text: str, states_pay: bool, musts: int, free_texts: list[str], unexplained: int) -> list[Flag]:
    """Return what an advert should be looked at for.

    `musts` counts the must requirements, `free_texts` those not in the vocabulary, `unexplained` the required
    languages without a reason.
    """
    flags = []
    if not states_pay:
        flags.append(Flag("pay", _("No pay is stated."), _("Adverts with a range get more and better answers.")))
    if musts > MOST_MUSTS:
        flags.append(
            Flag(
                "musts",
                _("More than seven requirements are a must."),
                _("Keep those without which nobody can start, and make the others “should”."),
                str(musts),
            )
        )
    flags += wording_flags(text)
    if unexplained:
        flags.append(
            Flag("language", _("A required language has no reason."), _("Say which part of the work needs it."))
        )
    if free_texts:
        flags.append(
            Flag(
                "free_text",
                _("Some requirements are not in our list of skills."),
                _("They count by wording only. Choose a skill from the list where one fits."),
                ", ".join(free_texts),
            )
        )
    return flags
