"""An item to read and correct, with the history of a field below when asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Item
from dxdesk.office import Office
from ui.office.history_view import HistoryView
from ui.office.item_view import ItemView
from ui.office.places import field_words, place_words
from ui.office.state import YearState
from ui.widgets.desk_page import Notice


class ItemDesk(QSplitter):
    """Writes corrections through the door; `changed` tells that the file says something else."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._office = office
        self._state: YearState | None = None
        self._item = ""
        self.view = ItemView()
        self.view.written.connect(self._on_written)
        self.view.history_requested.connect(self._on_history)
        self.history = HistoryView()
        self.addWidget(self.view)
        self.addWidget(self.history)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setChildrenCollapsible(False)

    def settle(self) -> None:
        """Keep what was typed in a correction that was not ended."""
        self.view.settle()

    def show_nothing(self) -> None:
        """Ask for an item."""
        self.settle()
        self._item = ""
        self.history.hide()
        self.view.show_nothing(self.tr("左の一覧から取組項目を選んでください。"))

    def show_item(self, state: YearState, item: Item) -> None:
        """Show an item; where it is shown already, the place in it is kept."""
        self.settle()
        same, bar = item.id == self._item, self.view.verticalScrollBar()
        place = bar.value() if same else 0
        if not same:
            self.history.hide()
        self._state, self._item = state, item.id
        self.view.show_item(state, item)
        bar.setValue(place)

    def _on_written(self, field: str, text: str) -> None:
        assert self._state is not None
        year = self._state.year
        place = place_words(self._state.plan, field)
        self._office.write(field, text, year)

        def take_back() -> None:
            self._office.withdraw(field, year)
            self.changed.emit()

        words = self.tr("「{}」を直しました。履歴に事務局の修正として残ります。").format(place)
        self.noticed.emit(Notice(words, action=self.tr("元に戻す"), act=take_back))
        self.changed.emit()

    def _on_history(self, field: str) -> None:
        assert self._state is not None
        changes = self._office.history(field, self._state.year)
        item = self._state.plan.by_id[split_field(field)[0]]
        self.history.show_history(field_words(item, field), changes)
