"""What happens: editions, employers of an edition, postings, profiles, registrations, check-ins, imports."""

from expo.models.attendance import CheckIn, Registration
from expo.models.edition import Edition, EditionEmployer
from expo.models.imports import ImportBatch, ImportChange
from expo.models.posting import Posting, PostingLanguage, Requirement
from expo.models.profile import CandidateProfile, Education, Experience, ProfileLanguage, ProfileSkill

__all__ = [
    "CandidateProfile",
    "CheckIn",
    "Edition",
    "EditionEmployer",
    "Education",
    "Experience",
    "ImportBatch",
    "ImportChange",
    "Posting",
    "PostingLanguage",
    "ProfileLanguage",
    "ProfileSkill",
    "Registration",
    "Requirement",
]
