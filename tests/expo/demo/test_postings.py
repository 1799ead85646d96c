"""Invented employers and adverts: all kinds and sizes, seven of ten openings technical, pay that fits the kind."""

from collections import Counter

from accounts.models import Organisation
from expo.demo import advert_texts, career_texts
from expo.demo.families import FAMILY_OF_CLUSTER, NEIGHBOURS
from expo.demo.postings import DraftPosting
from expo.demo.schools import FIELD_OF_FUNCTION, FIELDS, PLACES

TECHNICAL = ("rnd", "technology")
BLANKS = ("{a}", "{b}", "{c}", "{title}", "{field}", "{year}")


def test_employers_are_of_every_kind_size_and_place(organisations: list[Organisation]) -> None:
    assert len({o.name_en for o in organisations}) == len({o.slug for o in organisations}) == 250
    assert {o.stage for o in organisations} == {"startup", "growth", "established", "institute", "nonprofit"}
    assert {o.size for o in organisations} == {"1-10", "11-50", "51-200", "201-1000", "1000+"}
    assert {tuple(o.sites) for o in organisations} == {("hk",), ("sz",), ("hk", "sz")}
    assert len({o.cluster_id for o in organisations}) == 15


def test_employers_do_not_read_like_copies(organisations: list[Organisation]) -> None:
    stems = Counter(o.name_en.split()[0] for o in organisations)
    assert stems.most_common(1)[0][1] <= 4
    texts = Counter(o.about_en.removeprefix(o.name_en) for o in organisations)
    assert texts.most_common(1)[0][1] <= 2
    assert [o.name_en for o in organisations if "{" in o.about_en + o.about_zh_hant + o.about_zh_hans] == []


def test_seven_of_ten_openings_are_technology_or_research(adverts: list[DraftPosting]) -> None:
    openings = sum(draft.posting.openings for draft in adverts)
    technical = sum(draft.posting.openings for draft in adverts if draft.posting.function in TECHNICAL)
    assert openings > len(adverts)
    assert abs(technical / openings - 0.70) < 0.01


def test_pay_fits_the_kind(adverts: list[DraftPosting]) -> None:
    for posting in (draft.posting for draft in adverts):
        if posting.pay_min is None:
            continue
        if posting.kind == "internship":
            limits = {"month": (8000, 16000), "day": (100, 300), "hour": (55, 90)}[posting.pay_period]
        elif posting.kind == "graduate":
            limits = (9000, 48000)
        else:
            limits = (9000 if posting.pay_currency == "CNY" else 13000, 250_000)
            limits = tuple(n * 12 for n in limits) if posting.pay_period == "year" else limits
        assert limits[0] <= posting.pay_min <= posting.pay_max <= limits[1], (posting.title_en, posting.pay_min)


def test_beginners_adverts_say_so(adverts: list[DraftPosting]) -> None:
    kinds = {"internship": "intern", "graduate": "graduate"}
    for posting in (draft.posting for draft in adverts):
        assert posting.seniority == kinds.get(posting.kind, posting.seniority)
        assert posting.kind != "job" or posting.seniority not in kinds.values()
    assert any(d.posting.title_zh_hant.endswith("（實習）") for d in adverts)


def test_adverts_ask_for_skills_of_their_own_field_and_speak_of_them(adverts: list[DraftPosting]) -> None:
    for draft in adverts:
        posting = draft.posting
        text = posting.description_en + posting.description_zh_hant + posting.description_zh_hans
        assert text and "{" not in text
        assert sum(row.importance == "must" for row in draft.requirements) in (2, 3)


def test_every_sentence_has_three_languages_and_the_same_blanks() -> None:
    tables = [advert_texts.INTRO, advert_texts.DUTIES, career_texts.WORK, career_texts.SUMMARY, career_texts.HEADLINE]
    lists = [texts for table in tables for texts in table.values()]
    lists += [advert_texts.CLOSING, career_texts.INTERNSHIP, career_texts.PROJECT]
    for texts in (texts for group in lists for texts in group):
        blanks = [{name for name in BLANKS if name in text} for text in texts]
        assert len(texts) == 3 and all(texts)
        assert blanks[1] == blanks[2]
        assert blanks[0] == blanks[1] or "{title}" in blanks[0] ^ blanks[1]


def test_every_family_and_field_is_covered() -> None:
    families = {*FAMILY_OF_CLUSTER.values(), "design", "business", "operations", "support"}
    assert families == set(advert_texts.DUTIES) == set(career_texts.WORK)
    assert set(NEIGHBOURS) == set(FAMILY_OF_CLUSTER) == set(FIELDS)
    faculties = {faculty for fields in (*FIELDS.values(), *FIELD_OF_FUNCTION.values()) for faculty, _ in fields}
    for place, schools in PLACES.items():
        for faculty in faculties:
            spans = [span for _, taught, span in schools if faculty in taught.split()]
            levels = {level for low, high in spans for level in range(low, high + 1)}
            assert levels == {4, 5, 6, 7}, (place, faculty)
