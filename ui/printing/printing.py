"""The way from either desk to the preview; nothing of it is loaded before something is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.files import FileDialogs, WriteFile
from ui.widgets.desk_page import Notice

if TYPE_CHECKING:
    from ui.printing.jobs import Choices
    from ui.printing.preview import Preview
    from ui.printing.printer import Printers


class Printing(QObject):
    """Opens previews; `preview` is the one that is open."""

    noticed = Signal(Notice)

    def __init__(
        self,
        dialogs: FileDialogs,
        write: WriteFile,
        parent: QWidget,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._write = write
        self._window = parent
        self.printers = printers
        self.preview: Preview | None = None

    def show(self, choices: Choices) -> Preview:
        """Show what can be printed; the first choice is what is shown first.

        Raises:
            DxdeskError: as making the first choice does; then nothing is shown.
        """
        from ui.printing.preview import Preview, busy
        from ui.printing.printer import QtPrinters

        printers = self.printers or QtPrinters()
        with busy():
            made = Preview(choices, self._dialogs, self._write, printers, self._window)
        made.noticed.connect(self.noticed)
        made.destroyed.connect(self._on_destroyed)
        self.preview = made
        made.show()
        return made

    def _on_destroyed(self) -> None:
        self.preview = None
