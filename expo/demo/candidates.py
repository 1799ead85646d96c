"""Invented candidates with careers that make sense, gaps in what they say, and typing errors."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from accounts.models import User
from expo.demo.career_texts import HEADLINE, SUMMARY
from expo.demo.careers import TODAY, Career, CareerMaker
from expo.demo.families import NEIGHBOURS
from expo.demo.names import person_name
from expo.demo.organisations import CLUSTER_WEIGHTS, draw
from expo.demo.postings import HKD_TO_CNY, SHENZHEN_PAY
from expo.demo.profile_skills import SkillWriter
from expo.demo.vocabulary import LANGUAGES, DemoRole, DemoVocabulary
from expo.models import CandidateProfile, Education, Experience, ProfileLanguage, ProfileSkill

# How many per cent are where in their working life, and which roles somebody at that point looks for or holds.
STAGES = [("student", 22), ("junior", 21), ("worker", 48), ("leader", 9)]
SENIORITIES = {
    "student": {"intern": 10, "graduate": 10, "junior": 6, "mid": 2},
    "junior": {"graduate": 6, "junior": 10, "mid": 2},
    "worker": {"junior": 3, "mid": 10, "senior": 7},
    "leader": {"lead": 8, "manager": 10, "director": 3},
}
ORIGINS = [("hk", 62), ("cn", 28), ("other", 10)]
WRITING = {
    "hk": [("en", 62), ("zh-hant", 38)],
    "cn": [("zh-hans", 66), ("en", 34)],
    "other": [("en", 100)],
}
OPEN_SHARE = 0.64


@dataclass(slots=True)
class DraftCandidate:
    """A person not yet saved, with what hangs on the profile."""

    user: User
    profile: CandidateProfile
    career: Career
    clusters: list[int]
    skills: list[ProfileSkill] = field(default_factory=list)
    languages: list[ProfileLanguage] = field(default_factory=list)
    education: list[Education] = field(default_factory=list)
    experience: list[Experience] = field(default_factory=list)


class CandidateMaker:
    """Draws candidates around the roles of the vocabulary."""

    def __init__(self, rng: Random, vocabulary: DemoVocabulary) -> None:
        self.rng = rng
        self.vocabulary = vocabulary
        self.careers = CareerMaker(rng, vocabulary)
        self.skills = SkillWriter(rng, vocabulary)
        keys = [key for key in CLUSTER_WEIGHTS if vocabulary.roles_of(key)]
        self.clusters = keys
        self.cluster_weights = [CLUSTER_WEIGHTS[key] for key in keys]
        self.roles = {key: vocabulary.roles_of(key) for key in keys}

    def make(self, count: int) -> list[DraftCandidate]:
        """Return `count` drafts."""
        return [self._candidate(number) for number in range(count)]

    def _candidate(self, number: int) -> DraftCandidate:
        rng = self.rng
        origin = draw(rng, ORIGINS)
        stage, home = self._role()
        code = draw(rng, WRITING[origin])
        career = self.careers.draw(home, stage, origin, code)
        user = self._user(origin, code, number)
        profile = CandidateProfile(
            user=user,
            reference=f"P{number + 1:05d}",
            visibility="open" if rng.random() < OPEN_SHARE else "private",
            language=code,
            experience_years=career.years if career.stage != "student" and rng.random() < 0.8 else None,
            is_demo=True,
            **self._words(career),
            **self._wishes(career),
            **self._right_to_work(origin),
        )
        draft = DraftCandidate(user, profile, career, self._wished_clusters(home))
        draft.skills = self.skills.draw(profile, career)
        draft.languages = self._languages(profile, origin)
        draft.education = self.careers.education(career)
        draft.experience = self.careers.experience(career)
        for row in (*draft.education, *draft.experience):
            row.profile = profile
        return draft

    def _role(self) -> tuple[str, DemoRole]:
        """Draw a point in a working life and a role for it; not every cluster has roles for leaders."""
        rng = self.rng
        while True:
            stage = draw(rng, STAGES)
            weights = SENIORITIES[stage]
            roles = [
                role
                for role in self.roles[rng.choices(self.clusters, self.cluster_weights)[0]]
                if role.seniority in weights
            ]
            if roles:
                return stage, rng.choices(roles, [weights[role.seniority] for role in roles])[0]

    def _user(self, origin: str, code: str, number: int) -> User:
        name = person_name(self.rng, origin)
        return User(
            email=f"{name.address}.{number + 1}@people.example",
            family_name=name.family,
            given_name=name.given,
            preferred_name=name.preferred,
            chinese_name=name.chinese,
            language=code,
            is_demo=True,
            password="!demo",  # noqa: S106 - an unusable password hash, not a secret
        )

    def _words(self, career: Career) -> dict[str, str]:
        rng = self.rng
        language = LANGUAGES.index(career.code)
        skills = self.vocabulary.working(career.home.skills)
        titles = career.home.titles[career.code]
        words: dict[str, object] = self.vocabulary.words(skills[: rng.randint(2, max(2, len(skills)))], career.code)
        words["title"] = titles[0] if rng.random() < 0.8 else rng.choice(titles)
        words["field"] = career.field[language]
        words["year"] = career.graduates_on.year
        said = {}
        if rng.random() < 0.85:
            kind = "student" if career.stage == "student" else "worker"
            said["headline"] = rng.choice(HEADLINE[kind])[language].format(**words)
        if rng.random() < 0.72:
            said["summary"] = rng.choice(SUMMARY[career.stage])[language].format(**words)
        return said

    def _wishes(self, career: Career) -> dict[str, object]:
        rng = self.rng
        student = career.stage == "student"
        wishes: dict[str, object] = {}
        if rng.random() < 0.82:
            sets = {
                "hk": [(["hk"], 55), (["hk", "remote"], 15), (["hk", "sz", "both"], 30)],
                "cn": [(["sz"], 38), (["hk", "sz", "both"], 40), (["hk"], 22)],
                "other": [(["hk"], 60), (["hk", "remote"], 25), (["hk", "sz", "both", "remote"], 15)],
            }
            wishes["wished_sites"] = draw(rng, sets[career.origin])
        if rng.random() < 0.86:
            next_year = career.graduates_on.year == TODAY.year + 1
            kinds = [(["internship"], 30), (["internship", "graduate"], 35), (["graduate", "job"], 35)]
            wishes["wished_kinds"] = (draw(rng, kinds) if next_year else ["internship"]) if student else ["job"]
            if career.stage == "junior" and career.years <= 1 and not student:
                wishes["wished_kinds"] = ["graduate", "job"]
        if rng.random() < 0.6 and not student:
            wishes |= self._wished_pay(career.home, wishes.get("wished_sites") == ["sz"])
        if rng.random() < 0.78:
            month = 6 if student else rng.choice([1, 1, 2, 2, 3, 4])
            wishes["available_from"] = date(TODAY.year + 1, month, 1)
        return wishes

    def _wished_pay(self, home: DemoRole, shenzhen: bool) -> dict[str, object]:
        """Who looks in Shenzhen alone thinks in its pay and its currency."""
        factor = self.rng.uniform(0.85, 1.12) * (SHENZHEN_PAY * HKD_TO_CNY if shenzhen else 1)
        return {
            "wished_pay_min": round(home.pay[0] * factor / 500) * 500,
            "wished_pay_currency": "CNY" if shenzhen else "HKD",
        }

    def _right_to_work(self, origin: str) -> dict[str, object]:
        rng = self.rng
        answers = {
            "hk": (
                [("yes", 82), ("not_stated", 16), ("not_sure", 2)],
                [("yes", 55), ("not_stated", 30), ("not_sure", 15)],
            ),
            "cn": (
                [("yes", 34), ("later", 14), ("sponsor", 30), ("not_stated", 18), ("not_sure", 4)],
                [("yes", 86), ("not_stated", 14)],
            ),
            "other": (
                [("yes", 30), ("sponsor", 44), ("not_stated", 20), ("not_sure", 6)],
                [("sponsor", 40), ("not_stated", 45), ("not_sure", 15)],
            ),
        }[origin]
        hk, cn = draw(rng, answers[0]), draw(rng, answers[1])
        return {
            "right_to_work_hk": hk,
            "right_to_work_hk_from": date(TODAY.year + 1, rng.randint(2, 9), 1) if hk == "later" else None,
            "right_to_work_cn": cn,
        }

    def _wished_clusters(self, home: DemoRole) -> list[int]:
        if self.rng.random() < 0.35:
            return []
        wished = [home.cluster]
        if self.rng.random() < 0.4:
            wished.append(self.rng.choice(NEIGHBOURS[home.cluster]))
        return sorted({self.vocabulary.cluster_ids[key] for key in wished})

    def _languages(self, profile: CandidateProfile, origin: str) -> list[ProfileLanguage]:
        rng = self.rng
        usual = {
            "hk": {"cantonese": 4, "english_spoken": 3, "english_written": 3, "putonghua": 2, "chinese_traditional": 4},
            "cn": {"putonghua": 4, "chinese_simplified": 4, "english_spoken": 2, "english_written": 2, "cantonese": 1},
            "other": {"english_spoken": 4, "english_written": 4, "putonghua": 1},
        }[origin]
        if rng.random() < 0.12:
            return []
        return [
            ProfileLanguage(profile=profile, ability=ability, level=min(4, max(1, level + rng.choice([-1, 0, 0, 0]))))
            for ability, level in usual.items()
            if rng.random() < 0.85
        ]
