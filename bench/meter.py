"""Wall and CPU seconds of what is measured, contenders one after the other in each round, and the table they make.

CPU is that of this process, of its children that have ended, and of the servers named: a pipeline that lets PostgreSQL
work pays for it. On a busy machine CPU seconds and least times are sturdy, wall medians are upper bounds.
"""

import gc
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
HEAD = f"{'':52s} {'median':>9s} {'least':>9s} {'most':>9s} {'CPU':>9s} {'least':>9s}"


@dataclass
class Line:
    """The times of one contender. `beside` names the contender whose CPU is the yardstick; `per` divides the times."""

    name: str
    work: Callable[[], object]
    beside: str = ""
    per: int = 1
    before: Callable[[], object] | None = None
    times: list[tuple[float, float]] = field(default_factory=list)

    def wall(self) -> list[float]:
        return sorted(wall / self.per for wall, _ in self.times)

    def cpu(self) -> list[float]:
        return sorted(cpu / self.per for _, cpu in self.times)


class Meter:
    """Lines of one table. `servers`: process ids whose CPU, and that of their children, counts too."""

    def __init__(self, title: str, servers: Callable[[], list[int]] = list) -> None:
        self.title, self.servers = title, servers
        self.lines: dict[str, Line] = {}

    def add(self, name: str, work: Callable[[], object], **options: object) -> None:
        """Add a contender. `before` prepares each of its rounds outside the clock."""
        self.lines[name] = Line(name, work, **options)  # type: ignore[arg-type]  # the options of Line

    def run(self, rounds: int, warm: bool = True) -> "Meter":
        """Measure all contenders by turns; with `warm` a first round is thrown away."""
        for number in range(rounds + warm):
            for line in self.lines.values():
                if line.before:
                    line.before()
                seconds = self._once(line.work)
                if number >= warm:
                    line.times.append(seconds)
        return self

    def _once(self, work: Callable[[], object]) -> tuple[float, float]:
        gc.collect()
        wall, cpu = time.perf_counter(), self.cpu_seconds()
        work()
        return time.perf_counter() - wall, self.cpu_seconds() - cpu

    def cpu_seconds(self) -> float:
        """CPU seconds so far of this process, its ended children and the servers."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + ended.ru_utime + ended.ru_stime + cpu_of(self.servers())

    def show(self) -> None:
        """Print the table; the ratio is of CPU medians, and in brackets of least CPU."""
        print(f"\n{self.title}\n{HEAD}")
        for line in self.lines.values():
            wall, cpu = line.wall(), line.cpu()
            text = f"{line.name:52s} {shown(statistics.median(wall))} {shown(wall[0])} {shown(wall[-1])}"
            text += f" {shown(statistics.median(cpu))} {shown(cpu[0])}"
            if line.beside in self.lines:
                other = self.lines[line.beside].cpu()
                text += f"  {statistics.median(other) / statistics.median(cpu):5.1f} x ({other[0] / cpu[0]:.1f})"
            print(text, flush=True)


def shown(seconds: float) -> str:
    """Seconds with three digits, milliseconds where they are short."""
    return f"{seconds * 1000:6.2f} ms" if seconds < 0.1 else f"{seconds:7.3f} s"


def cpu_of(servers: list[int]) -> float:
    """CPU seconds of processes and of their ended and living children, from /proc."""
    ticks = 0
    for root in servers:
        ticks += sum(_ticks(root)[:4])
        try:
            children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
        except OSError:
            continue
        ticks += sum(sum(_ticks(int(child))[:4]) for child in children)
    return ticks / TICK


def _ticks(process: int) -> list[int]:
    """User and system time of a process, and of its ended children."""
    try:
        return [int(x) for x in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]]
    except OSError:
        return [0]  # gone in between


def memory_mib(processes: list[int]) -> int:
    """The largest resident memory that one of the processes has had, in MiB."""
    most = 0
    for process in processes:
        for row in Path(f"/proc/{process}/status").read_text().splitlines():
            if row.startswith("VmHWM:"):
                most = max(most, int(row.split()[1]) // 1024)
    return most
