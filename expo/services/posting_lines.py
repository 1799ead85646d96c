"""Single requirements of an advert: ask for one more, say which skill one means."""

from dataclasses import replace

from django.db import transaction

from core.actor import Actor
from expo.enums import Importance
from expo.models import Posting
from expo.services.postings import RequirementInput, update_posting
from matching.taxonomy.models import Skill


def _lines(posting: Posting) -> dict[int, RequirementInput]:
    """Return the requirements by their number, in order; the advert is locked for the change to come."""
    Posting.objects.select_for_update(of=["self"]).get(pk=posting.pk)
    return {
        line.pk: RequirementInput(
            importance=line.importance, skill_id=line.skill_id, text=line.text, level=line.level, proof=line.proof
        )
        for line in posting.requirements.all()
    }


@transaction.atomic
def add_requirement(*, posting: Posting, skill: Skill, actor: Actor) -> Posting:
    """Ask for one more skill, as desirable. Raises SkillTwice, NotAllowed."""
    lines = [*_lines(posting).values(), RequirementInput(importance=Importance.SHOULD, skill_id=skill.pk)]
    return update_posting(posting=posting, fields={}, requirements=lines, actor=actor)


@transaction.atomic
def name_requirement(*, posting: Posting, requirement_id: int, skill: Skill, actor: Actor) -> Posting:
    """Say which skill a requirement means; its words stay. One that is gone changes nothing.

    Raises SkillTwice, NotAllowed.
    """
    lines = _lines(posting)
    if requirement_id not in lines:
        return posting
    lines[requirement_id] = replace(lines[requirement_id], skill_id=skill.pk)
    return update_posting(posting=posting, fields={}, requirements=list(lines.values()), actor=actor)
