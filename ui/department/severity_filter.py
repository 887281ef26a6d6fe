"""Choosing which findings the list shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.domain.rulebook import Severity
from dxdesk.messages import SEVERITY_WORDS
from ui.widgets.quiet_box import QuietBox

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding


def _of(severity: Severity) -> Callable[[Finding], bool]:
    return lambda finding: finding.open and finding.severity is severity


class SeverityFilter(QuietBox):
    """すべて, one severity of those that are open, or those answered with a reason."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[tuple[str, Callable[[Finding], bool]], ...] = (
            (self.tr("すべて"), lambda _finding: True),
            *((SEVERITY_WORDS[severity], _of(severity)) for severity in Severity),
            (self.tr("確認済み"), lambda finding: not finding.open),
        )
        self.setAccessibleName(self.tr("表示する指摘"))
        self.setMinimumContentsLength(8)
        for words, _takes in self._kinds:
            self.addItem(words)
        self.currentIndexChanged.connect(self.changed)

    def takes(self, finding: Finding) -> bool:
        """Whether the list shows a finding."""
        return self._kinds[self.currentIndex()][1](finding)

    def show_counts(self, findings: Sequence[Finding]) -> None:
        """Say beside each choice how many there are."""
        for at, (words, takes) in enumerate(self._kinds):
            self.setItemText(at, f"{words} {sum(map(takes, findings))}")
