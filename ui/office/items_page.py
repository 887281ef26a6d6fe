"""一覧: the items of the plan, and the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QSplitter, QTreeView, QVBoxLayout, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.office import Office
from ui.office.item_desk import ItemDesk
from ui.office.items_model import ItemsModel
from ui.office.state import YearState
from ui.office.tables import arrange_tree
from ui.theme import GRID, Keys
from ui.widgets.desk_page import Notice


class ItemsPage(QWidget):
    """A tree on the left, the item on the right."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: YearState | None = None
        self._item = ""
        self.model = ItemsModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("取組項目の一覧"))
        arrange_tree(self.tree, stretch=0, held={1: 9, 2: 3, 3: 4, 4: 3})
        self.tree.setIndentation(GRID * 2)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.desk = ItemDesk(office)
        self.desk.changed.connect(self.changed)
        self.desk.noticed.connect(self.noticed)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.tree)
        both.addWidget(self.desk)
        both.setSizes([600, 680])
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)
        self._shortcuts()

    def show_state(self, state: YearState) -> None:
        """Show a year; the item that was chosen stays chosen."""
        self._state = state
        item = self._item
        self.model.show_state(state)
        self.tree.expandAll()
        for index in self.model.group_indexes():
            self.tree.setFirstColumnSpanned(index.row(), index.parent(), True)
        index = self.model.index_of(item)
        if not index.isValid():
            first = next(self.model.items(), None)
            index = self.model.index_of(first.id) if first else QModelIndex()
        self.tree.setCurrentIndex(index)

    def settle(self) -> None:
        """Keep what was typed in a correction that was not ended."""
        self.desk.settle()

    def show_place(self, place: str) -> None:
        """Choose an item, or the item of a field and the field."""
        item, name = split_field(place)
        self.tree.setCurrentIndex(self.model.index_of(item))
        if name:
            self.desk.view.show_field(place)

    def _shortcuts(self) -> None:
        for keys, slot in (
            (Keys.NEXT_ITEM, self._on_next),
            (Keys.PREVIOUS_ITEM, self._on_previous),
            (Keys.NEXT_FINDING, self._on_next_finding),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        item = self.model.item_at(index)
        if item is None or self._state is None:
            self.desk.show_nothing()
            return
        self._item = item.id
        self.desk.show_item(self._state, self._state.plan.answered_by(item))

    def _on_next(self) -> None:
        self._step(1)

    def _on_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        ids = [item.id for item in self.model.items()]
        if self._item in ids:
            at = min(max(ids.index(self._item) + by, 0), len(ids) - 1)
            self.show_place(ids[at])

    def _on_next_finding(self) -> None:
        """Go to the first open finding of the next item that has any, from the top after the last."""
        assert self._state is not None
        ids = [item.id for item in self.model.items()]
        at = ids.index(self._item) + 1 if self._item in ids else 0
        for item in ids[at:] + ids[:at]:
            found = self._state.weighing_by_item.get(item)
            if found:
                self.show_place(found[0].field)
                return
