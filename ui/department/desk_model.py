"""What the clerk's widgets show and change: one opened desk, its texts and its findings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dxdesk.department import Adopted, Carrier, Change, Desk
from dxdesk.domain.asking import PastFigure, Request, Submission
from dxdesk.domain.fields import field_of, split_field
from dxdesk.domain.plan import Column, Guided, Item, Slot
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import sentence
from ui.widgets.composition import is_composing

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from dxdesk.domain.unplaced import Unplaced


class ItemState(Enum):
    """How far an item is; the value is what the list says."""

    UNTOUCHED = "未着手"
    STARTED = "入力中"
    DOUBTFUL = "指摘あり"
    DONE = "済"
    RETURNED = "差戻し"
    CLOSED = "回答済"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of the list of items; `findings` are those that wait for an answer, hints not."""

    id: str
    no: str
    title: str
    state: ItemState
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the department's items are done: 「6 / 9 項目」."""

    done: int
    total: int


# Milliseconds until a save that failed is tried again.
_RETRY = 5000
# Milliseconds until a check that an open conversion holds up is tried again.
_WAIT = 100


class DeskModel(QObject):
    """Keeps what was read from the desk until something is typed.

    `typed` tells of each change: the field, its text before and its text now. Before
    `get_ready` nothing was checked yet, and what is typed is kept aside.
    """

    typed = Signal(str, str, str)
    saved = Signal(str)
    save_failed = Signal(str)
    findings_changed = Signal()
    locked_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        clock: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._request = desk.request
        self._answers = desk.answers()
        self._handed_in = desk.handed_in
        self._unsaved: dict[str, str] = {}
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(_RETRY)
        self._retry.timeout.connect(self.save)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self._check)
        # Saving is possible once the desk is loaded, the findings are known once they were looked for.
        self._loaded = self._ready = self._aside = False
        self._findings: tuple[Finding, ...] = ()
        self._weighing: tuple[Finding, ...] = ()
        self._rows: dict[str, ItemRow] = {}
        self._found: dict[str, list[Finding]] = {}
        # Items whose row may be another one now.
        self._stale = {item.id for item in self.items}
        self._open = frozenset(self._request.open)
        self._mine: dict[str, list[str]] = {}
        for field in self._request.open:
            self._mine.setdefault(split_field(field)[0], []).append(field)
        self._past: dict[str, list[PastFigure]] = {}
        for figure in self._request.past:
            self._past.setdefault(figure.field, []).append(figure)
        self._remarks: dict[str, str] = {}
        for remark in self._request.remarks:
            known = self._remarks.get(remark.place)
            self._remarks[remark.place] = f"{known}\n{remark.text}" if known else remark.text
        self._corrections = {one.field: one.text for one in self._request.corrections}

    @property
    def is_ready(self) -> bool:
        """Whether the form was checked, and what is typed is saved at once."""
        return self._ready

    def get_ready(self) -> None:
        """Load what changes and checks need, save what was typed so far, and check the form.

        Raises:
            DxdeskError: the file cannot be written, or is damaged.
        """
        if self._ready:
            return
        self._desk.get_ready()
        self._loaded = True
        self.save()
        self._check()

    def look_again(self) -> None:
        """Save and check now, whatever held that up."""
        self.save()
        self._wait.stop()
        self._look()
        self.findings_changed.emit()

    @property
    def request(self) -> Request:
        """What is asked."""
        return self._request

    @property
    def path(self) -> Path:
        """The clerk's file."""
        return self._desk.path

    @property
    def items(self) -> tuple[Item, ...]:
        """The department's items."""
        return self._request.plan.items

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is missing or doubtful, in the order of the form, with the answers given."""
        return self._findings

    @property
    def weighing(self) -> tuple[Finding, ...]:
        """The findings that wait for an answer, hints not counted."""
        return self._weighing

    def waiting(self) -> list[str]:
        """The open fields with something to do, in the order of the form.

        Those are the fields of findings that wait, and returned ones that are as they were.
        """
        found = {finding.field for finding in self.weighing} | self.unchanged_remarks()
        return [field for field in self._request.open if field in found]

    def unchanged_remarks(self) -> set[str]:
        """The open fields that the office remarked on and that are as they were."""
        base = self._request.base
        return {
            place
            for place in self._remarks
            if place in self._open and self.text(place) == base.get(place, "")
        }

    @property
    def progress(self) -> Progress:
        """How many of the items with open fields are done, as the list says."""
        states = [row.state for row in self.rows() if row.state is not ItemState.CLOSED]
        return Progress(states.count(ItemState.DONE), len(states))

    @property
    def handed_in(self) -> bool:
        """Whether the form is closed."""
        return self._handed_in

    def submission(self) -> Submission | None:
        """The last hand-in."""
        known = self._desk.submissions()
        return known[-1].submission if known else None

    def text(self, field: str) -> str:
        """What a field says now."""
        return self._answers.get(field, "")

    def last(self, field: str) -> str:
        """What the field said in the year before."""
        return self._request.last.get(field, "")

    def promised(self, item: Item, slot: Slot) -> str:
        """What last year's issues announced for this year, of the slot's part if it has one."""
        said = [
            (other, text)
            for other in item.slots_in(Column.ISSUES)
            if (text := self.last(field_of(item, other.id)))
        ]
        same = [text for other, text in said if slot.part and other.part == slot.part]
        writers = set(slot.departments)
        of_writer = [text for other, text in said if writers & set(other.departments)]
        return "\n".join(same or of_writer or [text for _, text in said])

    def past(self, field: str) -> tuple[PastFigure, ...]:
        """The figures of a KPI in the years before, oldest first."""
        known = tuple(self._past.get(field, ()))
        year, last = self._request.last_year, self.last(field)
        if known or year is None or not last:
            return known
        # A request of an older program brought last year's alone.
        return (PastFigure(field, year, "", last),)

    def guidance(self, kind: Guided) -> str:
        """How the office wants a kind of field to be written, in its own words."""
        return self._request.plan.guidance.get(kind.value, "")

    def history(self, field: str) -> tuple[Change, ...]:
        """Every text that a field had here, oldest first."""
        return self._desk.history(field)

    @property
    def is_new(self) -> bool:
        """Whether the request was opened for the first time."""
        return self._desk.is_new

    @property
    def brought(self) -> Adopted:
        """What a newer round that was opened just now did to the work."""
        return self._desk.brought

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """What was written into the request's workbook beside its fields."""
        return self._desk.unplaced

    @property
    def left_at(self) -> str:
        """The field where the work stopped last time."""
        return self._desk.left_at

    def leave_at(self, field: str) -> None:
        """Remember where the work stops; a disk that does not take it is no matter."""
        with suppress(DxdeskError):
            if field != self._desk.left_at:
                self._desk.leave_at(field)

    def remark(self, place: str) -> str:
        """What the office remarks on a field or an item."""
        return self._remarks.get(place, "")

    def corrected(self, field: str) -> str | None:
        """What the department had handed in where the office has put something else, else None."""
        return self._corrections.get(field)

    def is_open(self, field: str) -> bool:
        """Whether the field can be typed in now."""
        return field in self._open and not self._handed_in

    def asks(self, field: str) -> bool:
        """Whether the field is asked for in this round, handed in or not."""
        return field in self._open

    def year_name(self, year: int | None = None) -> str:
        """A fiscal year as the plan prints it."""
        plan = self._request.plan
        return plan.year_name(plan.year if year is None else year)

    def short_year(self, year: int) -> str:
        """A fiscal year for a narrow place: R6 or 2024."""
        return self._request.plan.short_year(year)

    def last_year_name(self) -> str:
        """The year of `last`; empty where there is none."""
        year = self._request.last_year
        return "" if year is None else self.year_name(year)

    def rows(self) -> tuple[ItemRow, ...]:
        """The list of items with their states."""
        if self._stale:
            self._read_rows()
        return tuple(self._rows.values())

    def _read_rows(self) -> None:
        """Look again at the items that may stand otherwise now; a key changes one of hundreds."""
        places: dict[str, list[Finding]] = {}
        for finding in self._weighing:
            places.setdefault(split_field(finding.field)[0], []).append(finding)
        for item in self.items:
            found = places.get(item.id, [])
            if item.id in self._stale or self._found.get(item.id) != found:
                self._found[item.id] = found
                state = self._state(item, found)
                self._rows[item.id] = ItemRow(item.id, item.no, item.title, state, len(found))
        self._stale.clear()

    def fields_of(self, item: Item) -> tuple[str, ...]:
        """The fields of an item that are asked for in this round, in the order of the form."""
        return tuple(self._mine.get(item.id, ()))

    def is_untouched(self, item: Item) -> bool:
        """Whether nobody wrote anything in an item yet."""
        return not any(self.text(field) for field in self._mine.get(item.id, ()))

    def _state(self, item: Item, findings: list[Finding]) -> ItemState:
        mine = self._mine.get(item.id, ())
        if not mine:
            return ItemState.CLOSED
        base = self._request.base
        changed = any(self.text(field) != base.get(field, "") for field in mine)
        if not changed and any(self.remark(place) for place in (item.id, *mine)):
            return ItemState.RETURNED
        if any(not finding.rule.unwritten for finding in findings):
            return ItemState.DOUBTFUL
        if not findings and self._ready:
            return ItemState.DONE
        return ItemState.UNTOUCHED if self.is_untouched(item) else ItemState.STARTED

    def type(self, field: str, text: str) -> None:
        """Keep what was typed; what the disk does not take now is tried again."""
        if not self.is_open(field) or text == self.text(field):
            return
        before = self.text(field)
        self._answers[field] = text
        self._unsaved[field] = text
        self._stale.add(split_field(field)[0])
        self.typed.emit(field, before, text)
        if self._loaded:
            self.save()
            return
        self._aside = True
        with suppress(DxdeskError):
            self._desk.keep_aside(self._unsaved)

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed is not on the disk."""
        return bool(self._unsaved)

    def save(self) -> None:
        """Write what is not on the disk yet."""
        self._retry.stop()
        if not self._unsaved:
            return
        try:
            for field, text in list(self._unsaved.items()):
                self._desk.answer(field, text)
                del self._unsaved[field]
        except DxdeskError as error:
            self._retry.start()
            self.save_failed.emit(sentence(error))
            return
        if self._aside:
            self._aside = False
            self._desk.forget_aside()
        self.saved.emit(f"{self._clock():%H:%M}")
        self._check()

    def _check(self) -> None:
        """Look for findings, unless a conversion is open: nothing may move under it."""
        if is_composing():
            self._wait.start()
            return
        self._wait.stop()
        self._look()
        self.findings_changed.emit()

    def confirm(self, finding: Finding, reason: str) -> None:
        """Answer a finding with a reason.

        Raises:
            DxdeskError: there is no reason, or it cannot be kept.
        """
        self._desk.confirm(finding, reason)
        self._check()

    def withdraw(self, finding: Finding) -> None:
        """Take the answer to a finding back."""
        self._desk.withdraw_confirmation(finding)
        self._check()

    def hand_in(self, by: str, out: Path, carrier: Carrier) -> Submission:
        """Write the submission and close the form.

        Raises:
            DxdeskError: what was typed is not on the disk yet, or as `Desk.hand_in`.
        """
        self.save()
        if self._unsaved:
            raise DxdeskError(Trouble.WRITE_FAILED, file=self.path.name)
        submission = self._desk.hand_in(by, out, carrier)
        self._handed_in = True
        self._read_all_rows()
        self.locked_changed.emit()
        return submission

    def reopen(self) -> None:
        """Open the form for typing again."""
        self._desk.reopen()
        self._handed_in = False
        self._answers = self._desk.answers()
        self._look()
        self._read_all_rows()
        self.locked_changed.emit()

    def close(self) -> None:
        """Release the file."""
        self._desk.close()

    @property
    def desk(self) -> Desk:
        """The door, for printing."""
        return self._desk

    def _look(self) -> None:
        from dxdesk.domain.findings import weighs

        self._findings = self._desk.findings()
        self._weighing = tuple(finding for finding in self._findings if weighs(finding))
        if not self._ready:
            self._ready, self._loaded = True, True
            self._stale = {item.id for item in self.items}
        self._read_rows()

    def _read_all_rows(self) -> None:
        self._stale = {item.id for item in self.items}
        self._read_rows()
