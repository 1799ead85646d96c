"""A person's own profile, and what could still be said. Hints never block anything."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo.enums import RightToWork
from expo.models import CandidateProfile, Edition, Education, Experience, ProfileLanguage, ProfileSkill, Registration
from matching.taxonomy.models import Cluster
from matching.taxonomy.queries.meant import perhaps_meant
from matching.taxonomy.queries.nearness import PATIENT
from matching.taxonomy.queries.search import Suggestion

FEW_SKILLS = 5
MOST_ASKED = 5


@dataclass(frozen=True, slots=True)
class Hint:
    """Something missing, with the section (and the line of it) that mends it and what it changes."""

    section: str
    words: str | Promise
    why: str | Promise
    item: int | None = None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    profile: CandidateProfile
    clusters: list[Cluster]
    skills: list[ProfileSkill]
    education: list[Education]
    experience: list[Experience]
    languages: list[ProfileLanguage]
    edition: Edition | None
    registration: Registration | None
    meant: dict[str, list[Suggestion]] = field(default_factory=dict)
    hints: list[Hint] = field(default_factory=list)

    @property
    def skill_lines(self) -> list[tuple[ProfileSkill, list[Suggestion]]]:
        """The skills, each with those of the vocabulary that words of one's own may mean."""
        return [(item, [] if item.skill_id else self.meant.get(item.text, [])) for item in self.skills]

    @property
    def has_text(self) -> bool:
        return bool(self.profile.headline or self.profile.summary or any(item.description for item in self.experience))

    @property
    def takes_registrations(self) -> bool:
        return self.edition is not None and self.edition.takes_registrations


def _skill_hints(skills: list[ProfileSkill]) -> list[Hint]:
    if len(skills) < FEW_SKILLS:
        return [Hint("skills", _("State at least five skills"), _("Skills decide most of a match."))]
    without = next((skill for skill in skills if skill.level is None), None)
    if without is not None:
        why = _("A skill without a level counts less where a role asks for one.")
        return [Hint("skills", _("Say how well you know each skill"), why, without.pk)]
    return []


def hints_for(page: ProfilePage) -> list[Hint]:
    """Return what is missing, most useful first."""
    profile = page.profile
    hints = _skill_hints(page.skills)
    checks = [
        (not page.languages, "languages", _("State your languages"), _("Some roles need a language for the work.")),
        (
            RightToWork.NOT_STATED in {profile.right_to_work_hk, profile.right_to_work_cn},
            "work",
            _("Say where you can work"),
            _("One coarse answer per place. Without it no role is closed to you; it is shown as not stated."),
        ),
        (not profile.wished_sites, "wishes", _("Choose the places you want"), _("Roles elsewhere move down.")),
        (not profile.wished_kinds, "wishes", _("Choose jobs or internships"), _("The others are left out.")),
        (
            profile.available_from is None,
            "wishes",
            _("Say when you can start"),
            _("Roles that begin earlier are not shown as open to you."),
        ),
        (not page.experience, "experience", _("Describe your work or a project"), _("It stands behind your skills.")),
        (not page.education, "education", _("Add what you studied"), _("Employers ask for a field, never for a rank.")),
        (not profile.headline, "about", _("Write one line about you"), _("It is the first thing an employer reads.")),
    ]
    return hints + [Hint(section, words, why) for missing, section, words, why in checks if missing]


def profile_page(profile: CandidateProfile) -> ProfilePage:
    """Return the profile with all its parts and hints. Seven queries, eight while an edition is shown,
    four more where a skill is in words of one's own."""
    edition = Edition.objects.current()
    page = ProfilePage(
        profile=profile,
        clusters=list(profile.wished_clusters.all()),
        skills=list(profile.skills.select_related("skill")),
        education=list(profile.education.all()),
        experience=list(profile.experience.all()),
        languages=list(profile.languages.all()),
        edition=edition,
        registration=Registration.objects.filter(edition=edition, profile=profile, cancelled_at=None).first()
        if edition
        else None,
    )
    own = [item.text for item in page.skills if item.skill_id is None][:MOST_ASKED]
    page.meant.update(perhaps_meant(own, wait=PATIENT))
    page.hints.extend(hints_for(page))
    return page
