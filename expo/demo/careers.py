"""Invented careers: studies, then work, in an order that a person could have lived."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from expo.demo.career_texts import INTERN_TITLE, INTERNSHIP, PROJECT, PROJECT_TITLE, WORK
from expo.demo.company_names import former_employer
from expo.demo.families import NEIGHBOURS, family
from expo.demo.schools import draw_field, draw_school
from expo.demo.vocabulary import LANGUAGES, DemoRole, DemoVocabulary
from expo.models import Education, Experience

TODAY = date(2026, 11, 23)
STEPS = ["intern", "graduate", "junior", "mid", "senior", "lead", "manager", "director"]
YEARS_OF_STUDY = {4: 2, 5: 4, 6: 2, 7: 4}
LABORATORY = ("research laboratory", "研究實驗室", "研究实验室")


@dataclass(frozen=True, slots=True)
class Career:
    """A life at work, latest first: `stage` is student, junior, worker or leader; `years` counts paid work."""

    stage: str
    origin: str
    code: str
    roles: tuple[DemoRole, ...]
    faculty: str
    field: tuple[str, str, str]
    level: int
    years: int
    graduates_on: date

    @property
    def home(self) -> DemoRole:
        return self.roles[0]


class CareerMaker:
    """Draws careers around a role of the vocabulary."""

    def __init__(self, rng: Random, vocabulary: DemoVocabulary) -> None:
        self.rng = rng
        self.vocabulary = vocabulary
        self.earlier = {role.id: self._earlier_roles(role) for role in vocabulary.roles}

    def draw(self, home: DemoRole, stage: str, origin: str, code: str) -> Career:
        """Return a career that has led to `home`, or is about to where the person still studies."""
        rng = self.rng
        faculty, field = draw_field(rng, home.cluster, home.function)
        level = 5 if stage == "student" and home.qf_level < 7 and rng.random() < 0.7 else self._level(home)
        years = {"student": 0, "junior": rng.randint(0, 2)}.get(
            stage, rng.randint(max(1, home.years[0]), max(1, home.years[1]))
        )
        if stage == "student":
            graduates = date(TODAY.year + rng.choice([1, 1, 2]), rng.choice([6, 7]), 30)
        else:
            month = rng.choice([6, 6, 7, 11]) if years else 6
            graduates = date(TODAY.year - years - (1 if years else 0), month, 30)
        return Career(stage, origin, code, self._roles(home, stage, years), faculty, field, level, years, graduates)

    def education(self, career: Career) -> list[Education]:
        """Return the degrees, latest first; now and then a date or a level is missing, or all of it."""
        rng = self.rng
        if rng.random() < 0.05:
            return []
        rows, end, level = [], career.graduates_on, career.level
        steps = {7: [7, 6, 5] if rng.random() < 0.4 else [7, 5], 6: [6, 5], 5: [5], 4: [4]}[level]
        for n, step in enumerate(steps):
            place = self._place(career.origin, n, step)
            names = draw_school(rng, place, career.faculty, step)
            code = career.code if rng.random() < 0.85 else "en"
            rows.append(
                Education(
                    qf_level=step if rng.random() < 0.92 else None,
                    field=career.field[LANGUAGES.index(code)],
                    institution=names[LANGUAGES.index(code)],
                    graduates_on=end if rng.random() < 0.9 else None,
                )
            )
            end = date(end.year - YEARS_OF_STUDY[step], 6, 30)
        return rows if rng.random() < 0.85 else rows[:1]

    def experience(self, career: Career) -> list[Experience]:
        """Return jobs, internships and projects, latest first, none before the studies allow it."""
        rows = self._student_pieces(career) if career.stage == "student" else self._jobs(career)
        if career.stage in ("junior", "worker") and career.years <= 4 and self.rng.random() < 0.45:
            rows.append(self._internship(career, career.graduates_on.year - 1))
        for position, row in enumerate(rows):
            row.position = position
        return rows if self.rng.random() < 0.94 else []

    def _level(self, home: DemoRole) -> int:
        return min(7, max(4, home.qf_level + self.rng.choice([-1, 0, 0, 0, 0, 1]))) if home.qf_level < 7 else 7

    def _place(self, origin: str, n: int, level: int) -> str:
        """Many take a further degree in another place than the first one."""
        latest_higher = n == 0 and level >= 6
        if origin == "cn" and latest_higher and self.rng.random() < 0.4:
            return "hk"
        if origin == "hk" and self.rng.random() < 0.1:
            return "other"
        if origin == "other" and latest_higher and self.rng.random() < 0.45:
            return "hk"
        return origin

    def _earlier_roles(self, role: DemoRole) -> list[DemoRole]:
        """Return roles one could have held before: lower steps, same cluster, with skills in common."""
        step = STEPS.index(role.seniority)
        return [
            other
            for other in self.vocabulary.roles_of(role.cluster)
            if 1 <= STEPS.index(other.seniority) < step
            and other.function in (role.function, "rnd", "technology")
            and set(other.skills) & set(role.skills)
        ]

    def _roles(self, home: DemoRole, stage: str, years: int) -> tuple[DemoRole, ...]:
        if stage == "student":
            return (home,)
        jobs = 1 + (years >= 2 and self.rng.random() < 0.6) + (years >= 5) + (years >= 11)
        roles = [home]
        while len(roles) < jobs:
            earlier = self.earlier[roles[-1].id]
            roles.append(self.rng.choice(earlier) if earlier else roles[-1])
        return tuple(roles)

    def _jobs(self, career: Career) -> list[Experience]:
        """Return the jobs one after the other from graduation to today, the latest the longest on the whole."""
        rng = self.rng
        first = career.graduates_on + timedelta(days=rng.randint(15, 90))
        leaves = TODAY - timedelta(days=rng.randint(20, 150)) if career.years and rng.random() < 0.15 else TODAY
        shares = [rng.uniform(0.8, 1.4) for _ in career.roles]
        days = max(60, (leaves - first).days)
        rows, end = [], leaves
        for n, (role, share) in enumerate(zip(career.roles, shares, strict=True)):
            start = max(first, end - timedelta(days=round(days * share / sum(shares))))
            start = first if n == len(career.roles) - 1 else start
            current = n == 0 and leaves == TODAY
            rows.append(
                Experience(
                    title=self._title(role, career.code),
                    organisation=self._employer(career, role),
                    started_on=start.replace(day=1) if rng.random() < 0.94 else None,
                    ended_on=None if current else end.replace(day=1),
                    description=self._sentence(WORK[family(role.cluster, role.function)], role, career.code, 0.8),
                )
            )
            end = start - timedelta(days=rng.randint(0, 45))
        return rows

    def _student_pieces(self, career: Career) -> list[Experience]:
        rng = self.rng
        rows = []
        if rng.random() < 0.7:
            rows.append(
                Experience(
                    title=PROJECT_TITLE[LANGUAGES.index(career.code)],
                    started_on=date(TODAY.year, rng.choice([1, 9]), 1),
                    ended_on=None,
                    description=self._sentence(PROJECT, career.home, career.code, 0.95),
                )
            )
        if rng.random() < 0.55:
            rows.append(self._internship(career, TODAY.year))
        return rows

    def _internship(self, career: Career, year: int) -> Experience:
        cluster = career.home.cluster if self.rng.random() < 0.7 else self.rng.choice(NEIGHBOURS[career.home.cluster])
        return Experience(
            title=INTERN_TITLE[LANGUAGES.index(career.code)],
            organisation=former_employer(self.rng, cluster, career.code),
            started_on=date(year, 6, 1),
            ended_on=date(year, 8, 31),
            description=self._sentence(INTERNSHIP, career.home, career.code, 0.85),
        )

    def _employer(self, career: Career, role: DemoRole) -> str:
        rng = self.rng
        if rng.random() < 0.05:
            return ""
        code = career.code if rng.random() < 0.8 else "en"
        which = LANGUAGES.index(code)
        if role.function == "rnd" and role.qf_level >= 6 and rng.random() < 0.3:
            school = draw_school(rng, career.origin, career.faculty, 7)
            return f"{school[which]}{', ' if which == 0 else ''}{LABORATORY[which]}"
        return former_employer(rng, role.cluster, code)

    def _title(self, role: DemoRole, code: str) -> str:
        forms = role.titles[code]
        return forms[0] if self.rng.random() < 0.75 else self.rng.choice(forms)

    def _sentence(self, texts: list[tuple[str, str, str]], role: DemoRole, code: str, share: float) -> str:
        if self.rng.random() > share:
            return ""
        skills = self.vocabulary.working(role.skills)
        skills = self.rng.sample(skills, min(3, len(skills)))
        return self.rng.choice(texts)[LANGUAGES.index(code)].format(**self.vocabulary.words(skills, code))
