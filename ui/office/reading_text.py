"""What a note says, the text that was taken out of the table, and a way to put it into a field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.plan import Item
from dxdesk.domain.reading import Note, SourceRow
from dxdesk.messages import note_sentence
from ui.marks import Mark
from ui.office.reading_item import Entry
from ui.office.source_view import SourceView
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

# Lines of a removed text that are in sight at once.
_LINES = 5


class ReadingText(QWidget):
    """Emits `put` with the place of an input and the text that is to be added there."""

    put = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note: Note | None = None
        self.sentence = ToneLabel("", Tone.WARNING, wrap=True, bold=True)
        self.removed = QPlainTextEdit()
        self.removed.setReadOnly(True)
        self.removed.setTabChangesFocus(True)
        self.removed.selectionChanged.connect(self._show_words)
        self.removed.setAccessibleName(self.tr("表から外した文字"))
        self._card = Card()
        self._card.column.addWidget(
            ToneLabel(self.tr("表から外した文字"), Tone.QUIET, bold=True, wrap=True)
        )
        self._card.column.addWidget(self.removed)
        self.source = SourceView()
        self.source.text_chosen.connect(lambda _: self._show_words())
        self._legend = ToneLabel("", Tone.QUIET, wrap=True)
        self.fields = QuietBox()
        self.fields.setAccessibleName(self.tr("文字を入れる欄"))
        self.add = writes(QPushButton())
        self.add.clicked.connect(self._on_add)
        self._adding = QWidget()
        self._arrange()
        self._show_words()

    def show_note(self, note: Note | None, source: Sequence[SourceRow], item: Item | None) -> None:
        """Show a note with the rows around its place."""
        self._note = note
        doubtful = note is not None and note.doubtful
        words = note_sentence(note) if note else self.tr("左の一覧から記録を選んでください。")
        self.sentence.say(
            words,
            Tone.WARNING if doubtful else Tone.QUIET,
            Mark.WARNING if doubtful else Mark.NOTE if note else None,
        )
        text = note.text if note else ""
        self.removed.setPlainText(text)
        self._card.setVisible(bool(text))
        self.source.setVisible(bool(source) and note is not None)
        if note and source:
            self.source.show_rows(source, note, item)
        self._legend.setText(self._about(note, source))
        self._show_words()

    def show_entries(self, entries: Sequence[Entry], name: str) -> None:
        """Offer the inputs of the item; the one of a name is proposed."""
        places = [entry.place for entry in entries]
        known = [self.fields.itemData(n) for n in range(self.fields.count())]
        if places != known:
            self.fields.clear()
            for entry in entries:
                self.fields.addItem(entry.caption, entry.place)
        at = next((n for n, entry in enumerate(entries) if entry.name == name), -1)
        if at >= 0:
            self.fields.setCurrentIndex(at)
        self._adding.setVisible(bool(places))

    @property
    def text(self) -> str:
        """What would be put into the field: what is selected, else what was taken out."""
        return self._chosen or self.removed.toPlainText()

    @property
    def _chosen(self) -> str:
        here = self.removed.textCursor().selectedText().replace("\u2029", "\n")
        return here or (self.source.chosen if self.source.isVisible() else "")

    def _arrange(self) -> None:
        label = QLabel(self.tr("入れる欄(&L)"))
        label.setBuddy(self.fields)
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(self.fields, 1)
        row.addWidget(self.add)
        line = self.removed.fontMetrics().lineSpacing()
        self.removed.setMinimumHeight(line * 2 + GRID * 2)
        self.removed.setMaximumHeight(line * _LINES + GRID * 2)
        self.source.setMinimumHeight(line * 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(self.sentence)
        column.addWidget(self._card)
        column.addWidget(self._legend)
        column.addWidget(self.source, 1)
        column.addWidget(self._adding)
        column.addStretch(0)

    def _about(self, note: Note | None, source: Sequence[SourceRow]) -> str:
        if note is None:
            return ""
        if not source:
            return self.tr(
                "元の資料の行は、この台帳に残っていません（前の版で読み込んだため）。"
                "元の資料を開き、「{}」と見比べてください。"
            ).format(note.place or self.tr("全体"))
        return self.tr("元の資料　▶ この記録の行　● この項目になった行")

    def _show_words(self) -> None:
        chosen, usual = self.tr("選んだ文字を入れる(&I)"), self.tr("外した文字を入れる(&I)")
        words = chosen if self._chosen else usual
        self.add.setText(words)
        self.add.setEnabled(bool(self.text))

    def _on_add(self) -> None:
        if self.text and self.fields.currentIndex() >= 0:
            self.put.emit(str(self.fields.currentData()), self.text)
