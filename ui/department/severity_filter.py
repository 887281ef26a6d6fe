"""Choosing which findings the list shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.domain.rulebook import Severity
from dxdesk.messages import SEVERITY_WORDS
from ui.widgets.quiet_box import QuietBox

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding


class SeverityFilter(QuietBox):
    """すべて, one severity of those that are open, or those answered with a reason."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # None stands for what was answered with a reason.
        self._kinds: tuple[Severity | None, ...] = (*Severity, None)
        words = (SEVERITY_WORDS[kind] if kind else self.tr("確認済み") for kind in self._kinds)
        self._words = (self.tr("すべて"), *words)
        self.setAccessibleName(self.tr("表示する指摘"))
        self.setMinimumContentsLength(8)
        for shown in self._words:
            self.addItem(shown)
        self.currentIndexChanged.connect(self.changed)

    def takes(self, finding: Finding) -> bool:
        """Whether the list shows a finding."""
        at = self.currentIndex()
        return at == 0 or _kind(finding) is self._kinds[at - 1]

    def show_counts(self, findings: Sequence[Finding]) -> None:
        """Say beside each choice how many there are."""
        counts = Counter(map(_kind, findings))
        numbers = len(findings), *(counts[kind] for kind in self._kinds)
        for at, (words, number) in enumerate(zip(self._words, numbers, strict=True)):
            self.setItemText(at, f"{words} {number}")


def _kind(finding: Finding) -> Severity | None:
    return finding.severity if finding.open else None
