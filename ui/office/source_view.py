"""The rows of a document around one place, to read and to copy from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from dxdesk.domain.plan import Item
from dxdesk.domain.reading import Note, SourceRow
from dxdesk.domain.reading_doubts import rows_around
from ui import theme
from ui.theme import HALF, Tone
from ui.widgets.prose_label import LINE_HEIGHT

_AROUND, _MOST = 4, 80
# What a cell shows of itself; a document may have cells of any length.
_LONGEST = 4000
_SHORTEST = 2


class SourceView(QTextEdit):
    """The row of a note has ▶, those of its item ●; `text_chosen` tells of what is selected."""

    text_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Sequence[SourceRow], Note, Item | None] | None = None
        self._at = 0
        # Where a row stands is known once the view has its size.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._go_to_row)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("元の資料の行"))
        self.selectionChanged.connect(lambda: self.text_chosen.emit(self.chosen))

    @property
    def chosen(self) -> str:
        """The text that is selected."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_rows(self, source: Sequence[SourceRow], note: Note, item: Item | None) -> None:
        """Show the rows of a note and of its item, with their neighbours."""
        self._shown = (source, note, item)
        self.clear()
        cursor, at = QTextCursor(self.document()), 0
        cursor.beginEditBlock()
        span = rows_around(source, note, item, _AROUND, _MOST)
        for n in span:
            row = source[n]
            is_note = row.place == note.place
            mine = item is not None and row.item == item.id
            if n != span.start:
                cursor.insertBlock()
            if is_note and not at:
                at = cursor.position()
            tone = Tone.WARNING if is_note else Tone.ACCENT if mine else None
            self._insert(cursor, row, "▶" if is_note else "●" if mine else "　", tone)
            if is_note:
                self._mark_words(cursor, note)
        cursor.endEditBlock()
        self._at = at
        self._later.start()

    def _insert(self, cursor: QTextCursor, row: SourceRow, mark: str, tone: Tone | None) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(HALF)
        if tone:
            block.setBackground(theme.ground(tone, self.palette()))
        cursor.setBlockFormat(block)
        quiet = QTextCharFormat()
        quiet.setForeground(theme.colour(tone or Tone.QUIET, self.palette()))
        cursor.insertText(f"{mark} {row.place}　", quiet)
        words = "｜".join(_short(cell.strip()) for cell in row.cells).strip("｜")
        cursor.insertText(words.replace("\n", "\u2028"), QTextCharFormat())

    def _mark_words(self, cursor: QTextCursor, note: Note) -> None:
        """Underline what was taken out of the row, as far as it stands there in one piece."""
        block = cursor.block()
        strong = QTextCharFormat()
        strong.setFontUnderline(True)
        strong.setForeground(theme.colour(Tone.ERROR, self.palette()))
        for line in note.text.split("\n"):
            words = line.strip()
            start = block.text().find(words) if len(words) >= _SHORTEST else -1
            if start >= 0:
                found = QTextCursor(block)
                found.setPosition(block.position() + start)
                found.setPosition(
                    block.position() + start + len(words), QTextCursor.MoveMode.KeepAnchor
                )
                found.mergeCharFormat(strong)

    def _go_to_row(self) -> None:
        """Put the row of the note near the top, with what stands above it in sight."""
        place = QTextCursor(self.document())
        place.setPosition(self._at)
        top = self.cursorRect(place).top() - self.fontMetrics().lineSpacing() * 3
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self.show_rows(*self._shown)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（以下略）"
