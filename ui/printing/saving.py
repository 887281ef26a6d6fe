"""Saving review sheets as a PDF, from either desk's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.dialogs.files import FileDialogs, WriteFile
from ui.theme import Tone
from ui.widgets.desk_page import Notice

if TYPE_CHECKING:
    from ui.printing.sheets import Sheet


class SheetSaving(QObject):
    """Asks where to, writes, and says so with a button that opens the file."""

    noticed = Signal(Notice)

    def __init__(self, dialogs: FileDialogs, write: WriteFile, parent: QWidget) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._write = write
        self._window = parent

    def save_pdf(self, suggested: str, sheets: Callable[[], Sequence[Sheet]]) -> None:
        """Ask for a place and write the sheets there; they are made only when one is given."""
        title = self.tr("確認票の保存先")
        out = self._dialogs.save_file(self._window, title, self.tr("PDF (*.pdf)"), suggested)
        if out is None:
            return
        from ui.printing.pdf import render

        out = out if out.suffix else out.with_suffix(".pdf")
        data, pages = render(sheets())
        self._write(out, data)
        said = self.tr("確認票を保存しました（{}ページ）：{}").format(pages, out.name)
        act = self.tr("開く")
        self.noticed.emit(Notice(said, Tone.GOOD, act, lambda: _open(out)))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
