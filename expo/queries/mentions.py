"""Skills that a person's or an employer's own running text speaks of and that are not listed yet: to be confirmed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.text import pick
from expo.models import CandidateProfile, Posting
from matching.taxonomy.models import Skill
from matching.taxonomy.queries.nearness import PATIENT, SpokenSkill, skills_spoken_of

MOST = 6
MOST_REQUIREMENTS = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """A skill, the words that speak of it ("" where they are its name), and whether they name it."""

    skill_id: int
    name: str
    language: str
    phrase: str
    is_named: bool


def _mentions(spoken: Iterable[SpokenSkill], known: Collection[int | None]) -> list[Mention]:
    """Return the first MOST that are not known, as a reader sees them; a query where there are any."""
    wanted = [one for one in spoken if one.skill_id not in known][:MOST]
    skills = Skill.objects.filter(is_active=True).in_bulk([one.skill_id for one in wanted]) if wanted else {}
    found = []
    for one in wanted:
        if one.skill_id in skills:
            name, language = pick(skills[one.skill_id], "name")
            phrase = "" if one.phrase.casefold() == name.casefold() else one.phrase
            found.append(Mention(one.skill_id, name, language, phrase, one.is_named))
    return found


def profile_mentions(profile: CandidateProfile) -> list[Mention]:
    """Return what headline, summary and descriptions of work speak of and the list of skills lacks."""
    texts = [profile.headline, profile.summary, *profile.experience.values_list("description", flat=True)]
    known = set(profile.skills.values_list("skill_id", flat=True))
    return _mentions(skills_spoken_of("\n".join(filter(None, texts)), wait=PATIENT), known)


def posting_mentions(posting: Posting) -> list[Mention]:
    """Return what the description speaks of and no requirement asks for; none where no line is left for more."""
    known = list(posting.requirements.values_list("skill_id", flat=True))
    if len(known) >= MOST_REQUIREMENTS:
        return []
    texts = [posting.description_en, posting.description_zh_hant, posting.description_zh_hans]
    return _mentions(skills_spoken_of("\n".join(filter(None, texts)), wait=PATIENT), known)
