"""A job title as one person would write it: "Taxi Drivers and Chauffeurs, Except Bus" is "Taxi Driver and Chauffeur".

Lists of occupations name groups, adverts look for several people at once, a vocabulary names the one who does the work.
Compared as written, the letters and the meaning of a plural are nearest to another plural. So a title that is asked for
is put in the singular before names are ranked. The names stay as they are: what a vocabulary itself calls in the plural
is a group, and a little further away. What a title says it does not cover is left out.

Only head nouns change, the last words of the parts ("Sales Managers" keeps its sales), and only before "of", "for" and
their like ("Heads of Operations"). Source: the S stemmer of D. Harman, "How effective is suffixing?" (1991), with -men,
-wives and -sses, -ches, -shes, -xes beside it. English only: a title of another script stays whole.
"""

import re

_NOT = re.compile(r"[\s,;(]*\b(?:except|excluding|other than|not elsewhere classified|all others?)\b.*$", re.IGNORECASE)
_RELATION = re.compile(r"(?<![\w-])(?:of|for|in|at|to|with|on)(?![\w-])", re.IGNORECASE)
_HEAD = re.compile(r"[\w'’-]+(?=\s*(?:[,;/|&()]|\b(?:and|or|including)\b|$))", re.IGNORECASE)
_ENDINGS = (
    (re.compile(r"(?<=m)en$", re.IGNORECASE), "an"),
    (re.compile(r"(?<=wi)ves$", re.IGNORECASE), "fe"),
    (re.compile(r"(?<=[^ea])ies$", re.IGNORECASE), "y"),
    (re.compile(r"(?:(?<=ss|ch|sh)|(?<=x))es$", re.IGNORECASE), ""),
    (re.compile(r"(?<=[^ius])s$", re.IGNORECASE), ""),
)
_SHORTEST = 4
# What titles end in that is no people: "VP Sales", "Director Robotics".
_FIELDS = frozenset(
    " ".join(
        (
            "accounts affairs arts communications customs goods news operations premises products projects relations",
            "resources sales services solutions sports systems works",
        )
    ).split()
)
_PEOPLE_IN_ICS = ("mechanics", "medics", "critics")


def singular(word: str) -> str:
    """Return a noun in the singular; fields of work ("sales", "physics") and short words as they are."""
    small = word.lower()
    if len(word) < _SHORTEST or small in _FIELDS or (small.endswith("ics") and not small.endswith(_PEOPLE_IN_ICS)):
        return word
    for ending, stand_in in _ENDINGS:
        if ending.search(word):
            return ending.sub(stand_in, word)
    return word


def one_person(title: str) -> str:
    """Return a title as that of one person, without what it excludes (unless nothing else is left)."""
    kept = _NOT.sub("", title) or title
    relation = _RELATION.search(kept)
    end = relation.start() if relation else len(kept)
    return _HEAD.sub(lambda head: singular(head[0]), kept[:end]) + kept[end:]
