"""A finding in words: at its field, and as the answer that it was given."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding, Severity
from dxdesk.domain.confirmation import Confirmation
from dxdesk.finding_words import finding_sentence
from dxdesk.messages import SEVERITY_WORDS
from ui import theme
from ui.marks import Mark
from ui.office.places import moment
from ui.theme import GRID, HALF, Tone
from ui.widgets.flowing import Flowing
from ui.widgets.tone_label import ToneLabel

MARKS = {
    Severity.ERROR: (Tone.ERROR, Mark.ERROR),
    Severity.WARNING: (Tone.WARNING, Mark.WARNING),
    Severity.HINT: (Tone.HINT, Mark.NOTE),
}


def look_of(finding: Finding) -> tuple[Tone, Mark]:
    """How a finding is marked; one that was answered is quiet."""
    return MARKS[finding.severity] if finding.open else (Tone.QUIET, Mark.DONE)


def signed(given: Confirmation) -> str:
    """A reason with who gave it and when."""
    return f"{given.reason}（{given.by}　{moment(given.at)}）"


class FindingNote(Flowing):
    """The sentence with its mark; below it the reason, or the one that the data left behind.

    `detail_requested` asks, with the note, for what there is to do about the finding.
    """

    detail_requested = Signal(object)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._detail: QWidget | None = None
        tone, mark = look_of(finding)
        sentence = finding_sentence(finding)
        self.more = QPushButton(self.tr("根拠と対応"))
        self.more.setAccessibleName(f"{sentence} {self.more.text()}")
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(ToneLabel(sentence, tone, mark, wrap=True), 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(row)
        said = self._answer(finding)
        if said:
            answer = ToneLabel(said, Tone.QUIET, wrap=True)
            answer.setContentsMargins(theme.mark_side(self) + HALF, 0, 0, 0)
            column.addWidget(answer)
        self.setAccessibleName(f"{SEVERITY_WORDS[finding.severity]} {sentence} {said}".strip())

    def open_detail(self, detail: QWidget) -> None:
        """Show below the sentence what can be done."""
        self._detail = detail
        self._column.addWidget(detail)

    def _on_more(self) -> None:
        """Open what can be done; close it where it is open."""
        detail, self._detail = self._detail, None
        if detail is None:
            self.detail_requested.emit(self)
            return
        detail.hide()
        detail.deleteLater()

    def _answer(self, finding: Finding) -> str:
        if finding.confirmation:
            return self.tr("確認済み：{}").format(signed(finding.confirmation))
        if finding.earlier:
            return self.tr("内容が変わる前の理由：{}").format(signed(finding.earlier))
        return ""
