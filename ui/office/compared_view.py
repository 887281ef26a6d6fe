"""One item in two years: what it was called, how it was rated, its figures side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from dxdesk.domain.comparing import Compared, Comparison
from dxdesk.domain.figure_printing import print_change
from dxdesk.domain.plan import Item, Plan
from dxdesk.messages import TREND_WORDS
from ui import theme
from ui.office.places import item_words
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import whole_reading
from ui.widgets.pane import Pane, body_of_rows
from ui.widgets.tone_label import ToneLabel


class ComparedView(Pane):
    """`item_requested` gives the line back when the item itself is wanted."""

    item_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("選んだ項目の比較"))
        self.open = QPushButton()

    def show_nothing(self) -> None:
        """Show an empty page."""
        self.put(QWidget())

    def show_line(self, comparison: Comparison, line: Compared) -> None:
        """Show an item of a comparison."""
        body, column = body_of_rows(GRID)
        self.open = QPushButton(self.tr("この項目を開く(&I)"))
        self.open.clicked.connect(lambda: self.item_requested.emit(line))
        head = QHBoxLayout()
        head.addWidget(theme.label(item_words(line.item), step=2, bold=True, wrap=True), 1)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addLayout(self._items(comparison, line))
        column.addStretch(1)
        self.put(body)

    def _items(self, comparison: Comparison, line: Compared) -> QGridLayout:
        before, now = comparison.before, comparison.now
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(HALF)
        for column, stretch in enumerate((2, 4, 4, 2)):
            grid.setColumnStretch(column, stretch)
        gone = self.tr("（この年度の計画にありません）")
        rows: list[tuple[str, str, str, str]] = [
            (
                self.tr("項目"),
                "\n".join(map(item_words, line.before)) or gone,
                item_words(line.now) if line.now else gone,
                "",
            ),
            (self.tr("施策"), _above(before, line.before), _above(now, _one(line.now)), ""),
            (self.tr("担当課"), _departments(line.before), _departments(_one(line.now)), ""),
            (self.tr("評価"), line.rating_before, line.rating_now, TREND_WORDS[line.trend]),
        ]
        for pair in line.kpis:
            change = "" if pair.difference is None else print_change(pair.difference)
            name = self.tr("指標「{}」").format(pair.name)
            old = self._figure(pair.before, pair.target_before)
            rows.append((name, old, self._figure(pair.now, pair.target_now), change))
        heads = ("", before.year_name(before.year), now.year_name(now.year), self.tr("違い"))
        for column, word in enumerate(heads):
            grid.addWidget(ToneLabel(word, Tone.ACCENT, bold=True, wrap=True), 0, column)
        for number, row in enumerate(rows, start=1):
            label = ToneLabel(row[0], Tone.QUIET, bold=True, wrap=True)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            for column, text in enumerate(row[1:], start=1):
                said = whole_reading(text or ("―" if column < 3 else ""))
                said.setAccessibleName(f"{row[0]} {heads[column]}")
                grid.addWidget(said, number, column)
        return grid

    def _figure(self, actual: str, target: str) -> str:
        goal = self.tr("（目標 {}）").format(target) if target else ""
        return f"{actual or '―'}{goal}"


def _one(item: Item | None) -> tuple[Item, ...]:
    return (item,) if item else ()


def _above(plan: Plan, items: tuple[Item, ...]) -> str:
    paths = ("　＞　".join(group.heading for group in plan.groups_of(one)) for one in items)
    return "\n".join(dict.fromkeys(paths))


def _departments(items: tuple[Item, ...]) -> str:
    return "\n".join(dict.fromkeys("、".join(one.departments) for one in items))
