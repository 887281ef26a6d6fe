"""The benchmarks run and print what they promise; no time is judged here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from benchmarks.exporting import LAYOUTS
from benchmarks.replay import read_replay
from tests.export.opened import export
from tests.export.samples import wide, written

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("merging", 3),
        pytest.param("exporting", 3 * len(LAYOUTS), marks=pytest.mark.long),
        ("painting", 2),
        pytest.param("growing", 8, marks=pytest.mark.long),
        pytest.param("starting", 3, marks=pytest.mark.long),
        pytest.param("window", 6, marks=pytest.mark.long),
        pytest.param("office", 3, marks=pytest.mark.long),
    ],
)
def test_every_part_prints_its_ratios(part: str, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", part],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.count("ratio") == lines


@pytest.mark.parametrize("constant_memory", [False, True])
@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_the_peer_of_the_export_writes_the_same(
    layout: str, constant_memory: bool, tmp_path: Path
) -> None:
    ours, peers = tmp_path / "ours.xlsx", tmp_path / "peers.xlsx"
    ours.write_bytes(export(wide(), written(wide(), i001__issues="=1+1"), layout))
    read_replay(ours).write(peers, constant_memory=constant_memory)
    for mine, theirs in zip(load_workbook(ours), load_workbook(peers), strict=True):
        assert _seen(mine) == _seen(theirs)
        for number, row in enumerate(mine.iter_rows(), 1):
            # It rounds to pixels, and leaves out the usual 15 points and, a row at a time, empty rows.
            height = theirs.row_dimensions[number].height
            if height is not None or any(cell.has_style for cell in row):
                assert (height or 15) == pytest.approx(mine.row_dimensions[number].height, abs=0.75)
        assert set(mine.merged_cells.ranges) == set(theirs.merged_cells.ranges)


def _seen(sheet: Any) -> list[tuple[object, ...]]:
    cells = [cell for row in sheet for cell in row if isinstance(cell, Cell)]
    return [_look(cell) for cell in cells if cell.has_style]


def _look(cell: Cell) -> tuple[object, ...]:
    font, border, how = cell.font, cell.border, cell.alignment
    sides = [getattr(border, side).style for side in ("left", "right", "top", "bottom")]
    place = (cell.coordinate, how.wrap_text, how.horizontal, how.vertical)
    text = (cell.value, cell.data_type, cell.quotePrefix, font.name, font.size, font.bold)
    return (*place, *text, *sides, cell.fill.fgColor.rgb[-6:])
