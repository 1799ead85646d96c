"""Scoring and top 20 of both sides from stored vectors: the product beside the usual pipeline, interleaved in one
process.

Prints medians with their spread, CPU seconds (least and median) and ratios. On a busy machine CPU seconds and minima
are sturdy, wall medians are upper bounds.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable

from bench.pools import make_pool
from matching.engine import kernels
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import Weights
from matching.engine.hashing import result_hash
from matching.engine.topk import match

try:
    from bench import usual
except ImportError:
    usual = None  # type: ignore[assignment]  # without scikit-learn only the product is measured

FLOOR = 0.003  # seconds: reading 36 bytes a pair from the second-level cache at 200 GB/s, for 6,000 x 3,000
Times = list[tuple[float, float]]


def measured(what: Callable[[], object], times: Times) -> None:
    """Run once; append wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    what()
    times.append((time.perf_counter() - wall, time.process_time() - cpu))


def line(name: str, times: Times, beside: Times | None) -> str:
    """One line of the table; the ratio is of CPU medians."""
    wall, cpu = sorted(t[0] for t in times), sorted(t[1] for t in times)
    text = f"{name:46s} {statistics.median(wall):8.3f} {wall[0]:7.3f}–{wall[-1]:<7.3f} {statistics.median(cpu):8.3f}"
    if beside:
        ratio = statistics.median(t[1] for t in beside) / max(1e-9, statistics.median(cpu))
        text += f" {ratio:7.1f} x"
    return text


def contenders(candidates: int, postings: int, threads: int) -> dict[str, Callable[[], object]]:
    """What is measured, by name; the first is the yardstick."""
    people, roles, vocabulary = make_pool(candidates, postings)
    who, what = CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)
    weights = Weights()
    result: dict[str, Callable[[], object]] = {}
    if usual is not None and candidates * postings <= 5 * 10**7:
        own, other = usual.stored_vectors(who, what)
        result["usual: cosine, mask, top 20 of both sides"] = lambda: usual.best(own, other, usual.mask(who, what), 20)
        result["usual: the same with JSON explanations"] = lambda: usual.explained(
            usual.best(own, other, usual.mask(who, what), 20), who, what
        )
    result["ours: payloads to arrays"] = lambda: (
        CandidateBlock.from_payloads(people),
        PostingBlock.from_payloads(roles),
    )
    ours = {"threads": threads}
    result["ours: scores and top 20 of both sides"] = lambda: match(
        who, what, vocabulary, weights, receipts=False, **ours
    )
    result["ours: the same with receipts"] = lambda: match(who, what, vocabulary, weights, **ours)
    if candidates * postings <= 5 * 10**7:
        result["ours without numba, no receipts"] = lambda: match(
            who, what, vocabulary, weights, receipts=False, kernel="numpy"
        )
    warm = match(who, what, vocabulary, weights, **ours)
    print(f"numba: {kernels.AVAILABLE}; result {result_hash(warm.candidate_lists, warm.posting_lists)[:16]}")
    return result


def main(arguments: list[str]) -> None:
    """Parse arguments and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench speed", description=__doc__)
    parser.add_argument("--candidates", type=int, default=6000)
    parser.add_argument("--openings", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument("--large", action="store_true", help="60,000 x 30,000, the product alone, one round")
    options = parser.parse_args(arguments)
    size = (60_000, 30_000) if options.large else (options.candidates, options.openings)
    print(f"{size[0]:,} candidates x {size[1]:,} openings, interleaved")
    runs = contenders(*size, options.threads)
    times: dict[str, Times] = {name: [] for name in runs}
    for _ in range(1 if options.large else options.rounds):
        for name, what in runs.items():
            measured(what, times[name])
    print(f"{'':46s} {'median':>8s} {'least–most':>15s} {'CPU':>8s} {'CPU ratio':>9s}")
    names = list(runs)
    for name in names:
        yardstick = times[names[1]] if "receipts" in name and usual else times[names[0]]
        print(line(name, times[name], yardstick if usual and name.startswith("ours") and not options.large else None))
    if size == (6000, 3000):
        least = min(t[1] for t in times["ours: scores and top 20 of both sides"])
        print(f"floor {FLOOR * 1000:.0f} ms of memory traffic for the vocabulary part; ours: {least / FLOOR:.0f} times")
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    if usual is None:
        print("the usual pipeline needs scikit-learn: pip install --require-hashes -r requirements/bench.txt")
