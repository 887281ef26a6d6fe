"""Tables in which each row has one drop-down; only the one that is open is a widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOption,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.models.rows import Column, RowModel
from ui.office.roomy_header import Stretch
from ui.office.tables import RoomyDelegate, arrange
from ui.theme import GRID
from ui.widgets.quiet_box import QuietBox
from ui.widgets.writing import writes

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
Choices = Sequence[tuple[str, object]]


class ChoiceRows(RowModel[Row]):
    """Rows whose last column is chosen; emits `chosen` with the row and the value.

    `choices` gives the words and values of a row, `current` the value that it has, and `said` what
    the cell says, where that is not the words of the value. Nothing is kept here: whoever is told
    shows other rows.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        heading: str,
        choices: Callable[[Row], Choices],
        current: Callable[[Row], object],
        parent: QObject | None = None,
        *,
        said: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__((*columns, Column(heading, said or self._words)), parent)
        self.at = len(columns)
        self.choices = choices
        self._current = current

    def number(self, row: Row) -> int:
        """Which of its choices a row has."""
        values = [value for _, value in self.choices(row)]
        return values.index(self._current(row))

    def _words(self, row: Row) -> str:
        return self.choices(row)[self.number(row)][0]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == self.at else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if role == Qt.ItemDataRole.EditRole and row is not None and index.column() == self.at:
            return self.number(row)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole or index.column() != self.at:
            return False
        number = int(str(value))
        if number != self.number(row):
            self.chosen.emit(row, self.choices(row)[number][1])
        return True


class ChoiceDelegate(RoomyDelegate):
    """Paints a cell with the arrow of a drop-down; the wheel never changes what is chosen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        arrow = QStyleOption()
        side = GRID + 2
        box = option.rect
        arrow.rect = QRect(box.right() - side - GRID, box.center().y() - side // 2, side, side)
        arrow.palette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            chosen = option.palette.color(QPalette.ColorRole.HighlightedText)
            arrow.palette.setColor(QPalette.ColorRole.WindowText, chosen)
            arrow.palette.setColor(QPalette.ColorRole.ButtonText, chosen)
        arrow.state = QStyle.StateFlag.State_Enabled
        style = option.widget.style()
        element = QStyle.PrimitiveElement.PE_IndicatorArrowDown
        style.drawPrimitive(element, arrow, painter, option.widget)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = writes(QuietBox(parent))
        model = index.model()
        assert isinstance(model, ChoiceRows)
        box.addItems([words for words, _ in model.choices(model.row_at(index))])
        box.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        box.activated.connect(lambda: self._on_activated(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(int(str(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentIndex())

    def _on_activated(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class ChoiceTable(QTableView):
    """A click on the last column, Enter or F2 opens its drop-down."""

    def __init__(
        self,
        rows: ChoiceRows[Row],
        *,
        stretch: Stretch,
        held: dict[int, int],
        least: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._at = rows.at
        self.setModel(rows)
        arrange(self, stretch=stretch, held=held, least=least)
        self.setItemDelegateForColumn(self._at, ChoiceDelegate(self))
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        # Nothing is written into the table: an input method would keep its keys to itself.
        is_it = query is Qt.InputMethodQuery.ImEnabled
        return False if is_it else super().inputMethodQuery(query)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self._at:
            self.edit(index)

    def _on_activated(self, index: QModelIndex) -> None:
        self.edit(index.siblingAtColumn(self._at))
