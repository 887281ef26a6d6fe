"""One field of an item as the office sees it: this year's text, last year's, and a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import RATING, is_line, split_field
from dxdesk.domain.plan import Grade
from ui import theme
from ui.marks import Mark
from ui.office.finding_note import FindingNote
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.card import whole_reading
from ui.widgets.desk_page import commit_composition
from ui.widgets.figure_edit import LineEdit
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a row shows. `last` is None where the file has no earlier year."""

    field: str
    caption: str
    writers: str
    text: str
    last: str | None = None
    facts: str = ""
    findings: tuple[Finding, ...] = ()
    collides: bool = False


class FieldRow(QFrame):
    """Reads as a line of a form; 直す turns its text into an input."""

    written = Signal(str, str)
    history_requested = Signal(str)

    def __init__(
        self, value: FieldValue, scale: Sequence[Grade], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.value = value
        self._scale = scale
        self._editor: TextEdit | LineEdit | RatingBox | None = None
        self.correct = self._button(self.tr("直す"), self._on_correct)
        self.history = self._button(self.tr("履歴"), self._on_history)
        self._text = self._label(self._shown(value.text), quiet=not value.text)
        self._editing = QWidget()
        self._editing.hide()
        self._left = QVBoxLayout()
        self._left.addWidget(self._text)
        self._left.addWidget(self._editing)
        self._left.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, HALF)
        column.setSpacing(HALF)
        column.addLayout(self._head())
        if value.writers or value.facts:
            about = "　".join(words for words in (value.writers, value.facts) if words)
            column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        if value.collides:
            words = self.tr("競合しています。「競合」で選ぶまでは、照会のときの文のままです。")
            column.addWidget(ToneLabel(words, Tone.WARNING, Mark.WARNING, wrap=True))
        column.addLayout(self._texts())
        for finding in value.findings:
            column.addWidget(FindingNote(finding))

    @property
    def text(self) -> str:
        """What is shown as this year's text."""
        return self._shown(self.value.text)

    @property
    def editor(self) -> TextEdit | LineEdit | RatingBox | None:
        """The input, while the field is being corrected."""
        return self._editor

    def settle(self) -> None:
        """Keep what was typed, if the field is being corrected."""
        if self._editor is None:
            return
        commit_composition()
        text = self._editor.text()
        self._end()
        if text != self.value.text:
            self.written.emit(self.value.field, text)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(theme.label(self.value.caption, bold=True, wrap=True), 1)
        head.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _texts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addLayout(self._left, 3)
        if self.value.last is not None:
            last = self._label(self._shown(self.value.last), quiet=True)
            row.addWidget(last, 2, Qt.AlignmentFlag.AlignTop)
        return row

    def _label(self, text: str, *, quiet: bool) -> QWidget:
        made = whole_reading(text)
        if quiet:
            palette = made.palette()
            palette.setColor(made.foregroundRole(), theme.colour(Tone.QUIET, palette))
            made.setPalette(palette)
        return made

    def _shown(self, text: str) -> str:
        if not text:
            return self.tr("（まだ書かれていません）")
        if split_field(self.value.field)[1] == RATING:
            meaning = next((g.meaning for g in self._scale if g.code == text), "")
            return f"{text}　{meaning}".strip()
        return text

    def _button(self, words: str, slot: object) -> QPushButton:
        made = QPushButton(words)
        made.setAccessibleName(f"{self.value.caption} {self.value.writers} {words}")
        made.clicked.connect(slot)
        return made

    def _on_correct(self) -> None:
        if self._editor is not None:
            self._editor.setFocus()
            return
        self._editor = self._make_editor()
        self._editor.set_text(self.value.text)
        self._editor.setAccessibleName(self.value.caption)
        keep = QPushButton(self.tr("修正を保存"))
        keep.setToolTip(self.tr("事務局の修正として履歴に残ります"))
        keep.clicked.connect(self.settle)
        drop = QPushButton(self.tr("やめる"))
        drop.clicked.connect(self._end)
        escape = QShortcut(Keys.BACK, self._editing)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._end)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(keep)
        buttons.addWidget(drop)
        buttons.addStretch(1)
        column = QVBoxLayout(self._editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._editor)
        column.addLayout(buttons)
        self._text.hide()
        self._editing.show()
        self._editor.setFocus()

    def _make_editor(self) -> TextEdit | LineEdit | RatingBox:
        if split_field(self.value.field)[1] == RATING:
            return RatingBox(self._scale)
        return LineEdit() if is_line(self.value.field) else TextEdit()

    def _end(self) -> None:
        """Show the text again; what the input held is forgotten."""
        old, self._editing, self._editor = self._editing, QWidget(), None
        self._editing.hide()
        self._left.replaceWidget(old, self._editing)
        old.hide()
        old.deleteLater()
        self._text.show()
        self.correct.setFocus()

    def _on_history(self) -> None:
        self.history_requested.emit(self.value.field)
