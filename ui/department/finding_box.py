"""One finding under its field: what it says, why, the fix, and the reason it is answered with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dxdesk.domain.checks import Family, Finding
from dxdesk.domain.confirmation import Confirmation
from dxdesk.finding_words import finding_sentence
from ui import theme
from ui.marks import Mark
from ui.theme import HALF, Keys, Tone
from ui.widgets.card import Card, reading
from ui.widgets.composition import commit_composition
from ui.widgets.difference import difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.evidence import shown
from ui.widgets.evidence_card import EvidenceCard
from ui.widgets.finding_list import LOOKS
from ui.widgets.text_edit import TextEdit
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
        self.fix = self._button(self.tr("直す…"), self._on_fix)
        self.confirm = self._button(self.tr("確認した…"), self._on_confirm)
        self.again = self._button(self.tr("同じ理由で確認"), self._on_again)
        self.withdraw = self._button(self.tr("確認を取り消す"), self.withdrawn)
        self.why = self._button(self.tr("なぜ"), self._on_why)
        self.fix.setToolTip(self.tr("直した形を見る（{}ですぐ直す）").format(_keys(Keys.FIX)))
        self.confirm.setToolTip(self.tr("理由を書いて済ませる（{}）").format(_keys(Keys.CONFIRM)))
        self.reason = TextEdit(lines=2)
        self.reason.setAccessibleName(self.tr("{} 確認した理由").format(label))
        self.note = QCheckBox(self.tr("評価に関する補足にも書く(&H)"))
        self._reason_row = self._build_reason()
        self._panel: QWidget | None = None
        self._actions = QWidget()
        self._arrange()
        escape = QShortcut(Keys.BACK, self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)

    @property
    def finding(self) -> Finding | None:
        """What is shown."""
        return self._finding

    @property
    def busy(self) -> bool:
        """Whether a reason is being written, or was begun."""
        return self._reason_row.isVisibleTo(self) or bool(self.reason.text().strip())

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
        answerable = finding.open and finding.rule.confirmable
        self.fix.setHidden(finding.fix is None or not finding.open)
        self.confirm.setHidden(not answerable)
        self.again.setHidden(not answerable or finding.earlier is None)
        self.withdraw.setHidden(finding.open)
        # What is only unwritten says all that there is to say.
        self._actions.setHidden(finding.rule.unwritten and not finding.rule.confirmable)
        self.note.setVisible(finding.family is Family.RATING and note_is_free)
        self.note.setChecked(note_is_free)
        if not finding.open:
            self._close_reason(forget=True)

    def spoken(self) -> str:
        """What a screen reader says of it."""
        return f"{self._say.text()} {self._answer.text()}".strip()

    def ask_reason(self) -> None:
        """Open the row for the reason and go there."""
        self._close_panel()
        self._reason_row.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()

    def _arrange(self) -> None:
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(theme.mark_side(self) + HALF, 0, 0, 0)
        row.setSpacing(HALF)
        for button in (self.fix, self.confirm, self.again, self.withdraw, self.why):
            row.addWidget(button)
        row.addStretch(1)
        self._answer.setContentsMargins(theme.mark_side(self) + HALF, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)
        for widget in (self._say, self._answer, self._actions, self._reason_row):
            self._column.addWidget(widget)
        self._reason_row.hide()

    def _build_reason(self) -> QWidget:
        keep = self._button(self.tr("記録"), self._on_keep)
        leave = self._button(self.tr("やめる"), self._on_escape)
        self.keep = keep
        keep.setEnabled(False)
        self.reason.textChanged.connect(lambda: keep.setEnabled(bool(self.reason.text().strip())))
        buttons = QHBoxLayout()
        buttons.setSpacing(HALF)
        for widget in (keep, leave, self.note):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        card = Card(Tone.QUIET)
        words = self.tr(
            "確かめて差し支えなければ、理由を書いてください。提出ファイルに付いて届きます。"
        )
        card.column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        card.column.addWidget(self.reason)
        card.column.addLayout(buttons)
        return card

    def _button(self, words: str, slot: object) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAccessibleName(f"{self._label} {words}")
        made.clicked.connect(slot)
        return made

    def _answered(self, finding: Finding) -> str:
        if finding.confirmation:
            return self.tr("確認済み：{}").format(_signed(finding.confirmation))
        if finding.earlier:
            return self.tr("内容が変わる前の理由：{}").format(_signed(finding.earlier))
        return ""

    def _on_fix(self) -> None:
        """Show what the fix would make of the text."""
        finding = self._finding
        if finding is None or finding.fix is None or self._close_panel(self.fix):
            return
        card = Card(Tone.QUIET)
        words = self.tr("下線の文字が加わり、取消線の文字がなくなります。")
        card.column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        text = DifferenceText()
        text.setAccessibleName(self.tr("直した形"))
        text.show_runs(difference(self._now, finding.fix.text))
        card.column.addWidget(text)
        apply = self._button(self.tr("この形に直す"), self.fix_asked)
        row = QHBoxLayout()
        row.addWidget(apply)
        row.addStretch(1)
        card.column.addLayout(row)
        self._open_panel(card, self.fix)
        apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_why(self) -> None:
        finding = self._finding
        if finding is None or self._close_panel(self.why):
            return
        card = Card(Tone.QUIET)
        card.column.addWidget(reading(finding.rule.meaning))
        evidence = shown(finding, self._now, self._label)
        if evidence.facts or evidence.table or evidence.texts:
            card.column.addWidget(EvidenceCard(evidence))
        self._open_panel(card, self.why)

    def _on_confirm(self) -> None:
        self.ask_reason()

    def _on_again(self) -> None:
        if self._finding and self._finding.earlier:
            self.confirmed.emit(self._finding.earlier.reason, False)

    def _on_keep(self) -> None:
        commit_composition()
        reason = self.reason.text().strip()
        if reason:
            also = self.note.isVisibleTo(self) and self.note.isChecked()
            self.confirmed.emit(reason, also)

    def _on_escape(self) -> None:
        """Close what is open; a reason that was begun stays in its row."""
        self._close_panel()
        self._close_reason(forget=False)
        if self.confirm.isVisible():
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_reason(self, *, forget: bool) -> None:
        self._reason_row.hide()
        if forget:
            self.reason.set_text("")

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


def _signed(given: Confirmation) -> str:
    when = given.at.replace("-", "/").replace("T", " ")[:16]
    return f"{given.reason}（{given.by}　{when}）"


def _keys(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
