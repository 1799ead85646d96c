"""From what a person typed to a skill of the vocabulary."""

from dataclasses import dataclass

from core.text import pick
from matching.engine.lexicon import EVIDENCE
from matching.taxonomy.models import Skill
from matching.taxonomy.queries.lexicon import current_lexicon


@dataclass(frozen=True, slots=True)
class ReadSkill:
    """`skill_id` is the skill that the text names, None when it names none or several.

    `choices` are the names of skills that it could mean or only suggests: to be confirmed, never stored unasked.
    """

    text: str
    skill_id: int | None
    choices: tuple[str, ...] = ()


def read_skill(text: str) -> ReadSkill:
    """Return what `text` as a whole names. At most two queries while the vocabulary is at hand."""
    skills, kind = current_lexicon().lookup(text)
    if len(skills) == 1 and kind != EVIDENCE:
        return ReadSkill(text, skills[0])
    if not skills:
        return ReadSkill(text, None)
    names = [pick(skill, "name")[0] for skill in Skill.objects.filter(pk__in=skills).order_by("name_en")]
    return ReadSkill(text, None, tuple(names))
