"""Saying why there is no figure or text: the kinds of empty are not the number 0."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from dxdesk.domain.figures import Empty
from ui.widgets.link_button import LinkButton

_LETTERS = {
    Empty.UNWRITTEN: "0",
    Empty.NOT_APPLICABLE: "1",
    Empty.NOT_DONE: "2",
    Empty.UNKNOWN: "3",
    Empty.ENDED: "4",
}


class EmptyButton(LinkButton):
    """A menu of the kinds of empty; emits the words to be written (未記入 clears)."""

    chosen = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("空欄や 0 の代わりに、書けない理由を選びます"))
        # A form has many of these, and few are opened: the menu is filled when it is.
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        menu.triggered.connect(self._on_triggered)
        self.setMenu(menu)

    def fill(self) -> None:
        """Put the kinds of empty into the menu, unless they are there."""
        menu = self.menu()
        if menu.actions():
            return
        for kind in Empty:
            words = kind.value or self.tr("未記入に戻す")
            action = QAction(f"{words}(&{_LETTERS[kind]})", menu)
            action.setData(kind.value)
            menu.addAction(action)
            if kind is Empty.UNWRITTEN:
                menu.addSeparator()

    def choose_by_key(self) -> None:
        """Open the menu with its first kind chosen; letters and arrows go on from there."""
        self.fill()
        menu = self.menu()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        actions = [action for action in menu.actions() if not action.isSeparator()]
        menu.setActiveAction(actions[1])

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
