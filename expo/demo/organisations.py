"""Invented employers of all kinds and sizes."""

from random import Random
from typing import TypeVar

from django.utils.text import slugify

from accounts.models import Organisation
from expo.demo.names import STEMS, SUFFIXES
from expo.demo.texts import ABOUT
from expo.demo.vocabulary import DemoVocabulary

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
SITES = [(["hk"], 60), (["sz"], 15), (["hk", "sz"], 25)]


def draw(rng: Random, weighted: list[tuple[T, int]]) -> T:
    """Return one value, drawn by weight."""
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def make_organisations(rng: Random, vocabulary: DemoVocabulary, count: int) -> list[Organisation]:
    """Return `count` unsaved organisations with different names."""
    clusters = [key for key in CLUSTER_WEIGHTS if key in vocabulary.cluster_ids]
    weights = [CLUSTER_WEIGHTS[key] for key in clusters]
    made: dict[str, Organisation] = {}
    while len(made) < count:
        cluster = rng.choices(clusters, weights)[0]
        stem, suffix = rng.choice(STEMS), rng.choice(SUFFIXES[cluster])
        latin = f"{stem[0]} {suffix[0]}"
        stage = draw(rng, STAGES)
        if stage == "institute":
            field = SUFFIXES[cluster][0]
            latin, suffix = f"{stem[0]} {field[0]} Institute", ("", field[1] + "研究院", field[2] + "研究院")
        elif stage == "nonprofit":
            latin, suffix = f"{stem[0]} Foundation", ("", "基金會", "基金会")
        slug = slugify(latin)
        if slug in made:
            continue
        names = {"en": latin, "zh-hant": stem[1] + suffix[1], "zh-hans": stem[2] + suffix[2]}
        bilingual = rng.random() < 0.9
        about = rng.randrange(len(ABOUT["en"]))
        texts = {
            code: ABOUT[code][about].format(name=names[code], field=vocabulary.cluster_names[cluster][code])
            for code in ABOUT
        }
        made[slug] = Organisation(
            slug=slug,
            name_en=names["en"],
            name_zh_hant=names["zh-hant"] if bilingual else "",
            name_zh_hans=names["zh-hans"] if bilingual else "",
            about_en=texts["en"],
            about_zh_hant=texts["zh-hant"] if bilingual else "",
            about_zh_hans=texts["zh-hans"] if bilingual else "",
            stage=stage,
            size=draw(rng, SIZES[stage]),
            sites=draw(rng, SITES),
            cluster_id=vocabulary.cluster_ids[cluster],
            is_verified=rng.random() < 0.96,
            is_demo=True,
        )
    return list(made.values())
