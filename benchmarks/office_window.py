"""The office's window with a large file: to the board, files coming in, other items, memory."""

from __future__ import annotations

import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

from benchmarks import sample
from benchmarks.office_file import Campaign, make_campaign
from benchmarks.timing import (
    Contender,
    Rounds,
    duration,
    percentile,
    side_by_side,
    spread,
    versus,
)
from dxdesk.office import Office

ITEMS = 10_000
SIZES = (1_000, 4_000, 10_000)
SWITCHES = 200
_ROOT = Path(__file__).parent.parent


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Lines for the four questions."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    made: dict[int, Campaign] = {}
    for size in {rounds.size(items): None for items in (*SIZES, ITEMS)}:
        place = folder / str(size)
        place.mkdir()
        made[size] = make_campaign(place, size)
    campaign = made[rounds.size(ITEMS)]
    work = folder / "work"
    work.mkdir()
    yield from _board(campaign, work, rounds)
    yield ""
    yield from _coming_in(campaign, work, rounds)
    yield ""
    yield from _memory({size: one.office for size, one in made.items()}, rounds)


def _board(campaign: Campaign, work: Path, rounds: Rounds) -> Iterator[str]:
    from benchmarks import office_loop

    with office_loop.window(work) as shown:

        @contextmanager
        def opened() -> Iterator[Callable[[], object]]:
            yield lambda: office_loop.open_to_board(shown, campaign.office)
            office_loop.wait_for_all(shown)
            office_loop.close(shown)

        with opened() as first:
            # Modules are loaded then.
            first()
        times = side_by_side(
            {
                "board": opened,
                "read": _plain(lambda: _rows(campaign)),
                "counted": _plain(lambda: _counted(campaign)),
            },
            rounds.repeats,
        )
        items, megabytes = rounds.size(ITEMS), campaign.office.stat().st_size / 1e6
        name = f"{items:,} items × 5 years to the board"
        yield f"a file of {megabytes:.0f} MB, {len(_rows(campaign)[1]):,} departments"
        yield versus(name, times["board"], "sqlite3, the rows, the plan as text", times["read"])
        aim = "aim: at most 1.5"
        yield versus(name, times["board"], "the same, items counted", times["counted"], aim)
        office_loop.open_to_board(shown, campaign.office)
        away = office_loop.Away()
        start = time.perf_counter()
        with away.noted():
            office_loop.wait_for_all(shown)
        yield f"  then until all is read {duration(time.perf_counter() - start)}, {_told(away.gaps)}"
        page = office_loop.page_of(shown)
        page.tabs.setCurrentWidget(page.items)
        switched = office_loop.switch(page, max(SWITCHES // rounds.shrink, 4))
        yield spread("another item, painted", switched, "aim: median under 50 ms")


def _coming_in(campaign: Campaign, work: Path, rounds: Rounds) -> Iterator[str]:
    from benchmarks import office_loop

    gaps: list[float] = []
    with office_loop.window(work) as shown:

        @contextmanager
        def in_window() -> Iterator[Callable[[], object]]:
            file = Path(shutil.copy(campaign.office, work / "window.dxdesk"))
            office_loop.open_to_board(shown, file)
            office_loop.wait_for_all(shown)
            away = office_loop.Away()

            def take() -> None:
                with away.noted():
                    office_loop.take_in(shown, campaign.submissions)

            yield take
            gaps.extend(away.gaps)
            office_loop.close(shown)
            _clear(file)

        @contextmanager
        def alone() -> Iterator[Callable[[], object]]:
            file = Path(shutil.copy(campaign.office, work / "alone.dxdesk"))
            with Office.open(file, clock=sample.clock) as office:
                office.findings()

                def take() -> None:
                    # As the window does; here the whole window's memory would be searched.
                    gc.disable()
                    try:
                        office.merge(campaign.submissions)
                        office.findings()
                        office.status()
                    finally:
                        gc.enable()

                yield take
            _clear(file)

        times = side_by_side({"window": in_window, "alone": alone}, min(rounds.repeats, 3))
    name = f"take in {len(campaign.submissions):,} files and show all"
    yield versus(name, times["window"], "the door alone, with its findings", times["alone"])
    yield f"  meanwhile {_told(gaps)}   aim: under 100 ms"


def _memory(files: dict[int, Path], rounds: Rounds) -> Iterator[str]:
    each: dict[int, int] = {}
    for size, file in sorted(files.items()):
        command = [sys.executable, "-m", "benchmarks.office_loop", str(file)]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True, text=True)
        each[size] = int(done.stdout)
    sizes = sorted(each)
    said = ", ".join(f"{size:,} items {each[size] / 1e6:.0f} MB" for size in sizes)
    yield f"resident memory, all read: {said}"
    if len(sizes) > 2:
        slopes = [(each[b] - each[a]) / (b - a) / 1e3 for a, b in pairwise(sizes)]
        yield f"  each further item: {' then '.join(f'{slope:.1f} KB' for slope in slopes)}"


def _told(gaps: list[float]) -> str:
    """How long the window was away from its events."""
    late, worst = duration(percentile(gaps, 99)), duration(max(gaps))
    return f"the window away: 99th percentile {late}, longest {worst}"


def _clear(file: Path) -> None:
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()


def _plain(read: Callable[[], object]) -> Contender:
    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield read

    return contender


def _rows(campaign: Campaign) -> tuple[str, list[tuple[object, ...]]]:
    """What the board is made of: the year's plan, its requests without bodies, what came, marks."""
    with closing(sqlite3.connect(campaign.office)) as database:
        query = "SELECT body FROM edition WHERE year = ?"
        plan = str(database.execute(query, (campaign.year,)).fetchone()[0])
        rows = [
            database.execute(query, (campaign.year,)).fetchall()
            for query in (
                "SELECT department, id, round, deadline FROM request WHERE year = ? ORDER BY seq",
                "SELECT s.* FROM submission s JOIN merge m ON m.id = s.merge"
                " WHERE s.year = ? AND m.undone IS NULL ORDER BY s.id",
                "SELECT * FROM mark WHERE year = ? AND undone IS NULL ORDER BY id",
            )
        ]
    return plan, rows[0]


def _counted(campaign: Campaign) -> Counter[str]:
    """The same, with what the board says of it: how many items each department has."""
    plan, _ = _rows(campaign)
    items = json.loads(plan)["items"]
    return Counter(name for item in items for name in dict.fromkeys(item["departments"]))
