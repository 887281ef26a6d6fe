"""What happens to the time of each step when a plan has ten times as many items."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import sample
from benchmarks.timing import Contender, Rounds, growth, heads, side_by_side
from dxdesk.office import Office

SIZES = (40, 400, 4_000)

Step = Callable[[Office, Path], object]


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """A line for each step, over all sizes."""
    sizes = [rounds.size(size) for size in SIZES]
    times: dict[str, dict[int, float]] = {}
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        for step, seconds in side_by_side(_steps(place, size), rounds.repeats).items():
            times.setdefault(step, {})[size] = seconds
    yield heads(sizes)
    for step, taken in times.items():
        yield growth(step, taken)


def _steps(folder: Path, items: int) -> dict[str, Contender]:
    tables = [folder / "table.txt", folder / "table.xlsx"]
    year = sample.make_year(folder, items, answered=True)
    merged = folder / "merged.dxdesk"
    shutil.copy(year.office, merged)
    with Office.open(merged, clock=sample.clock) as office:
        office.merge(year.submissions)
    steps: dict[str, tuple[Path, Step]] = {
        "ask": (year.office, lambda office, out: office.make_requests(sample.ASKED, out / "asked")),
        "merge": (year.office, lambda office, _: office.merge(year.submissions)),
        "dump": (merged, lambda office, _: office.dump()),
        "check": (merged, lambda office, _: office.findings()),
        "status": (merged, lambda office, _: office.status()),
        "export": (
            merged,
            lambda office, out: office.export(sample.ASKED, "three-column", out / "out.xlsx"),
        ),
    }
    work = folder / "work"
    return {
        f"import {table.suffix}": _import(sample.write_table(table, items, answered=True), work)
        for table in tables
    } | {name: _on(file, work, step) for name, (file, step) in steps.items()}


def _import(table: Path, work: Path) -> Contender:
    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        work.mkdir()
        made: list[Office] = []
        yield lambda: made.append(Office.create(table, work / "new.dxdesk")[0])
        made[0].close()
        shutil.rmtree(work)

    return contender


def _on(file: Path, work: Path, step: Step) -> Contender:
    """A step on a copy of an office's file, opened before and closed after."""

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        work.mkdir()
        shutil.copy(file, work / "office.dxdesk")
        with Office.open(work / "office.dxdesk", clock=sample.clock) as office:
            yield lambda: step(office, work)
        shutil.rmtree(work)

    return contender
