"""The vocabulary as the demo's generator sees it, read once for all tests of this folder."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Organisation
from expo.demo.build import PUBLISHED_AT
from expo.demo.candidates import CandidateMaker, DraftCandidate
from expo.demo.organisations import make_organisations
from expo.demo.postings import DraftPosting, PostingMaker
from expo.demo.vocabulary import DemoVocabulary, load_demo_vocabulary
from expo.models import Edition
from matching.engine.lexicon import Lexicon
from matching.taxonomy.queries.lexicon import build_lexicon


@pytest.fixture(scope="package")
def words(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[DemoVocabulary, Lexicon]]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_vocabulary", verbosity=0)
        read = load_demo_vocabulary(), build_lexicon()
        transaction.set_rollback(True)
    yield read


@pytest.fixture(scope="package")
def vocabulary(words: tuple[DemoVocabulary, Lexicon]) -> DemoVocabulary:
    return words[0]


@pytest.fixture(scope="package")
def organisations(vocabulary: DemoVocabulary) -> list[Organisation]:
    return make_organisations(Random("employers"), vocabulary, 250)


@pytest.fixture(scope="package")
def adverts(vocabulary: DemoVocabulary, organisations: list[Organisation]) -> list[DraftPosting]:
    edition = Edition(slug="demo", ends_on=date(2026, 12, 12))
    return PostingMaker(Random("adverts"), vocabulary, edition, PUBLISHED_AT).make(organisations, 1200)


@pytest.fixture(scope="package")
def people(vocabulary: DemoVocabulary) -> list[DraftCandidate]:
    return CandidateMaker(Random("people"), vocabulary).make(1200)
