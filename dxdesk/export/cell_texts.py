"""The text of a cell: its blocks filled and put one below the other."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.export import looks
from dxdesk.export.layout import Block
from dxdesk.export.layout import Cell as CellSpec
from dxdesk.export.numbers import number_of
from dxdesk.export.places import Scope
from dxdesk.export.rows import Text

CONTINUED = "（続き）"
_LINE_END = "\n"


def cell_of(cell: CellSpec, scope: Scope, size: float) -> Text:
    """A cell of a line."""
    text = cell_text(cell.text, scope)
    number = number_of(text) if cell.number else None
    return Text(text, looks.boxed(cell, size), cell.span, number=number, again=again(cell, text))


def again(cell: CellSpec, text: str) -> str:
    """What a cell says where its line goes on: number and title, marked as continued."""
    if "title" in cell.places:
        return f"{text}{CONTINUED}"
    return text if "no" in cell.places or cell.shade else ""


def cell_text(blocks: Iterable[Block], scope: Scope) -> str:
    """The texts of a cell one below the other, the empty ones left out."""
    whole = ""
    for block in blocks:
        text = block_text(block, scope)
        if not text:
            continue
        if block.above:
            text = f"{block.above}\n{text}"
        whole = f"{whole}{_LINE_END * (1 + block.gap)}{text}" if whole else text
    return whole


def block_text(block: Block, scope: Scope) -> str:
    """One text of a cell, a line for each KPI or phase where it is about them."""
    entry = scope.entry
    if not block.repeats or entry is None:
        return block.text.fill(scope)
    if block.repeats == "kpi":
        if scope.kpi is not None:
            return block.text.fill(scope)
        scopes = [scope.of_kpi(kpi) for kpi in entry.kpis]
    elif scope.phase is not None:
        # The schedule in columns: only this column's year.
        year = scope.phase.year
        scopes = [scope.of_phase(phase) for phase in entry.schedule if phase.year == year]
    else:
        scopes = [scope.of_phase(phase) for phase in entry.schedule]
    return "\n".join(filter(None, (block.text.fill(each) for each in scopes)))
