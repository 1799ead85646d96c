"""What people of the demo say they can do, in their own spelling."""

from random import Random

from expo.demo.career_texts import FREE_TEXT_SKILLS
from expo.demo.careers import STEPS, Career
from expo.demo.families import family
from expo.demo.vocabulary import DemoVocabulary
from expo.models import CandidateProfile, ProfileSkill

# Certificates and examinations that people of an origin or a family of work have: English name and per cent.
TESTS = {
    "hk": {"IELTS": 9, "First aid certificate": 3, "Hong Kong driving licence": 4, "PSC Putonghua Proficiency Test": 2},
    "cn": {"CET-6": 30, "CET-4": 16, "IELTS": 7, "TOEFL": 3},
    "other": {"HSK": 12, "Hong Kong driving licence": 2},
}
CERTIFICATES = {
    "software": {"AWS Certified Solutions Architect": 8, "Microsoft Azure certification": 4, "Certified Scrum Master": 4, "Certified Kubernetes Administrator": 3},
    "data": {"NVIDIA Deep Learning Institute certificate": 7, "AWS Certified Solutions Architect": 5},
    "security": {"CISSP": 12, "OSCP": 9, "CEH": 9},
    "hardware": {"Six Sigma": 4, "HKIE membership": 5},
    "device": {"ISO 13485": 9, "HKIE membership": 3},
    "field": {"LEED": 7, "HKIE membership": 8, "BEAM Plus": 7, "Construction industry safety card": 12},
    "operations": {"PMP": 12, "PRINCE2": 5, "Six Sigma": 6},
    "business": {"PMP": 4},
}  # fmt: skip
TYPED_WRONG, TYPED_LOOSELY, NOT_RATED = 0.03, 0.06, 0.32


class SkillWriter:
    """Draws the skills of one profile."""

    def __init__(self, rng: Random, vocabulary: DemoVocabulary) -> None:
        self.rng = rng
        self.vocabulary = vocabulary
        self.traits = [s for s in vocabulary.skills_of_cluster["general"] if vocabulary.skills[s].kind == "soft"]

    def draw(self, profile: CandidateProfile, career: Career) -> list[ProfileSkill]:
        """Return the rows in the order of writing: from the latest role back, then what lies around it."""
        chosen = self._from_roles(career)
        self._around(chosen, career)
        step = STEPS.index(career.home.seniority)
        usual = 1 if career.stage == "student" or step <= 1 else 2 if step <= 3 else 3
        rows = [
            self._row(profile, position, skill, evidence, career.code, usual)
            for position, (skill, evidence) in enumerate(chosen.items())
        ]
        if self.rng.random() < 0.12:
            text = self.rng.choice(FREE_TEXT_SKILLS[career.code])
            rows.append(ProfileSkill(profile=profile, position=len(rows), text=text))
        return rows

    def _from_roles(self, career: Career) -> dict[int, str]:
        rng = self.rng
        evidence = "education" if career.stage == "student" else "work"
        likely = 0.72 if career.stage == "student" else 0.9
        chosen: dict[int, str] = {}
        for age, role in enumerate(career.roles):
            for position, skill in enumerate(role.skills):
                share = (likely if position < 4 else likely - 0.25) - 0.15 * age
                if skill in self.vocabulary.skills and rng.random() < share:
                    chosen.setdefault(skill, evidence)
        return chosen or {career.home.skills[0]: evidence}

    def _around(self, chosen: dict[int, str], career: Career) -> None:
        """Add related skills, a trait or two, and certificates that somebody of this work and origin may hold."""
        rng = self.rng
        for skill in list(chosen)[:4]:
            related = [
                s for s in self.vocabulary.skills[skill].related if self.vocabulary.skills[s].kind != "certificate"
            ]
            if related and rng.random() < 0.45:
                chosen.setdefault(rng.choice(related), "project")
        for skill in rng.sample(self.traits, min(len(self.traits), rng.choice([0, 0, 1, 1, 2]))):
            chosen.setdefault(skill, "self")
        held = TESTS[career.origin].items()
        if career.stage != "student":
            held = [*held, *CERTIFICATES.get(family(career.home.cluster, career.home.function), {}).items()]
        for name, percent in held:
            skill = self.vocabulary.named(name)
            if skill is not None and rng.random() * 100 < percent:
                chosen.setdefault(skill, "certificate")

    def _row(
        self, profile: CandidateProfile, position: int, skill_id: int, evidence: str, code: str, usual: int
    ) -> ProfileSkill:
        rng = self.rng
        skill = self.vocabulary.skills[skill_id]
        written = skill.written(rng, code if rng.random() < 0.85 else "en")
        typed = self._mistype(written) if rng.random() < TYPED_WRONG else written
        known = typed == written
        if known and rng.random() < TYPED_LOOSELY:
            typed = self._loosely(written)
        rated = skill.kind != "certificate" and rng.random() > NOT_RATED
        return ProfileSkill(
            profile=profile,
            position=position,
            skill_id=skill_id if known else None,
            text=typed,
            level=min(4, max(1, usual + rng.choice([-1, 0, 0, 0, 1]))) if rated else None,
            evidence=evidence if rng.random() < 0.8 or evidence == "certificate" else "self",
        )

    def _mistype(self, text: str) -> str:
        """Swap two letters, or drop a character."""
        if len(text) < 4:
            return text
        place = self.rng.randrange(1, len(text) - 2)
        if text.isascii():
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text[:place] + text[place + 1 :]

    def _loosely(self, text: str) -> str:
        """Write as people type on a phone: small letters, capitals, or full-width letters; the vocabulary knows them all."""
        style = self.rng.randrange(3)
        if not text.isascii() or style == 0:
            return text.lower()
        if style == 1 and len(text) > 3:
            return text.upper()
        return "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text) if len(text) <= 6 else text.lower()
