"""The chosen finding whole: what it says and means, what it rests on, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.checks import Finding
from ui.office.finding_detail import Case, FindingDetail
from ui.widgets.pane import Pane
from ui.widgets.text_edit import TextEdit


class FindingView(Pane):
    """Tells what the person decides; reasons that were begun are kept finding by finding."""

    opened = Signal()
    confirmed = Signal(str)
    withdrawn = Signal()
    fixed = Signal()
    remarked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("選んだ指摘の内容"))
        self._detail: FindingDetail | None = None
        self._drafts: dict[str, str] = {}
        self._none = QPushButton()

    @property
    def reason(self) -> TextEdit | None:
        """The input of a reason, where the finding can be answered with one."""
        return self._detail.reason if self._detail else None

    @property
    def confirm(self) -> QPushButton:
        """The button that answers; one that nobody sees where there is nothing to answer."""
        return self._detail.confirm if self._detail else self._none

    @property
    def withdraw(self) -> QPushButton:
        """The button that takes an answer back."""
        return self._detail.withdraw if self._detail else self._none

    @property
    def fix(self) -> QPushButton:
        """The button that makes the fix."""
        return self._detail.fix if self._detail else self._none

    @property
    def remark(self) -> QPushButton:
        """The button that makes a remark of it."""
        return self._detail.remark if self._detail else self._none

    @property
    def open(self) -> QPushButton:
        """The button that shows its item."""
        return self._detail.open if self._detail else self._none

    def settle(self) -> None:
        """Keep a reason that was begun, for when the same finding is shown again."""
        if self._detail:
            self._detail.settle()

    def show_nothing(self, words: str) -> None:
        """Show a sentence in place of a finding."""
        self.settle()
        self._detail = None
        self.put_words(words)

    def show_case(self, case: Case) -> None:
        """Show a finding; one that is shown already stays as it is."""
        if self._detail and case == self._detail.case:
            return
        self.settle()
        mark = case.finding.mark
        self._detail = detail = FindingDetail(case, self._drafts.get(mark, ""))
        detail.opened.connect(self.opened)
        detail.confirmed.connect(self.confirmed)
        detail.withdrawn.connect(self.withdrawn)
        detail.fixed.connect(self.fixed)
        detail.remarked.connect(self.remarked)
        detail.left.connect(self.left)
        detail.drafted.connect(lambda text: self._drafts.update({mark: text}))
        self.put(detail)
        self.verticalScrollBar().setValue(0)

    def begin_reason(self, finding: Finding, text: str) -> None:
        """Have a reason stand ready for when a finding is shown."""
        self._drafts[finding.mark] = text

    def press_confirm(self) -> None:
        """Confirm with the reason that stands there; where none does, ask for it."""
        if self._detail and self._detail.reason:
            self.ensureWidgetVisible(self._detail.reason)
            self._detail.press_confirm()
