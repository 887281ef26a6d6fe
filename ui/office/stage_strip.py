"""Above the board: how many departments stand at each stage; a click shows those alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from dxdesk.domain.asking import Stage
from ui import theme
from ui.marks import Mark
from ui.office.board_rows import Late, Show
from ui.office.sort_box import SortBox
from ui.office.stages import LOOKS
from ui.office.tables import CellIcons
from ui.theme import GRID, HALF, Tone
from ui.widgets.flow_row import FlowRow
from ui.widgets.toggle_button import ToggleButton


class StageStrip(FlowRow):
    """A button for every stage that a department is at; `chosen` tells which one shows."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=HALF)
        self.set_margins(GRID, GRID, GRID, GRID)
        self.setAccessibleName(self.tr("段階ごとの課の数"))
        self._icons = CellIcons(self)
        self._group = QButtonGroup(self)
        self.show_only: Show = None
        self.buttons: dict[Show, ToggleButton] = {}
        for show in (None, Late.LATE, *(s for s in Stage if s is not Stage.FILLING)):
            button = ToggleButton()
            button.clicked.connect(lambda _=False, show=show: self.choose(show))
            self._group.addButton(button)
            self.buttons[show] = button
            self.add(button)
        self.buttons[None].setChecked(True)
        self.order = SortBox()
        self.add(self.order)

    def choose(self, show: Show) -> None:
        """Show the departments at a stage, the late ones, or all."""
        self.show_only = show
        self.buttons[show].setChecked(True)
        self.chosen.emit(show)

    def show_totals(self, totals: Mapping[Show, int]) -> None:
        """Show how many departments there are; what nobody is at has no button unless it is chosen."""
        for show, button in self.buttons.items():
            count = totals.get(show, 0)
            button.setText(f"{self._words(show)}　{count}")
            button.setVisible(bool(count) or show in (None, self.show_only))
            if show is not None:
                mark, tone = (
                    LOOKS[show] if isinstance(show, Stage) else (Mark.WARNING, Tone.WARNING)
                )
                button.setIcon(self._icons(mark, tone))
                side = theme.mark_side(button)
                button.setIconSize(QSize(side, side))

    def _words(self, show: Show) -> str:
        if show is None:
            return self.tr("すべて")
        return show.value if isinstance(show, Stage) else self.tr("期限超過")
