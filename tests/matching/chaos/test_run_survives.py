"""kill -9 of a worker, the broker or the database in the middle of a run: the result is the same to the last bit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from core.embedded.addresses import redis_url
from tests.matching.chaos.driver import CANDIDATES, POSTINGS
from tests.matching.chaos.lab import Lab

pytestmark = pytest.mark.chaos
CHUNKS, MIDDLE = 40, 8


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root: Path = tmp_path_factory.mktemp("chaos")
    lab = Lab(root)
    try:
        lab.open()
        yield lab
    finally:
        lab.close()


@pytest.fixture
def worker(lab: Lab) -> Iterator[Lab]:
    """The lab with a worker that is ready; whatever worker is there afterwards is ended."""
    lab.start_worker()
    yield lab
    for name in [name for name in lab.processes if name.startswith("worker")]:
        lab.kill(name)


def assert_complete(lab: Lab, run: int) -> None:
    """The run is finished, with the undisturbed result; every owner has one list; no chunk is open."""
    assert lab.ask("SELECT state || failure FROM matching_matchrun WHERE id = %s", run) == "finished"
    assert lab.ask("SELECT result_hash FROM matching_matchrun WHERE id = %s", run) == lab.quiet["result"]
    lists = "SELECT count(*) FROM matching_matchlist WHERE run_id = %s AND side = %s"
    assert lab.ask(lists, run, "candidate") == CANDIDATES
    assert lab.ask(lists, run, "posting") == POSTINGS
    assert lab.ask("SELECT count(*) FROM matching_matchchunk WHERE run_id = %s AND state <> 'done'", run) == 0
    assert lab.ask("SELECT count(*) FROM matching_matchchunk WHERE run_id = %s", run) == CHUNKS


def test_a_killed_worker(worker: Lab) -> None:
    run = worker.start_run(CHUNKS)
    worker.wait_for_chunks(run, MIDDLE)
    worker.kill("worker")
    assert worker.ask("SELECT state FROM matching_matchrun WHERE id = %s", run) == "running"
    worker.start_worker("worker-2")
    worker.wait_for_end(run)
    assert_complete(worker, run)


def test_a_killed_child_of_the_pool(worker: Lab) -> None:
    run = worker.start_run(CHUNKS)
    worker.wait_for_chunks(run, MIDDLE)
    worker.kill_one_child("worker")
    worker.wait_for_end(run)
    assert_complete(worker, run)


def test_a_killed_broker(worker: Lab) -> None:
    run = worker.start_run(CHUNKS)
    worker.wait_for_chunks(run, MIDDLE)
    worker.kill("broker")
    worker.start_broker()
    worker.wait_for_end(run)
    assert_complete(worker, run)


def test_an_emptied_broker(worker: Lab) -> None:
    run = worker.start_run(CHUNKS)
    worker.wait_for_chunks(run, MIDDLE)
    with redis.Redis.from_url(redis_url(worker.root)) as client:
        client.flushall()
    worker.wait_for_end(run)
    assert_complete(worker, run)


def test_a_killed_database(worker: Lab) -> None:
    run = worker.start_run(CHUNKS)
    worker.wait_for_chunks(run, MIDDLE)
    worker.kill("database")
    worker.start_database()
    worker.wait_for_end(run)
    assert_complete(worker, run)


def test_two_workers_share_a_run(worker: Lab) -> None:
    worker.start_worker("worker-2")
    run = worker.start_run(CHUNKS)
    worker.wait_for_end(run)
    assert_complete(worker, run)
