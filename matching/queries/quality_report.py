"""The tables of `docs/matching-quality.md`, made anew from the harness's public data and stored results of the peers.

What takes long (answers of the product, by variant) is kept in a folder, by the state of the code and the data.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from matching.engine.metrics import Interval, paired_bootstrap
from matching.queries.quality import ForeignVocabulary
from matching.queries.quality_languages import SEED, Alike, Tongues, draw_pool, languages_alike
from matching.queries.quality_signals import ALL, MatchingAblation, title_ablation, variants
from matching.queries.quality_tasks import HALF, METRIC, Harness, Scores, answer_task, task_scores, tie_range

CODE = Path(__file__).resolve().parent.parent
MEASURED = (
    "engine/*.py",
    "queries/quality.py",
    "queries/quality_[!r]*.py",
    "queries/vocabulary.py",
    "taxonomy/data/*.csv",
)
INDEX = ("T2a", "T2b_en", "T2c")
PEOPLE = 200
# Reach and aim as agreed for the product; T4 must not fall below TF-IDF.
REACH: dict[str, tuple[float, float | None]] = {
    "T1": (0.51, 0.56),
    "T2 index": (0.55, 0.60),
    "T2b_zh": (0.40, 0.50),
    "T3a": (0.82, 0.84),
    "T3b": (0.50, 0.54),
    "T4b": (0.826, None),
    "T4c": (0.923, None),
}
WHAT = {
    "T1": "skills from sentences of adverts",
    "T2a": "titles to ESCO labels",
    "T2b_en": "English job titles",
    "T2b_zh": "Chinese job titles",
    "T2c": "skill mentions to ESCO skills",
    "T2 index": "mean of T2a, T2b_en, T2c",
    "T3a": "candidate to jobs, skills written differently",
    "T3b": "candidate to jobs, two vocabularies",
    "T4b": "adverts to CVs (5 queries)",
    "T4c": "adverts to CVs, graded (5 queries)",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer: the figure of each task, and of each query where they were stored."""

    name: str
    mean: dict[str, float]
    each: dict[str, dict[str, float]]


def read_peers(results: Path) -> list[Peer]:
    """Read the peers that RESULTS.md beside the folder names; those with a stored result file have every query."""
    published = results.parent / "RESULTS.md"
    peers = {peer.name: peer for peer in _published(published)} if published.exists() else {}
    for path in sorted(results.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["name"] not in peers:
            continue
        tasks = {key.partition("/")[2]: task for key, task in stored["tasks"].items() if key.startswith(f"{HALF}/")}
        mean = {task: found[METRIC[task]] for task, found in tasks.items() if task in METRIC}
        known = peers[stored["name"]]
        each = {task: tasks[task]["per_query"] for task in mean}
        peers[stored["name"]] = Peer(known.name, known.mean | mean, each)
    return [peers[name] for name in sorted(peers)]


def _published(path: Path) -> Iterator[Peer]:
    tasks: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "system" and len(cells) > len(METRIC):
            tasks = [next((task for task in METRIC if cell == f"{task} {METRIC[task]}"), "") for cell in cells]
        elif tasks and len(cells) == len(tasks) and not cells[0].startswith("-"):
            row = {task: cell for task, cell in zip(tasks, cells, strict=True) if task in METRIC and cell != "–"}
            yield Peer(cells[0], {task: float(cell) for task, cell in row.items()}, {})


@dataclass(frozen=True)
class Report:
    """Everything measured of one state of the code. `cache`: where slow figures are kept."""

    harness: Harness
    peers: list[Peer]
    cache: Path
    say: Callable[[str], None] = print

    @cached_property
    def vocabulary(self) -> ForeignVocabulary:
        return self.harness.vocabulary()

    @cached_property
    def state(self) -> str:
        """Name of the state of code and data."""
        digest = hashlib.sha256()
        code = [
            *(CODE / "engine").glob("*.py"),
            *(CODE / "queries").glob("quality*.py"),
            *(CODE / "taxonomy" / "data").glob("*.csv"),
        ]
        for path in sorted(code) + sorted(self.harness.folder.glob("*/*.gz")):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()[:16]

    def kept(self, name: str, make: Callable[[], dict[str, object]]) -> dict[str, object]:
        """Return what was measured before under this name and state, or measure it now."""
        path = self.cache / self.state / (name.replace(" ", "_").replace(":", "").replace(",", "") + ".json")
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
        self.say(f"measuring {name}")
        found = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found), encoding="utf-8")
        return found

    def _scores(self, name: str, make: Callable[[], Scores]) -> Scores:
        def flat() -> dict[str, object]:
            made = make()
            return {"each": made.each, "group": made.group}

        return Scores(**self.kept(name, flat))  # type: ignore[arg-type]  # what `flat` wrote

    @cached_property
    def ours(self) -> dict[str, Scores]:
        """Our scores of each task."""
        return {task: self._scores(f"task {task}", lambda task=task: self._answered(task)) for task in METRIC}  # type: ignore[misc]  # a default binds the name

    def _answered(self, task: str) -> Scores:
        answers = answer_task(self.harness, self.vocabulary, task)
        if task == "T2a":
            worst, best = tie_range(self.harness, task, answers)
            self.kept("ties T2a", lambda: {"worst": worst, "best": best})
        return task_scores(self.harness, task, answers)

    def figure(self, row: str) -> float:
        """Return our figure of a task, or of the index of naming tasks."""
        if row == "T2 index":
            return float(np.mean([self.ours[task].mean for task in INDEX]))
        return self.ours[row].mean

    def best_peer(self, row: str) -> tuple[str, float]:
        """Return the best peer of a row of the result table, and its figure."""
        means = {
            peer.name: float(np.mean([peer.mean[task] for task in INDEX])) if row == "T2 index" else peer.mean[row]
            for peer in self.peers
            if not peer.name.startswith("Proto")
            and (all(task in peer.mean for task in INDEX) if row == "T2 index" else row in peer.mean)
        }
        name = max(means, key=lambda key: means[key], default="–")
        return name, means.get(name, float("nan"))

    def interval(self, task: str, peer: Peer) -> Interval | None:
        """Return where our lead over a peer lies, None where the peer was not measured on this task."""
        ours, theirs = self.ours[task], peer.each.get(task)
        if task not in peer.mean:
            return None
        keys = [key for key in ours.each if theirs is None or key in theirs]
        gap = [ours.each[key] - (peer.mean[task] if theirs is None else theirs[key]) for key in keys]
        groups = np.array([ours.group[key] for key in keys], dtype=np.int64)
        return paired_bootstrap(np.array(gap), groups, np.random.default_rng(1))

    def ablation(self, task: str) -> list[tuple[str, bool, float]]:
        """Return (signal, alone, figure) for all variants of a task."""
        found = []
        if task.startswith("T2"):
            for name, alone, make in title_ablation(self.harness, task):
                found.append((name, alone, self._scores(f"{task} {alone} {name}", make).mean))
            return found
        lazy: list[MatchingAblation] = []

        def scored(variant: object) -> Scores:
            if not lazy:
                lazy.append(MatchingAblation.read(self.harness, self.vocabulary, task))
            return lazy[0].scores(variant)  # type: ignore[arg-type]  # made by the line above

        for variant in variants():
            name = f"{task} {variant.alone} {variant.name}"
            found.append((variant.name, variant.alone, self._scores(name, lambda v=variant: scored(v)).mean))  # type: ignore[misc]  # a default binds the variant
        return found

    def languages(self) -> dict[str, list[list[object]]]:
        """Return how alike lists are in three languages, with skills listed and with all of them in running text."""

        def measure() -> dict[str, object]:
            tongues = Tongues.read()
            pool = draw_pool(tongues, PEOPLE, np.random.default_rng(SEED))
            found: dict[str, object] = {}
            for listed in (True, False):
                for name, rows in zip(("same", "mixed"), languages_alike(tongues, pool, listed=listed), strict=True):
                    found[f"{name} {listed}"] = [[a.one, a.other, a.roles, a.people] for a in rows]
            return found

        return self.kept("languages", measure)  # type: ignore[return-value]  # JSON that `measure` wrote


def result_table(report: Report) -> Iterator[str]:
    """Yield the lines of the result table."""
    yield "| Task | What | Best peer | Reach | Aim | Measured | |"
    yield "|---|---|---|---|---|---|---|"
    for row, what in WHAT.items():
        reach, aim = REACH.get(row, (None, None))
        ours, (peer, theirs) = report.figure(row), report.best_peer(row)
        if reach is None:
            word = ""
        elif ours < reach:
            word = f"**reach missed by {reach - ours:.3f}**"
        else:
            word = "aim met" if aim is not None and ours >= aim else "reach met"
        bounds = [("–" if value is None else f"{value:g}") for value in (reach, aim)]
        metric = f" {METRIC[row]}" if row in METRIC else ""
        yield f"| {row}{metric} | {what} | {theirs:.3f} ({peer}) | {bounds[0]} | {bounds[1]} | {ours:.3f} | {word} |"


def interval_table(report: Report, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of the table of leads over peers."""
    chosen = [peer for name in names for peer in report.peers if peer.name == name]
    yield "| Task | " + " | ".join(peer.name + ("" if peer.each else " (mean only)") for peer in chosen) + " |"
    yield "|---" * (len(chosen) + 1) + "|"
    for task in METRIC:
        cells = []
        for peer in chosen:
            found = report.interval(task, peer)
            mark = "" if found is None else {1: "", 0: " (not sure)", -1: " (**behind**)"}[found.verdict]
            cells.append("–" if found is None else f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]{mark}")
        yield f"| {task} | " + " | ".join(cells) + " |"


def ablation_table(report: Report, tasks: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of the table of signals: alone, and what the whole loses without each."""
    by_task = {task: report.ablation(task) for task in tasks}
    whole = {task: next(value for name, _, value in rows if name == ALL) for task, rows in by_task.items()}
    yield "| Signal | " + " | ".join(f"{task} alone | {task} without" for task in tasks) + " |"
    yield "|---" * (2 * len(tasks) + 1) + "|"
    yield f"| **{ALL}** | " + " | ".join(f"**{whole[task]:.3f}** | " for task in tasks) + " |"
    figures: Mapping[tuple[str, str, bool], float] = {
        (task, name, alone): value for task, rows in by_task.items() for name, alone, value in rows
    }
    names = dict.fromkeys(name for rows in by_task.values() for name, _, _ in rows if name != ALL)
    for name in names:
        cells = []
        for task in tasks:
            one, without = figures.get((task, name, True)), figures.get((task, name, False))
            cells.append("–" if one is None else f"{one:.3f}")
            cells.append("–" if without is None else f"{without:.3f} ({without - whole[task]:+.3f})")
        yield f"| {name} | " + " | ".join(cells) + " |"


def language_table(report: Report) -> Iterator[str]:
    """Yield the lines of the table of overlaps."""
    found = report.languages()
    words = {"en": "EN", "zh-hant": "繁", "zh-hans": "简"}
    yield "| What is compared | skills | best 10 roles | best 10 people | aim 0.8 |"
    yield "|---|---|---|---|---|"
    for listed, skills in (("True", "listed"), ("False", "in running text only")):
        for kind, text in (("same", "all in {} – all in {}"), ("mixed", "people in {} – people in {}, roles in EN")):
            for row in found[f"{kind} {listed}"]:
                alike = Alike(*row)  # type: ignore[arg-type]  # a row that `measure` wrote
                pair = text.format(words[alike.one], words[alike.other])
                word = "met" if min(alike.roles, alike.people) >= 0.8 else "**missed**"
                yield f"| {pair} | {skills} | {alike.roles:.3f} | {alike.people:.3f} | {word} |"


def tie_line(report: Report) -> str:
    """Return a sentence on equal names in the corpus of T2a."""
    _ = report.ours["T2a"]
    ties = report.kept("ties T2a", lambda: {"worst": float("nan"), "best": float("nan")})
    return (
        "The corpus of T2a holds many labels more than once, of which not all count as right; the order of equal ones "
        f"is nobody's merit. With the worst and the best order the same answers give {ties['worst']:.3f} and "
        f"{ties['best']:.3f}: two runs of the harness on another order of its files may differ by as much."
    )
