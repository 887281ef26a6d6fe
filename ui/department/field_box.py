"""One field of the form: its name, the office's remark, the input, and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding
from ui import theme
from ui.department.finding_box import FindingBox
from ui.marks import Mark
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading, whole_reading
from ui.widgets.empty_button import EmptyButton
from ui.widgets.figure_edit import FigureEdit
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

Editor = TextEdit | FigureEdit | RatingBox


class FieldBox(QWidget):
    """A field that can be typed in."""

    edited = Signal(str, str)
    confirmed = Signal(object, str, bool)
    withdrawn = Signal(object)
    grown = Signal(QWidget)

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
        self.findings: dict[tuple[str, str], FindingBox] = {}
        # Reasons that were begun for findings that have gone since; they may come back.
        self._begun: dict[tuple[str, str], str] = {}
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
            self._begun[place] = gone.reason.text()
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
        spoken = " ".join(box.spoken() for box in self.findings.values())
        self.editor.setAccessibleDescription(spoken)

    def fix_first(self) -> bool:
        """Make the first fix that is known, as typed text; whether there was one."""
        return any(self._fix(box) for box in self.findings.values())

    def ask_first_reason(self) -> bool:
        """Open the reason of the first finding that can be answered; whether there was one."""
        for box in self.findings.values():
            if box.finding and box.finding.open and box.finding.rule.confirmable:
                box.ask_reason()
                return True
        return False

    def _finding_box(self, place: tuple[str, str]) -> FindingBox:
        box = FindingBox(self._label)
        box.fix_asked.connect(lambda: self._fix(box))
        box.confirmed.connect(lambda reason, also: self._on_confirmed(box, reason, also))
        box.withdrawn.connect(lambda: self.withdrawn.emit(box.finding))
        box.grown.connect(lambda: self.grown.emit(box))
        box.reason.set_text(self._begun.pop(place, ""))
        self.findings[place] = box
        return box

    def _fix(self, box: FindingBox) -> bool:
        finding = box.finding
        if finding is None or finding.fix is None or not finding.open:
            return False
        self.editor.flush()
        if box.finding is not finding:
            # What was typed last changed the finding; its new fix is not the one that was seen.
            return False
        self.editor.put(finding.fix.text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_confirmed(self, box: FindingBox, reason: str, also_note: bool) -> None:
        self.confirmed.emit(box.finding, reason, also_note)

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
