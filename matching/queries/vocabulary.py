"""The vocabulary as the engine sees it, and the encoder of written words: made once per process and version."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.db import read_binary
from matching.engine.context import ContextEncoder, make_vocabulary
from matching.engine.data import ENGINE_VERSION, Encoder, Vocabulary
from matching.engine.embedding import StaticModel
from matching.engine.encoding import TrigramEncoder
from matching.engine.lexicon import EVIDENCE, Lexicon
from matching.engine.spelling import SpellingIndex
from matching.engine.wording import Wording
from matching.taxonomy.models import (
    OccupationAlias,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
)
from matching.taxonomy.queries.encoder import make_encoder
from matching.taxonomy.queries.lexicon import current_lexicon

# What tells whether the vocabulary is still the one that the tools of this process were made for.
STATE = """SELECT (SELECT coalesce(max(number), 0) FROM taxonomy_vocabularyversion),
    (SELECT count(*) FROM taxonomy_skill), (SELECT max(id) FROM taxonomy_skill),
    (SELECT count(*) FROM taxonomy_skillrelation), (SELECT max(id) FROM taxonomy_skillrelation)"""


@dataclass(frozen=True, slots=True)
class Tools:
    """What turns records into payloads. `stamp` names engine and encoder, `number` the vocabulary version (0: none)."""

    number: int
    stamp: str
    vocabulary: Vocabulary
    encoder: Encoder
    lexicon: Lexicon
    spelling: SpellingIndex


def comparable(stamp: str) -> str:
    """Return what the stamps begin with whose features may be scored together with those of this one.

    A new name in the vocabulary shifts what words mean by a hair and changes a stamp after its "#"; another version of
    the engine, or other skills asked for by roles, changes what the numbers stand for.
    """
    head, cut, _ = stamp.partition("#")
    return head + cut


def is_readable(stamp: str) -> bool:
    """Tell whether the engine of today reads what the engine of this stamp packed."""
    return stamp.partition(":")[0] == ENGINE_VERSION


def current_tools() -> Tools:
    """Return the tools for the vocabulary as it stands; one small query when they are already in this process."""
    ((version, *state),) = read_binary(STATE)
    return _tools(version, tuple(state))


def _with_context(
    skills: dict[int, str], relations: Iterable[tuple[int, int, int]], encoder: StaticModel | TrigramEncoder
) -> tuple[Vocabulary, Encoder]:
    """Return the engine's view of the vocabulary and the encoder that goes with it."""
    if not isinstance(encoder, StaticModel):
        rows = encoder.vectors(list(skills.values()))
        vectors = dict(zip(skills, rows, strict=True))
        return Vocabulary.build(skills, relations, vectors, dimensions=encoder.dimensions), encoder
    names: dict[int, list[str]] = {skill: [name] for skill, name in skills.items()}
    aliases = SkillAlias.objects.filter(skill__in=list(skills)).order_by("skill_id", "pk")
    for skill, text in aliases.values_list("skill_id", "text"):
        if text not in names[skill]:
            names[skill].append(text)
    place = {skill: at for at, skill in enumerate(skills)}
    roles: dict[int, dict[int, float]] = defaultdict(dict)
    asked = OccupationSkill.objects.filter(skill__in=list(skills)).order_by("occupation_id", "position")
    pairs = list(asked.values_list("occupation_id", "skill_id"))
    for role, skill in pairs:
        roles[role][place[skill]] = 1.0
    basis = "-" + hashlib.sha256(repr(sorted(pairs)).encode()).hexdigest()[:6]
    titles = OccupationAlias.objects.order_by("pk").values_list("text", flat=True)
    known = list(OccupationAlias.objects.order_by("pk").values_list("text", "occupation__name_en"))
    known += [(text, skills[skill]) for skill, text in aliases.exclude(kind=EVIDENCE).values_list("skill_id", "text")]
    vocabulary = make_vocabulary(
        list(skills), list(names.values()), [""] * len(skills), list(roles.values()), encoder, relations
    )
    return vocabulary, ContextEncoder(encoder, vocabulary, list(titles), Wording(known), basis)


def _spelling(skills: dict[int, str]) -> SpellingIndex:
    """Return the names that a misspelt term is compared with."""
    aliases = SkillAlias.objects.filter(skill__in=list(skills)).order_by("skill_id", "pk")
    named = [(name, skill) for skill, name in skills.items()]
    named += [(text, skill) for skill, text in aliases.values_list("skill_id", "text") if text.isascii()]
    return SpellingIndex([name for name, _ in named], [skill for _, skill in named])


@lru_cache(maxsize=2)
def _tools(number: int, state: tuple[int | None, ...]) -> Tools:
    """Build the tools; `state` makes a vocabulary that grew without a new version another one."""
    skills = dict(Skill.objects.filter(merged_into=None).order_by("pk").values_list("pk", "name_en"))
    relations = SkillRelation.objects.filter(source__merged_into=None, target__merged_into=None).order_by(
        "source_id", "target_id"
    )
    links = relations.values_list("source_id", "target_id", "strength")
    vocabulary, encoder = _with_context(skills, links, make_encoder(list(skills.values())))
    return Tools(
        number=number,
        stamp=f"{ENGINE_VERSION}:{encoder.name}",
        vocabulary=vocabulary,
        encoder=encoder,
        lexicon=current_lexicon(),
        spelling=_spelling(skills),
    )
