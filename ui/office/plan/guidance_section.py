"""記入の案内: how departments are to write, and who stamps their sheets."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.settings import with_guidance, with_stamps
from ui import theme
from ui.office.guidance_panel import GuidancePanel
from ui.office.plan.view import PlanSection, PlanView
from ui.office.stamps_panel import StampsPanel
from ui.theme import GRID


class GuidanceSection(PlanSection):
    """The two panels of 検査の設定, in the plan's own undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guidance = GuidancePanel()
        self.stamps = StampsPanel()
        self.guidance.guidance_written.connect(self._on_guidance)
        self.stamps.stamps_written.connect(self._on_stamps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.addWidget(self.guidance)
        column.addWidget(theme.label(self.tr("確認票の押印欄"), step=1, bold=True))
        column.addWidget(self.stamps)
        column.addStretch(1)

    def show_view(self, view: PlanView) -> None:
        self.guidance.show_plan(view.plan)
        self.stamps.show_plan(view.plan)
        for panel in (self.guidance, self.stamps):
            panel.setEnabled(view.open)

    def settle(self) -> None:
        if self.guidance.isEnabled():
            self.guidance.settle()
            self.stamps.settle()

    def _on_guidance(self, kind: str, text: str, words: str) -> None:
        self.edited.emit(words, lambda plan, _: with_guidance(plan, kind, text))

    def _on_stamps(self, names: tuple[str, ...], words: str) -> None:
        self.edited.emit(words, lambda plan, _: with_stamps(plan, names))
