"""The vocabulary: clusters, skills and their names, roles, ambiguous and unknown terms."""

from matching.taxonomy.models.occupation import Occupation, OccupationAlias, OccupationSkill
from matching.taxonomy.models.skill import Cluster, Skill, SkillAlias, SkillRelation, VocabularyVersion
from matching.taxonomy.models.term import AmbiguousTerm, UnknownTerm

__all__ = [
    "AmbiguousTerm",
    "Cluster",
    "Occupation",
    "OccupationAlias",
    "OccupationSkill",
    "Skill",
    "SkillAlias",
    "SkillRelation",
    "UnknownTerm",
    "VocabularyVersion",
]
