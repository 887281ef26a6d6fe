"""The input for one figure: any text is taken, full-width digits included."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from dxdesk.domain.pasting import pasted_line
from ui import theme
from ui.theme import GRID, Tone
from ui.widgets.composition import Composition, commit_composition
from ui.widgets.edit_menu import is_files, reroute
from ui.widgets.tone_label import ToneLabel
from ui.widgets.typing_pause import TypingPause

_STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}


class LineEdit(QLineEdit):
    """A line of text without validator or limit, that tells `edited` at most 0.5 s late.

    `shared_undo` is as in `TextEdit`. `step_asked` tells of the arrow keys that leave a line of
    a form: 1 down, -1 up.
    """

    edited = Signal(str)
    left = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, shared_undo: bool = False) -> None:
        super().__init__(parent)
        self._shared_undo = shared_undo
        self._composition = Composition()
        self.setMaxLength(10_000_000)
        self._pause = TypingPause(self.text, self)
        self._pause.edited.connect(self.edited)
        self.textChanged.connect(self._pause.poke)

    def set_text(self, text: str) -> None:
        """Show a text that was not typed here; it is not told."""
        self.setText(text)
        self._pause.reset()

    def put(self, text: str) -> None:
        """Replace the text as if it were typed: told at once, and taken back with Ctrl+Z."""
        self.flush()
        self.selectAll()
        self.insert(text)
        self._pause.flush()

    def place_cursor(self, at: int) -> None:
        """Put the cursor before the character `at`."""
        self.setCursorPosition(at)

    def paste_plain(self) -> None:
        """Paste as one line of plain text."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime.hasText() and not self.isReadOnly() and not is_files(mime):
            self.insert(pasted_line(mime.text(), mime.html()))

    def flush(self) -> None:
        """Tell now what was typed, the pending conversion included."""
        if self.hasFocus():
            commit_composition()
        self.keep_composition()
        self._pause.flush()

    def is_composing(self) -> bool:
        """Whether an input method has text in it that is not committed."""
        return bool(self._composition.text)

    def keep_composition(self) -> None:
        """Take over as typed what is still being composed."""
        if event := self._composition.committing():
            super().inputMethodEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composition.see(event)
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Qt drops what is being composed when the cursor goes elsewhere.
        self.flush()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, standard = event.key(), QKeySequence.StandardKey
        if event.matches(standard.Paste):
            self.paste_plain()
        elif self._shared_undo and event.matches(standard.Undo):
            self.undo_asked.emit()
        elif self._shared_undo and event.matches(standard.Redo):
            self.redo_asked.emit()
        elif key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step_asked.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        ways: dict[str, Callable[[], object]] = {"edit-paste": self.paste_plain}
        if self._shared_undo:
            ways |= {"edit-undo": self.undo_asked.emit, "edit-redo": self.redo_asked.emit}
        reroute(menu, ways).exec(event.globalPos())
        menu.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # A file that is dropped here is for the window to open.
        if is_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        if mime.hasText() and not self.isReadOnly():
            self.insert(pasted_line(mime.text(), mime.html()))
            event.acceptProposedAction()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep_composition()
        self._pause.flush()
        self.left.emit()


class FigureEdit(QWidget):
    """A line edit with the unit that is expected shown behind it."""

    edited = Signal(str)
    left = Signal()

    def __init__(
        self, unit: str = "", parent: QWidget | None = None, *, shared_undo: bool = False
    ) -> None:
        super().__init__(parent)
        self.line = LineEdit(shared_undo=shared_undo)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.setMinimumWidth(GRID * 16)
        self.line.setMaximumWidth(GRID * 34)
        self.line.edited.connect(self.edited)
        self.line.left.connect(self.left)
        self._unit = ToneLabel(unit and self.tr("単位：{}").format(unit), Tone.QUIET)
        if not unit:
            self._unit.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.line, 4)
        row.addWidget(self._unit)
        row.addStretch(1)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """The text as it was typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Show a text that was not typed here; it is not told."""
        self.line.set_text(text)

    def put(self, text: str) -> None:
        """Replace the text as if it were typed."""
        self.line.put(text)

    def place_cursor(self, at: int) -> None:
        """Put the cursor before the character `at`."""
        self.line.place_cursor(at)

    def flush(self) -> None:
        """Tell now what was typed."""
        self.line.flush()

    def setReadOnly(self, closed: bool) -> None:
        """Close the input for typing; it can still be read and copied."""
        self.line.setReadOnly(closed)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return self.line.sizeHint().expandedTo(QSize(GRID * 24, 0))
