"""Nothing vanishes: every visible character of a source is in the plan or in a note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dxdesk.domain.reading import Note, Noted, Reading, SourceRow, texts_of
from dxdesk.domain.text import squeeze

from .grid import Grid
from .raw import RawItem


def with_source(reading: Reading, grid: Grid, raw: Iterable[RawItem]) -> Reading:
    """The reading with the rows that it was made of, and a note of what went nowhere."""
    went_to = _items_by_place(reading, raw)
    noted = {note.place for note in reading.report}
    source = tuple(
        SourceRow(row.place, row.cells, went_to.get(row.place, ""))
        for row in grid.rows
        if row.filled or row.place in noted
    )
    whole = replace(reading, source=source)
    lost = _lost(whole, grid)
    if not lost:
        return whole
    # A rule of the reader has dropped something: that is a bug, but not the user's loss.
    note = Note("", Noted.UNPLACED, "".join(lost.elements()))
    return replace(whole, report=(*whole.report, note))


def _items_by_place(reading: Reading, raw: Iterable[RawItem]) -> Mapping[str, str]:
    return {
        place: item.id
        for item, read in zip(reading.plan.items, raw, strict=True)
        for place in (read.place, *(row.place for row in read.rows), *read.places)
    }


def _lost(reading: Reading, grid: Grid) -> Counter[str]:
    """The characters of the source that are neither kept nor noted.

    What the reader put in by itself (a unit behind a figure) must not stand for something lost.
    """
    there = _visible(cell for row in grid.rows for cell in row.cells)
    there += _visible(note.text for note in grid.notes)
    there += _visible(note.text for note in reading.report if note.noted is Noted.ADDED)
    taken = (note.text for note in reading.report if note.noted is not Noted.ADDED)
    return there - _visible(texts_of(reading)) - _visible(taken)


def _visible(texts: Iterable[str]) -> Counter[str]:
    return Counter(squeeze("".join(texts)))
