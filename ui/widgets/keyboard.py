"""What a window owes to those who use no mouse: keys that always answer, and a cursor to be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QMetaObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QWidget


def page_key(
    page: QWidget, keys: QKeySequence | QKeySequence.StandardKey, slot: Callable[[], object]
) -> None:
    """Let keys answer wherever the cursor is in the window, as long as `page` is seen.

    It may be in the notice, in the tabs, or in what is built anew at this moment.
    """
    made = QShortcut(keys, page)
    made.setContext(Qt.ShortcutContext.WindowShortcut)
    made.activated.connect(slot)


def put_cursor(part: QWidget) -> bool:
    """Put the cursor to the list of a part, else to its first input; whether there is any.

    The first input of a page with a list is what cuts the list short: an arrow pressed there
    would do that instead of going on.
    """
    inputs = (one for one in _inputs(part) if one.isVisible() and one.isEnabled())
    first = min(inputs, key=lambda one: (_rank(one), *_place(one, part)), default=None)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    return first is not None


def _rank(widget: QWidget) -> int:
    """Lists to choose from come before other inputs, those that are only read behind them."""
    if not isinstance(widget, QAbstractItemView):
        return 1
    return 2 if widget.selectionMode() is QAbstractItemView.SelectionMode.NoSelection else 0


def _place(widget: QWidget, part: QWidget) -> tuple[int, int]:
    at = widget.mapTo(part, QPoint())
    return at.y(), at.x()


def order_tabs(whole: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab go through parts of `whole` in their order: what is made later comes last in Qt's."""

    def place(widget: QWidget) -> int:
        return next((n for n, part in enumerate(parts) if part.isAncestorOf(widget)), len(parts))

    for before, after in pairwise(sorted(_inputs(whole), key=place)):
        QWidget.setTabOrder(before, after)


def _inputs(part: QWidget) -> list[QWidget]:
    """What Tab goes to in a part, in the order in which it was made.

    Qt's own chain of them is not walked: PySide takes what a step of it returns for a child of
    the widget before, and with a passing wrapper of that, those of living widgets become invalid.
    """
    found = part.findChildren(QWidget)
    return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def serve_keyboard(app: QApplication) -> QMetaObject.Connection:
    """Have the frame around the focus painted, and let Enter press the button that has it.

    Qt paints the frame after Tab alone, not where a button was pressed by its letter or a dialog
    was closed; and outside of dialogs its buttons know the space bar only. The mouse brings no
    frame. Lasts as long as the connection.
    """
    return app.focusChanged.connect(_on_focus)


def _on_focus(_before: QWidget | None, now: QWidget | None) -> None:
    if isinstance(now, QPushButton):
        now.setAutoDefault(True)
    if now is not None and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
        now.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        now.update()
