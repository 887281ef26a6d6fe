"""Taking times side by side, and the lines that tell them."""

from __future__ import annotations

import gc
import math
import os
import platform
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from statistics import median

# Entering prepares, what it gives is timed, leaving looks at the result and cleans up.
Contender = Callable[[], AbstractContextManager[Callable[[], object]]]


@dataclass(frozen=True)
class Rounds:
    """How large a run is: sizes are divided by `shrink`."""

    repeats: int = 5
    shrink: int = 1

    def size(self, full: int) -> int:
        """How many of something this run takes."""
        return max(full // self.shrink, 2)


def side_by_side(contenders: Mapping[str, Contender], repeats: int) -> dict[str, float]:
    """The median seconds of each contender; all take turns, every other time in reverse."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for repeat in range(repeats):
        names = list(contenders)
        for name in reversed(names) if repeat % 2 else names:
            with contenders[name]() as work:
                gc.collect()
                start = time.perf_counter()
                work()
                taken[name].append(time.perf_counter() - start)
    return {name: median(times) for name, times in taken.items()}


def exponent(times: Mapping[int, float]) -> float:
    """The slope of a straight line through log time over log size: 1 is linear, 2 quadratic."""
    points = [(math.log(size), math.log(seconds)) for size, seconds in times.items()]
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    above = sum((x - x_mean) * (y - y_mean) for x, y in points)
    return above / sum((x - x_mean) ** 2 for x, _ in points)


def machine() -> str:
    """What the figures were taken with."""
    parser = "lxml" if find_spec("lxml") else "et_xmlfile"
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()} "
        f"{platform.system()}, SQLite {sqlite3.sqlite_version}, "
        f"openpyxl {version('openpyxl')} with {parser}"
    )


def duration(seconds: float) -> str:
    """Seconds to three figures, in the unit that suits them."""
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def percentile(taken: Sequence[float], hundredths: int) -> float:
    """The time that so many hundredths of all stay under; 50 is the median."""
    return sorted(taken)[min(len(taken) * hundredths // 100, len(taken) - 1)]


def spread(name: str, taken: Sequence[float], aim: str = "") -> str:
    """A line of many times of the same: the middle one, the late ones, the worst."""
    middle, late = duration(percentile(taken, 50)), duration(percentile(taken, 99))
    line = f"{name}: median {middle}, 99th percentile {late}, worst {duration(max(taken))}"
    return f"{line}   {aim}".rstrip()


def versus(name: str, ours: float, peer: str, theirs: float, aim: str = "") -> str:
    """A line: our time, the other's, and how many times as long ours took."""
    ratio = f"ratio {ours / theirs:5.2f} ×"
    return _line(name, duration(ours), peer, duration(theirs), ratio, aim)


def faster(name: str, ours: float, peer: str, theirs: float, aim: str = "") -> str:
    """Like `versus`, with how many times as long the other took."""
    ratio = f"ratio {theirs / ours:5.2f} × faster"
    return _line(name, duration(ours), peer, duration(theirs), ratio, aim)


def larger(name: str, ours: float, peer: str, theirs: float, aim: str = "") -> str:
    """Like `versus`, of bytes."""
    ratio = f"ratio {ours / theirs:5.2f} ×"
    return _line(name, f"{ours / 1e6:.0f} MB", peer, f"{theirs / 1e6:.0f} MB", ratio, aim)


def _line(name: str, ours: str, peer: str, theirs: str, ratio: str, aim: str) -> str:
    left = f"{name:<40}{ours:>9}"
    right = f"{peer:<42}{theirs:>9}"
    return f"{left}   {right}   {ratio:<21}{aim}".rstrip()


def growth(name: str, times: Mapping[int, float]) -> str:
    """A line: time per item at each size, the last two compared, and the fitted exponent."""
    each = "".join(f"{duration(seconds / size):>9}" for size, seconds in times.items())
    *_, (before, less), (size, most) = times.items()
    return (
        f"{name:<12}{each}   ratio of the last two {(most / size) / (less / before):5.2f} ×"
        f"   exponent {exponent(times):.2f}"
    )


def heads(sizes: Sequence[int]) -> str:
    """The heading over lines of growth."""
    return f"{'per item at':<12}{''.join(f'{size:>9,}' for size in sizes)}"
