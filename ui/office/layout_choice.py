"""Choosing a layout: those shipped, those beside the office's file, or any layout file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dxdesk.office import Office
from ui.dialogs.files import FileDialogs
from ui.theme import GRID
from ui.widgets.quiet_box import QuietBox


class LayoutChoiceBox(QWidget):
    """`chosen` says that another layout is the current one; `name` is what the door takes."""

    chosen = Signal()

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self.box = QuietBox()
        self.box.setAccessibleName(self.tr("様式"))
        self.box.currentIndexChanged.connect(self.chosen)
        self.other = QPushButton(self.tr("様式ファイルを選ぶ(&F)…"))
        self.other.clicked.connect(self._on_other)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.box, 1)
        row.addWidget(self.other)
        self.setFocusProxy(self.box)

    @property
    def name(self) -> str:
        """The current layout."""
        return str(self.box.currentData() or "")

    def reload(self, name: str) -> None:
        """Look again for layouts beside the file, and choose one."""
        self.box.blockSignals(True)
        self.box.clear()
        for choice in self._office.layouts():
            words = (
                self.tr("{}　（要修正）").format(choice.title) if choice.trouble else choice.title
            )
            self.box.addItem(words, choice.name)
        self.box.setCurrentIndex(max(self.box.findData(name), 0))
        self.box.blockSignals(False)
        self.chosen.emit()

    def _on_other(self) -> None:
        title, filters = self.tr("様式ファイルを選ぶ"), self.tr("様式ファイル (*.toml)")
        path = self._dialogs.open_file(self, title, filters, str(self._office.path.parent))
        if path is None:
            return
        name = str(path)
        if self.box.findData(name) < 0:
            self.box.addItem(path.name, name)
        self.box.setCurrentIndex(self.box.findData(name))
