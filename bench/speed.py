"""The speed table: scoring, a whole run, texts, a changed record, and a run ten times as large in both directions.

`python -m bench speed [--only PART] [--rounds N]`; see bench/README.md.
"""

import argparse

from bench import batch, fresh, large, scoring, texts, usual_batch
from bench.meter import Meter
from bench.world import World, opened_edition
from matching.models import MatchRun

PARTS = ("scoring", "run", "texts", "fresh", "large")


def whole_run(world: World, rounds: int) -> Meter:
    """A run of the demo edition from database to database, beside the usual pipeline over the same records."""
    edition = opened_edition()
    usual_batch.make_table()
    meter = Meter(f"A whole run, database to database: {edition}", lambda: world.postgres)
    ready: list[MatchRun] = []
    usual = "usual: ORM, cosine, mask, top 20, bulk_create"
    meter.add(usual, lambda: usual_batch.run(edition))
    meter.add(
        "ours: frozen inputs to lists, receipts and hash",
        lambda: batch.work_off(ready.pop()),
        beside=usual,
        before=lambda: ready.append(batch.frozen(edition)),
    )
    meter.add(
        "ours: the same with freezing the inputs",
        lambda: batch.whole(ready.pop()),
        beside=usual,
        before=lambda: ready.append(batch.start(edition)),
    )
    return meter.run(rounds)


def main(arguments: list[str], world: World) -> None:
    """Measure the parts asked for and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m bench speed", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part; may be repeated")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", type=int, nargs=2, default=(60_000, 30_000), metavar=("CANDIDATES", "POSTINGS"))
    options = parser.parse_args(arguments)
    wanted = options.only or PARTS
    if "scoring" in wanted:
        scoring.show(scoring.measure(6000, 3000, options.rounds))
    if "run" in wanted:
        whole_run(world, options.rounds).show()
    if "texts" in wanted:
        texts.measure(world, opened_edition(), options.rounds).show()
    if "fresh" in wanted:
        fresh.measure(world, opened_edition(), options.rounds).show()
    if "large" in wanted:
        print(f"\nA run of {options.large[0]:,} x {options.large[1]:,} through Celery")
        found = large.measure(world, opened_edition(), *options.large, workers=(1, 2))
        print(large.foretold(min(found, key=lambda one: one.cpu), cores=2, times=10))
