"""The shortcuts that only the office's pages have; those of all windows are in `theme.Keys`."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence


class OfficeKeys:
    """Every one of them."""

    SEARCH = QKeySequence.StandardKey.Find
    CONFIRM = QKeySequence("F9")
    BACK_TO_FINDINGS = QKeySequence("Alt+Left")
    NEXT_PAGE = QKeySequence("Ctrl+PgDown")
    PREVIOUS_PAGE = QKeySequence("Ctrl+PgUp")
    MORE_IS_BETTER = QKeySequence("1")
    LESS_IS_BETTER = QKeySequence("2")
    TO_BE_KEPT = QKeySequence("3")
    NOT_DECIDED = QKeySequence("0")
