"""One finding under its field: what it says, why, the fix, and the reason it is answered with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dxdesk.domain.checks import Family, Finding
from dxdesk.domain.confirmation import Confirmation
from dxdesk.finding_words import finding_sentence
from ui import theme
from ui.department.reason_row import ReasonRow
from ui.marks import Mark
from ui.theme import HALF, Keys, Tone
from ui.widgets.card import Card, reading
from ui.widgets.difference import difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.evidence import shown
from ui.widgets.evidence_card import EvidenceCard
from ui.widgets.finding_list import LOOKS
from ui.widgets.tone_label import ToneLabel


class FindingBox(QWidget):
    """Shows one finding; a finding of the same rule can take its place without losing a reason.

    Emits `fix_asked`, `confirmed` (the reason, and whether it goes into the note as well),
    `withdrawn`, and `grown` when something opened in it.
    """

    fix_asked = Signal()
    confirmed = Signal(str, bool)
    withdrawn = Signal()
    grown = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._finding: Finding | None = None
        self._now = ""
        self._say = ToneLabel("", wrap=True)
        self._answer = ToneLabel("", Tone.QUIET, wrap=True)
        self._answer.setContentsMargins(theme.mark_side(self) + HALF, 0, 0, 0)
        # Most findings say what is unwritten and need none of these.
        self._actions: Actions | None = None
        self._row: ReasonRow | None = None
        self._offers_note = False
        self._panel: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)
        self._column.addWidget(self._say)
        self._column.addWidget(self._answer)

    @property
    def buttons(self) -> Actions:
        """The buttons, made when there is something to do."""
        if self._actions is None:
            self._actions = made = Actions(self._label)
            made.fix.clicked.connect(self._on_fix)
            made.confirm.clicked.connect(self.ask_reason)
            made.again.clicked.connect(self._on_again)
            made.withdraw.clicked.connect(self.withdrawn)
            made.why.clicked.connect(self._on_why)
            self._column.insertWidget(2, made)
            escape = QShortcut(Keys.BACK, self)
            escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            escape.activated.connect(self._on_escape)
        return self._actions

    @property
    def row(self) -> ReasonRow:
        """Where the reason is written, made when it is asked for."""
        if self._row is None:
            self._row = ReasonRow(self._label)
            self._row.kept.connect(self.confirmed)
            self._row.left.connect(self._on_escape)
            self._row.hide()
            self._column.addWidget(self._row)
        return self._row

    @property
    def begun(self) -> str:
        """A reason that was begun."""
        return self._row.reason.text() if self._row else ""

    def go_on_with(self, reason: str) -> None:
        """Take over a reason that was begun before."""
        if reason:
            self.row.reason.set_text(reason)

    @property
    def finding(self) -> Finding | None:
        """What is shown."""
        return self._finding

    def show_finding(self, finding: Finding, now: str, *, calm: bool, note_is_free: bool) -> None:
        """Show a finding; `now` is the field's text, `calm` that nobody began the item yet."""
        if self._finding is None or finding.mark != self._finding.mark:
            self._close_panel()
        self._finding, self._now = finding, now
        tone, mark = Tone.QUIET, Mark.DONE if finding.confirmation else Mark.UNTOUCHED
        if finding.open and not calm:
            mark, tone = LOOKS[finding.severity]
        self._say.say(finding_sentence(finding), tone, mark)
        self._answer.set_text(self._answered(finding))
        self._answer.setHidden(not self._answer.text())
        # What is only unwritten says all that there is to say.
        if not finding.rule.unwritten or finding.rule.confirmable:
            self.buttons.show_for(finding)
            self.buttons.show()
        elif self._actions:
            self._actions.hide()
        self._offers_note = finding.family is Family.RATING and note_is_free
        if self._row:
            self._row.offer_note(offer=self._offers_note)
        if not finding.open:
            self._close_reason(forget=True)

    def spoken(self) -> str:
        """What a screen reader says of it."""
        return f"{self._say.text()} {self._answer.text()}".strip()

    def ask_reason(self) -> None:
        """Open the row for the reason and go there."""
        self._close_panel()
        if self.row.isHidden():
            self.row.offer_note(offer=self._offers_note)
        self.row.show()
        self.row.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()

    def _answered(self, finding: Finding) -> str:
        if finding.confirmation:
            return self.tr("確認済み：{}").format(_signed(finding.confirmation))
        if finding.earlier:
            return self.tr("内容が変わる前の理由：{}").format(_signed(finding.earlier))
        return ""

    def _on_fix(self) -> None:
        """Show what the fix would make of the text."""
        finding = self._finding
        if finding is None or finding.fix is None or self._close_panel(self.buttons.fix):
            return
        card = Card(Tone.QUIET)
        words = self.tr("下線の文字が加わり、取消線の文字がなくなります。")
        card.column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        text = DifferenceText()
        text.setAccessibleName(self.tr("直した形"))
        text.show_runs(difference(self._now, finding.fix.text))
        card.column.addWidget(text)
        apply = action_button(self._label, self.tr("この形に直す"))
        apply.clicked.connect(self.fix_asked)
        row = QHBoxLayout()
        row.addWidget(apply)
        row.addStretch(1)
        card.column.addLayout(row)
        self._open_panel(card, self.buttons.fix)
        apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_why(self) -> None:
        finding = self._finding
        if finding is None or self._close_panel(self.buttons.why):
            return
        card = Card(Tone.QUIET)
        card.column.addWidget(reading(finding.rule.meaning))
        evidence = shown(finding, self._now, self._label)
        if evidence.facts or evidence.table or evidence.texts:
            card.column.addWidget(EvidenceCard(evidence))
        self._open_panel(card, self.buttons.why)

    def _on_again(self) -> None:
        if self._finding and self._finding.earlier:
            self.confirmed.emit(self._finding.earlier.reason, False)

    def _on_escape(self) -> None:
        """Close what is open; a reason that was begun stays in its row."""
        self._close_panel()
        self._close_reason(forget=False)
        if self.buttons.confirm.isVisible():
            self.buttons.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_reason(self, *, forget: bool) -> None:
        if self._row is None:
            return
        self._row.hide()
        if forget:
            self._row.reason.set_text("")

    def _open_panel(self, panel: QWidget, owner: QToolButton) -> None:
        self._close_reason(forget=False)
        self._panel = panel
        self._panel.setProperty("owner", owner.text())
        self._column.addWidget(panel)
        self.grown.emit()

    def _close_panel(self, owner: QToolButton | None = None) -> bool:
        """Close the panel; whether it was the one of `owner`."""
        panel, self._panel = self._panel, None
        if panel is None:
            return False
        panel.hide()
        panel.deleteLater()
        return owner is not None and panel.property("owner") == owner.text()


class Actions(QWidget):
    """What can be done about a finding."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fix = action_button(label, self.tr("直す…"))
        self.confirm = action_button(label, self.tr("確認した…"))
        self.again = action_button(label, self.tr("同じ理由で確認"))
        self.withdraw = action_button(label, self.tr("確認を取り消す"))
        self.why = action_button(label, self.tr("なぜ"))
        self.fix.setToolTip(self.tr("直した形を見る（{}ですぐ直す）").format(_keys(Keys.FIX)))
        self.confirm.setToolTip(self.tr("理由を書いて済ませる（{}）").format(_keys(Keys.CONFIRM)))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.mark_side(self) + HALF, 0, 0, 0)
        row.setSpacing(HALF)
        for button in (self.fix, self.confirm, self.again, self.withdraw, self.why):
            row.addWidget(button)
        row.addStretch(1)

    def show_for(self, finding: Finding) -> None:
        """Offer what is possible."""
        answerable = finding.open and finding.rule.confirmable
        self.fix.setHidden(finding.fix is None or not finding.open)
        self.confirm.setHidden(not answerable)
        self.again.setHidden(not answerable or finding.earlier is None)
        self.withdraw.setHidden(finding.open)


def action_button(label: str, words: str) -> QToolButton:
    """A small button of a finding; screen readers are told of which field."""
    made = QToolButton()
    made.setText(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName(f"{label} {words}")
    return made


def _signed(given: Confirmation) -> str:
    when = given.at.replace("-", "/").replace("T", " ")[:16]
    return f"{given.reason}（{given.by}　{when}）"


def _keys(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
