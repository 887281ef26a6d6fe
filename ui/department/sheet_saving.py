"""Saving the review sheets as a PDF from the clerk's window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.department.desk_model import DeskModel
from ui.dialogs.files import FileDialogs, WriteFile
from ui.theme import Tone
from ui.widgets.desk_page import Notice


class SheetSaving(QObject):
    """Asks where to, writes, and says so with a button that opens the file."""

    noticed = Signal(Notice)

    def __init__(
        self, model: DeskModel, dialogs: FileDialogs, write: WriteFile, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._dialogs = dialogs
        self._write = write
        self._window = parent

    def save_pdf(self) -> None:
        """Ask for a place and write the sheets there."""
        request = self._model.request
        name = f"確認票_{request.plan.year}_{request.department}.pdf"
        start = str(self._model.path.with_name(name))
        title = self.tr("確認票の保存先")
        out = self._dialogs.save_file(self._window, title, self.tr("PDF (*.pdf)"), start)
        if out is None:
            return
        from ui.printing.pdf import render
        from ui.printing.sheets import sheets_of_desk

        out = out if out.suffix else out.with_suffix(".pdf")
        data, pages = render(sheets_of_desk(self._model.desk))
        self._write(out, data)
        said = self.tr("確認票を保存しました（{}ページ）：{}").format(pages, out.name)
        act = self.tr("開く")
        self.noticed.emit(Notice(said, Tone.GOOD, act, lambda: _open(out)))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
