"""項目: the items of the plan, chosen by what is open about them, and the one that is judged."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTreeView, QVBoxLayout, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.office import Office
from ui.office.drafts import Drafts
from ui.office.item_desk import ItemDesk
from ui.office.items_bar import ItemsBar
from ui.office.items_filter import Wanted
from ui.office.items_model import ItemsModel
from ui.office.keys import OfficeKeys
from ui.office.only_bar import OnlyBar
from ui.office.state import YearState
from ui.office.tables import arrange_tree
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import page_key
from ui.widgets.tone_label import ToneLabel

# So many rows are laid out in no time, and can still be looked through.
_OPENED = 1_000


class ItemsPage(QWidget):
    """A tree on the left, the item on the right."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(
        self, office: Office, drafts: Drafts | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state: YearState | None = None
        self._item = ""
        self._department = ""
        self._only: frozenset[str] | None = None
        self.only = OnlyBar()
        self.only.all_wanted.connect(self.show_all)
        self.bar = ItemsBar()
        self.bar.changed.connect(self._show_list)
        self.model = ItemsModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("取組項目の一覧"))
        arrange_tree(self.tree, stretch=0, held={1: 8, 2: 4, 3: 3, 4: 3, 5: 3}, least=10)
        self.tree.setIndentation(GRID * 2)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self._none = ToneLabel("", Tone.QUIET, wrap=True)
        self.desk = ItemDesk(office, drafts)
        self.desk.changed.connect(self.changed)
        self.desk.noticed.connect(self.noticed)
        self._arrange()
        self._shortcuts()

    def show_state(self, state: YearState) -> None:
        """Show a year; the item that was chosen stays chosen."""
        self._state = state
        self._show_list()

    def _show_rows(self) -> None:
        """Open the headings after the model began anew; where there are many, the chosen one's alone."""
        if len(self._state.plan.items if self._state else ()) <= _OPENED:
            self.tree.expandAll()
        for index in self.model.heading_indexes():
            self.tree.setFirstColumnSpanned(index.row(), index.parent(), True)

    def show_only(self, ids: Iterable[str], words: str) -> None:
        """List some items alone; `words` say which."""
        self._only = frozenset(ids)
        self.only.show_words(words, len(self._only))
        self._look_for_nothing()
        self._list_anew()

    def show_all(self) -> None:
        """List every item again."""
        self._only = None
        self.only.hide()
        self._list_anew()

    def _look_for_nothing(self) -> None:
        """Let the list be cut short by no choice and no words."""
        self.bar.search.set_text("")
        self.bar.filter = self.bar.filter.search("")
        self.bar.choose(Wanted.ALL)

    def _list_anew(self) -> None:
        self._show_list()
        self.tree.setFocus()

    def settle(self) -> None:
        """Keep what was typed in a correction that was not ended."""
        self.bar.settle()
        self.desk.settle()

    def show_place(self, place: str) -> None:
        """Choose an item, or the item of a field and the field, whatever was looked for."""
        item, name = split_field(place)
        if not self.model.index_of(item).isValid():
            self._look_for_nothing()
        if not self.model.index_of(item).isValid():
            self.show_all()
        self.tree.setCurrentIndex(self.model.index_of(item))
        if name:
            self.desk.view.show_field(place)

    def _arrange(self) -> None:
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(HALF)
        under.addWidget(self.bar)
        under.addWidget(self._none)
        under.addWidget(self.tree, 100)
        # Where there is no tree, what is above it stays above.
        under.addStretch(1)
        self._none.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(self.desk)
        both.setSizes([590, 690])
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.only)
        column.addWidget(both, 1)

    def _show_list(self) -> None:
        if self._state is None:
            return
        shown, counts = self.bar.filter.apply(self._state)
        if self._only is not None:
            shown &= self._only
        self.bar.show_counts(counts)
        item, department = self._item, self._department
        if self.model.show_state(self._state, shown, self.bar.filter.sorting):
            self._show_rows()
        index = self.model.index_of(item, department)
        if not index.isValid():
            first = next(self.model.items(), None)
            index = self.model.index_of(first.id) if first else QModelIndex()
        self._none.setVisible(not shown)
        self.tree.setVisible(bool(shown))
        self._none.set_text(self._no_items())
        if index.isValid() and index == self.tree.currentIndex():
            self._on_current(index, index)
        else:
            self.tree.setCurrentIndex(index)
        if not shown:
            self.desk.show_nothing(self.tr("表示する項目がありません。"))

    def _no_items(self) -> str:
        if self._state is not None and not self._state.plan.items:
            return self.tr("取組項目がまだありません。計画に項目を加えると、ここに並びます。")
        return self.tr(
            "この条件に当たる項目はありません。「表示」で「すべて」を選ぶと全部並びます。"
        )

    def _shortcuts(self) -> None:
        for keys, slot in (
            (Keys.NEXT_ITEM, self._on_next),
            (Keys.PREVIOUS_ITEM, self._on_previous),
            (Keys.NEXT_FINDING, lambda: self._step_to_finding(1)),
            (Keys.PREVIOUS_FINDING, lambda: self._step_to_finding(-1)),
            (OfficeKeys.SEARCH, self.bar.search.setFocus),
        ):
            page_key(self, keys, slot)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        item = self.model.item_at(index)
        if item is None or self._state is None:
            self.desk.show_nothing()
            return
        self._item, self._department = item.id, self.model.department_at(index)
        self.desk.show_item(self._state, self._state.plan.answered_by(item), self._department)

    def _on_next(self) -> None:
        self._step(1)

    def _on_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        ids = self._ids()
        if self._item in ids:
            at = min(max(ids.index(self._item) + by, 0), len(ids) - 1)
            self.show_place(ids[at])

    def _ids(self) -> list[str]:
        """The items in the order of the rows, each once."""
        return list(dict.fromkeys(item.id for item in self.model.items()))

    def _step_to_finding(self, by: int) -> None:
        """Go to the next field with an open finding, or to the one before; round after the last."""
        places = self._places()
        here = (self._item, self.desk.view.field_at_cursor)
        if here not in places:
            here = (self._item, "")
        at = places.index(here) if here in places else 0
        others = places[at + 1 :] + places[:at]
        found = next((field for _, field in others[::by] if field), "")
        if found:
            self.show_place(found)

    def _places(self) -> list[tuple[str, str]]:
        """Each item, followed by its fields with open findings."""
        assert self._state is not None
        found = self._state.weighing_by_item
        return [
            (item, field)
            for item in self._ids()
            for field in dict.fromkeys(("", *(one.field for one in found.get(item, ()))))
        ]
