"""The boxes for stamps on the review sheets, as names from the left."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.plan import LONGEST_STAMP, MOST_STAMPS, Plan, are_stamps
from ui import theme
from ui.marks import Mark
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.figure_edit import LineEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

_BETWEEN = re.compile("[、，,]")


class StampsPanel(QWidget):
    """Emits `stamps_written` with the names and what was changed in words."""

    stamps_written = Signal(tuple, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        about = self.tr(
            "確認票の右上に並ぶ押印欄です。名前を「、」で区切って、左から順に書いてください。"
            "押印を求めないときは空欄にします。後から作る照会に使われ、配った照会は変わりません。"
        )
        self.names = writes(LineEdit())
        self.names.setAccessibleName(self.tr("確認票の押印欄"))
        self.names.setMaximumWidth(GRID * 80)
        self.names.left.connect(self._on_left)
        self.names.returnPressed.connect(self._on_left)
        self.wrong = ToneLabel("", Tone.ERROR, Mark.ERROR, wrap=True)
        self.wrong.hide()
        name = theme.label(self.tr("押印欄の名前"), bold=True)
        name.setBuddy(self.names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addSpacing(GRID)
        column.addWidget(name)
        column.addWidget(self.names)
        column.addWidget(self.wrong)
        column.addStretch(1)

    def show_state(self, state: YearState) -> None:
        """Show a year's boxes; names that are being written, or cannot be taken, stay."""
        self.show_plan(state.plan)

    def show_plan(self, plan: Plan) -> None:
        """The same for a plan."""
        being_written = self._names() != self._known
        self._known = plan.stamps
        if not being_written:
            self.names.set_text("、".join(self._known))

    def settle(self) -> None:
        """Tell what was written and not left yet."""
        self.names.flush()
        self._on_left()

    def _names(self) -> tuple[str, ...]:
        text = self.names.text().strip()
        return tuple(name.strip() for name in _BETWEEN.split(text)) if text else ()

    def _on_left(self) -> None:
        names = self._names()
        fit = are_stamps(names)
        words = self.tr("{}欄まで、名前はそれぞれ1から{}字にしてください。まだ変わっていません。")
        self.wrong.set_text(words.format(MOST_STAMPS, LONGEST_STAMP))
        self.wrong.setVisible(not fit)
        if fit and names != self._known:
            self._known = names
            said = "・".join(names) or self.tr("なし")
            self.stamps_written.emit(names, self.tr("確認票の押印欄　{}").format(said))
