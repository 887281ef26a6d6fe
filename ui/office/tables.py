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
)

from ui import theme
from ui.marks import Mark, pixmap
from ui.office.roomy_header import RoomyHeader
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
    stretch: int,
    several: bool = False,
    held: Mapping[int, int] | None = None,
    least: int = 14,
) -> None:
    """Set a table that has its model; the columns' widths are explained at `RoomyHeader`.

    Tab leaves the table, the arrow keys move in it.
    """
    mode = QAbstractItemView.SelectionMode
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    header = RoomyHeader(table, stretch, held, least)
    table.setHorizontalHeader(header)
    header.settle()
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    _arrange(table)


def arrange_tree(tree: QTreeView, *, stretch: int, held: Mapping[int, int] | None = None) -> None:
    """The same for a tree."""
    header = RoomyHeader(tree, stretch, held)
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


def cell_icon(mark: Mark, tone: Tone, palette: QPalette) -> QIcon:
    """A mark for a cell: in its tone, and in the text's colour where the row is chosen."""
    size = QSize(theme.MARK, theme.MARK) * 3
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    made = QIcon(pixmap(mark, theme.colour(tone, palette), size))
    made.addPixmap(pixmap(mark, chosen, size), QIcon.Mode.Selected)
    return made
