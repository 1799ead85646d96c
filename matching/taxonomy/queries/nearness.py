"""Skills near by meaning to a text, by the engine's index over this installation's own names.

The index is kept per process and renewed when a new version of the vocabulary is published. It is built beside the
request that first asks for it (0.5 to 3 s), from names that are read before: no page waits longer than it wants to.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np

from matching.engine.embedding import StaticModel
from matching.engine.lexicon import EVIDENCE
from matching.engine.nearby import NearNames
from matching.engine.ranking import NameIndex
from matching.engine.spelling import SpellingIndex
from matching.taxonomy.enums import AliasKind, SkillKind
from matching.taxonomy.models import Skill, SkillAlias
from matching.taxonomy.queries.encoder import make_encoder
from matching.taxonomy.queries.lexicon import current_lexicon, current_version

SOON = 0.01  # seconds that a list of suggestions waits
PATIENT = 0.3  # seconds that a whole page waits
# A person confirms a slip of the keys: "pyton" is offered Python.
SLIP_ALIKE, SLIP_LONG = 0.8, 4
PROPER = frozenset({SkillKind.TOOL, SkillKind.CERTIFICATE, SkillKind.LANGUAGE})

_lock = Lock()
_builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="skill-names")


@dataclass(frozen=True, slots=True)
class _Names:
    """Every name of the active skills: `names[skill]` begins with its English one.

    `called[i]` is a skill and a name that people call it by: no term that only hints at it.
    """

    names: dict[int, list[str]]
    called: list[tuple[int, str]]
    proper: frozenset[int]


@dataclass(frozen=True, slots=True)
class NamesAtHand:
    """What a process keeps; `near` is None where the installation has no vectors of meaning or no skill."""

    near: NearNames | None
    called: list[tuple[int, str]]
    spelling: SpellingIndex

    def misspelt(self, text: str) -> tuple[int, str] | None:
        """Return the skill whose name `text` (Latin letters) misspells, with that name: for a person to confirm."""
        found = self.spelling.meant([text])[0] if self.called else None
        return None if found is None else self.called[found]

    def similar(self, text: str, most: int) -> list[int]:
        """Return up to `most` skills near by meaning, nearest first: for a person to confirm."""
        return self.near.similar([text], most)[0] if self.near else []


_kept: dict[str, tuple[str, Future[NamesAtHand]]] = {}


@dataclass(frozen=True, slots=True)
class SpokenSkill:
    """A skill that a running text names, suggests or seems to speak of, and the words that do so."""

    skill_id: int
    phrase: str
    is_named: bool


def _read_names() -> _Names:
    rows = Skill.objects.filter(is_active=True).order_by("pk").values_list("pk", "name_en", "kind")
    names = {pk: [name] for pk, name, _kind in rows}
    aliases = SkillAlias.objects.filter(skill__is_active=True).order_by("skill_id", "pk")
    called = [(pk, texts[0]) for pk, texts in names.items()]
    for skill, text, kind in aliases.values_list("skill_id", "text", "kind"):
        names[skill].append(text)
        if kind != AliasKind.EVIDENCE:
            called.append((skill, text))
    return _Names(names, called, frozenset(pk for pk, _name, kind in rows if kind in PROPER))


def _build(read: _Names) -> NamesAtHand:
    names = [name for _skill, name in read.called]
    spelling = SpellingIndex(names, range(len(names)), alike=SLIP_ALIKE, long=SLIP_LONG)
    return NamesAtHand(_near(read), read.called, spelling)


def _near(read: _Names) -> NearNames | None:
    model = make_encoder([texts[0] for texts in read.names.values()])
    if not isinstance(model, StaticModel) or not read.names:
        return None
    written = [list(dict.fromkeys(texts)) for texts in read.names.values()]
    owner = np.repeat(np.arange(len(written)), [len(texts) for texts in written])
    index = NameIndex([text for texts in written for text in texts], owner, model)
    return NearNames(index, list(read.names), read.proper)


def names_at_hand(*, wait: float | None = None) -> NamesAtHand | None:
    """Return the names of the latest version; None while they are not at hand after `wait` seconds, or there is none.

    One small query when they are at hand, three when they have to be read.
    """
    version = current_version()
    if version is None:
        return None
    key = version.sha256
    with _lock:
        kept = _kept.get("names")
        if kept is None or kept[0] != key:
            kept = _kept["names"] = (key, _builder.submit(_build, _read_names()))
    try:
        return kept[1].result(timeout=wait)
    except TimeoutError:
        return None


def current_names(*, wait: float | None = None) -> NearNames | None:
    """Return the index of names by meaning, None where there is none or it is not at hand after `wait` seconds."""
    kept = names_at_hand(wait=wait)
    return kept.near if kept else None


def similar_skills(texts: Sequence[str], *, most: int, wait: float | None = None) -> list[list[int]]:
    """Return for each text up to `most` skills near to it by meaning, nearest first: to be confirmed by a person."""
    names = current_names(wait=wait) if texts else None
    return names.similar(texts, most) if names else [[] for _ in texts]


@lru_cache(maxsize=256)
def _spoken_of(names: NearNames, text: str) -> tuple[tuple[int, str], ...]:
    return tuple(names.spoken_of(text))


def skills_spoken_of(text: str, *, wait: float | None = None) -> list[SpokenSkill]:
    """Return the skills that a running text speaks of and does not deny: by name, by terms that suggest, by meaning.

    Words that name a skill are not read a second time by meaning. Each skill once, those named first.
    """
    found: dict[int, SpokenSkill] = {}
    suggested: dict[int, SpokenSkill] = {}
    rest, at = [], 0
    for span in current_lexicon().find(text):
        phrase = text[span.start : span.end]
        rest.append(text[at : span.start])
        at = max(at, span.end)
        if span.denied or len(span.skills) != 1:
            continue
        kept = suggested if span.kind == EVIDENCE else found
        kept.setdefault(span.skills[0], SpokenSkill(span.skills[0], phrase, kept is found))
    names = current_names(wait=wait)
    if names:
        for skill, phrase in _spoken_of(names, " , ".join([*rest, text[at:]])):
            suggested.setdefault(skill, SpokenSkill(skill, phrase, is_named=False))
    return [*found.values(), *(told for skill, told in suggested.items() if skill not in found)]
