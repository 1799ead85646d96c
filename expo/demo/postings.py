"""Invented adverts: roles of the vocabulary as companies of each kind would write them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from accounts.models import Organisation
from expo.demo.organisations import draw
from expo.demo.texts import CLOSING, DUTIES, FREE_TEXT_REQUIREMENTS, INTRO, LANGUAGE_REASONS
from expo.demo.vocabulary import DemoRole, DemoVocabulary
from expo.models import Edition, Posting, PostingLanguage, Requirement

SENIOR = {"intern": 0, "graduate": 1, "junior": 1, "mid": 2, "senior": 3, "lead": 3, "manager": 3, "director": 4}
LANGUAGE_SETS_HK = [(("en", "zh-hant", "zh-hans"), 50), (("en",), 25), (("en", "zh-hant"), 18), (("zh-hant",), 7)]
LANGUAGE_SETS_SZ = [(("en", "zh-hant", "zh-hans"), 40), (("zh-hans",), 25), (("en", "zh-hans"), 25), (("en",), 10)]
TECHNICAL = ("rnd", "technology")
TECHNICAL_SHARE = 0.70
HKD_TO_CNY = 0.92
SHENZHEN_PAY = 0.72


@dataclass(slots=True)
class DraftPosting:
    """A posting not yet saved, with what hangs on it."""

    posting: Posting
    requirements: list[Requirement] = field(default_factory=list)
    languages: list[PostingLanguage] = field(default_factory=list)


class PostingMaker:
    """Draws adverts for the employers of one edition."""

    def __init__(self, rng: Random, vocabulary: DemoVocabulary, edition: Edition, published_at: datetime) -> None:
        self.rng = rng
        self.vocabulary = vocabulary
        self.edition = edition
        self.published_at = published_at
        self.pools = {
            technical: [r for r in vocabulary.roles if (r.function in TECHNICAL) == technical]
            for technical in (True, False)
        }

    def make(self, organisations: list[Organisation], count: int) -> list[DraftPosting]:
        """Return `count` drafts; big employers post more, TECHNICAL_SHARE of the openings are technology or R&D."""
        weights = [
            {"1-10": 2, "11-50": 5, "51-200": 9, "201-1000": 16, "1000+": 26}[organisation.size]
            for organisation in organisations
        ]
        owners = list(organisations) + self.rng.choices(organisations, weights, k=max(0, count - len(organisations)))
        drafts, technical, total = [], 0, 0
        for number, organisation in enumerate(owners[:count]):
            wants_technical = technical <= TECHNICAL_SHARE * total
            role = self._role(organisation, wants_technical)
            draft = self._posting(organisation, role, number)
            total += draft.posting.openings
            technical += draft.posting.openings if role.function in TECHNICAL else 0
            drafts.append(draft)
        return drafts

    def _role(self, organisation: Organisation, technical: bool) -> DemoRole:
        pool = self.pools[technical]
        own = [role for role in pool if role.cluster_id == organisation.cluster_id]
        return self.rng.choice(own if own and self.rng.random() < 0.72 else pool)

    def _posting(self, organisation: Organisation, role: DemoRole, number: int) -> DraftPosting:
        rng = self.rng
        site = self._site(organisation, role)
        codes = draw(rng, LANGUAGE_SETS_SZ if site == "sz" else LANGUAGE_SETS_HK)
        kind = self._kind(role)
        openings = draw(rng, [(1, 84), (2, 10), (3, 4), (5, 2)]) if kind != "graduate" else rng.randint(2, 10)
        variant = rng.randrange(len(INTRO["en"])), rng.randrange(len(DUTIES[role.function]["en"])), rng.randrange(4)
        asked = self._asked(role)
        titles = {code: self._title(role, code) for code in codes}
        texts = {code: self._description(role, titles[code], code, asked, variant) for code in codes}
        posting = Posting(
            edition=self.edition,
            organisation=organisation,
            reference=f"D{number + 1:05d}",
            kind=kind,
            function=role.function,
            cluster_id=role.cluster_id,
            occupation_id=role.id,
            seniority=role.seniority,
            language=codes[0],
            site=site,
            openings=openings,
            state="published",
            published_at=self.published_at - timedelta(hours=rng.randrange(24 * 40)),
            is_demo=True,
            **{f"title_{code.replace('-', '_')}": text for code, text in titles.items()},
            **{f"description_{code.replace('-', '_')}": text for code, text in texts.items()},
            **self._pay(role, site),
            **self._start(kind),
            **self._offers(organisation, site),
        )
        draft = DraftPosting(posting)
        draft.requirements = self._requirements(posting, role, asked, codes[0])
        draft.languages = self._languages(posting, site, codes)
        return draft

    def _site(self, organisation: Organisation, role: DemoRole) -> str:
        if self.rng.random() < (0.05 if role.function in TECHNICAL else 0.02):
            return "remote"
        if organisation.sites == ["hk", "sz"]:
            return draw(self.rng, [("hk", 52), ("sz", 38), ("both", 10)])
        return organisation.sites[0]

    def _kind(self, role: DemoRole) -> str:
        if role.internship or role.seniority == "intern":
            return "internship"
        if role.seniority == "graduate":
            return "graduate"
        if role.seniority == "junior":
            return draw(self.rng, [("job", 72), ("graduate", 10), ("internship", 18)])
        return draw(self.rng, [("job", 93), ("internship", 7)]) if role.seniority == "mid" else "job"

    def _title(self, role: DemoRole, code: str) -> str:
        forms = role.titles[code]
        return forms[0] if len(forms) == 1 or self.rng.random() < 0.75 else self.rng.choice(forms[1:])

    def _asked(self, role: DemoRole) -> list[int]:
        rng = self.rng
        asked = [s for s in role.skills if s in self.vocabulary.skills]
        asked = asked[:3] + [s for s in asked[3:] if rng.random() < 0.85]
        near = [s for skill in asked[:3] for s in self.vocabulary.skills[skill].related if s not in asked]
        cluster = [s for s in self.vocabulary.skills_of_cluster[role.cluster] if s not in asked]
        for pool, chance in ((near, 0.6), (cluster, 0.45), (self.vocabulary.skills_of_cluster["general"], 0.3)):
            if pool and rng.random() < chance:
                pick = rng.choice(pool)
                if pick not in asked:
                    asked.append(pick)
        return asked

    def _description(
        self, role: DemoRole, title: str, code: str, asked: list[int], variant: tuple[int, int, int]
    ) -> str:
        label = [self.vocabulary.skills[skill].label(code) for skill in asked]
        words = {"a": label[0], "b": label[1 % len(label)], "c": label[-1], "title": title}
        duties = DUTIES[role.function][code]
        parts = [INTRO[code][variant[0]], duties[variant[1] % len(duties)], CLOSING[code][variant[2]]]
        return "\n\n".join(part.format(**words) for part in parts)

    def _requirements(self, posting: Posting, role: DemoRole, asked: list[int], code: str) -> list[Requirement]:
        rng = self.rng
        musts = 2 if role.seniority in ("intern", "graduate", "junior") else 3
        usual = max(1, SENIOR[role.seniority])
        rows = []
        for position, skill_id in enumerate(asked):
            skill = self.vocabulary.skills[skill_id]
            importance = "must" if position < musts else "should" if position < musts + 3 else "nice"
            level = None if rng.random() < 0.2 else min(4, max(1, usual + rng.choice([0, 0, 0, -1, 1])))
            proof = (
                "certificate"
                if skill.kind == "certificate"
                else draw(rng, [("self", 80), ("project", 12), ("work", 8)])
            )
            rows.append(
                Requirement(
                    posting=posting,
                    position=position,
                    skill_id=skill_id,
                    text=skill.written(rng, code),
                    importance=importance,
                    level=level,
                    proof=proof,
                )
            )
        if rng.random() < 0.18:
            text = rng.choice(FREE_TEXT_REQUIREMENTS[code])
            rows.append(Requirement(posting=posting, position=len(rows), text=text, importance="nice"))
        return rows

    def _languages(self, posting: Posting, site: str, codes: tuple[str, ...]) -> list[PostingLanguage]:
        rng = self.rng
        wanted = {"english_written": (rng.randint(2, 3), 0.12)} if "en" in codes else {}
        if site in ("hk", "both"):
            wanted["cantonese"] = (rng.randint(1, 3), 0.15)
        if site in ("sz", "both"):
            wanted["putonghua"] = (rng.randint(2, 3), 0.45)
        if rng.random() < 0.2:
            wanted["chinese_simplified" if site == "sz" else "chinese_traditional"] = (2, 0.3)
        rows = []
        for ability, (level, hard) in wanted.items():
            if rng.random() < 0.7:
                required = rng.random() < hard
                reason = LANGUAGE_REASONS[ability] if required else ""
                rows.append(
                    PostingLanguage(posting=posting, ability=ability, level=level, is_required=required, reason=reason)
                )
        return rows

    def _pay(self, role: DemoRole, site: str) -> dict[str, object]:
        rng = self.rng
        if rng.random() < 0.14:
            return {"pay_negotiable": rng.random() < 0.6, "pay_currency": "CNY" if site == "sz" else "HKD"}
        factor = rng.uniform(0.92, 1.1) * (SHENZHEN_PAY * HKD_TO_CNY if site == "sz" else 1)
        low, high = (round(value * factor / 500) * 500 for value in role.pay)
        return {
            "pay_min": low,
            "pay_max": max(low, high),
            "pay_currency": "CNY" if site == "sz" else "HKD",
            "pay_months": Decimal(draw(rng, [("12", 55), ("13", 35), ("14", 10)])) if not role.internship else None,
            "pay_negotiable": rng.random() < 0.1,
        }

    def _start(self, kind: str) -> dict[str, object]:
        year = self.edition.ends_on.year + 1
        if kind == "internship":
            return {"starts_from": date(year, 6, 1), "starts_by": date(year, 7, 15)}
        if kind == "graduate":
            return {"starts_from": date(year, 7, 1), "starts_by": date(year, 9, 30)}
        if self.rng.random() < 0.35:
            return {}
        month = self.rng.randint(1, 4)
        return {"starts_from": date(year, month, 1), "starts_by": date(year, month + 5, 1)}

    def _offers(self, organisation: Organisation, site: str) -> dict[str, object]:
        big = organisation.size in ("51-200", "201-1000", "1000+")
        offers: dict[str, object] = {}
        if site in ("hk", "both", "remote"):
            offers["sponsors_hk"] = self._answer(45 if big else 20)
            offers["has_techtas_quota"] = self._answer(25 if big else 8)
        if site in ("sz", "both"):
            offers["sponsors_cn"] = self._answer(30)
        return offers

    def _answer(self, yes: int) -> bool | None:
        """Draw yes with `yes` percent, else no or not stated in about equal parts."""
        return draw(self.rng, [(True, yes), (False, (100 - yes) // 2), (None, (100 - yes) // 2)])
