"""A remark that is being written where it belongs, and those that were sent, with their answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dxdesk.domain.plan import Item
from dxdesk.domain.reviewing import RemarkAnswer
from ui.marks import Mark
from ui.office.field_value import Draft
from ui.office.places import field_words
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading
from ui.widgets.flow_row import FlowRow
from ui.widgets.quiet_box import QuietBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class RemarkBox(QWidget):
    """Emits `remarked` with the department, the place and the text."""

    remarked = Signal(str, str, str)

    def __init__(self, draft: Draft, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._department = draft.department
        self.text = writes(TextEdit(lines=2))
        self.text.setAccessibleName(self.tr("{}への所見").format(about))
        self.text.set_text(draft.text)
        self.text.edited.connect(self._on_edited)
        caption = QLabel(self.tr("差戻しの所見（直してほしいこと）"))
        caption.setBuddy(self.text)
        row = FlowRow(spacing=GRID)
        row.add(caption)
        self.to: QuietBox | None = None
        if len(draft.departments) > 1:
            self.to = self._to_box(draft)
            row.add(self.to)
        else:
            row.add(ToneLabel(self.tr("{}へ").format(draft.department), Tone.QUIET))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(row)
        column.addWidget(self.text)

    def show_draft(self, draft: Draft) -> None:
        """Show what was written elsewhere; what is being typed here stays."""
        if draft.text != self.text.text() and not self.text.hasFocus():
            self.text.set_text(draft.text)

    def settle(self) -> None:
        """Tell what was typed."""
        self.text.flush()

    def _to_box(self, draft: Draft) -> QuietBox:
        box = QuietBox(self)
        box.setAccessibleName(self.tr("所見を送る課"))
        box.addItems([self.tr("{}へ").format(name) for name in draft.departments])
        box.setCurrentIndex(draft.departments.index(draft.department))
        box.activated.connect(self._on_to)
        return box

    def _on_to(self, number: int) -> None:
        """Let the remark go to another department instead."""
        self.text.flush()
        text, place = self.text.text(), self._draft.place
        self.remarked.emit(self._department, place, "")
        self._department = self._draft.departments[number]
        self.remarked.emit(self._department, place, text)

    def _on_edited(self, text: str) -> None:
        self.remarked.emit(self._department, self._draft.place, text)


def sent_card(answer: RemarkAnswer, item: Item) -> Card:
    """A remark that was sent, and what became of it."""
    card = Card(Tone.QUIET)
    words = card.tr("差戻しの所見（第{}回、{}へ）").format(
        answer.sent.round, answer.sent.department
    )
    card.column.addWidget(ToneLabel(words, Tone.QUIET, Mark.RETURNED, bold=True, wrap=True))
    card.column.addWidget(reading(answer.sent.remark.text))
    if not answer.came_back:
        card.column.addWidget(ToneLabel(card.tr("再提出はまだありません。"), Tone.QUIET))
    elif not answer.changed:
        said = card.tr("再提出されましたが、書き換えられていません。")
        card.column.addWidget(ToneLabel(said, Tone.WARNING, Mark.WARNING, wrap=True))
    elif "/" in answer.sent.remark.place:
        said = card.tr("再提出で書き換えられました。")
        card.column.addWidget(ToneLabel(said, Tone.GOOD, Mark.DONE, wrap=True))
    else:
        places = "、".join(field_words(item, name) for name in answer.changed)
        said = card.tr("再提出で書き換えられた欄：{}").format(places)
        card.column.addWidget(ToneLabel(said, Tone.GOOD, Mark.DONE, wrap=True))
    return card
