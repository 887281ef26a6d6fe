"""Finding items by their number, title, question or answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dxdesk.domain.plan import Item
from dxdesk.domain.text import fold
from ui.department.desk_model import DeskModel
from ui.department.last_year import key_name
from ui.theme import Keys
from ui.widgets.figure_edit import LineEdit


class ItemSearch(LineEdit):
    """Every word that is typed has to be found in an item; spelling and width do not matter.

    `wanted` tells that the words changed, `left_down` that the person goes on to the list.
    """

    wanted = Signal()
    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("番号や言葉で探す（{}）").format(key_name(Keys.SEARCH)))
        self.setAccessibleName(self.tr("取組項目を探す"))
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self.left_down)
        self.step_asked.connect(lambda by: by > 0 and self.left_down.emit())

    def _on_changed(self) -> None:
        self.wanted.emit()

    def takes(self, item: Item, model: DeskModel) -> bool:
        """Whether an item has every word."""
        words = _folded(self.text()).split()
        if not words:
            return True
        if words == [_folded(item.no)]:
            return True
        said = [item.no, item.title, item.content, item.goal, *item.departments]
        said += [kpi.name for kpi in item.kpis]
        said += [model.text(field) for field in model.fields_of(item)]
        everything = _folded("\n".join(said))
        return all(word in everything for word in words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


def _folded(text: str) -> str:
    return fold(text).casefold()
