"""The one question of a plan about its KPIs: which way is better, where nobody has said.

Each KPI comes with what speaks for either side, so that a person can answer with a key; what the
clues agree in is proposed, and is taken only by somebody's act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.asking import PastFigure
from dxdesk.domain.directions import Source, direction_of
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Comparator, Direction
from dxdesk.domain.plan import Item, Kpi, Plan


class Speaks(Enum):
    """What may speak for a direction without deciding it; the value is the code in JSON."""

    NAME = "name"
    SIGN = "sign"
    BASELINE = "baseline"
    TARGETS = "targets"
    ACTUAL = "actual"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for one side, as the document has it."""

    speaks: Speaks
    side: Direction
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A KPI whose direction is not known, with what speaks for either side."""

    field: str
    item: Item
    kpi: Kpi
    clues: tuple[Clue, ...]

    @property
    def proposal(self) -> Direction:
        """The side that everything speaks for, NOT_SAID where nothing does or clues disagree.

        What its department has answered counts alone.
        """
        told = [clue for clue in self.clues if clue.speaks is Speaks.DEPARTMENT] or self.clues
        sides = {clue.side for clue in told}
        return sides.pop() if len(sides) == 1 else Direction.NOT_SAID


def questions(
    plan: Plan,
    past: Iterable[PastFigure] = (),
    told: Mapping[str, Direction] | None = None,
) -> tuple[Question, ...]:
    """The KPIs whose direction is not known and is needed, in the plan's order.

    `past` are the actuals of earlier years, oldest first; `told` is what departments have
    answered, by field.
    """
    before = {figure.field: figure for figure in past if figure.actual.strip()}
    found: list[Question] = []
    for item in plan.own_items:
        for kpi in item.kpis:
            if is_asked(kpi):
                field = field_of(item, kpi.id)
                side = (told or {}).get(field, Direction.NOT_SAID)
                found.append(
                    Question(field, item, kpi, tuple(_clues(kpi, before.get(field), side)))
                )
    return tuple(found)


def is_asked(kpi: Kpi) -> bool:
    """Whether a KPI has a target that needs a direction, and none is known."""
    target = kpi.figure
    if not target.measures or target.comparator is Comparator.BETWEEN:
        return False
    return direction_of(kpi).source is Source.NOT_KNOWN


def _clues(kpi: Kpi, before: PastFigure | None, told: Direction) -> Iterator[Clue]:
    del kpi, before
    if told is not Direction.NOT_SAID:
        yield Clue(Speaks.DEPARTMENT, told, "")
