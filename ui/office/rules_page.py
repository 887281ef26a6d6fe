"""検査の設定: what the plan sets about its checks; every choice is applied at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.checks import RULES
from dxdesk.domain.figures import Direction
from dxdesk.domain.open_questions import Question
from dxdesk.domain.plan import Grade, Order
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.settings import Settings
from dxdesk.office import Office
from ui import theme
from ui.office.direction_panel import DirectionPanel
from ui.office.guidance_panel import GuidancePanel
from ui.office.keys import OfficeKeys
from ui.office.limits_panel import LimitsPanel
from ui.office.rule_list import Level, RuleList, with_level
from ui.office.scale_settings import StandingPanel
from ui.office.stamps_panel import StampsPanel
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import page_key
from ui.widgets.tabs import Tabs
from ui.widgets.tone_label import ToneLabel


class RulesPage(QWidget):
    """Calls the door; each change is told with a button that takes it back."""

    changed = Signal()
    noticed = Signal(Notice)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self.rules = RuleList()
        self.limits = LimitsPanel()
        self.standings = StandingPanel()
        self.directions = DirectionPanel()
        self.stamps = StampsPanel()
        self.guidance = GuidancePanel()
        # The panel that each question about the plan is answered in.
        self.answers: dict[Question, StandingPanel | DirectionPanel] = {
            Question.SCALE: self.standings,
            Question.DIRECTIONS: self.directions,
        }
        self.tabs = Tabs()
        self._about = ToneLabel("", Tone.QUIET, wrap=True)
        self.back = QPushButton()
        self.lead_back()
        self.back.clicked.connect(self._on_back)
        self.rules.level_chosen.connect(self._on_level)
        self.limits.rulebook_chosen.connect(self._on_rulebook)
        self.standings.scale_changed.connect(self._on_scale)
        self.directions.directions_chosen.connect(self._on_directions)
        self.stamps.stamps_written.connect(self._on_stamps)
        self.guidance.guidance_written.connect(self._on_guidance)
        page_key(self, OfficeKeys.BACK_TO_FINDINGS, self._on_back)
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year's settings."""
        self._state = state
        words = self.tr("{}の検査に使います。後で始める年度にも引き継がれます。")
        self._about.set_text(words.format(state.name_of(state.year)))
        panels = (self.rules, self.limits, self.standings, self.directions)
        for panel in (*panels, self.stamps, self.guidance):
            panel.show_state(state)

    def settle(self) -> None:
        """Apply what was typed."""
        if self._state:
            self.limits.settle()
            self.standings.settle()
            self.stamps.settle()
            self.guidance.settle()

    def lead_back(self, words: str = "") -> None:
        """Say where the way back leads to; to the findings where nothing else is said."""
        self.back.setText(f"{words or self.tr('指摘の一覧に戻る')}　Alt+←")

    def begin(self) -> None:
        """Put the keys on the list of rules."""
        self.tabs.setCurrentWidget(self.rules)
        self.rules.table.setFocus()

    def show_question(self, question: Question) -> None:
        """Show the panel that a question is answered in, with the keys in it."""
        self.tabs.setCurrentWidget(self.answers[question])
        self.answers[question].begin()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(theme.label(self.tr("検査の設定"), step=2, bold=True))
        head.addWidget(self._about, 1)
        head.addWidget(self.back)
        self.tabs.addTab(self.rules, self.tr("規則"))
        self.tabs.addTab(_scrolling(self.limits), self.tr("基準と文字"))
        self.tabs.addTab(self.standings, self.tr("評価の区分"))
        self.tabs.addTab(self.directions, self.tr("指標のよい向き"))
        self.tabs.addTab(_scrolling(self.stamps), self.tr("押印欄"))
        self.tabs.addTab(_scrolling(self.guidance), self.tr("記入の案内"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)

    def _apply(self, words: str, change: Callable[[], None], back: Callable[[], object]) -> None:
        """Make a change through the door and tell it; nothing is told of one that it refuses."""
        change()

        def take_back() -> None:
            back()
            self.changed.emit()

        said = self.tr("設定を変えました：{}").format(words)
        self.noticed.emit(Notice(said, Tone.GOOD, self.tr("元に戻す"), take_back))
        self.changed.emit()

    def _on_rulebook(self, rulebook: Rulebook, words: str) -> None:
        assert self._state is not None
        year, before = self._state.year, self._state.plan.rulebook
        self._apply(
            words,
            lambda: self._office.set_rulebook(rulebook, year),
            lambda: self._office.set_rulebook(before, year),
        )

    def _on_level(self, code: str, level: Level, words: str) -> None:
        assert self._state is not None
        book = self._state.plan.rulebook
        rule = RULES[code].meaning.partition("。")[0]
        changed = replace(book, levels=with_level(book.levels, code, level))
        self._on_rulebook(changed, f"{rule}　{words}")

    def _on_scale(self, grades: tuple[Grade, ...], order: Order | None, words: str) -> None:
        assert self._state is not None
        year, plan = self._state.year, self._state.plan
        before = tuple(plan.grades[grade.code] for grade in grades)
        ordered = None if order is None else plan.order
        self._apply(
            words,
            lambda: self._office.change_settings(Settings(grades=grades, order=order), year),
            lambda: self._office.change_settings(Settings(grades=before, order=ordered), year),
        )

    def _on_directions(self, directions: Mapping[str, Direction], words: str) -> None:
        assert self._state is not None
        year, before = self._state.year, dict[str, Direction]()
        self._apply(
            words,
            lambda: before.update(self._office.set_directions(directions, year)),
            lambda: self._office.set_directions(before, year),
        )
        self.directions.go_on(directions)

    def _on_guidance(self, kind: str, text: str, words: str) -> None:
        assert self._state is not None
        year, before = self._state.year, self._state.plan.guidance.get(kind, "")
        self._apply(
            words,
            lambda: self._office.change_settings(Settings(guidance={kind: text}), year),
            lambda: self._office.change_settings(Settings(guidance={kind: before}), year),
        )

    def _on_stamps(self, names: tuple[str, ...], words: str) -> None:
        assert self._state is not None
        year, before = self._state.year, self._state.plan.stamps
        self._apply(
            words,
            lambda: self._office.change_settings(Settings(stamps=names), year),
            lambda: self._office.change_settings(Settings(stamps=before), year),
        )

    def _on_back(self) -> None:
        self.settle()
        self.closed.emit()


def _scrolling(panel: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(panel)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
