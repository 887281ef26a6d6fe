"""Choosing the order of the board without the mouse."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.office.board_rows import Sort
from ui.widgets.quiet_box import QuietBox


class SortBox(QuietBox):
    """Every order; choosing the same once more turns it around."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("並び順"))
        self.setMinimumContentsLength(14)
        words = {
            Sort.PLAN: self.tr("計画の順"),
            Sort.LEFT: self.tr("期限の近い順"),
            Sort.STAGE: self.tr("段階の順"),
            Sort.NAME: self.tr("課名の順"),
            Sort.WRITTEN: self.tr("記入の順"),
            Sort.FINDINGS: self.tr("指摘の数"),
            Sort.COLLISIONS: self.tr("競合の数"),
            Sort.ROUND: self.tr("回"),
            Sort.CONTACT: self.tr("最後の連絡"),
            Sort.HANDED_IN: self.tr("最後の提出"),
            Sort.BY: self.tr("提出者"),
        }
        for sort, text in words.items():
            self.addItem(text, sort)

    def show_sort(self, sort: Sort) -> None:
        """Show by what the board is sorted."""
        self.setCurrentIndex(self.findData(sort))
