"""One field of the form: its name, the office's remark, the input, and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding
from dxdesk.messages import finding_sentence
from ui import theme
from ui.marks import Mark
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading, whole_reading
from ui.widgets.empty_button import EmptyButton
from ui.widgets.figure_edit import FigureEdit
from ui.widgets.finding_list import LOOKS
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

Editor = TextEdit | FigureEdit | RatingBox


class FieldBox(QWidget):
    """A field that can be typed in."""

    edited = Signal(str, str)

    def __init__(
        self,
        field: str,
        label: str,
        editor: Editor,
        *,
        remark: str = "",
        hint: str = "",
        may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor
        name = theme.label(label, bold=True, wrap=True)
        name.setBuddy(editor)
        editor.setAccessibleName(label)
        self._label = label
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(name, 1)
        if not isinstance(editor, RatingBox) and not may_be_empty:
            head.addWidget(self._empty_button(label))
        self._found = QVBoxLayout()
        self._found.setSpacing(HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        if hint:
            column.addWidget(ToneLabel(hint, Tone.QUIET, wrap=True))
        if remark:
            column.addWidget(remark_card(self.tr("DX推進担当から"), remark))
        column.addWidget(editor)
        column.addLayout(self._found)
        column.addStretch(1)
        editor.edited.connect(self._on_edited)

    def show_findings(self, findings: Sequence[Finding], *, calm: bool = False) -> None:
        """Say under the input what is missing or doubtful; `calm` where nobody began yet."""
        sentences = [(f.severity, finding_sentence(f)) for f in findings]
        while self._found.count() > len(sentences):
            taken = self._found.takeAt(self._found.count() - 1)
            if taken is not None and (gone := taken.widget()):
                gone.hide()
                gone.deleteLater()
        for n, (severity, text) in enumerate(sentences):
            mark, tone = (Mark.UNTOUCHED, Tone.QUIET) if calm else LOOKS[severity]
            known = self._found.itemAt(n)
            label = known.widget() if known else None
            if isinstance(label, ToneLabel):
                label.say(text, tone, mark)
            else:
                self._found.addWidget(ToneLabel(text, tone, mark, wrap=True))
        self.editor.setAccessibleDescription(" ".join(text for _, text in sentences))

    def _empty_button(self, label: str) -> EmptyButton:
        figure = isinstance(self.editor, FigureEdit)
        words = self.tr("数値がないとき") if figure else self.tr("書くことがないとき")
        button = EmptyButton(words)
        button.setAccessibleName(f"{label} {words}")
        button.chosen.connect(self.editor.put)
        return button

    def _on_edited(self, text: str) -> None:
        self.edited.emit(self.field, text)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(GRID * 40, 0))


def closed_field(label: str, text: str, note: str, remark: str = "") -> QWidget:
    """A field to be read: another department's, or closed in this round, or handed in."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HALF)
    head = QHBoxLayout()
    head.setSpacing(GRID)
    head.addWidget(theme.label(label, bold=True, wrap=True), 1)
    if note:
        head.addWidget(ToneLabel(note, Tone.QUIET, Mark.LOCKED), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    if remark:
        column.addWidget(remark_card(box.tr("DX推進担当から"), remark))
    card = Card(Tone.QUIET)
    if text:
        body = whole_reading(text)
        body.setAccessibleName(label)
        card.column.addWidget(body)
    else:
        card.column.addWidget(ToneLabel(box.tr("（未記入）"), Tone.QUIET))
    column.addWidget(card)
    column.addStretch(1)
    return box


def remark_card(heading: str, text: str) -> Card:
    """What the office says of a field or an item."""
    card = Card(Tone.WARNING)
    card.column.addWidget(ToneLabel(heading, Tone.WARNING, Mark.RETURNED, bold=True))
    card.column.addWidget(reading(text))
    return card
