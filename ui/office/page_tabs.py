"""The tabs of the office's window, whose pages are made when they are first needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from ui.widgets.tabs import Tabs


class PageTabs(Tabs):
    """Keeps a tab for every page from the beginning, each known by a name.

    Making all pages takes longer than reading a large file's first picture, and most of them are
    not looked at on most days.
    """

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        for _ in names:
            self.addTab(QWidget(), "")

    def put(self, name: str, page: QWidget) -> None:
        """Put a page into its tab, which stays where it is and as it is."""
        number = self._names.index(name)
        waiting = self.widget(number)
        assert waiting is not None
        is_current = self.currentIndex() == number
        # To whom the tabs are watched, nothing changes; and no neighbour is shown in between.
        with QSignalBlocker(self):
            self.insertTab(number, page, self.tabText(number))
            if is_current:
                self.setCurrentIndex(number)
            self.removeTab(number + 1)
        waiting.deleteLater()

    def name_at(self, number: int) -> str:
        """The name of the page in a tab."""
        return self._names[number]

    def set_text(self, name: str, text: str) -> None:
        """Name a tab; one that there is not is passed over."""
        if name in self._names:
            self.setTabText(self._names.index(name), text)
