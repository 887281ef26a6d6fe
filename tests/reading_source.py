"""A reading that knows the rows it came from, for the tests of what shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dxdesk.domain.reading import Reading, SourceRow
from dxdesk.files.published import read_published
from dxdesk.files.published.grid import read_grid
from dxdesk.office import Office
from dxdesk.store.office_store import OfficeStore

AT = "2026-04-01T09:00:00"
_NUMBER = re.compile(r"(\d[\d-]*)[ \t]")


def read_with_source(path: Path) -> Reading:
    """Read a table, with its rows as they stand in the file."""
    reading = read_published(path, plan_id="plan")
    return replace(reading, source=tuple(_rows(reading, path)))


def _rows(reading: Reading, path: Path) -> Iterator[SourceRow]:
    item = ""
    for row in read_grid(path).rows:
        found = _NUMBER.match(row.cells[0]) if row.cells else None
        known = reading.plan.by_no.get(found[1]) if found else None
        item = known.id if known and known.title in row.cells[0] else item
        yield SourceRow(row.place, row.cells, item)


def office_with_source(source: Path, path: Path) -> Office:
    """An office's file of a reading that knows its source, opened."""
    reading = read_with_source(source)
    with OfficeStore.create(path, by="鈴木", at=AT) as store:
        store.add_reading(reading, at=AT, by="鈴木")
    return Office.open(path, by="鈴木", clock=lambda: datetime(2026, 4, 20, 10, 15))
