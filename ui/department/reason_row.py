"""Where a finding is answered with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from ui.theme import HALF, Tone
from ui.widgets.card import Card
from ui.widgets.composition import commit_composition
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel


class ReasonRow(Card):
    """Emits `kept` with the reason and whether it goes into the note as well, or `left`."""

    kept = Signal(str, bool)
    left = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(Tone.QUIET, parent)
        self.reason = TextEdit(lines=2)
        self.reason.setAccessibleName(self.tr("{} 確認した理由").format(label))
        self.reason.textChanged.connect(self._on_typed)
        self.note = QCheckBox(self.tr("評価に関する補足にも書く(&H)"))
        self.keep = self._button(label, self.tr("記録"))
        self.keep.setEnabled(False)
        self.keep.clicked.connect(self._on_keep)
        leave = self._button(label, self.tr("やめる"))
        leave.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(HALF)
        for widget in (self.keep, leave, self.note):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        words = self.tr(
            "確かめて差し支えなければ、理由を書いてください。提出ファイルに付いて届きます。"
        )
        self.column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        self.column.addWidget(self.reason)
        self.column.addLayout(buttons)

    def offer_note(self, *, offer: bool) -> None:
        """Offer to write the reason into the note as well."""
        self.note.setVisible(offer)
        self.note.setChecked(offer)

    def _button(self, label: str, words: str) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAccessibleName(f"{label} {words}")
        return made

    def _on_typed(self) -> None:
        self.keep.setEnabled(bool(self.reason.text().strip()))

    def _on_keep(self) -> None:
        commit_composition()
        if reason := self.reason.text().strip():
            self.kept.emit(reason, not self.note.isHidden() and self.note.isChecked())
