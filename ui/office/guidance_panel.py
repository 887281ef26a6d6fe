"""How departments are to write each kind of field, in the office's own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.plan import Guided, Plan
from ui import theme
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class GuidancePanel(QWidget):
    """Emits `guidance_written` with the kind of field, the text, and what was changed in words."""

    guidance_written = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, str] = {}
        self.texts: dict[Guided, TextEdit] = {}
        about = self.tr(
            "照会ファイルに付いて、担当課の入力画面の欄の上と「使い方」（F1）に出ます。"
            "後から作る照会に使われ、配った照会は変わりません。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        for kind, words in self._words().items():
            edit = writes(TextEdit(lines=2))
            edit.setAccessibleName(self.tr("記入の案内 {}").format(words))
            edit.left.connect(lambda kind=kind: self._on_left(kind))
            self.texts[kind] = edit
            column.addSpacing(GRID)
            name = theme.label(words, bold=True)
            name.setBuddy(edit)
            column.addWidget(name)
            column.addWidget(edit)
        column.addStretch(1)

    def show_state(self, state: YearState) -> None:
        """Show a year's guidance; a text that is being written stays."""
        self.show_plan(state.plan)

    def show_plan(self, plan: Plan) -> None:
        """The same for a plan."""
        self._known = dict(plan.guidance)
        for kind, edit in self.texts.items():
            if not edit.hasFocus():
                edit.set_text(self._known.get(kind.value, ""))

    def settle(self) -> None:
        """Tell what was written and not left yet."""
        for kind, edit in self.texts.items():
            edit.flush()
            self._on_left(kind)

    def _words(self) -> dict[Guided, str]:
        return {
            Guided.WHOLE: self.tr("回答の全体"),
            Guided.RESULT: self.tr("取組実績"),
            Guided.KPI: self.tr("指標の実績"),
            Guided.ISSUES: self.tr("改善・拡充策、課題等"),
            Guided.RATING: self.tr("自己評価"),
            Guided.RATING_NOTE: self.tr("評価に関する補足"),
        }

    def _on_left(self, kind: Guided) -> None:
        text = self.texts[kind].text().strip()
        if text != self._known.get(kind.value, ""):
            self._known[kind.value] = text
            words = self.tr("記入の案内　{}").format(self._words()[kind])
            self.guidance_written.emit(kind.value, text, words)
