"""The editor for prose: plain text that stays as typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from ui.theme import GRID
from ui.widgets.composition import Composition, commit_composition
from ui.widgets.prose_label import LINE_HEIGHT
from ui.widgets.typing_pause import TypingPause

# QTextDocument keeps its block ends as this character.
_BLOCK_END = "\u2029"


class TextEdit(QTextEdit):
    """Grows with its text, leaves Tab to the form, and tells `edited` at most 0.5 s late.

    Nothing is refused or cut: there is no validator and no limit. A QTextEdit rather than a
    QPlainTextEdit for the line height alone; it holds plain text only.
    """

    edited = Signal(str)
    cursor_moved = Signal(QRect)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(parent)
        self._lines = lines
        self._composition = Composition()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._space_lines()
        self._pause = TypingPause(self.text, self)
        self._pause.edited.connect(self.edited)
        self.textChanged.connect(self._pause.poke)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._on_cursor)
        self._fit()

    def text(self) -> str:
        """The text as it was typed; `toPlainText` would turn no-break spaces into spaces."""
        return self.document().toRawText().replace(_BLOCK_END, "\n")

    def set_text(self, text: str) -> None:
        """Show a text that was not typed here; it is not told."""
        self.setPlainText(text)
        self._space_lines()
        self._pause.reset()
        self._fit()

    def put(self, text: str) -> None:
        """Replace the text as if it were typed: told at once, and taken back with Ctrl+Z."""
        commit_composition()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._pause.flush()

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

    def _space_lines(self) -> None:
        """Set the line height of every block; those typed later take it over."""
        height = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        height.setLineHeight(LINE_HEIGHT, proportional.value)
        self.setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(height)
        self.setUndoRedoEnabled(True)

    def _fit(self, *_: object) -> None:
        shown = round(self.document().size().height())
        edges = 2 * self.frameWidth()
        line = self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100
        least = round(self._lines * line + 2 * self.document().documentMargin())
        height = max(shown, least) + edges + 1
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _on_cursor(self) -> None:
        if self.hasFocus():
            self.cursor_moved.emit(self.cursorRect())

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Shift+Enter would type U+2028, which nobody can see.
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if enter and shifted and not self.isReadOnly():
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not self.isReadOnly():
            self.insertPlainText(source.text().replace("\r\n", "\n").replace("\r", "\n"))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composition.see(event)
        super().inputMethodEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, never this editor: it shows all of its text.
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep_composition()
        self._pause.flush()
        self.left.emit()
