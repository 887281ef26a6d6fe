"""What the parts of the page show, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.domain.became import Became, what_became
from dxdesk.domain.lineage import lost_items
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_faults import Fault
from dxdesk.domain.plan_ids import names_in
from dxdesk.office import Office


class Known:
    """What edits have to know of the file; asked for when an edit needs it.

    What was taken once stays taken, though an undo may have removed it from the plan.
    """

    def __init__(self, office: Office, year: int) -> None:
        self._office = office
        self._year = year
        self._taken: set[str] = set()

    @property
    def written(self) -> frozenset[str]:
        """The fields for which anybody has a text."""
        return self._office.written(self._year)

    @property
    def taken(self) -> frozenset[str]:
        """Every identity and field of any year, request or answer."""
        self._taken |= self._office.taken_names() if not self._taken else set()
        return frozenset(self._taken)

    def see(self, plan: Plan) -> None:
        """Take note of what a plan brings along."""
        if self._taken:
            self._taken |= names_in(plan)


Change = Callable[[Plan, Known], Plan]


@dataclass(frozen=True)
class PlanView:
    """A year's plan, as the page shows it; `open` says whether it can be changed."""

    plan: Plan
    before: Plan | None
    known: Known
    asked: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    open: bool = True

    @cached_property
    def news(self) -> tuple[Became, ...]:
        """What became of every item since the year before."""
        return what_became((self.before, self.plan)) if self.before else ()

    @cached_property
    def lost(self) -> int:
        """How many items of the year before went nowhere."""
        return len(lost_items(self.plan, self.before)) if self.before else 0

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The departments in the plan's order."""
        return self.plan.departments


class PlanSection(QWidget):
    """One part of the page. Emits `edited` with what is changed, in words, and the change."""

    edited = Signal(str, object)

    def show_view(self, view: PlanView) -> None:
        """Show a plan; what is being typed stays."""
        raise NotImplementedError

    def settle(self) -> None:
        """Tell what was typed and not left yet."""

    def show_place(self, place: str) -> None:
        """Go to an item, a group, a stage or a department, where this part has it."""
