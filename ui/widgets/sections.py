"""Parts of a page below each other, of which only those are built anew that show something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.theme import GRID, HALF
from ui.widgets.flowing import Flowing
from ui.widgets.keyboard import order_tabs

Making = Callable[[], "Section"]


class Section(Flowing):
    """One part, with a thin line below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, HALF, 0, GRID)
        self.column.setSpacing(HALF)

    def renew(self, value: object) -> bool:
        """Show another value; False where the part has to be built anew for it."""
        raise NotImplementedError

    def settle(self) -> None:
        """Tell what was typed; the part may go away."""

    def take_focus(self) -> None:
        """Put the focus on the first thing to do here."""
        self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.border(self.palette()))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class Sections(Flowing):
    """The parts by name, in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: dict[str, Section] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 2)
        self._column.setSpacing(HALF)
        self._column.addStretch(1)

    def show_parts(self, wanted: Mapping[str, tuple[object, Making]]) -> None:
        """Show values; a part that can show its new value stays, with whatever is typed in it."""
        for name in [name for name in self.shown if name not in wanted]:
            self._drop(self.shown.pop(name))
        before = self.shown
        self.shown = {}
        replaced = False
        for at, (name, (value, make)) in enumerate(wanted.items()):
            old = before.get(name)
            if old is not None and old.renew(value):
                self.shown[name] = old
                continue
            made = make()
            had_focus = False
            if old is not None:
                replaced = True
                had_focus = old.isAncestorOf(QApplication.focusWidget() or self)
                self._drop(old)
            self._column.insertWidget(at, made)
            self.shown[name] = made
            if had_focus:
                made.take_focus()
        if replaced:
            order_tabs(self, tuple(self.shown.values()))

    def _drop(self, old: Section) -> None:
        # The button that was clicked may be in it.
        old.settle()
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
