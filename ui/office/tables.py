"""How every table of the office's pages is set: room around texts, rows to choose."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from ui import theme
from ui.marks import Mark, pixmap
from ui.office.roomy_header import EvenRows, RoomyHeader, Stretch
from ui.theme import GRID, HALF, Tone


class RoomyDelegate(QStyledItemDelegate):
    """Leaves half a grid on every side of a cell's text."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(HALF, 0, -HALF, 0)
        return super().sizeHint(narrow, index) + QSize(GRID * 2, GRID)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = shown.widget.style() if shown.widget else QApplication.style()
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(panel, shown, painter, shown.widget)
        shown.rect = shown.rect.adjusted(HALF, 0, -HALF, 0)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)


def arrange(
    table: QTableView,
    *,
    stretch: Stretch,
    several: bool = False,
    wraps: bool = False,
    held: Mapping[int, int] | None = None,
    least: int = 14,
) -> None:
    """Set a table that has its model; the columns' widths are explained at `RoomyHeader`.

    `wraps` gives every row the lines it needs. Tab leaves the table, the arrow keys move in it.
    """
    mode = QAbstractItemView.SelectionMode
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    header = RoomyHeader(table, stretch, held, least)
    table.setHorizontalHeader(header)
    header.settle()
    table.setWordWrap(wraps)
    if wraps:
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    else:
        table.setVerticalHeader(EvenRows(table))
    _arrange(table)


def arrange_tree(
    tree: QTreeView, *, stretch: int, held: Mapping[int, int] | None = None, least: int = 14
) -> None:
    """The same for a tree."""
    header = RoomyHeader(tree, stretch, held, least)
    tree.setHeader(header)
    header.settle()
    tree.setUniformRowHeights(True)
    _arrange(tree)


def _arrange(view: QAbstractItemView) -> None:
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setAlternatingRowColors(True)
    side = max(theme.MARK, view.fontMetrics().ascent())
    view.setIconSize(QSize(side, side))
    view.setItemDelegate(RoomyDelegate(view))


class CellIcons:
    """Marks for cells: in their tone, and in the text's colour where the row is chosen.

    Views ask for them again and again; each is painted once per palette.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._painted: dict[tuple[Mark, Tone, int], QIcon] = {}

    def __call__(self, mark: Mark, tone: Tone) -> QIcon:
        """The icon of a mark."""
        palette = self._widget.palette()
        key = (mark, tone, palette.cacheKey())
        if key not in self._painted:
            size = QSize(theme.MARK, theme.MARK) * 3
            # Else of the state that the widget is in: a page that waits for its year is grey.
            group = QPalette.ColorGroup.Active
            chosen = palette.color(group, QPalette.ColorRole.HighlightedText)
            made = QIcon(pixmap(mark, theme.colour(tone, palette), size))
            made.addPixmap(pixmap(mark, chosen, size), QIcon.Mode.Selected)
            self._painted[key] = made
        return self._painted[key]
