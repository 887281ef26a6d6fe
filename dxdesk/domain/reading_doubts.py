"""Where a note of a reading leads: to its item, the places of it that are doubtful, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxdesk.domain.fields import RATING
from dxdesk.domain.item_texts import DEPARTMENTS, KPI_NAME, NO, item_places
from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.reading import Note, Noted, SourceRow

Names = tuple[str, ...]


def item_of(note: Note, plan: Plan, source: Sequence[SourceRow] = ()) -> Item | None:
    """The item that a note speaks of, also where its number was put right since.

    The number in the note is the printed one; of two alike, the row tells which.
    """
    ids = {row.item for row in source if row.place == note.place and row.item}
    there = next((plan.by_id[one] for one in ids if one in plan.by_id), None)
    named = plan.by_no.get(note.item) if note.item else None
    if there is not None and (not note.item or named is None or there.no == note.item):
        return there
    return named


def doubted(note: Note, item: Item) -> Names:
    """The names of the fields and places of an item (`item_texts`) that a note makes doubtful."""
    find = _DOUBTED.get(note.noted)
    return find(note, item) if find else ()


def rows_around(
    source: Sequence[SourceRow], note: Note, item: Item | None, around: int, most: int
) -> range:
    """The rows to show for a note: its own and those of its item, with some neighbours.

    At most `most` rows, those next to the note's own first; none where the source lacks its place.
    """
    at = next((n for n, row in enumerate(source) if row.place == note.place), None)
    mine = [n for n, row in enumerate(source) if item is not None and row.item == item.id]
    if at is None:
        at = mine[0] if mine else None
    if at is None:
        return range(0)
    first, last = min([at, *mine]) - around, max([at, *mine]) + around + 1
    half = most // 2
    first, last = max(first, at - half, 0), min(last, at + half, len(source))
    return range(first, last)


def _rating(_note: Note, _item: Item) -> Names:
    return (RATING,)


def _departments(_note: Note, _item: Item) -> Names:
    return (DEPARTMENTS,)


def _number(_note: Note, _item: Item) -> Names:
    return (NO,)


def _schedule(_note: Note, item: Item) -> Names:
    return tuple(place for place in item_places(item) if place.startswith("phase."))


def _actual(note: Note, item: Item) -> Names:
    """The KPI that is named; every one where none is."""
    named = tuple(kpi.id for kpi in item.kpis if kpi.name and kpi.name in note.about)
    return named or tuple(kpi.id for kpi in item.kpis)


def _matched(note: Note, item: Item) -> Names:
    return tuple(n for kpi in _actual(note, item) for n in (f"{kpi}.{KPI_NAME}", kpi))


def _date(note: Note, item: Item) -> Names:
    """The KPI that is named, else the number."""
    return tuple(kpi.id for kpi in item.kpis if kpi.name and kpi.name in note.about) or (NO,)


def _slots(note: Note, item: Item) -> Names:
    """The slots of the column and part in `about` (result(1)); all of them where none is named."""
    named = tuple(slot.id for slot in item.slots if note.about == f"{slot.column.value}{slot.part}")
    return named or tuple(slot.id for slot in item.slots)


_DOUBTED: dict[Noted, Callable[[Note, Item], Names]] = {
    Noted.RATING_MOVED: _rating,
    Noted.RATING_MISSING: _rating,
    Noted.RATING_UNKNOWN: _rating,
    Noted.KPI_MOVED: _actual,
    Noted.KPI_MATCHED: _matched,
    Noted.KPI_WITHOUT_ACTUAL: _actual,
    Noted.KPI_LEFT_IN_TEXT: _slots,
    Noted.WRITER_UNKNOWN: _slots,
    Noted.DEPARTMENT_DOUBTFUL: _departments,
    Noted.DEPARTMENT_MISSING: _departments,
    Noted.NUMBER_TWICE: _number,
    Noted.ITEM_DOUBTFUL: _number,
    Noted.SHIFTED: _schedule,
    Noted.DISPLACED: _slots,
    Noted.OUTSIDE: _slots,
    Noted.LINKED_ZERO: _actual,
    Noted.MADE_DATE: _date,
}
