"""Invented employers of all kinds and sizes."""

from random import Random
from typing import TypeVar

from django.utils.text import slugify

from accounts.models import Organisation
from expo.demo.company_names import NONPROFITS, CompanyName, CompanyNames
from expo.demo.company_texts import FITTING, FOUNDED, MAKES, PLACE, PRODUCTS, PURPOSES, RESEARCHES, STANDING
from expo.demo.vocabulary import LANGUAGES, DemoVocabulary

T = TypeVar("T")

# Share of the employers' main clusters; technology parks lean to these.
CLUSTER_WEIGHTS = {
    "ai": 12, "software_ict": 12, "robotics": 8, "data_analytics": 7, "cybersecurity": 5, "fintech_web3": 8, "smart_city_proptech": 7,
    "biomedical": 9, "medtech_digital_health": 7, "microelectronics": 8, "advanced_manufacturing": 6, "materials_nano": 5,
    "green_energy": 6, "telecom_iot": 5, "business_startup": 3,
}  # fmt: skip
STAGES = [("startup", 58), ("growth", 22), ("established", 14), ("institute", 4), ("nonprofit", 2)]
SIZES = {
    "startup": [("1-10", 55), ("11-50", 45)],
    "growth": [("11-50", 50), ("51-200", 50)],
    "established": [("51-200", 35), ("201-1000", 45), ("1000+", 20)],
    "institute": [("51-200", 60), ("201-1000", 40)],
    "nonprofit": [("1-10", 40), ("11-50", 60)],
}
SITES = {
    "startup": [(["hk"], 66), (["sz"], 18), (["hk", "sz"], 16)],
    "growth": [(["hk"], 52), (["sz"], 14), (["hk", "sz"], 34)],
    "established": [(["hk"], 40), (["sz"], 15), (["hk", "sz"], 45)],
    "institute": [(["hk"], 70), (["hk", "sz"], 30)],
    "nonprofit": [(["hk"], 100)],
}


def draw(rng: Random, weighted: list[tuple[T, int]]) -> T:
    """Return one value, drawn by weight."""
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def make_organisations(rng: Random, vocabulary: DemoVocabulary, count: int) -> list[Organisation]:
    """Return `count` unsaved organisations with different names."""
    clusters = [key for key in CLUSTER_WEIGHTS if key in vocabulary.cluster_ids]
    weights = [CLUSTER_WEIGHTS[key] for key in clusters]
    names = CompanyNames(rng)
    made: dict[str, Organisation] = {}
    while len(made) < count:
        stage = draw(rng, STAGES)
        name = names.draw(stage, rng.choices(clusters, weights)[0])
        if slugify(name.en) not in made:
            made[slugify(name.en)] = _organisation(rng, vocabulary, stage, name)
    return list(made.values())


def _organisation(rng: Random, vocabulary: DemoVocabulary, stage: str, name: CompanyName) -> Organisation:
    sites = draw(rng, SITES[stage])
    about = _about(rng, stage, name, sites)
    bilingual = rng.random() < 0.9
    return Organisation(
        slug=slugify(name.en),
        name_en=name.en,
        name_zh_hant=name.zh_hant if bilingual else "",
        name_zh_hans=name.zh_hans if bilingual else "",
        about_en=about["en"],
        about_zh_hant=about["zh-hant"] if bilingual else "",
        about_zh_hans=about["zh-hans"] if bilingual else "",
        stage=stage,
        size=draw(rng, SIZES[stage]),
        sites=sites,
        cluster_id=vocabulary.cluster_ids[name.cluster],
        is_verified=rng.random() < 0.96,
        is_demo=True,
    )


def _about(rng: Random, stage: str, name: CompanyName, sites: list[str]) -> dict[str, str]:
    """Return two or three sentences in each language: what they make, how they stand, where they are."""
    products = PRODUCTS[name.cluster]
    product = products[rng.choice(FITTING.get(name.en.split()[-1], range(len(products))))]
    first = RESEARCHES if stage == "institute" else MAKES
    if stage == "nonprofit":
        first = next(PURPOSES[ending[0]] for _, ending in NONPROFITS if name.en.endswith(ending[0]))
    standing = rng.choice(STANDING[stage])
    place = rng.choice(PLACE[tuple(sites)]) if tuple(sites) in PLACE else ("", "", "")
    year = rng.randint(*FOUNDED[stage])
    texts = {}
    for n, code in enumerate(LANGUAGES):
        words = {"name": (name.en, name.zh_hant, name.zh_hans)[n], "product": product[n], "year": year}
        sentences = [text.format(**words) for text in (first[n], standing[n], place[n]) if text]
        texts[code] = (" " if code == "en" else "").join(sentences)
    return texts
