"""Exporting a year against writing the same cells with openpyxl and no design."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from benchmarks import sample
from benchmarks.timing import Contender, Rounds, side_by_side, versus
from dxdesk.office import Office

ITEMS = 1_000
LAYOUTS = ("three-column", "wide")

Sheets = dict[str, list[tuple[Any, ...]]]


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Both layouts in turns."""
    items = rounds.size(ITEMS)
    table = sample.write_table(folder / "table.xlsx", items, answered=True)
    office, _ = Office.create(table, folder / "office.dxdesk", clock=sample.clock)
    with office:
        contenders: dict[str, Contender] = {}
        cells: dict[str, int] = {}
        for layout in LAYOUTS:
            out = folder / f"{layout}.xlsx"
            office.export(sample.PUBLISHED, layout, out)
            sheets = _values(out)
            cells[layout] = sum(len(row) for rows in sheets.values() for row in rows)
            contenders[layout] = _export(office, layout, out)
            contenders[f"plain {layout}"] = _plain(sheets, folder / f"plain-{layout}.xlsx")
        times = side_by_side(contenders, rounds.repeats)
    for layout in LAYOUTS:
        yield versus(
            f"export {items:,} items, {layout}",
            times[layout],
            f"openpyxl write-only, same {cells[layout]:,} cells",
            times[f"plain {layout}"],
            "aim: at most 2",
        )


def _values(file: Path) -> Sheets:
    """The cells of a workbook, the empty ends of its rows left out."""
    book = load_workbook(file, read_only=True)
    found: Sheets = {}
    for sheet in book.worksheets:
        rows = found.setdefault(sheet.title, [])
        for row in sheet.iter_rows(values_only=True):
            filled = [number for number, value in enumerate(row, 1) if value is not None]
            rows.append(tuple(row[: max(filled, default=0)]))
    book.close()
    return found


def _export(office: Office, layout: str, out: Path) -> Contender:
    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield lambda: office.export(sample.PUBLISHED, layout, out)

    return contender


def _plain(sheets: Sheets, out: Path) -> Contender:
    def write() -> None:
        book = Workbook(write_only=True)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(out)

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield write

    return contender
