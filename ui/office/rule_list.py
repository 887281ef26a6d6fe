"""Every rule by its family, with what the plan makes of it; the chosen one is explained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from dxdesk.domain.checks import RULES, Family, Rule, Severity
from dxdesk.domain.rulebook import Rulebook
from dxdesk.finding_words import FAMILY_WORDS, example_text
from dxdesk.messages import SEVERITY_WORDS
from ui import theme
from ui.models.rows import Column
from ui.office.choice_table import ChoiceRows, ChoiceTable
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card
from ui.widgets.tone_label import ToneLabel

_PLACE = re.compile(r"\{\w+\}")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Level(Enum):
    """What a plan makes of a rule: as it is declared, off, or with a severity of its own."""

    DECLARED = "declared"
    OFF = "off"
    HINT = "hint"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, its level, and how many findings of it there are."""

    rule: Rule
    level: Level
    count: int


def level_of(rulebook: Rulebook, code: str) -> Level:
    """What a rulebook makes of a rule."""
    if code not in rulebook.levels:
        return Level.DECLARED
    severity = rulebook.levels[code]
    return Level(severity.value) if severity else Level.OFF


def with_level(
    levels: Mapping[str, Severity | None], code: str, level: Level
) -> dict[str, Severity | None]:
    """The levels with one changed."""
    changed = {known: severity for known, severity in levels.items() if known != code}
    if level is not Level.DECLARED:
        changed[code] = None if level is Level.OFF else Severity(level.value)
    return changed


class RuleList(QSplitter):
    """Emits `level_chosen` with the rule's code, the level, and the choice in words."""

    level_chosen = Signal(str, Level, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.rows = ChoiceRows[RuleRow](
            (
                Column(self.tr("区分"), lambda row: FAMILY_WORDS[row.rule.family]),
                Column(
                    self.tr("見ること"),
                    lambda row: row.rule.meaning.partition("。")[0],
                    hint=lambda row: row.rule.meaning,
                ),
                Column(self.tr("指摘"), lambda row: str(row.count or ""), alignment=_RIGHT),
            ),
            self.tr("扱い"),
            self._choices,
            lambda row: row.level,
            self,
        )
        self.rows.chosen.connect(self._on_level)
        self.table = ChoiceTable(self.rows, stretch=1, held={0: 8, 2: 3, 3: 9})
        self.table.setAccessibleName(self.tr("検査の規則"))
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.about = QScrollArea()
        self.about.setWidgetResizable(True)
        self.about.setFrameShape(QFrame.Shape.NoFrame)
        self.about.setAccessibleName(self.tr("選んだ規則の意味と例"))
        self.addWidget(self.table)
        self.addWidget(self.about)
        self.setSizes([800, 440])
        self.setChildrenCollapsible(False)

    def show_state(self, state: YearState) -> None:
        """Show a year's rules; the one that was chosen stays chosen."""
        counts = Counter(finding.code for finding in state.findings)
        rulebook, order = state.plan.rulebook, list(Family)
        rules = sorted(RULES.values(), key=lambda rule: order.index(rule.family))
        self.rows.set_rows(
            [RuleRow(rule, level_of(rulebook, rule.code), counts[rule.code]) for rule in rules]
        )
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def choose(self, code: str) -> None:
        """Choose a rule."""
        codes = [row.rule.code for row in self.rows.rows]
        self.table.setCurrentIndex(self.rows.index(codes.index(code), 0))

    def _choices(self, row: RuleRow) -> list[tuple[str, object]]:
        declared = SEVERITY_WORDS[row.rule.severity]
        return [
            (self.tr("既定（{}）").format(declared), Level.DECLARED),
            (SEVERITY_WORDS[Severity.ERROR], Level.ERROR),
            (SEVERITY_WORDS[Severity.WARNING], Level.WARNING),
            (SEVERITY_WORDS[Severity.HINT], Level.HINT),
            (self.tr("切（調べない）"), Level.OFF),
        ]

    def _on_level(self, row: RuleRow, level: Level) -> None:
        words = next(words for words, value in self._choices(row) if value is level)
        self.level_chosen.emit(row.rule.code, level, words)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.row_at(now)
        if row:
            self.about.setWidget(self._about(row.rule))

    def _about(self, rule: Rule) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(GRID * 2, HALF, GRID * 2, GRID)
        column.setSpacing(GRID)
        severity = SEVERITY_WORDS[rule.severity]
        kind = f"{FAMILY_WORDS[rule.family]}　{severity}　{rule.code}"
        column.addWidget(ToneLabel(kind, Tone.QUIET, wrap=True))
        column.addWidget(theme.label(rule.meaning, wrap=True))
        card = Card()
        card.add_text(self.tr("指摘の文"), _PLACE.sub("…", rule.wording))
        card.add_text(self.tr("指摘が出る例"), example_text(rule.triggers))
        card.add_text(self.tr("指摘が出ない例"), example_text(rule.passes))
        column.addWidget(card)
        if rule.confirmable:
            words = self.tr("課も事務局も、理由を書いて確認済みにできます。")
        else:
            words = self.tr("理由を書いて済ませることはできません。")
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addStretch(1)
        return body
