"""The text of a cell: its blocks filled and put one below the other.

What a cell prints is worked out once for a column (`printer`), not for each of its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dxdesk.export import looks
from dxdesk.export.layout import Block, Content
from dxdesk.export.layout import Cell as CellSpec
from dxdesk.export.numbers import number_of
from dxdesk.export.places import Scope
from dxdesk.export.rows import Look, Text

CONTINUED = "（続き）"

# What is printed in a scope.
Print = Callable[[Scope], str]


def cell_of(cell: CellSpec, scope: Scope, size: float) -> Text:
    """A cell of a line."""
    return text_of(cell, printer(cell.text)(scope), looks.boxed(cell, size), cell.span)


def text_of(content: Content, text: str, look: Look, span: int = 1) -> Text:
    """A cell with its text: as a number where it is to be one, and what it says again."""
    number = number_of(text) if content.number else None
    again = ""
    if "title" in content.places:
        again = f"{text}{CONTINUED}"
    elif content.shade or "no" in content.places:
        again = text
    return Text(text, look, span, number=number, again=again)


def printer(blocks: Sequence[Block]) -> Print:
    """Print the texts of a cell one below the other, the empty ones left out."""
    parts = [(_block(block), block.above and f"{block.above}\n", block.gap) for block in blocks]
    if len(parts) == 1 and not parts[0][1]:
        return parts[0][0]

    def text(scope: Scope) -> str:
        whole = ""
        for fill, above, gap in parts:
            said = fill(scope)
            if said:
                between = "\n" * (1 + gap) if whole else ""
                whole = f"{whole}{between}{above}{said}"
        return whole

    return text


def _block(block: Block) -> Print:
    """Print one text, a line for each KPI or phase where it is about them."""
    return _REPEATED[block.repeats](block.text.fill)


def _each_kpi(fill: Print) -> Print:
    def text(scope: Scope) -> str:
        if scope.kpi is not None or scope.entry is None:
            return fill(scope)
        return _lines(fill(scope.of_kpi(kpi)) for kpi in scope.entry.kpis)

    return text


def _each_phase(fill: Print) -> Print:
    """The whole schedule, or of a schedule in columns what this column's year has of it."""

    def text(scope: Scope) -> str:
        if scope.entry is None:
            return fill(scope)
        phases = scope.entry.schedule
        if scope.phase is not None:
            year = scope.phase.year
            phases = [phase for phase in phases if phase.year == year]
        return _lines(fill(scope.of_phase(phase)) for phase in phases) if phases else ""

    return text


def _each_stage(fill: Print) -> Print:
    """What every stage says, or in a column of one what that stage does."""

    def text(scope: Scope) -> str:
        if scope.stage is not None or scope.entry is None:
            return fill(scope)
        return _lines(fill(scope.of_stage(stage)) for stage in scope.report.stages)

    return text


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


_REPEATED: dict[str, Callable[[Print], Print]] = {
    "": lambda fill: fill,
    "kpi": _each_kpi,
    "phase": _each_phase,
    "stage": _each_stage,
}
