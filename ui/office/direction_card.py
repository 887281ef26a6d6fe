"""The KPI that is chosen: what speaks for either side, and its answers with their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.figures import Direction
from dxdesk.messages import DIRECTION_WORDS
from ui import theme
from ui.office.direction_rows import DirectionRow
from ui.office.keys import OfficeKeys
from ui.theme import GRID, Tone
from ui.widgets.card import Card
from ui.widgets.flow_row import FlowRow
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

# What was there, and a line for each of two sides.
_LINES = 3
# In the order of the buttons.
_KEYS = {
    Direction.MORE: OfficeKeys.MORE_IS_BETTER,
    Direction.LESS: OfficeKeys.LESS_IS_BETTER,
    Direction.KEEP: OfficeKeys.TO_BE_KEPT,
    Direction.NOT_SAID: OfficeKeys.NOT_DECIDED,
}


class DirectionCard(Card):
    """Emits `answered` with the direction; its keys answer wherever the cursor is in `around`.

    In an input of words they are typed there.
    """

    answered = Signal(Direction)

    def __init__(self, around: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Tone.QUIET, parent)
        self.name = theme.label(bold=True, wrap=True)
        self.reason = ToneLabel("", Tone.PLAIN, wrap=True)
        self.buttons = {direction: self._button(direction, around) for direction in _KEYS}
        row = FlowRow(spacing=GRID)
        for button in self.buttons.values():
            row.add(button)
        self.column.setSpacing(GRID)
        self.column.addWidget(self.name)
        self.column.addWidget(self.reason)
        self.column.addWidget(row)

    def show_row(self, row: DirectionRow, *, is_closed: bool) -> None:
        """Show a KPI; in a year that is closed nothing can be answered."""
        self.name.setText(f"{row.item.no}　{row.item.title}　「{row.kpi.name}」")
        facts = (
            (self.tr("基準値"), row.kpi.baseline),
            (self.tr("目標"), row.kpi.target),
            (self.tr("前年度の実績"), row.last),
            (self.tr("提案"), row.proposed),
            (self.tr("よい向き"), "" if row.is_open else row.known),
        )
        said = "　".join(f"{heading} {text}" for heading, text in facts if text)
        lines = [text for text in (said, *row.reasons) if text]
        # As many for every KPI, so that going from one to the next moves nothing.
        self.reason.set_text("\n".join(lines + [" "] * (_LINES - len(lines))))
        for direction, button in self.buttons.items():
            is_set = row.kpi.direction is not Direction.NOT_SAID
            button.setEnabled(not is_closed and (is_set or direction is not Direction.NOT_SAID))

    def _button(self, direction: Direction, around: QWidget) -> QPushButton:
        undecided = direction is Direction.NOT_SAID
        words = self.tr("未定に戻す") if undecided else DIRECTION_WORDS[direction]
        button = writes(QPushButton(f"{words}　{_KEYS[direction].toString()}"))
        button.clicked.connect(lambda: self.answered.emit(direction))
        shortcut = QShortcut(_KEYS[direction], around)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        return button
