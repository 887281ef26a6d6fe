"""At the left: the items with their search, and the findings with their filter."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.department.desk_model import DeskModel, ItemState
from ui.department.item_list import ItemList
from ui.department.item_search import ItemSearch
from ui.department.severity_filter import SeverityFilter
from ui.theme import GRID, HALF, Tone
from ui.widgets.finding_list import FindingList
from ui.widgets.tone_label import ToneLabel

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from ui.department.finding_rows import FindingRows


class SideLists(QSplitter):
    """Shows what the model says; whoever hosts it connects its two lists."""

    def __init__(self, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._rows: FindingRows | None = None
        self.items = ItemList()
        self.search = ItemSearch()
        self.findings = FindingList()
        self.filter = SeverityFilter()
        self._count = ToneLabel("", Tone.QUIET, bold=True)
        self.setChildrenCollapsible(False)
        self.addWidget(_headed(self.search, self.items))
        self.addWidget(_headed(self._findings_head(), self.findings))
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.search.wanted.connect(self.show_model)
        self.search.left_down.connect(self._on_found)
        self.filter.changed.connect(self.show_model)

    def show_model(self) -> None:
        """Show the items that are searched for, and the findings that are filtered."""
        model, items = self._model, self._model.rows()
        untouched = {row.id for row in items if row.state is ItemState.UNTOUCHED}
        if self.search.text().strip():
            by_id = model.request.plan.by_id
            items = tuple(row for row in items if self.search.takes(by_id[row.id], model))
        self.items.show_rows(items)
        self.filter.show_counts(model.findings)
        self._show_findings([one for one in model.findings if self.filter.takes(one)], untouched)
        left = len(model.weighing)
        if not model.is_ready:
            self._count.set_text(self.tr("指摘を確かめています"))
        elif left:
            self._count.set_text(self.tr("残り {}件（F8で次へ）").format(left))
        else:
            self._count.set_text(self.tr("残りはありません"))

    def choose(self, item: str) -> None:
        """Make an item current; a search that hides it ends."""
        if not self.items.shows(item):
            self.search.clear()
        self.items.choose(item)

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show_findings(self, findings: Sequence[Finding], untouched: Container[str]) -> None:
        if not findings:
            self.findings.show_rows(())
            return
        if self._rows is None:
            from ui.department.finding_rows import FindingRows

            self._rows = FindingRows(self._model.request.plan)
        self.findings.show_rows(self._rows.rows(findings, untouched))

    def _findings_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._count, 1)
        row.addWidget(self.filter)
        return head

    def _on_found(self) -> None:
        rows = self.items.rows.rows
        if rows and not self.items.current_id():
            self.items.choose(rows[0].id)
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)


def _headed(heading: QWidget, body: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(GRID, GRID, HALF, GRID)
    column.setSpacing(HALF)
    column.addWidget(heading)
    column.addWidget(body, 1)
    return box
