"""One field of the form: its name, the office's remark, the input, and what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from dxdesk.department import Change
from dxdesk.domain.figures import Empty
from ui import theme
from ui.department.last_year import Earlier, key_name
from ui.marks import Mark
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.card import Card, reading, whole_reading
from ui.widgets.composition import is_composing
from ui.widgets.empty_button import EmptyButton
from ui.widgets.figure_edit import FigureEdit
from ui.widgets.link_button import LinkButton
from ui.widgets.rating_choice import RatingChoice
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from ui.department.finding_box import FindingBox

Editor = TextEdit | FigureEdit | RatingChoice

_EMPTY = frozenset(kind.value for kind in Empty)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one field asks, in the form's words.

    `earlier` are last year's texts beside it: one that stands here unchanged is marked as a
    copy. `corrected` is what the department had handed in where the office wrote something else.
    """

    field: str
    label: str
    remark: str = ""
    hints: tuple[str, ...] = ()
    optional: bool = False
    earlier: tuple[Earlier, ...] = ()
    corrected: str | None = None


class FieldBox(QWidget):
    """A field that can be typed in.

    `measure` says what a text takes on paper or how a figure is read. `shown` tells of
    every text that comes to stand here, typed or not, `step_ended` that what is typed next is
    another step of undo.
    """

    edited = Signal(str, str)
    confirmed = Signal(object, str, bool)
    withdrawn = Signal(object)
    grown = Signal(QWidget)
    history_asked = Signal()
    shown = Signal(str)
    step_ended = Signal()

    def __init__(
        self,
        asked: Asked,
        editor: Editor,
        measure: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = asked.field
        self.editor = editor
        self.name = theme.label(asked.label, bold=True, wrap=True)
        self.name.setBuddy(editor)
        editor.setAccessibleName(asked.label)
        self._label = asked.label
        self.earlier = asked.earlier
        self._measure = measure
        self.findings: dict[tuple[str, str], FindingBox] = {}
        # Reasons that were begun for findings that have gone since; they may come back.
        self._begun: dict[tuple[str, str], str] = {}
        self.count = ToneLabel("", Tone.QUIET, wrap=True)
        self.copy_mark = ToneLabel(self.tr("昨年度の写し"), Tone.WARNING, Mark.WARNING)
        self.copy_mark.setToolTip(self.tr("昨年度の文のままです。今年度のことに書き直すと消えます"))
        self.copy_mark.hide()
        self.empty: EmptyButton | None = None
        if not isinstance(editor, RatingChoice) and not asked.optional:
            self.empty = self._empty_button(asked.label)
        self._history: QWidget | None = None
        self._found = QVBoxLayout()
        self._found.setSpacing(HALF)
        self.setMinimumWidth(GRID * 30)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)
        self._column.addLayout(self._head())
        for hint in asked.hints:
            self._column.addWidget(ToneLabel(hint, Tone.QUIET, wrap=True))
        if asked.remark:
            self._column.addWidget(remark_card(self.tr("DX推進担当から"), asked.remark))
        self.restore: QPushButton | None = None
        if asked.corrected is not None:
            self._column.addWidget(self._correction(asked.corrected))
        self._column.addWidget(editor)
        self._column.addLayout(self._tools())
        self._column.addLayout(self._found)
        self._column.addStretch(1)
        editor.edited.connect(self._on_edited)

    def show_text(self, text: str) -> None:
        """Show a text that was not typed here."""
        self.editor.set_text(text)
        self.measure_again()
        self.shown.emit(text)

    def show_findings(
        self, findings: Sequence[Finding], *, calm: bool = False, note_is_free: bool = False
    ) -> None:
        """Say under the input what is missing or doubtful; `calm` where nobody began yet.

        `note_is_free` offers the empty note for a reason. A box stays with its rule, so that
        a reason that is being written outlives a change of the findings.
        """
        places = {(finding.code, finding.kpi): finding for finding in findings}
        for place in [place for place in self.findings if place not in places]:
            gone = self.findings.pop(place)
            self._begun[place] = gone.begun
            gone.hide()
            gone.deleteLater()
        for at, (place, finding) in enumerate(places.items()):
            box = self.findings.get(place) or self._finding_box(place)
            if self._found.indexOf(box) != at:
                self._found.removeWidget(box)
                self._found.insertWidget(at, box)
            text = self.editor.text()
            quiet = calm and finding.rule.unwritten
            box.show_finding(finding, text, calm=quiet, note_is_free=note_is_free)
        self.measure_again()
        spoken = " ".join(box.spoken() for box in self.findings.values())
        self.editor.setAccessibleDescription(spoken)

    def fix_first(self) -> bool:
        """Make the first fix that is known, as typed text; whether there was one."""
        seen = {place: box.finding for place, box in self.findings.items()}
        self.editor.flush()
        for place, finding in seen.items():
            box = self.findings.get(place)
            # What was typed last may have changed a finding; a fix that was not seen is not made.
            if box is not None and box.finding is finding and self._fix(box):
                return True
        return False

    def ask_first_reason(self) -> bool:
        """Open the reason of the first finding that can be answered; whether there was one."""
        for box in self.findings.values():
            if box.finding and box.finding.open and box.finding.rule.confirmable:
                box.ask_reason()
                return True
        return False

    def copy(self, text: str) -> None:
        """Take a text of last year over: into prose at the cursor, else in place of what is there."""
        if isinstance(self.editor, TextEdit):
            self.editor.flush()
            self.step_ended.emit()
            self.editor.add(text)
            self.step_ended.emit()
        else:
            self._put(text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, text: str) -> None:
        """Put a text in place of what is there, as a step of its own."""
        self.editor.flush()
        self.step_ended.emit()
        self.editor.put(text)
        self.step_ended.emit()

    def is_copy(self) -> bool:
        """Whether the text is one of last year's, unchanged."""
        text = self.editor.text().strip()
        if text in _EMPTY or isinstance(self.editor, RatingChoice):
            return False
        return any(text == one.text.strip() for one in self.earlier)

    def show_history(self, changes: Sequence[Change]) -> None:
        """Open the history under the input, or close it where it is open."""
        if self.close_history():
            return
        from ui.department.history_card import HistoryCard

        card = HistoryCard(changes, self.editor.text(), self._label)
        card.restored.connect(self._on_restored)
        card.closed.connect(self.close_history)
        self._history = card
        self._column.insertWidget(self._column.count() - 1, card)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit(card)

    def close_history(self) -> bool:
        """Close the history; whether it was open."""
        card, self._history = self._history, None
        if card is None:
            return False
        card.hide()
        card.deleteLater()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.name, 1)
        head.addWidget(self.copy_mark, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _correction(self, text: str) -> Card:
        """What the office has replaced, with a way to have it as the answer again."""
        card = correction_card(text)
        self.restore = QPushButton(self.tr("もとの文に戻す"))
        self.restore.setAccessibleName(f"{self._label} {self.restore.text()}")
        self.restore.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.restore.clicked.connect(lambda: self._put(text))
        card.column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _tools(self) -> QHBoxLayout:
        """What stands under the input. Tab passes it by: each has a key of its own."""
        row = QHBoxLayout()
        row.setSpacing(HALF)
        row.addWidget(self.count, 1)
        if isinstance(self.editor, TextEdit):
            number = self._tool(self.tr("①②③"), self.tr("行に番号を付ける"), Keys.NUMBER_LINES)
            number.clicked.connect(self.editor.number_lines)
            row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(self.editor, RatingChoice):
            row.addWidget(self.editor.clear, 0, Qt.AlignmentFlag.AlignTop)
        history = self._tool(self.tr("履歴"), self.tr("前の文を見る・戻す"), Keys.HISTORY)
        history.clicked.connect(self.history_asked)
        row.addWidget(history, 0, Qt.AlignmentFlag.AlignTop)
        if self.empty:
            row.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tool(self, words: str, about: str, keys: QKeySequence) -> QToolButton:
        made = LinkButton(words)
        made.setAccessibleName(f"{self._label} {about}")
        made.setToolTip(f"{about}（{key_name(keys)}）")
        return made

    def measure_again(self) -> None:
        """Say whether the text is a copy, and what it takes or how it is read."""
        self.copy_mark.setVisible(self.is_copy())
        self.count.set_text(self._measure(self.editor.text()) if self._measure else "")

    def _finding_box(self, place: tuple[str, str]) -> FindingBox:
        from ui.department.finding_box import FindingBox

        box = FindingBox(self._label)
        box.fix_asked.connect(lambda: self._fix(box))
        box.confirmed.connect(lambda reason, also: self._on_confirmed(box, reason, also))
        box.withdrawn.connect(lambda: self.withdrawn.emit(box.finding))
        box.grown.connect(lambda: self.grown.emit(box))
        box.go_on_with(self._begun.pop(place, ""))
        self.findings[place] = box
        return box

    def _fix(self, box: FindingBox) -> bool:
        finding = box.finding
        if finding is None or finding.fix is None or not finding.open:
            return False
        self.editor.flush()
        if box not in self.findings.values() or box.finding is not finding:
            # What was typed last changed the finding; its new fix is not the one that was seen.
            return False
        self._put(finding.fix.text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_confirmed(self, box: FindingBox, reason: str, also_note: bool) -> None:
        self.confirmed.emit(box.finding, reason, also_note)

    def _empty_button(self, label: str) -> EmptyButton:
        figure = isinstance(self.editor, FigureEdit)
        words = self.tr("数値がないとき") if figure else self.tr("書くことがないとき")
        button = EmptyButton(words)
        button.setToolTip(f"{button.toolTip()}（{key_name(Keys.EMPTY)}）")
        button.setAccessibleName(f"{label} {words}")
        button.chosen.connect(self._put)
        return button

    def _on_restored(self, text: str) -> None:
        self.close_history()
        self._put(text)

    def _on_edited(self, text: str) -> None:
        # Nothing moves under an open conversion; the findings that follow measure as well.
        if not is_composing():
            self.measure_again()
        self.shown.emit(text)
        self.edited.emit(self.field, text)


def closed_field(asked: Asked, text: str, note: str) -> QWidget:
    """A field to be read: another department's, or closed in this round, or handed in."""
    label, remark = asked.label, asked.remark
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
    if asked.corrected is not None:
        column.addWidget(correction_card(asked.corrected))
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


def correction_card(text: str) -> Card:
    """What the department had handed in, where the office has put something else since."""
    card = Card(Tone.HINT)
    heading = card.tr("事務局が直しました。もとの文：")
    card.column.addWidget(ToneLabel(heading, Tone.HINT, Mark.NOTE, bold=True, wrap=True))
    card.column.addWidget(whole_reading(text or card.tr("（空欄）")))
    return card
