"""The main job in a real browser: run, watch, sign by a second person, publish; both sides read the same receipt."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Page, expect

from core.actor import system_actor
from expo.models import Edition
from matching.enums import RunState, Side
from matching.models import MatchList, MatchRun
from matching.services import chunks, counting, finish, freeze
from tests.factories import MembershipFactory, OrganiserFactory
from tests.support.browser import assert_accessible, assert_touchable
from tests.support.matching import make_edition, people_of, published_run, roles_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def work_off(run_id: int) -> None:
    actor = system_actor("test")
    freeze.prepare_run(run_id=run_id, actor=actor)
    for number in MatchRun.objects.get(pk=run_id).chunks.values_list("number", flat=True):
        chunks.score_chunk(run_id=run_id, number=number, token=f"journey-{number}", actor=actor)
    finish.finish_run(run_id=run_id, actor=actor)


def by_a_worker(work: Callable[[], object]) -> None:
    """Do what a worker does, in a thread with a connection of its own."""

    def work_and_close() -> None:
        try:
            work()
        finally:
            connection.close()

    worker = Thread(target=work_and_close)
    worker.start()
    worker.join()


def test_an_organiser_runs_a_second_signs_and_everyone_reads_receipts(open_page: Opener) -> None:
    edition = make_edition(5, 3)
    maker, second = OrganiserFactory(), OrganiserFactory()
    page = open_page("/console/runs/", user=maker)
    assert_accessible(page)
    page.get_by_role("link", name="New run").click()
    assert_accessible(page)
    page.get_by_role("button", name="Make the dry run").dblclick()
    expect(page.get_by_text("Counting …")).to_be_visible()
    assert_accessible(page)
    run = MatchRun.objects.get()
    by_a_worker(lambda: counting.count_run(run_id=run.pk, actor=system_actor("test")))
    expect(page.get_by_role("button", name="Start the run")).to_be_visible(timeout=15_000)
    assert_accessible(page)
    page.get_by_role("button", name="Start the run").click()
    expect(page.get_by_text("The run is at work.")).to_be_visible()
    assert_accessible(page)
    by_a_worker(lambda: work_off(run.pk))
    expect(page.get_by_role("heading", name="Review")).to_be_visible(timeout=15_000)
    assert_accessible(page)
    expect(page.get_by_text("another organiser has to sign it")).to_be_visible()
    other = open_page(f"/console/runs/{run.pk}/", user=second)
    other.get_by_label("Note").fill("Looked at both sides.")
    other.get_by_role("button", name="Sign the run").click()
    other.get_by_role("button", name="Publish the run").click()
    expect(other.get_by_text("This is what candidates and employers see now.")).to_be_visible()
    assert MatchRun.objects.get().state == RunState.PUBLISHED
    read_both_sides(open_page, edition, run)


def read_both_sides(open_page: Opener, edition: Edition, run: MatchRun) -> None:
    """The candidate and the employer see the same points for the same pair, and they add up."""
    person, role = people_of(edition)[0], roles_of(edition)[0]
    row = MatchList.objects.get(run=run, side=Side.CANDIDATE, owner_id=person.pk)
    score = f"{row.points[row.counterpart_ids.index(role.pk)] / 100:.2f}"
    mine = open_page("/me/matches/", user=person.user, width=390)
    assert_accessible(mine)
    mine.get_by_role("link", name=role.title_en, exact=True).click()
    assert_accessible(mine)
    theirs = open_page(
        f"/org/{role.organisation.slug}/roles/{role.pk}/",
        user=MembershipFactory(organisation=role.organisation).user,
    )
    assert_accessible(theirs)
    theirs.get_by_role("link", name=person.user.get_full_name()).click()
    assert_accessible(theirs)
    tables = [page.locator("table.receipt-lines") for page in (mine, theirs)]
    for table in tables:
        points = table.locator("tbody td.num b").all_inner_texts()
        assert f"{sum(float(text) for text in points):.2f}" == score
        assert table.locator("tfoot td.num").inner_text().startswith(score)
    # Cards on a phone, a table on a desk.
    words = [" ".join(table.locator("tbody").all_inner_texts()).split() for table in tables]
    assert words[0] == words[1]


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_pages_are_accessible_in_the_dark_on_a_phone(open_page: Opener, language: str) -> None:
    edition = make_edition(5, 3)
    run = published_run(edition)
    organiser = OrganiserFactory()
    for path in ("", "diff/", "pairs/"):
        page = open_page(f"/console/runs/{run.pk}/{path}", user=organiser, width=390, theme="dark", language=language)
        assert_accessible(page)
        assert_touchable(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_numbers_keep_their_definitions_on_paper_and_nothing_is_left_to_press(open_page: Opener) -> None:
    run = published_run(make_edition(5, 3))
    page = open_page(f"/console/runs/{run.pk}/", user=OrganiserFactory())
    page.emulate_media(media="print")
    for words in page.locator(".figures .how, figcaption .how").all():
        expect(words).to_be_visible()
    expect(page.locator(".figures .how").first).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()
    page = open_page("/console/runs/", user=OrganiserFactory(), width=700)
    page.emulate_media(media="print")
    name = page.locator(".table tbody th").first.bounding_box()
    assert name is not None
    assert name["height"] < 80  # two or three lines, not a word on each
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


def test_the_matches_work_without_scripts(open_page: Opener) -> None:
    edition = make_edition(4, 3)
    published_run(edition)
    person, role = people_of(edition)[0], roles_of(edition)[0]
    page = open_page("/me/matches/", user=person.user, scripts=False)
    page.get_by_role("link", name=role.title_en, exact=True).click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
