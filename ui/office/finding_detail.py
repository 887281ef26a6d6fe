"""What can be done about a finding: its evidence, its answer with a reason, its fix."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding
from dxdesk.finding_words import FAMILY_WORDS, finding_sentence
from dxdesk.messages import SEVERITY_WORDS
from ui import theme
from ui.marks import Mark
from ui.office.finding_note import look_of, signed
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.card import Card
from ui.widgets.composition import commit_composition
from ui.widgets.difference import difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.evidence import shown
from ui.widgets.evidence_card import EvidenceCard
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


@dataclass(frozen=True, slots=True)
class Case:
    """A finding with its place in words and the field's text.

    `collides` says that the field waits for a choice, so that nothing may be written there yet;
    `returnable` that its department's answer can be sent back with a remark. `at_home` is a
    finding that is shown at its field already, with its words.
    """

    finding: Finding
    place: str
    text: str = ""
    text_word: str = ""
    collides: bool = False
    returnable: bool = False
    at_home: bool = False


class FindingDetail(QWidget):
    """Tells what the person decides; `drafted` of a reason that is being written."""

    opened = Signal()
    confirmed = Signal(str)
    withdrawn = Signal()
    fixed = Signal()
    remarked = Signal()
    left = Signal()
    drafted = Signal(str)

    def __init__(self, case: Case, draft: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        # What the finding does not have stays an input that nobody sees.
        self.reason: TextEdit | None = None
        self.open, self.confirm, self.withdraw = QPushButton(), QPushButton(), QPushButton()
        self.fix, self.remark = QPushButton(), QPushButton()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GRID)
        self._add_words(left)
        self._add_answer(left, draft)
        left.addLayout(self._ways())
        left.addStretch(1)
        if case.finding.evidence:
            right.addWidget(EvidenceCard(shown(case.finding, case.text, case.text_word)))
        self._add_fix(right)
        right.addStretch(1)
        if case.at_home:
            # There is last year beside it already: no room for a second column.
            under = QVBoxLayout(self)
            under.setContentsMargins(GRID * 2, HALF, 0, GRID)
            under.setSpacing(GRID)
            under.addLayout(right)
            under.addLayout(left)
            return
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        row.setSpacing(GRID * 3)
        row.addLayout(left, 5)
        row.addLayout(right, 4)

    def press_confirm(self) -> None:
        """Confirm with the reason that stands there; where none does, ask for it."""
        if self.reason is None:
            return
        commit_composition()
        if self.reason.text().strip():
            self._on_confirm()
        else:
            self.reason.setFocus()

    def settle(self) -> None:
        """Tell a reason that was begun."""
        if self.reason:
            self.reason.flush()

    def _add_words(self, column: QVBoxLayout) -> None:
        finding = self.case.finding
        tone, mark = look_of(finding)
        kind = f"{SEVERITY_WORDS[finding.severity]}　{FAMILY_WORDS[finding.family]}"
        if not self.case.at_home:
            words = f"{self.case.place}　（{kind}）"
            column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
            sentence = finding_sentence(finding)
            column.addWidget(ToneLabel(sentence, tone, mark, wrap=True, step=1, bold=True))
        column.addWidget(ToneLabel(finding.rule.meaning, Tone.QUIET, wrap=True))

    def _add_answer(self, column: QVBoxLayout, draft: str) -> None:
        finding = self.case.finding
        if finding.confirmation:
            card = Card(Tone.GOOD)
            card.add_text(self.tr("確認済み"), signed(finding.confirmation))
            self.withdraw = writes(QPushButton(self.tr("確認を取り消す(&U)")))
            self.withdraw.clicked.connect(self.withdrawn)
            card.column.addLayout(_beginning(self.withdraw))
            column.addWidget(card)
            return
        if finding.earlier:
            card = Card(Tone.WARNING)
            said = self.tr("内容が変わったので、もう一度確かめてください。変わる前の理由：")
            card.add_text(said, signed(finding.earlier))
            column.addWidget(card)
        if finding.rule.confirmable:
            self._add_reason(column, draft)
        else:
            words = self.tr("理由を書いて済ませることはできません。欄を直すと消えます。")
            column.addWidget(ToneLabel(words, Tone.QUIET, Mark.NOTE, wrap=True))

    def _add_reason(self, column: QVBoxLayout, draft: str) -> None:
        finding = self.case.finding
        self.reason = reason = writes(TextEdit(lines=2))
        reason.setAccessibleName(self.tr("確認した理由"))
        former = finding.earlier.reason if finding.earlier else ""
        reason.setPlaceholderText(self.tr("確かめて差し支えなければ、その理由を書きます"))
        reason.set_text(draft)
        reason.edited.connect(self.drafted)
        reason.textChanged.connect(self._show_ready)
        escape = QShortcut(Keys.BACK, reason)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.left)
        self.confirm = writes(QPushButton(self.tr("この理由で確認した　F9")))
        self.confirm.clicked.connect(self._on_confirm)
        buttons = [self.confirm]
        if former:
            copy = writes(QPushButton(self.tr("前の理由を写す")))
            copy.clicked.connect(lambda: reason.put(former))
            buttons.append(copy)
        column.addWidget(theme.label(self.tr("確認した理由"), bold=True))
        column.addWidget(reason)
        column.addLayout(_beginning(*buttons))
        self._show_ready()

    def _ways(self) -> QHBoxLayout:
        buttons: list[QPushButton] = []
        if self.case.finding.field and not self.case.at_home:
            self.open = QPushButton(self.tr("項目を開く　Enter"))
            self.open.clicked.connect(self.opened)
            buttons.append(self.open)
        if self.case.returnable:
            self.remark = writes(QPushButton(self.tr("差戻しの所見に加える(&R)")))
            self.remark.clicked.connect(self.remarked)
            buttons.append(self.remark)
        return _beginning(*buttons)

    def _add_fix(self, column: QVBoxLayout) -> None:
        fix = self.case.finding.fix
        if fix is None or not self.case.finding.open:
            return
        card = Card(Tone.PLAIN)
        card.column.addWidget(theme.label(self.tr("直した文"), bold=True))
        legend = self.tr("下線は加わる文字、取消線はなくなる文字です。")
        card.column.addWidget(ToneLabel(legend, Tone.QUIET, wrap=True))
        preview = DifferenceText()
        preview.setAccessibleName(self.tr("直した文"))
        preview.show_runs(difference(self.case.text, fix.text))
        card.column.addWidget(preview)
        self.fix = writes(QPushButton(self.tr("このとおり直す(&X)")))
        self.fix.clicked.connect(self.fixed)
        card.column.addLayout(_beginning(self.fix))
        if self.case.collides:
            self.fix.setEnabled(False)
            words = self.tr("この欄は競合しています。先に「競合」で文を選んでください。")
            card.column.addWidget(ToneLabel(words, Tone.WARNING, Mark.WARNING, wrap=True))
        column.addWidget(card)

    def _show_ready(self) -> None:
        if self.reason:
            self.confirm.setEnabled(bool(self.reason.text().strip()))

    def _on_confirm(self) -> None:
        commit_composition()
        if self.reason:
            self.confirmed.emit(self.reason.text())


def _beginning(*buttons: QPushButton) -> QHBoxLayout:
    """Buttons side by side from the left."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
