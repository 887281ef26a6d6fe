"""A part of an item's page at which a remark to a department can be written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.office.field_value import Draft
from ui.office.remark_box import RemarkBox
from ui.widgets.sections import Section


class RemarkedPart(Section):
    """The remark is the last thing in it; `draft` is None where nobody can be written to.

    `about` says in words what the remark is about.
    """

    remarked = Signal(str, str, str)

    def __init__(self, about: str, draft: Draft | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark: RemarkBox | None = None
        self._about = about
        self._draft = draft

    def settle(self) -> None:
        """Keep what was typed."""
        if self.remark:
            self.remark.settle()

    def open_remark(self) -> None:
        """Let a remark be written here."""
        assert self._draft is not None
        remark = self.remark or self._add_remark(self._draft)
        remark.text.setFocus()

    def show_draft(self, draft: Draft | None) -> None:
        """Show a remark that is being written; none where there is none."""
        self._draft = draft
        if draft is None:
            return
        if self.remark is not None:
            self.remark.show_draft(draft)
        elif draft.text:
            self._add_remark(draft)

    def _add_remark(self, draft: Draft) -> RemarkBox:
        self.remark = made = RemarkBox(draft, self._about)
        made.remarked.connect(self.remarked)
        self.column.addWidget(made)
        return made
