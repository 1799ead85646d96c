"""60,000 x 30,000 through the product's Celery chunks by one and by two worker processes, and what that foretells."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from django.db import connection
from django.utils import timezone

from bench.batch import ACTOR
from bench.meter import cpu_of, memory_mib
from bench.pools import make_pool
from bench.world import ROOT, World
from config.celery import app
from expo.models import Edition
from matching.enums import RunState
from matching.models import MatchChunk, MatchRun, PublishedRun
from matching.queries.frozen import Records
from matching.queries.vocabulary import Tools, current_tools
from matching.services import freeze, runs

MACHINES = (1, 10, 20)
QUEUE = "matching"
READY_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Measured:
    """One run by `workers` processes: seconds, CPU seconds of workers and PostgreSQL, largest worker, result."""

    workers: int
    wall: float
    cpu: float
    memory: int
    finish: float
    result: str
    pairs: int


def measure(world: World, edition: Edition, candidates: int, postings: int, workers: tuple[int, ...]) -> list[Measured]:
    """Run the same frozen inputs with each number of worker processes."""
    people, roles, vocabulary = make_pool(candidates, postings)
    tools = replace(current_tools(), vocabulary=vocabulary)
    inputs = [Records(np.arange(1, len(side) + 1), np.ones(len(side), bool), side) for side in (people, roles)]
    results = []
    for number in workers:
        with _workers(number) as pids:
            results.append(_measured(world, edition, (inputs[0], inputs[1]), tools, number, pids))
            print(line(results[-1]), flush=True)
    return results


def _measured(
    world: World, edition: Edition, inputs: tuple[Records, Records], tools: Tools, number: int, pids: list[int]
) -> Measured:
    kept = PublishedRun.objects.filter(edition=edition).values("run")
    MatchRun.objects.filter(edition=edition).exclude(pk__in=kept).delete()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # or the server would clear up after the run before during this one
    run = runs.create_run(edition=edition, actor=ACTOR)
    # Queued without the message that would freeze the demo edition's own records.
    MatchRun.objects.filter(pk=run.pk).update(state=RunState.QUEUED, started_at=timezone.now())
    before = cpu_of(world.postgres) + cpu_of(pids)
    started = time.perf_counter()
    freeze.freeze_inputs(run.pk, *inputs, tools, ACTOR)
    run.refresh_from_db()
    while run.state in (RunState.QUEUED, RunState.RUNNING):
        time.sleep(0.2)
        run.refresh_from_db()
    ended = time.perf_counter()
    if run.state != RunState.FINISHED:
        sys.exit(f"The run ended as {run.state}: {run.failure}")
    last = MatchChunk.objects.filter(run=run).order_by("-done_at").values_list("done_at", flat=True)[0]
    return Measured(
        workers=number,
        wall=ended - started,
        cpu=cpu_of(world.postgres) + cpu_of(pids) - before,
        memory=memory_mib(pids + _children(pids)),
        finish=(run.finished_at - last).total_seconds(),
        result=run.result_hash,
        pairs=run.pairs,
    )


@contextmanager
def _workers(number: int) -> Iterator[list[int]]:
    """A Celery worker with `number` processes on the queue of runs; the cores are divided among them.

    Messages of runs that were worked off in this process before are thrown away: those runs are gone.
    """
    with app.connection_for_write() as broker:
        broker.default_channel.queue_purge(QUEUE)
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-Q", QUEUE, "-c", str(number)]
    environment = {**os.environ, "MATCHING_THREADS": str(max(1, (os.cpu_count() or 1) // number))}
    process = subprocess.Popen(
        [*command, "--without-mingle", "--without-gossip", "-l", "WARNING"], cwd=ROOT, env=environment
    )
    try:
        _await(process)
        yield [process.pid]
    finally:
        process.terminate()
        process.wait(60)


def _await(process: subprocess.Popen[bytes]) -> None:
    """Wait until the worker answers: it compiles and rehearses before, which takes half a minute after a change."""
    ends = time.monotonic() + READY_SECONDS
    while not app.control.ping(timeout=1):
        if process.poll() is not None or time.monotonic() > ends:
            sys.exit("The worker did not start.")


def _children(pids: list[int]) -> list[int]:
    found = []
    for pid in pids:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            found += [int(child) for child in file.read().split()]
    return found


def line(one: Measured) -> str:
    """One run in words."""
    return (
        f"{one.workers} worker process{'es' if one.workers > 1 else '':2s} {one.wall:8.1f} s wall {one.cpu:8.1f} s CPU "
        f"{one.cpu / one.pairs * 1e9:6.1f} ns a pair  {one.memory:5d} MiB  {one.finish:5.1f} s to merge  "
        f"result {one.result[:12]}"
    )


def foretold(one: Measured, cores: int, times: int) -> str:
    """What `times` as many pairs would take across machines of the same kind, by the constants of a run measured."""
    chunks = (one.cpu - one.finish) * times
    merging = one.finish * times**0.5  # grows with the owners, not with the pairs
    parts = [f"{n} machines {chunks / cores / n + merging:,.0f} s" for n in MACHINES]
    return f"on paper, {one.pairs * times:.1e} pairs, {cores} cores a machine: " + ", ".join(parts).replace(
        "1 machines", "1 machine"
    )
