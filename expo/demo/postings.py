"""Invented adverts: roles of the vocabulary as companies of each kind would write them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from accounts.models import Organisation
from expo.demo.advert_texts import (
    BEGINNER_TITLE,
    CLOSING,
    CLOSING_ANYWHERE,
    DUTIES,
    FREE_TEXT_REQUIREMENTS,
    INTRO,
    LANGUAGE_REASONS,
)
from expo.demo.families import NEIGHBOURS, family
from expo.demo.organisations import draw
from expo.demo.vocabulary import LANGUAGES, DemoRole, DemoVocabulary
from expo.models import Edition, Posting, PostingLanguage, Requirement

SENIOR = {"intern": 0, "graduate": 1, "junior": 1, "mid": 2, "senior": 3, "lead": 3, "manager": 3, "director": 4}
LANGUAGE_SETS_HK = [(("en", "zh-hant", "zh-hans"), 50), (("en",), 25), (("en", "zh-hant"), 18), (("zh-hant",), 7)]
LANGUAGE_SETS_SZ = [(("en", "zh-hant", "zh-hans"), 40), (("zh-hans",), 25), (("en", "zh-hans"), 25), (("en",), 10)]
STEP_OF_KIND = {"internship": "intern", "graduate": "graduate"}
TECHNICAL = ("rnd", "technology")
TECHNICAL_SHARE = 0.70
REMOTE = {"software", "data", "security", "design"}  # work that needs no bench, site or visitor
HKD_TO_CNY = 0.92
SHENZHEN_PAY = 0.72
STAGE_PAY = {"startup": 0.96, "growth": 1.0, "established": 1.05, "institute": 0.94, "nonprofit": 0.88}
INTERN_PAY = (8500, 13500)  # HKD a month, for internships made from roles for people with experience
INTERN_LEAST = 8_000
GRADUATE_PAY = 0.92
ADVERTS_BY_SIZE = {"1-10": 1, "11-50": 4, "51-200": 9, "201-1000": 18, "1000+": 28}


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
        self.keys = {pk: key for key, pk in vocabulary.cluster_ids.items()}
        self.pools = {
            technical: [r for r in vocabulary.roles if (r.function in TECHNICAL) == technical]
            for technical in (True, False)
        }

    def make(self, organisations: list[Organisation], count: int) -> list[DraftPosting]:
        """Return `count` drafts; big employers post more, TECHNICAL_SHARE of the openings are technology or R&D."""
        weights = [ADVERTS_BY_SIZE[organisation.size] for organisation in organisations]
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
        """Draw a role of the employer's own field, of a neighbouring one, or one that every company needs."""
        pool = self.pools[technical]
        own = self.keys[organisation.cluster_id]
        near = NEIGHBOURS[own] if technical else ["business_startup", "general"]
        wanted = [own] if self.rng.random() < (0.78 if technical else 0.55) else near
        for clusters in (wanted, [own], near):
            fitting = [role for role in pool if role.cluster in clusters and self._suits(organisation, role)]
            if fitting:
                return self.rng.choice(fitting)
        return self.rng.choice(pool)

    def _suits(self, organisation: Organisation, role: DemoRole) -> bool:
        """A company of ten has no department to direct, and only few employers of an edition look for a director."""
        if role.seniority == "director":
            return self.rng.random() < 0.25
        return organisation.size != "1-10" or role.seniority != "manager" or self.rng.random() < 0.3

    def _posting(self, organisation: Organisation, role: DemoRole, number: int) -> DraftPosting:
        rng = self.rng
        site = self._site(organisation, role)
        codes = draw(rng, LANGUAGE_SETS_SZ if site == "sz" else LANGUAGE_SETS_HK)
        kind = self._kind(role)
        openings = self._openings(organisation, kind)
        step = kind if kind != "job" and STEP_OF_KIND[kind] != role.seniority else ""
        seniority = STEP_OF_KIND.get(kind, role.seniority)
        asked = self._asked(role)
        titles = self._titles(role, step, codes)
        texts = self._descriptions(organisation, role, kind, site, titles, asked)
        posting = Posting(
            edition=self.edition,
            organisation=organisation,
            reference=f"D{number + 1:05d}",
            kind=kind,
            function=role.function,
            cluster_id=role.cluster_id,
            occupation_id=role.id,
            seniority=seniority,
            language=codes[0],
            site=site,
            openings=openings,
            state="published",
            published_at=self.published_at - timedelta(hours=rng.randrange(24 * 40)),
            is_demo=True,
            **{f"title_{code.replace('-', '_')}": text for code, text in titles.items()},
            **{f"description_{code.replace('-', '_')}": text for code, text in texts.items()},
            **self._pay(organisation, role, kind, site),
            **self._start(kind),
            **self._offers(organisation, site),
        )
        draft = DraftPosting(posting)
        draft.requirements = self._requirements(posting, asked, codes[0])
        draft.languages = self._languages(posting, site, codes)
        return draft

    def _site(self, organisation: Organisation, role: DemoRole) -> str:
        if family(role.cluster, role.function) in REMOTE and self.rng.random() < 0.07:
            return "remote"
        if organisation.sites == ["hk", "sz"]:
            return draw(self.rng, [("hk", 52), ("sz", 38), ("both", 10)])
        return organisation.sites[0]

    def _openings(self, organisation: Organisation, kind: str) -> int:
        if kind == "graduate" and organisation.size in ("51-200", "201-1000", "1000+"):
            return self.rng.randint(2, 10)
        return draw(self.rng, [(1, 80), (2, 14), (3, 4), (5, 2)])

    def _kind(self, role: DemoRole) -> str:
        if role.internship or role.seniority == "intern":
            return "internship"
        if role.seniority == "graduate":
            return "graduate"
        if role.seniority == "junior":
            return draw(self.rng, [("job", 64), ("graduate", 16), ("internship", 20)])
        if role.seniority == "mid" and role.qf_level <= 5:
            return draw(self.rng, [("job", 86), ("graduate", 6), ("internship", 8)])
        return "job"

    def _titles(self, role: DemoRole, step: str, codes: tuple[str, ...]) -> dict[str, str]:
        """Return the title in each language of the advert; `step` names the kind where the role itself does not."""
        titles = {}
        for code in codes:
            forms = role.titles[code]
            title = forms[0] if len(forms) == 1 or self.rng.random() < 0.75 else self.rng.choice(forms[1:])
            titles[code] = BEGINNER_TITLE[step][LANGUAGES.index(code)].format(title=title) if step else title
        return titles

    def _asked(self, role: DemoRole) -> list[int]:
        rng = self.rng
        asked = [s for s in role.skills if s in self.vocabulary.skills]
        asked = asked[:3] + [s for s in asked[3:] if rng.random() < 0.85]
        near = [s for skill in asked[:3] for s in self.vocabulary.skills[skill].related if s not in asked]
        far = [s for skill in near for s in self.vocabulary.skills[skill].related if s not in asked]
        cluster = [s for s in far if s in self.vocabulary.skills_of_cluster[role.cluster]]
        traits = [s for s in self.vocabulary.skills_of_cluster["general"] if self.vocabulary.skills[s].kind == "soft"]
        for pool, chance in ((near, 0.6), (cluster, 0.35), (traits, 0.35)):
            if pool and rng.random() < chance:
                pick = rng.choice(pool)
                if pick not in asked:
                    asked.append(pick)
        return asked

    def _descriptions(
        self, organisation: Organisation, role: DemoRole, kind: str, site: str, titles: dict[str, str], asked: list[int]
    ) -> dict[str, str]:
        """Return the same three paragraphs in each language of the advert."""
        rng = self.rng
        closings = range(len(CLOSING)) if site == "hk" else CLOSING_ANYWHERE
        opening = INTRO[kind if kind != "job" and rng.random() < 0.8 else organisation.stage]
        parts = [
            rng.choice(opening),
            rng.choice(DUTIES[family(role.cluster, role.function)]),
            CLOSING[rng.choice(closings)],
        ]
        working = self.vocabulary.working(asked)
        texts = {}
        for code, title in titles.items():
            words = self.vocabulary.words(working, code) | {"title": title}
            texts[code] = "\n\n".join(part[LANGUAGES.index(code)].format(**words) for part in parts)
        return texts

    def _requirements(self, posting: Posting, asked: list[int], code: str) -> list[Requirement]:
        rng = self.rng
        musts = 2 if posting.seniority in ("intern", "graduate", "junior") else 3
        usual = max(1, SENIOR[posting.seniority])
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

    def _pay(self, organisation: Organisation, role: DemoRole, kind: str, site: str) -> dict[str, object]:
        rng = self.rng
        shenzhen = site == "sz"
        currency = "CNY" if shenzhen else "HKD"
        if rng.random() < 0.14:
            return {"pay_negotiable": rng.random() < 0.6, "pay_currency": currency}
        if kind == "internship":
            return self._intern_pay(role, shenzhen)
        factor = rng.uniform(0.95, 1.06) * STAGE_PAY[organisation.stage]
        factor *= SHENZHEN_PAY * HKD_TO_CNY if shenzhen else 1
        low, high = role.pay
        if kind == "graduate" and role.seniority != "graduate":
            low, high = low * GRADUATE_PAY, low * GRADUATE_PAY * 1.2
        low, high = (round(value * factor / 500) * 500 for value in (low, high))
        yearly = role.seniority in ("manager", "director") and rng.random() < 0.15
        return {
            "pay_min": low * 12 if yearly else low,
            "pay_max": max(low, high) * 12 if yearly else max(low, high),
            "pay_currency": currency,
            "pay_period": "year" if yearly else "month",
            "pay_months": None if yearly else Decimal(draw(rng, [("12", 55), ("13", 35), ("14", 10)])),
            "pay_negotiable": rng.random() < 0.1,
        }

    def _intern_pay(self, role: DemoRole, shenzhen: bool) -> dict[str, object]:
        """Internships are paid by the month in Hong Kong, by the day in Shenzhen, now and then by the hour."""
        rng = self.rng
        low, high = role.pay if role.internship else INTERN_PAY
        low, high = (max(INTERN_LEAST, round(value * rng.uniform(0.95, 1.05) / 500) * 500) for value in (low, high))
        if shenzhen:
            day = rng.choice([120, 150, 180, 200, 250])
            return {"pay_min": day, "pay_max": day + 50, "pay_currency": "CNY", "pay_period": "day"}
        if rng.random() < 0.12:
            hour = rng.choice([60, 65, 70, 75])
            return {"pay_min": hour, "pay_max": hour + 10, "pay_currency": "HKD", "pay_period": "hour"}
        return {"pay_min": low, "pay_max": max(low, high), "pay_currency": "HKD", "pay_period": "month"}

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
