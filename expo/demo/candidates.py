"""Invented candidates with careers that make sense, gaps in what they say, and typing errors."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from accounts.models import User
from expo.demo.names import UNIVERSITIES_CN, UNIVERSITIES_ELSEWHERE, UNIVERSITIES_HK, person_name
from expo.demo.organisations import CLUSTER_WEIGHTS, draw
from expo.demo.texts import EXPERIENCE, FREE_TEXT_SKILLS, SUMMARY
from expo.demo.vocabulary import DemoRole, DemoVocabulary
from expo.models import CandidateProfile, Education, Experience, ProfileLanguage, ProfileSkill

STEPS = ["intern", "graduate", "junior", "mid", "senior", "lead", "manager", "director"]
SENIORITY_WEIGHTS = {
    "intern": 12,
    "graduate": 14,
    "junior": 26,
    "mid": 30,
    "senior": 9,
    "lead": 3,
    "manager": 4,
    "director": 1,
}
WRITING = {
    "hk": [("en", 62), ("zh-hant", 38)],
    "cn": [("zh-hans", 66), ("en", 34)],
    "other": [("en", 100)],
}
FIELD_OF_CLUSTER = {
    "ai": "Computer Science", "robotics": "Mechatronics", "data_analytics": "Statistics", "software_ict": "Computer Science",
    "cybersecurity": "Information Security", "fintech_web3": "Finance and Computing", "smart_city_proptech": "Civil Engineering",
    "biomedical": "Biochemistry", "medtech_digital_health": "Biomedical Engineering", "microelectronics": "Electronic Engineering",
    "advanced_manufacturing": "Mechanical Engineering", "materials_nano": "Materials Science", "green_energy": "Energy Engineering",
    "telecom_iot": "Information Engineering", "business_startup": "Business Administration", "general": "Business Administration",
}  # fmt: skip
EMPLOYERS = [
    "Northgate Systems", "Pacific Loop", "海岸線科技", "Sunfold", "启明工业", "Harbour Instruments", "Greenline Labs", "晨星軟件",
    "Delta Foundry", "悦动网络", "University laboratory", "Family business",
]  # fmt: skip
TODAY = date(2026, 11, 23)


@dataclass(slots=True)
class DraftCandidate:
    """A person not yet saved, with what hangs on the profile."""

    user: User
    profile: CandidateProfile
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
        keys = [key for key in CLUSTER_WEIGHTS if vocabulary.roles_of(key)]
        self.clusters = keys
        self.cluster_weights = [CLUSTER_WEIGHTS[key] for key in keys]
        self.roles = {key: vocabulary.roles_of(key) for key in keys}

    def make(self, count: int) -> list[DraftCandidate]:
        """Return `count` drafts."""
        return [self._candidate(number) for number in range(count)]

    def _candidate(self, number: int) -> DraftCandidate:
        rng = self.rng
        origin = draw(rng, [("hk", 62), ("cn", 28), ("other", 10)])
        cluster = rng.choices(self.clusters, self.cluster_weights)[0]
        roles = self.roles[cluster]
        home = rng.choices(roles, [SENIORITY_WEIGHTS[role.seniority] for role in roles])[0]
        career = self._career(home)
        code = draw(rng, WRITING[origin])
        years = rng.randint(*home.years) if home.years[1] else 0
        student = home.seniority in ("intern", "graduate") or (home.seniority == "junior" and rng.random() < 0.35)
        name = person_name(rng, origin)
        user = User(
            email=f"{name.address}.{number + 1}@people.example",
            family_name=name.family,
            given_name=name.given,
            preferred_name=name.preferred,
            chinese_name=name.chinese,
            language=code,
            is_demo=True,
            password="!demo",  # noqa: S106 - an unusable password hash, not a secret
        )
        profile = CandidateProfile(
            user=user,
            reference=f"P{number + 1:05d}",
            visibility="open" if rng.random() < 0.64 else "private",
            language=code,
            experience_years=years if not student and rng.random() < 0.8 else None,
            is_demo=True,
            **self._words(home, code),
            **self._wishes(origin, home, student),
            **self._right_to_work(origin),
        )
        draft = DraftCandidate(user, profile, self._wished_clusters(home))
        draft.skills = self._skills(profile, career, code)
        draft.languages = self._languages(profile, origin)
        draft.education = self._education(profile, origin, home, student)
        draft.experience = self._experience(profile, career, code, years)
        return draft

    def _career(self, home: DemoRole) -> list[DemoRole]:
        """Return the roles held, latest first: lower steps of the same cluster that share skills with the next one."""
        career = [home]
        while len(career) < 3 and self.rng.random() < 0.75:
            latest = career[-1]
            step = STEPS.index(latest.seniority)
            earlier = [
                role
                for role in self.roles.get(latest.cluster, [])
                if STEPS.index(role.seniority) < step and set(role.skills) & set(latest.skills)
            ]
            if not earlier:
                break
            career.append(self.rng.choice(earlier))
        return career

    def _words(self, home: DemoRole, code: str) -> dict[str, str]:
        rng = self.rng
        words: dict[str, str] = {}
        title = home.titles[code][0] if rng.random() < 0.8 else rng.choice(home.titles[code])
        if rng.random() < 0.85:
            words["headline"] = title
        if rng.random() < 0.72:
            label = [self.vocabulary.skills[s].label(code) for s in home.skills if s in self.vocabulary.skills]
            words["summary"] = rng.choice(SUMMARY[code]).format(
                a=label[0], b=label[1 % len(label)], c=label[-1], title=title
            )
        return words

    def _wishes(self, origin: str, home: DemoRole, student: bool) -> dict[str, object]:
        rng = self.rng
        wishes: dict[str, object] = {}
        if rng.random() < 0.82:
            sets = {
                "hk": [(["hk"], 55), (["hk", "remote"], 15), (["hk", "sz", "both"], 30)],
                "cn": [(["sz"], 38), (["hk", "sz", "both"], 40), (["hk"], 22)],
                "other": [(["hk"], 60), (["hk", "remote"], 25), (["hk", "sz", "both", "remote"], 15)],
            }
            wishes["wished_sites"] = draw(rng, sets[origin])
        if rng.random() < 0.86:
            kinds = [(["internship"], 50), (["internship", "graduate"], 30), (["graduate", "job"], 20)]
            wishes["wished_kinds"] = draw(rng, kinds) if student else ["job"]
        if rng.random() < 0.6 and not home.internship:
            wishes["wished_pay_min"] = round(home.pay[0] * rng.uniform(0.85, 1.15) / 500) * 500
        if rng.random() < 0.78:
            month = rng.randint(1, 7)
            wishes["available_from"] = date(TODAY.year + 1, 6 if student else month, 1)
        return wishes

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
        wished = [home.cluster_id]
        if self.rng.random() < 0.4:
            wished.append(self.vocabulary.cluster_ids[self.rng.choice(self.clusters)])
        return sorted(set(wished))

    def _skills(self, profile: CandidateProfile, career: list[DemoRole], code: str) -> list[ProfileSkill]:
        rng = self.rng
        chosen: dict[int, str] = {}
        for age, role in enumerate(career):
            evidence = "education" if role.seniority in ("intern", "graduate") else "work"
            for position, skill in enumerate(role.skills):
                if skill in self.vocabulary.skills and rng.random() < (0.9 if position < 4 else 0.65) - 0.15 * age:
                    chosen.setdefault(skill, evidence)
        for skill in list(chosen)[:4]:
            related = self.vocabulary.skills[skill].related
            if related and rng.random() < 0.45:
                chosen.setdefault(rng.choice(related), "project")
        for pool in (
            self.vocabulary.skills_of_cluster[career[0].cluster],
            self.vocabulary.skills_of_cluster["general"],
        ):
            for skill in rng.sample(pool, min(len(pool), rng.randint(0, 3))):
                chosen.setdefault(skill, "self")
        step = STEPS.index(career[0].seniority)
        usual = 1 if step <= 1 else 2 if step <= 3 else 3
        rows = []
        for position, (skill_id, evidence) in enumerate(chosen.items()):
            skill = self.vocabulary.skills[skill_id]
            written = skill.written(rng, code if rng.random() < 0.85 else "en")
            level = None if rng.random() < 0.32 else min(4, max(1, usual + rng.choice([-1, 0, 0, 0, 1])))
            typed = self._mistype(written) if rng.random() < 0.03 else written
            known = typed == written
            rows.append(
                ProfileSkill(
                    profile=profile,
                    position=position,
                    skill_id=skill_id if known else None,
                    text=typed,
                    level=level,
                    evidence=evidence if rng.random() < 0.8 else "self",
                )
            )
        if rng.random() < 0.12:
            rows.append(ProfileSkill(profile=profile, position=len(rows), text=rng.choice(FREE_TEXT_SKILLS[code])))
        return rows

    def _mistype(self, text: str) -> str:
        """Swap two letters, or drop a character."""
        if len(text) < 4:
            return text
        place = self.rng.randrange(1, len(text) - 2)
        if text.isascii():
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text[:place] + text[place + 1 :]

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

    def _education(self, profile: CandidateProfile, origin: str, home: DemoRole, student: bool) -> list[Education]:
        rng = self.rng
        if rng.random() < 0.06:
            return []
        schools = {"hk": UNIVERSITIES_HK, "cn": UNIVERSITIES_CN, "other": UNIVERSITIES_ELSEWHERE}[origin]
        level = min(7, max(4, home.qf_level + rng.choice([-1, 0, 0, 0, 1])))
        year = TODAY.year + 1 if student else TODAY.year - rng.randint(0, 12)
        rows = [
            Education(
                profile=profile,
                qf_level=level if rng.random() < 0.9 else None,
                field=FIELD_OF_CLUSTER[home.cluster],
                institution=rng.choice(schools),
                graduates_on=date(year, 6, 30) if rng.random() < 0.85 else None,
            )
        ]
        if level >= 6 and rng.random() < 0.6:
            rows.append(
                Education(
                    profile=profile,
                    qf_level=5,
                    field=FIELD_OF_CLUSTER[home.cluster],
                    institution=rng.choice(schools),
                    graduates_on=date(year - 2, 6, 30),
                )
            )
        return rows

    def _experience(self, profile: CandidateProfile, career: list[DemoRole], code: str, years: int) -> list[Experience]:
        rng = self.rng
        rows, end = [], TODAY.year + 1
        for position, role in enumerate(career):
            length = max(1, years // len(career))
            label = [self.vocabulary.skills[s].label(code) for s in role.skills if s in self.vocabulary.skills]
            rng.shuffle(label)
            words = {"a": label[0], "b": label[1 % len(label)], "c": label[2 % len(label)]}
            started = date(end - length, rng.randint(1, 12), 1)
            rows.append(
                Experience(
                    profile=profile,
                    position=position,
                    title=role.titles[code][0],
                    organisation=rng.choice(EMPLOYERS),
                    started_on=started if started < TODAY else date(TODAY.year, 1, 1),
                    ended_on=None if position == 0 else date(end, 1, 1),
                    description=rng.choice(EXPERIENCE[code]).format(**words),
                )
            )
            end -= length
        return rows
