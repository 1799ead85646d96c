"""Finding skills by what people type: blind to script, width, case, spacing and alias; then by meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet

from core.text import pick
from matching.engine.lexicon import fold
from matching.taxonomy.enums import AliasKind
from matching.taxonomy.models import Skill, SkillAlias
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.queries.nearness import SOON, names_at_hand

SIMILAR_ENOUGH = 0.45
SIMILAR = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill offered for a typed text; `matched` is the name that matched where it is not the one shown.

    `is_similar`: no name of it is written like the text, but it is near by meaning.
    """

    skill_id: int
    name: str
    language: str
    matched: str = ""
    is_similar: bool = False


def find_skills(text: str) -> list[int]:
    """Return the ids of the skills that `text` as a whole names, ascending; empty where it names none.

    機器學習, 机器学习, ML, "machine  learning" and ＭＬ give the same list. Evidence terms count where no name does.
    """
    return list(current_lexicon().lookup(text)[0])


def names_like(text: str) -> QuerySet[SkillAlias]:
    """Return the labels and aliases that begin with or resemble `text`, of active skills."""
    folded = fold(text)
    names = SkillAlias.objects.filter(skill__is_active=True).exclude(kind=AliasKind.EVIDENCE).select_related("skill")
    return names.filter(folded__contains=folded) | names.filter(folded__trigram_word_similar=folded)


def suggest_skills(text: str, *, limit: int = 8, language: str | None = None) -> list[Suggestion]:
    """Return up to `limit` skills for a half-typed or mistyped name: exact first, then beginnings, then near forms.

    A name that the whole text misspells comes before other near forms. Places left are filled with up to SIMILAR skills
    near by meaning, which never move the others. Six queries at most (version twice, names, skills named exactly or
    misspelt, skills near by meaning), whatever the number of hits.
    """
    folded = fold(text)
    if not folded:
        return []
    at_hand = names_at_hand(wait=SOON)
    best: dict[int, tuple[tuple[float, ...], str]] = dict.fromkeys(find_skills(text), ((0.0,), ""))
    slip = at_hand.misspelt(text) if at_hand else None
    if slip:
        best.setdefault(slip[0], ((1.5,), slip[1]))
    ranked = names_like(text).annotate(nearness=TrigramWordSimilarity(folded, "folded")).order_by("-nearness", "id")
    skills = {skill.pk: skill for skill in Skill.objects.filter(pk__in=list(best), is_active=True)}
    for name in ranked[: limit * 12]:
        begins = name.folded.startswith(folded)
        if not begins and folded not in name.folded and name.nearness < SIMILAR_ENOUGH:
            continue
        rank = (1.0 if begins else 2.0, -name.nearness, len(name.folded))
        if name.skill_id not in best or rank < best[name.skill_id][0]:
            best[name.skill_id] = (rank, name.text)
            skills[name.skill_id] = name.skill
    order = sorted((pk for pk in best if pk in skills), key=lambda pk: (best[pk][0], pk))
    found = [_suggestion(skills[pk], best[pk][1], language) for pk in order[:limit]]
    near = at_hand.similar(text, limit) if at_hand and len(found) < limit else []
    return found + suggest_by_id([pk for pk in near if pk not in best][: min(SIMILAR, limit - len(found))], language)


def suggest_by_id(skill_ids: Sequence[int], language: str | None = None) -> list[Suggestion]:
    """Return skills near by meaning as suggestions, in the order given; a query where there are any."""
    skills = Skill.objects.filter(is_active=True).in_bulk(skill_ids) if skill_ids else {}
    return [_suggestion(skills[pk], "", language, is_similar=True) for pk in skill_ids if pk in skills]


def _suggestion(skill: Skill, matched: str, language: str | None, *, is_similar: bool = False) -> Suggestion:
    name, written_in = pick(skill, "name", language)
    return Suggestion(skill.pk, name, written_in, "" if fold(matched) == fold(name) else matched, is_similar)
