"""A finding in words: at its field, and as the answer that it was given."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding, Severity
from dxdesk.domain.confirmation import Confirmation
from dxdesk.finding_words import finding_sentence
from dxdesk.messages import SEVERITY_WORDS
from ui import theme
from ui.marks import Mark
from ui.office.places import moment
from ui.theme import HALF, Tone
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


class FindingNote(QWidget):
    """The sentence with its mark; below it the reason, or the one that the data left behind."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tone, mark = look_of(finding)
        sentence = finding_sentence(finding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(ToneLabel(sentence, tone, mark, wrap=True))
        said = self._answer(finding)
        if said:
            answer = ToneLabel(said, Tone.QUIET, wrap=True)
            answer.setContentsMargins(theme.mark_side(self) + HALF, 0, 0, 0)
            column.addWidget(answer)
        self.setAccessibleName(f"{SEVERITY_WORDS[finding.severity]} {sentence} {said}".strip())

    def _answer(self, finding: Finding) -> str:
        if finding.confirmation:
            return self.tr("確認済み：{}").format(signed(finding.confirmation))
        if finding.earlier:
            return self.tr("内容が変わる前の理由：{}").format(signed(finding.earlier))
        return ""
