"""One item whole: what was asked, what was answered and changed, and what the office says of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from dxdesk.domain.fields import fields_of
from dxdesk.domain.plan import Item
from ui.office.field_row import FieldRow
from ui.office.field_value import FieldValue, Showing, StageValue
from ui.office.item_head import ItemHead
from ui.office.stage_row import StageRow
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.keyboard import put_cursor
from ui.widgets.pane import Pane
from ui.widgets.sections import Section, Sections
from ui.widgets.tone_label import ToneLabel

_HEAD, _YEARS = "head", "years"


class ItemView(Pane):
    """Shows one item; fields can be corrected and remarked on in place, each has its history."""

    written = Signal(str, str)
    taken_back = Signal(str)
    history_requested = Signal(str)
    remarked = Signal(str, str, str)
    inspected = Signal(bool)
    detail_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Else every height is worked out for two widths, to find out whether there is to be a bar.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("選んだ取組項目の内容"))
        self._sections: Sections | None = None
        self._item = ""

    @property
    def rows(self) -> dict[str, FieldRow]:
        """The departments' fields that are shown."""
        return {name: part for name, part in self._parts.items() if isinstance(part, FieldRow)}

    @property
    def stages(self) -> dict[str, StageRow]:
        """The stages behind the departments' own, by id."""
        parts = self._parts.values()
        return {part.value.stage.id: part for part in parts if isinstance(part, StageRow)}

    @property
    def head(self) -> ItemHead | None:
        """What stands above the fields, where an item is shown."""
        found = self._parts.get(_HEAD)
        return found if isinstance(found, ItemHead) else None

    @property
    def _parts(self) -> dict[str, Section]:
        return self._sections.shown if self._sections else {}

    def settle(self) -> None:
        """Keep what was typed and not told."""
        for part in tuple(self._parts.values()):
            part.settle()

    def show_nothing(self, words: str) -> None:
        """Show a sentence in place of an item."""
        self._sections, self._item = None, ""
        self.put_words(words)

    def show_item(self, state: YearState, item: Item, showing: Showing) -> None:
        """Show an item of a year; of the one that is shown, only what has changed."""
        fresh = self._sections is None or item.id != self._item
        sections = Sections() if fresh or self._sections is None else self._sections
        sections.show_parts(self._wanted(state, item, showing))
        self._sections, self._item = sections, item.id
        if fresh:
            self._put(sections)

    def show_field(self, field: str) -> None:
        """Bring a field into view and put the focus on it."""
        row = self.rows.get(field)
        if row:
            self.ensureWidgetVisible(row, 0, GRID * 4)
            row.correct.setFocus()

    @property
    def field_at_cursor(self) -> str:
        """The field that the cursor is in, if it is in any."""
        focus = QApplication.focusWidget() or self
        return next((name for name, row in self.rows.items() if row.isAncestorOf(focus)), "")

    def _put(self, sections: Sections) -> None:
        """Put an item in place of another; a cursor that was in that one stays in the view."""
        focus = QApplication.focusWidget()
        was_inside = focus is not None and self.isAncestorOf(focus)
        self.put(sections)
        if was_inside and not put_cursor(sections):
            self.setFocus()

    def _wanted(
        self, state: YearState, item: Item, showing: Showing
    ) -> dict[str, tuple[object, Callable[[], Section]]]:
        head = showing.head()
        years = (state.year, state.last_year)
        wanted: dict[str, tuple[object, Callable[[], Section]]] = {
            _HEAD: (head, lambda: self._linked(ItemHead(head)))
        }
        if item.again:
            return wanted
        wanted[_YEARS] = (years, lambda: _Years(state))
        for name in fields_of(item):
            value = showing.field(name)
            wanted[name] = (value, self._making_row(value, item, state))
        for stage in state.plan.stages:
            told = showing.stage(stage)
            if told.texts:
                wanted[f"@{stage.id}"] = (told, self._making_stage(told, item, state))
        return wanted

    def _making_row(
        self, value: FieldValue, item: Item, state: YearState
    ) -> Callable[[], FieldRow]:
        def make() -> FieldRow:
            row = FieldRow(value, item, state.plan.scale)
            row.written.connect(self.written)
            row.taken_back.connect(self.taken_back)
            row.history_requested.connect(self.history_requested)
            row.remarked.connect(self.remarked)
            row.detail_requested.connect(self.detail_requested)
            return row

        return make

    def _making_stage(
        self, value: StageValue, item: Item, state: YearState
    ) -> Callable[[], StageRow]:
        def make() -> StageRow:
            row = StageRow(value, item, state.plan)
            row.written.connect(self.written)
            row.history_requested.connect(self.history_requested)
            return row

        return make

    def _linked(self, head: ItemHead) -> ItemHead:
        head.inspected.connect(self.inspected)
        head.remarked.connect(self.remarked)
        return head


class _Years(Section):
    """The years above the two columns of texts."""

    def __init__(self, state: YearState) -> None:
        super().__init__()
        self._years = (state.year, state.last_year)
        row = QHBoxLayout()
        row.setContentsMargins(0, HALF, 0, 0)
        row.setSpacing(GRID * 2)
        row.addWidget(ToneLabel(state.name_of(state.year), Tone.ACCENT, bold=True), 3)
        if state.last_year is not None:
            row.addWidget(ToneLabel(state.name_of(state.last_year), Tone.QUIET, bold=True), 2)
        self.column.addLayout(row)

    def renew(self, value: object) -> bool:
        return value == self._years
