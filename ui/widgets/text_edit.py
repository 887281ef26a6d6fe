"""The editor for prose: plain text that stays as typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from dxdesk.domain.list_marks import next_mark, numbered
from dxdesk.domain.pasting import pasted
from ui.theme import GRID
from ui.widgets.composition import Composition, commit_composition
from ui.widgets.edit_menu import is_files, reroute
from ui.widgets.prose_label import LINE_HEIGHT
from ui.widgets.typing_pause import TypingPause

# QTextDocument keeps its block ends as this character.
_BLOCK_END = "\u2029"
# Lines by which an editor grows.
_AHEAD = 6


class TextEdit(QTextEdit):
    """Grows with its text, leaves Tab to the form, and tells `edited` at most 0.5 s late.

    Nothing is refused or cut: there is no validator and no limit. A QTextEdit rather than a
    QPlainTextEdit for the line height alone; it holds plain text only. With `shared_undo` it
    keeps no history of its own and tells `undo_asked` and `redo_asked` instead.
    """

    edited = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    cursor_moved = Signal(QRect)
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 3, shared_undo: bool = False
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._shared_undo = shared_undo
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
        self.flush()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._pause.flush()

    def add(self, text: str) -> None:
        """Put a text in at the cursor as if it were typed, in an empty editor as the text."""
        self.flush()
        self.insertPlainText(text)
        self._pause.flush()

    def place_cursor(self, at: int) -> None:
        """Put the cursor before the character `at`, counted as Qt does (UTF-16)."""
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def number_lines(self) -> None:
        """Put ①②③ before the chosen lines, or take them away; one step of undo."""
        if self.isReadOnly():
            return
        self.flush()
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        lines = [first.text()]
        block = first
        while block != last:
            block = block.next()
            lines.append(block.text())
        whole = QTextCursor(first)
        whole.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        start = whole.anchor()
        whole.insertText("\n".join(numbered(lines, first.previous().text())))
        end = whole.position()
        whole.setPosition(start)
        whole.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(whole)
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
        self.setUndoRedoEnabled(not self._shared_undo)

    def _fit(self, *_: object) -> None:
        """Be as high as the text.

        Who types in it gets some lines ahead: a form that is laid out anew at every line is felt.
        """
        shown = round(self.document().size().height())
        edges = 2 * self.frameWidth()
        line = self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100
        least = round(self._lines * line + 2 * self.document().documentMargin()) + edges + 1
        needed = max(shown + edges + 1, least)
        ahead = round(_AHEAD * line) if needed > least and self.hasFocus() else 0
        now = self.minimumHeight()
        if now == self.maximumHeight() and needed <= now <= needed + ahead:
            return
        self.setFixedHeight(needed + ahead)

    def _on_cursor(self) -> None:
        if self.hasFocus():
            self.cursor_moved.emit(self.cursorRect())

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Qt drops what is being composed when the cursor goes elsewhere.
        self.flush()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        if enter and not self.isReadOnly() and (shifted or not modifiers):
            # Qt's own Enter does nothing but take the line height away on an empty line, and with
            # Shift it types U+2028, which nobody can see. Shift ends a line of a list unmarked.
            if shifted or not self._continue_list():
                self.insertPlainText("\n")
            self.ensureCursorVisible()
            return
        if self._shared_undo and event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif self._shared_undo and event.matches(QKeySequence.StandardKey.Redo):
            self.redo_asked.emit()
        else:
            super().keyPressEvent(event)

    def _continue_list(self) -> bool:
        """Begin the line after ①… with ②; on a line with nothing but the mark end the list."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        line, at = cursor.block().text(), cursor.positionInBlock()
        # Qt counts in UTF-16, Python in characters.
        before = line.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore")
        mark = next_mark(before)
        if mark is None or (mark == "" and len(before) < len(line)):
            return False
        if mark:
            cursor.insertText(f"\n{mark}")
        else:
            cursor.movePosition(cursor.MoveOperation.StartOfBlock, cursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        self.setTextCursor(cursor)
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        if self._shared_undo:
            ways = {"edit-undo": self.undo_asked.emit, "edit-redo": self.redo_asked.emit}
            reroute(menu, ways)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file that is dropped here is for the window to open.
        return not is_files(source) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not self.isReadOnly() and not is_files(source):
            self.insertPlainText(pasted(source.text(), source.html()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composition.see(event)
        super().inputMethodEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, never this editor: it shows all of its text.
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Qt repaints a cursor of the font's height, which is less than that of the line.
        self.viewport().update()
        self.keep_composition()
        self._pause.flush()
        self.left.emit()
