"""Items as they stand in the table, before their cells are understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dxdesk.domain.plan import Group, Phase, RatingStage, Target
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import squeeze

from .grid import Grid, Row
from .markup import restore_lines, strip_tags
from .notes import Notes

CONTENT, RESULT, ISSUES = 0, 1, 2
_CONTINUED = "（続き）"


@dataclass
class RawRow:
    """One row of an item: the cells for content, result and issues."""

    place: str
    cells: list[str]


@dataclass
class RawKpi:
    """An indicator with columns of its own; `halves` are target and actual by part of the year.

    `columns` are those that its figures came from.
    """

    place: str
    name: str
    target: str = ""
    actual: str = ""
    targets: list[Target] = field(default_factory=list[Target])
    halves: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    columns: set[int] = field(default_factory=set[int])
    baseline: str = ""
    aim: str = ""


@dataclass
class RawItem:
    """An item with its rows; `rating` is None until one is found, "" where the place is empty.

    `heading` is the cell that names it, as it stands. `note` is the reason of the rating, and
    `stages` has the texts of later stages by the names of their fields (`rating@office`).
    `places` are rows that hold nothing but indicators. `rating_in_words` says that a sentence stands
    in the place of a rating, which is told of already.
    """

    place: str
    no: str
    title: str
    group: str | None
    names: str = ""
    rating: str | None = None
    rating_in_words: bool = False
    schedule: list[Phase] = field(default_factory=list[Phase])
    rows: list[RawRow] = field(default_factory=list[RawRow])
    heading: str = ""
    goal: str = ""
    note: str = ""
    kpis: list[RawKpi] = field(default_factory=list[RawKpi])
    stages: dict[str, str] = field(default_factory=dict[str, str])
    places: list[str] = field(default_factory=list[str])

    def goes_on_under(self, heading: str) -> bool:
        """Whether this is how dxdesk heads the rows that continue the item."""
        return squeeze(heading) == f"{squeeze(self.heading)}{_CONTINUED}"


@dataclass
class RawTable:
    """What a layout's reader hands on."""

    layout: str
    groups: list[Group] = field(default_factory=list[Group])
    items: list[RawItem] = field(default_factory=list[RawItem])
    schedule_years: tuple[str, ...] = ()
    self_name: str = ""
    stages: tuple[RatingStage, ...] = ()


def clean(row: Row, grid: Grid, notes: Notes) -> Row:
    """Take tags out of a row's cells and, in flat text, give lists their lines back."""
    cells: list[str] = []
    tags: list[str] = []
    for cell in row.cells:
        text, found = strip_tags(cell) if grid.flat else (cell, [])
        tags += found
        cells.append(restore_lines(text) if grid.flat else text)
    if tags:
        notes.add(row.place, Noted.MARKUP, " ".join(tags))
    return Row(row.place, tuple(cells))


def drop_copies(items: Sequence[RawItem], notes: Notes) -> None:
    """Empty cells that only repeat another one: a split row printed twice, a neighbour's cell.

    Only rows after an item's first are suspected. A cell that is also in the first row of a
    neighbouring item belongs there.
    """
    for index, item in enumerate(items):
        neighbours = [items[at] for at in (index + 1, index - 1) if 0 <= at < len(items)]
        seen: set[tuple[int, str]] = set()
        for count, row in enumerate(item.rows):
            for column, text in enumerate(row.cells):
                cell = (column, squeeze(text))
                if not cell[1]:
                    continue
                if count and cell in seen:
                    notes.add(row.place, Noted.REPEAT, text, item=item.no)
                    row.cells[column] = ""
                elif count and (owner := _owner(text, column, neighbours)):
                    notes.add(row.place, Noted.DISPLACED, text, item=item.no, about=owner.no)
                    row.cells[column] = ""
                else:
                    seen.add(cell)


def _owner(text: str, column: int, neighbours: Sequence[RawItem]) -> RawItem | None:
    return next((n for n in neighbours if n.rows and _same(text, n.rows[0].cells[column])), None)


def _same(one: str, other: str) -> bool:
    return squeeze(one) == squeeze(other)


def joined(item: RawItem, column: int, *, ours: bool) -> str:
    """A column's text over all rows of an item."""
    texts = [row.cells[column] for row in item.rows if squeeze(row.cells[column])]
    if ours:
        return "".join(texts).strip("\n")
    return "\n".join(text.strip("\n") for text in texts)
