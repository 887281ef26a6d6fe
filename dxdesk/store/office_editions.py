"""The plan of a year, read in pieces.

A plan of 10,000 items is one JSON text of several megabytes. SQLite takes it apart, which lets
other threads work meanwhile; one call of the decoder would hold them all for a fifth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import decode
from dxdesk.domain.plan import Item, Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_tables import EditionRow
from dxdesk.store.values import Duties

_ITEMS = "$.items"
# Items that are decoded at a time: a few milliseconds.
_AT_ONCE = 200


def years(session: Session) -> tuple[int, ...]:
    """The years that have a plan, oldest first."""
    return tuple(session.scalars(select(col(EditionRow.year)).order_by(col(EditionRow.year))))


def plan(session: Session, year: int, name: str) -> Plan:
    """The plan of a year's document; `name` is the file's.

    Raises:
        DxdeskError: UNKNOWN_YEAR, or FILE_DAMAGED.
    """
    without = head(session, year, name)
    return replace(without, items=tuple(_items(session, year, name)))


def head(session: Session, year: int, name: str) -> Plan:
    """The same without its items."""
    body = session.scalars(
        select(func.json_remove(col(EditionRow.body), _ITEMS)).where(col(EditionRow.year) == year)
    ).first()
    if body is None:
        raise DxdeskError(Trouble.UNKNOWN_YEAR, year=year)
    return decode(Plan, body, name)


def duties(session: Session, year: int, name: str) -> Duties:
    """How many items each department answers."""
    each = func.json_each(col(EditionRow.body), _ITEMS).table_valued("value")
    # Both in one call: each takes the whole item apart.
    said = func.json_extract(each.c.value, "$.departments", "$.again")
    rows = session.scalars(
        select(said).select_from(EditionRow).join(each, col(EditionRow.year) == year)
    )
    known: dict[str, tuple[tuple[str, ...], int]] = {}
    items, found = 0, dict[str, int]()
    for text in rows:
        if text not in known:
            names, again = decode(tuple[tuple[str, ...] | None, str | None], text or "[]", name)
            known[text] = tuple(dict.fromkeys(names or ())), int(not again)
        departments, counted = known[text]
        items += counted
        for department in departments:
            found[department] = found.get(department, 0) + counted
    return Duties(items, found)


def _items(session: Session, year: int, name: str) -> Iterator[Item]:
    each = func.json_each(col(EditionRow.body), _ITEMS).table_valued("key", "value")
    rows = session.execute(
        select(each.c.key, each.c.value)
        .select_from(EditionRow)
        .join(each, col(EditionRow.year) == year)
    )
    for some in rows.partitions(_AT_ONCE):
        # Members of an object have names, elements of a list have numbers.
        if any(type(key) is not int or type(text) is not str for key, text in some):
            raise DxdeskError(Trouble.FILE_DAMAGED, file=name)
        yield from decode(tuple[Item, ...], f"[{','.join(text for _, text in some)}]", name)
