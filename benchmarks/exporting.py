"""Exporting a year against XlsxWriter writing the same cells with the same formats and heights.

What it writes is read from our workbook beforehand, so it composes and measures nothing. It has
two ways, all cells in memory or a row at a time; the faster one in this run is the peer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import sample
from benchmarks.replay import Replay, read_replay
from benchmarks.timing import Contender, Rounds, side_by_side, versus
from dxdesk.office import Office

# A sheet an item would measure how many sheets a workbook can have.
LAYOUTS = ("three-column", "wide", "kpi-list")
SIZES = (40, 1_000, 10_000)
AIMS = {1_000: "aim: at most 2"}
# Ten thousand items take seconds, and differ little from one time to the next.
_REPEATS = {10_000: 2}
WAYS = {"in memory": False, "constant_memory": True}


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Every layout at every size, all of one size in turns."""
    for size in SIZES:
        place = folder / str(size)
        place.mkdir()
        repeats = min(rounds.repeats, _REPEATS.get(size, rounds.repeats))
        yield from _compare(place, rounds.size(size), repeats, AIMS.get(size, ""))


def _compare(folder: Path, items: int, repeats: int, aim: str) -> Iterator[str]:
    table = sample.write_table(folder / "table.xlsx", items, answered=True)
    office, _ = Office.create(table, folder / "office.dxdesk", clock=sample.clock)
    with office:
        contenders: dict[str, Contender] = {}
        replays: dict[str, Replay] = {}
        for layout in LAYOUTS:
            out = folder / f"{layout}.xlsx"
            office.export(sample.PUBLISHED, layout, out)
            replays[layout] = read_replay(out)
            contenders[layout] = _export(office, layout, out)
            for way in WAYS:
                peer = folder / f"{layout} {way}.xlsx"
                contenders[f"{layout} {way}"] = _write(replays[layout], peer, way)
        times = side_by_side(contenders, repeats)
    for layout, replay in replays.items():
        fastest = min(WAYS, key=lambda way: times[f"{layout} {way}"])
        yield versus(
            f"export {items:,} items, {layout}",
            times[layout],
            f"XlsxWriter {fastest}, {replay.cells:,} cells",
            times[f"{layout} {fastest}"],
            aim,
        )


def _export(office: Office, layout: str, out: Path) -> Contender:
    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield lambda: office.export(sample.PUBLISHED, layout, out)

    return contender


def _write(replay: Replay, out: Path, way: str) -> Contender:
    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield lambda: replay.write(out, constant_memory=WAYS[way])

    return contender
