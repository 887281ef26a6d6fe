"""The table of an overview: a row for each group or department, its numbers, and its bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dxdesk.domain.overview import Count, Key, Overview, Spread
from dxdesk.domain.summary import share
from ui import theme
from ui.models.rows import Column, RowModel
from ui.office.overview_looks import count_words, paint_bar
from ui.office.tables import RoomyDelegate, arrange
from ui.stack_bar import Part, part_at, parts_of
from ui.theme import HALF, Tone

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# The column of the bars; those of the keys follow it.
_BAR = 2
# Full-width characters.
_NAME_WIDTH, _BAR_WIDTH = 18, 16


class BarDelegate(RoomyDelegate):
    """Paints the bar of a row."""

    def __init__(self, keys: Sequence[Key], parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(panel, option, painter, option.widget)
        painter.save()
        painter.setFont(option.font)
        parts = bar_parts(index.data(Qt.ItemDataRole.UserRole), self._keys)
        paint_bar(painter, bar_box(QRectF(option.rect)), self._keys, parts, option.palette)
        painter.restore()


def bar_box(cell: QRectF) -> QRectF:
    """Where the bar of a cell is."""
    return cell.adjusted(HALF, HALF, -HALF, -HALF)


def bar_parts(row: Spread, keys: Sequence[Key]) -> tuple[Part, ...]:
    """The shares of a row's bar."""
    return parts_of([one.count for one in row.counts], [key.word for key in keys])


class SpreadRows(RowModel[Spread]):
    """Rows of an overview; the row's value is under the user's role."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.UserRole:
            return self.row_at(index)
        return super().data(index, role)


class OverviewTable(QTableView):
    """Every number and share is a link: `chosen` gives the row and the key, None for all of it."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._shape: object = None
        self._pressed = QPointF()
        self.rows = SpreadRows((Column("", lambda row: row.name),), self)
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("概況の表"))
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)

    def show_overview(self, found: Overview, heading: str, whole: str, nameless: str) -> None:
        """Show counts; `whole` is what the row of everything is called."""
        shape = (found.keys, heading, whole, nameless)
        if shape != self._shape:
            self._shape = shape
            self._build(found.keys, heading, lambda row: row.name or nameless, whole)
        self.rows.set_rows((found.whole, *found.rows))

    def _build(
        self, keys: tuple[Key, ...], heading: str, name: Callable[[Spread], str], whole: str
    ) -> None:
        self._keys = keys
        columns: list[Column[Spread]] = [
            Column(
                heading,
                lambda row: whole if row is self.rows.rows[0] else name(row),
                foreground=self._link,
            ),
            self._count_column(self.tr("計"), lambda row: row.whole),
        ]
        columns.append(
            Column(self.tr("内訳"), lambda _: "", spoken=self._spoken, hint=self._spoken)
        )
        columns += (
            self._count_column(key.word, lambda row, number=number: row.counts[number])
            for number, key in enumerate(keys)
        )
        old = self.rows
        self.rows = SpreadRows(columns, self)
        self.setModel(self.rows)
        old.deleteLater()
        arrange(self, stretch=_BAR, held={0: _NAME_WIDTH}, least=_BAR_WIDTH)
        # A header that is set while the table is on screen stays hidden.
        self.horizontalHeader().show()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegateForColumn(_BAR, BarDelegate(keys, self))

    def _count_column(self, word: str, count: Callable[[Spread], Count]) -> Column[Spread]:
        def hint(row: Spread) -> str:
            one = count(row)
            words = self.tr("{}　{}件（{}%）").format(
                word, one.count, share(one.count, row.whole.count)
            )
            if one.change is not None:
                words += self.tr("　昨年度 {}件").format(one.count - one.change)
                words += self.tr("（{}）").format("、".join(row.former)) if row.former else ""
            return words

        return Column(
            word,
            lambda row: count_words(count(row)),
            alignment=_RIGHT,
            spoken=hint,
            hint=hint,
            foreground=lambda row: self._link(row) if count(row).count else None,
        )

    def _link(self, _row: Spread) -> object:
        return theme.colour(Tone.ACCENT, self.palette())

    def _spoken(self, row: Spread) -> str:
        pairs = zip(self._keys, row.counts, strict=True)
        return "、".join(f"{key.word} {one.count}" for key, one in pairs if one.count)

    def _on_activated(self, index: QModelIndex) -> None:
        self._choose(index, None)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == _BAR:
            self._choose(index, self._part(index, self._pressed))
        else:
            self._choose(index, None)

    def _part(self, index: QModelIndex, point: QPointF) -> Part | None:
        row = self.rows.row_at(index)
        if row is None:
            return None
        box = bar_box(QRectF(self.visualRect(index)))
        return part_at(box, bar_parts(row, self._keys), point)

    def _choose(self, index: QModelIndex, part: Part | None) -> None:
        row = self.rows.row_at(index)
        if row is None:
            return
        number = part.key if part else index.column() - _BAR - 1
        key = self._keys[number] if 0 <= number < len(self._keys) else None
        count = row.counts[number] if key else row.whole
        if count.items:
            self.chosen.emit(row, key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint()).isValid()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
