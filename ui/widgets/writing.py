"""Widgets that write into the opened file, and switching all of them off in one place.

A page that was opened for reading alone is told so once (`read_only`). Each widget that writes
declares itself by `writes`; it is off below such a page, whatever its own page wants.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)
_READ_ONLY = "dxdesk_read_only"
_WATCHED = (QEvent.Type.Show, QEvent.Type.EnabledChange)


def writes(widget: W) -> W:
    """Declare that what is done with a widget changes the file; returns the widget."""
    _Guard(widget)
    return widget


def read_only(page: QWidget, on: bool) -> None:  # as setEnabled
    """Switch everything below a page that writes off, or on again as far as its page wants it."""
    page.setProperty(_READ_ONLY, on)
    look_again(page)


def look_again(part: QWidget) -> None:
    """Let the widgets of a part that came below a page later be as they may be there."""
    for guard in part.findChildren(_Guard):
        guard.look()


def is_read_only(widget: QWidget) -> bool:
    """Whether a widget is below a page that was opened for reading alone."""
    above: QWidget | None = widget
    while above is not None and not above.property(_READ_ONLY):
        above = above.parentWidget()
    return above is not None


class _Guard(QObject):
    """Keeps one widget off while it may not write, and remembers that it was on."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._held = False
        widget.installEventFilter(self)

    def look(self) -> None:
        """Let the widget be as it may be now."""
        off = is_read_only(self._widget)
        # Off together with a page that waits is not the widget's own state.
        own = not self._widget.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
        if off and own:
            self._held = True
            self._widget.setEnabled(False)
        elif not off and self._held:
            self._held = False
            self._widget.setEnabled(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WATCHED and watched is self._widget:
            self.look()
        return False
