"""What is asked: content, goal and schedule of one item, to be read beside the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from dxdesk.domain.plan import Item, Plan
from ui import theme
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading, whole_reading
from ui.widgets.tone_label import ToneLabel


class ItemHeading(QWidget):
    """The groups above an item, its number and title, and its departments."""

    def __init__(self, plan: Plan, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        groups = " ＞ ".join(group.heading for group in plan.groups_of(item))
        if groups:
            column.addWidget(ToneLabel(groups, Tone.QUIET, wrap=True))
        title = theme.label(f"{item.no}　{item.title}", step=4, bold=True, wrap=True)
        title.setAccessibleName(self.tr("取組項目 {} {}").format(item.no, item.title))
        column.addWidget(title)
        if item.departments:
            lead, *others = item.departments
            names = self.tr("担当課：{}").format(lead)
            if others:
                names = self.tr("担当課：{}（取りまとめ）、{}").format(lead, "、".join(others))
            column.addWidget(ToneLabel(names, Tone.QUIET, wrap=True))


class Question(Card):
    """取組内容 and 目標 side by side, and the schedule under them."""

    def __init__(
        self, plan: Plan, item: Item, *, beside: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(Tone.QUIET, parent)
        self._pair = pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._schedule: QBoxLayout | None = None
        pair.setSpacing(GRID * 3)
        for heading, text in ((self.tr("取組内容"), item.content), (self.tr("目標"), item.goal)):
            if text:
                pair.addLayout(_paragraph(heading, text), 1)
        if pair.count():
            self.column.addLayout(pair)
        if item.schedule:
            if pair.count():
                self.column.addSpacing(HALF)
            self.column.addWidget(ToneLabel(self.tr("スケジュール"), Tone.QUIET, bold=True))
            self._schedule = _schedule(item, str(plan.year))
            self.column.addLayout(self._schedule)
        if not pair.count() and not item.schedule:
            self.hide()
        self.arrange(beside=beside)

    def arrange(self, *, beside: bool) -> None:
        """Put the texts side by side, or under each other where there is no room."""
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if beside else ways.TopToBottom
        for layout in (self._pair, self._schedule):
            if layout is not None:
                layout.setDirection(way)
                layout.setSpacing(GRID * 3 if beside else GRID)


def _paragraph(heading: str, text: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(HALF)
    column.addWidget(ToneLabel(heading, Tone.QUIET, bold=True))
    body = whole_reading(text)
    body.setAccessibleName(heading)
    column.addWidget(body)
    column.addStretch(1)
    return column


def _schedule(item: Item, now: str) -> QBoxLayout:
    """One cell per year; the year that is asked about stands out in bold, with a mark."""
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    for phase in item.schedule:
        current = phase.year.startswith(now)
        cell = QVBoxLayout()
        cell.setSpacing(0)
        heading = f"▶ {phase.year}" if current else phase.year
        cell.addWidget(ToneLabel(heading, Tone.ACCENT if current else Tone.QUIET, bold=current))
        body: QLabel = reading(phase.label or "―")
        cell.addWidget(body, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(cell, 1)
    return row
