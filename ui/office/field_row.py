"""One field of an item as the office sees it: what it says, what changed, what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.fields import RATING, is_line, split_field
from dxdesk.domain.plan import Grade, Item
from ui import theme
from ui.marks import Mark
from ui.office.field_value import FieldValue, Since
from ui.office.finding_note import FindingNote
from ui.office.remark_box import sent_card
from ui.office.remarked_part import RemarkedPart
from ui.theme import GRID, Keys, Tone
from ui.widgets.card import Card, whole_reading
from ui.widgets.desk_page import commit_composition
from ui.widgets.difference import difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.figure_edit import LineEdit
from ui.widgets.kpi_chart import KpiChart
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class FieldRow(RemarkedPart):
    """Reads as a line of a form; 直す turns its text into an input, 所見 opens one below it."""

    written = Signal(str, str)
    taken_back = Signal(str)
    history_requested = Signal(str)
    detail_requested = Signal(object)

    def __init__(
        self,
        value: FieldValue,
        item: Item,
        scale: Sequence[Grade],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(value.caption, value.draft, parent)
        self.value = value
        self._item = item
        self._scale = scale
        self._editor: TextEdit | LineEdit | RatingBox | None = None
        self.correct = writes(self._button(self.tr("直す"), self._on_correct))
        self.history = self._button(self.tr("履歴"), self._on_history)
        self.to_remark = writes(self._button(self.tr("所見"), self.open_remark))
        self.take_back = QPushButton()
        self.notes: list[FindingNote] = []
        self._text = self._now()
        self._editing = QWidget()
        self._editing.hide()
        self._left = QVBoxLayout()
        self._left.addWidget(self._text)
        self._left.addWidget(self._editing)
        self._left.addStretch(1)
        self._arrange()

    @property
    def text(self) -> str:
        """What is shown as this year's text."""
        return self._shown(self.value.text)

    @property
    def editor(self) -> TextEdit | LineEdit | RatingBox | None:
        """The input, while the field is being corrected."""
        return self._editor

    def renew(self, value: object) -> bool:
        if value != self.value:
            return False
        assert isinstance(value, FieldValue)
        self.value = value
        self.show_draft(value.draft)
        return True

    def settle(self) -> None:
        """Keep what was typed, if the field is being corrected."""
        super().settle()
        if self._editor is None:
            return
        commit_composition()
        text = self._editor.text()
        self._end()
        if text != self.value.text:
            self.written.emit(self.value.field, text)

    def take_focus(self) -> None:
        self.correct.setFocus()

    def _arrange(self) -> None:
        value, column = self.value, self.column
        column.addLayout(self._head())
        if value.writers or value.facts:
            about = "　".join(words for words in (value.writers, value.facts) if words)
            column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        if value.collides:
            words = self.tr("競合しています。「競合」で選ぶまでは、照会のときの文のままです。")
            column.addWidget(ToneLabel(words, Tone.WARNING, Mark.WARNING, wrap=True))
        column.addLayout(self._texts())
        if value.corrected is not None:
            column.addWidget(self._correction(value.corrected))
        if value.figures:
            plot = KpiChart()
            plot.show_chart(value.figures)
            column.addWidget(plot)
        for finding in value.findings:
            note = FindingNote(finding)
            note.detail_requested.connect(self.detail_requested)
            self.notes.append(note)
            column.addWidget(note)
        for answer in value.remarks:
            column.addWidget(sent_card(answer, self._item))
        self.show_draft(value.draft)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(theme.label(self.value.caption, bold=True, wrap=True), 1)
        buttons = [self.correct, self.history]
        if self.value.draft and self.value.draft.departments:
            buttons.insert(1, self.to_remark)
        for button in buttons:
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _texts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addLayout(self._left, 3)
        if self.value.last is not None:
            last = self._label(self._shown(self.value.last), quiet=True)
            row.addWidget(last, 2, Qt.AlignmentFlag.AlignTop)
        return row

    def _now(self) -> QWidget:
        """This year's text; where another one is known to compare it with, with its changes."""
        before = self._compared()
        if before is None or before == self.value.text:
            return self._label(self._shown(self.value.text), quiet=not self.value.text)
        return self._changes(before, self.value.text)

    def _compared(self) -> str | None:
        if self.value.since is Since.ROUND:
            return self.value.before
        return (self.value.last or None) if self.value.since is Since.YEAR else None

    def _changes(self, before: str, now: str) -> QWidget:
        made = DifferenceText()
        made.setAccessibleName(self.tr("{}の変更点").format(self.value.caption))
        shown = (self._shown(text) if text else "" for text in (before, now))
        made.show_runs(difference(*shown))
        return made

    def _correction(self, said: str) -> Card:
        """What the department had written, and how the office changed it."""
        card = Card(Tone.HINT)
        words = self.tr("事務局が直しました。課の文からの変更：")
        card.column.addWidget(ToneLabel(words, Tone.HINT, Mark.NOTE, bold=True, wrap=True))
        card.column.addWidget(self._changes(said, self.value.text))
        self.take_back = writes(QPushButton(self.tr("直す前に戻す")))
        self.take_back.setAccessibleName(f"{self.value.caption} {self.take_back.text()}")
        self.take_back.clicked.connect(lambda: self.taken_back.emit(self.value.field))
        card.column.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _label(self, text: str, *, quiet: bool) -> QWidget:
        made = whole_reading(text)
        if quiet:
            made.setForegroundRole(theme.ROLES[Tone.QUIET])
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
