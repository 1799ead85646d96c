"""Texts to what scoring reads: payloads at save time and in a batch, and skills found in sentences and in a CV."""

import re

from bench.meter import Meter
from bench.world import World
from expo.models import CandidateProfile, Edition, Experience, Posting
from matching.engine.lexicon import Lexicon
from matching.queries.vocabulary import current_tools
from matching.services.features import refresh_candidates, refresh_postings

SENTENCES, PAGE = 2000, 3000


def measure(world: World, edition: Edition, rounds: int) -> Meter:
    """Measure payloads, through the service that stores them, and extraction, a document and a sentence at a time."""
    tools = current_tools()
    people, roles = CandidateProfile.objects.filter(registrations__edition=edition), edition.postings.all()
    one = people.filter(pk=people.values_list("pk", flat=True)[0])
    meter = Meter("Texts, for each document or sentence", lambda: world.postgres)
    meter.add(
        "candidate: row to stored payload, batch", lambda: refresh_candidates(people, tools=tools), per=people.count()
    )
    meter.add("posting: row to stored payload, batch", lambda: refresh_postings(roles, tools=tools), per=roles.count())
    meter.add("candidate: the same alone, as at save time", lambda: refresh_candidates(one))
    sentences, cv = sentences_of(edition), two_pages()
    meter.add("skills of a sentence", lambda: _read(tools.lexicon, sentences), per=len(sentences))
    meter.add(f"skills of a CV of {len(cv):,} characters", lambda: tools.lexicon.find(cv))
    return meter.run(rounds)


def _read(lexicon: Lexicon, texts: list[str]) -> None:
    for text in texts:
        lexicon.find(text)


def sentences_of(edition: Edition) -> list[str]:
    """Sentences of the adverts, in all languages they are written in."""
    columns = ("description_en", "description_zh_hant", "description_zh_hans")
    texts = [
        text for row in Posting.objects.filter(edition=edition).order_by("pk").values_list(*columns) for text in row
    ]
    parts = (part.strip() for text in texts for part in re.split(r"(?<=[.。!?])\s*|\n+", text))
    return [part for part in parts if part][:SENTENCES]


def two_pages() -> str:
    """Two pages of running text from what people wrote of their work."""
    text = "\n".join(
        Experience.objects.exclude(description="").order_by("pk").values_list("description", flat=True)[:400]
    )
    return text[: 2 * PAGE]
