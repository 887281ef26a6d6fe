"""The choices above the list of items: their order, what is looked for, and words."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.office.items_filter import ItemsFilter, Sorting, Wanted
from ui.theme import GRID, HALF
from ui.widgets.figure_edit import LineEdit
from ui.widgets.quiet_box import QuietBox


class ItemsBar(QWidget):
    """Emits `changed` when something else is chosen; `filter` is what is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = ItemsFilter()
        self._orders = {
            Sorting.BY_ITEM: self.tr("項目順"),
            Sorting.BY_DEPARTMENT: self.tr("課ごと"),
        }
        self._words = {
            Wanted.ALL: self.tr("すべて"),
            Wanted.WAITING: self.tr("未点検"),
            Wanted.FINDINGS: self.tr("未対応の指摘"),
            Wanted.CHANGED: self.tr("前回から変更"),
            Wanted.COLLIDING: self.tr("競合"),
            Wanted.REMARKED: self.tr("差戻しの所見"),
            Wanted.CORRECTED: self.tr("事務局の修正"),
        }
        self.sorting = QuietBox()
        self.sorting.addItems(list(self._orders.values()))
        self.wanted = QuietBox()
        self.wanted.addItems(list(self._words.values()))
        self.search = LineEdit()
        self.search.setPlaceholderText(self.tr("番号、項目名、課名"))
        self.search.setClearButtonEnabled(True)
        self._arrange()
        self.sorting.activated.connect(self._on_sorting)
        self.wanted.activated.connect(self._on_wanted)
        self.search.edited.connect(self._on_words)

    def show_counts(self, counts: Counter[Wanted]) -> None:
        """Say how many items each choice shows."""
        for number, (wanted, said) in enumerate(self._words.items()):
            self.wanted.setItemText(number, self.tr("{}（{}）").format(said, counts[wanted]))

    def choose(self, wanted: Wanted) -> None:
        """Look for something else."""
        self.wanted.setCurrentIndex(list(self._words).index(wanted))
        self.filter = self.filter.choose(wanted)
        self.changed.emit()

    def sort(self, sorting: Sorting) -> None:
        """Put the list in another order."""
        self.sorting.setCurrentIndex(list(self._orders).index(sorting))
        self.filter = self.filter.sort(sorting)
        self.changed.emit()

    def settle(self) -> None:
        """Take over what was typed."""
        self.search.flush()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID, HALF, GRID, HALF)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(HALF)
        rows = (
            (self.tr("並び(&L)"), self.tr("並び"), self.sorting, 2),
            (self.tr("表示(&F)"), self.tr("表示する項目"), self.wanted, 3),
            (self.tr("検索(&W)"), self.tr("検索"), self.search, 3),
        )
        for column, (words, name, widget, share) in enumerate(rows):
            caption = QLabel(words)
            caption.setBuddy(widget)
            widget.setAccessibleName(name)
            grid.addWidget(caption, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, share)

    def _on_sorting(self, number: int) -> None:
        self.sort(list(self._orders)[number])

    def _on_wanted(self, number: int) -> None:
        self.choose(list(self._words)[number])

    def _on_words(self, words: str) -> None:
        self.filter = self.filter.search(words)
        self.changed.emit()
