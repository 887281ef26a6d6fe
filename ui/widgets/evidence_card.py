"""What a finding rests on: facts in a small table, long texts with their differences marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, whole_reading
from ui.widgets.difference import Side, difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.evidence import Fact, Shown
from ui.widgets.tone_label import ToneLabel


class EvidenceCard(Card):
    """Everything can be selected and copied."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(Tone.QUIET, parent)
        self.column.addWidget(theme.label(self.tr("根拠"), bold=True))
        if shown.facts:
            self.column.addLayout(self._facts(shown.facts))
        if shown.table:
            self.column.addSpacing(HALF)
            self.column.addLayout(self._table(shown.table))
        self._add_texts(shown.texts)

    def _facts(self, facts: tuple[Fact, ...]) -> QGridLayout:
        grid = _grid()
        for row, fact in enumerate(facts):
            word = ToneLabel(fact.word, Tone.QUIET, wrap=True)
            grid.addWidget(word, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(fact.value, fact.word), row, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        return grid

    def _table(self, table: tuple[tuple[str, ...], ...]) -> QGridLayout:
        grid = _grid()
        head, *rows = table
        for column, word in enumerate(head):
            grid.addWidget(ToneLabel(word or self.tr("指標"), Tone.QUIET, wrap=True), 0, column)
            grid.setColumnStretch(column, 2 if column else 4)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                grid.addWidget(_value(text, f"{row[0]} {head[column]}"), number, column)
        return grid

    def _add_texts(self, texts: tuple[Fact, ...]) -> None:
        runs = difference(texts[0].value, texts[1].value) if len(texts) == 2 else ()
        if any(run.side is Side.BOTH for run in runs):
            words = self.tr("下線は「{}」に加わった文字、取消線は「{}」からなくなった文字です。")
            legend = words.format(texts[1].word, texts[0].word)
            self.column.addWidget(ToneLabel(legend, Tone.QUIET, wrap=True))
            text = DifferenceText()
            text.setAccessibleName(self.tr("違いを示した文"))
            text.show_runs(runs)
            self.column.addWidget(text)
            return
        for fact in texts:
            self.add_text(fact.word, fact.value)


def _value(text: str, name: str) -> QWidget:
    made = whole_reading(text)
    made.setAccessibleName(name)
    return made


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID * 2)
    grid.setVerticalSpacing(HALF)
    return grid
