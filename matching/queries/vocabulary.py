"""The vocabulary as the engine sees it, and the encoder of written words: made once per process and version."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from matching.engine.data import ENGINE_VERSION, Encoder, Vocabulary
from matching.engine.encoding import TrigramEncoder
from matching.taxonomy.models import Skill, SkillRelation, VocabularyVersion


@dataclass(frozen=True, slots=True)
class Tools:
    """What turns records into payloads. `stamp` names engine and encoder, `number` the vocabulary version (0: none)."""

    number: int
    stamp: str
    vocabulary: Vocabulary
    encoder: Encoder


def vocabulary_number() -> int:
    """Return the number of the newest published state of the vocabulary, 0 when there is none."""
    return VocabularyVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0


def default_encoder() -> Encoder:
    """Return the encoder of this installation."""
    return TrigramEncoder()


def current_stamp() -> str:
    """Return the names of engine and encoder that features must carry to count as fresh."""
    return f"{ENGINE_VERSION}:{default_encoder().name}"


def current_tools() -> Tools:
    """Return the tools for the vocabulary as it stands; three small queries when they are already in this process."""
    skills = Skill.objects.aggregate(number=Count("pk"), last=Max("pk"))
    relations = SkillRelation.objects.aggregate(number=Count("pk"), last=Max("pk"))
    state = (skills["number"], skills["last"], relations["number"], relations["last"])
    return _tools(vocabulary_number(), state)


@lru_cache(maxsize=2)
def _tools(number: int, state: tuple[int | None, ...]) -> Tools:
    """Build the tools; `state` makes a vocabulary that grew without a new version another one."""
    encoder = default_encoder()
    skills = dict(Skill.objects.filter(merged_into=None).order_by("pk").values_list("pk", "name_en"))
    relations = SkillRelation.objects.filter(source__merged_into=None, target__merged_into=None).order_by(
        "source_id", "target_id"
    )
    rows = encoder.vectors(list(skills.values()))
    vocabulary = Vocabulary.build(
        ids=skills,
        relations=relations.values_list("source_id", "target_id", "strength"),
        vectors=dict(zip(skills, rows, strict=True)),
        dimensions=encoder.dimensions,
    )
    return Tools(number=number, stamp=current_stamp(), vocabulary=vocabulary, encoder=encoder)
