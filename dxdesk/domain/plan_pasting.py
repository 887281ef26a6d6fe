"""Rows that were copied out of a table, read as items: number, title, departments, content, goal."""

from __future__ import annotations

import re

from dxdesk.domain.pasting import cells_of_table
from dxdesk.domain.plan import Item
from dxdesk.domain.text import squeeze
from dxdesk.errors import DxdeskError, Trouble

MOST_ROWS = 2_000
MOST_CHARACTERS = 2_000_000

_NAMES = re.compile(r"[、，,\n]")
# What the columns are called where the heading was copied as well, in the order of the fields.
_HEADINGS = (
    re.compile(r"番号|No\.?|№", re.IGNORECASE),
    re.compile(r".*(?:項目|施策|事業|取組)(?:名|名称|の名称)?"),
    re.compile(r".*(?:担当|所管|主管|関係).*"),
    re.compile(r".*(?:内容|概要)"),
    re.compile(r".*(?:目標|目的|ねらい)"),
)


def items_in(text: str, group: str | None = None) -> tuple[Item, ...]:
    """The items of rows with up to five cells; a row of headings says in which order they stand.

    Cells beyond the known ones are added to the content, each in its line, so that nothing is lost.

    Raises:
        DxdeskError: PASTE_TOO_LONG.
    """
    if len(text) > MOST_CHARACTERS:
        raise DxdeskError(Trouble.PASTE_TOO_LONG, most=f"{MOST_CHARACTERS:,}")
    rows = [row for row in cells_of_table(text) if any(cell.strip() for cell in row)]
    if len(rows) > MOST_ROWS:
        raise DxdeskError(Trouble.PASTE_TOO_LONG, most=f"{MOST_ROWS:,}行・{MOST_CHARACTERS:,}")
    order = _order(rows[0]) if rows else ()
    if order:
        return tuple(_item(row, order, group) for row in rows[1:])
    width = max(map(len, rows), default=0)
    plain = tuple(range(5)) if width > 1 else (1,)
    return tuple(_item(row, plain, group) for row in rows)


def _order(row: list[str]) -> tuple[int, ...]:
    """Which field each column holds, -1 for none; nothing where the row is none of headings."""
    order: list[int] = []
    for cell in row:
        word = squeeze(cell)
        free = (at for at in range(len(_HEADINGS)) if at not in order)
        order.append(next((at for at in free if _HEADINGS[at].fullmatch(word)), -1))
    found = sum(at >= 0 for at in order)
    return tuple(order) if 1 in order and found >= 2 else ()


def _item(row: list[str], order: tuple[int, ...], group: str | None) -> Item:
    texts = ["", "", "", "", ""]
    more: list[str] = []
    for at, cell in enumerate(row):
        field = order[at] if at < len(order) else -1
        if field >= 0:
            texts[field] = cell.strip()
        elif cell.strip():
            more.append(cell.strip())
    no, title, departments, content, goal = texts
    names = (name.strip() for name in _NAMES.split(departments))
    return Item(
        "",
        _line(no),
        _line(title),
        tuple(dict.fromkeys(name for name in names if name)),
        group,
        "\n".join(part for part in (content, *more) if part),
        goal,
    )


def _line(text: str) -> str:
    return " ".join(text.split())
