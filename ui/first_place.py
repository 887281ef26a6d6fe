"""Where the window stands when it is shown first: within what its screen has free."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

# What the pages are laid out for, without the frame.
WANTED = QSize(1280, 860)
# Of a frame nothing is known before it is shown; Windows' own is 31 high and 8 wide.
FRAME_TOP, FRAME_SIDE = 32, 8
# Less than this is no window that anybody had.
_LEAST = QSize(320, 240)


def first_place(available: QRect) -> tuple[QRect, bool]:
    """The window's rectangle on a screen, and whether it is to fill that.

    Args:
        available: what the screen has free beside its taskbar, in Qt's pixels.
    """
    place = QRect(available.topLeft(), WANTED.boundedTo(_room(available)))
    place.moveCenter(available.center())
    place.moveTop(max(place.top(), available.top() + FRAME_TOP))
    return place, place.size() != WANTED


def kept_place(kept: QRect, screens: Sequence[QRect]) -> QRect | None:
    """Where a window is put that stood there last time; None where nothing of that is of use.

    Args:
        kept: where it stood.
        screens: what each screen has free; the first is the one that is taken for one that is gone.
    """
    if kept.width() < _LEAST.width() or kept.height() < _LEAST.height() or not screens:
        return None
    seen = [screen.intersected(kept) for screen in screens]
    best = max(range(len(screens)), key=lambda one: seen[one].width() * seen[one].height())
    free = screens[best]
    place = QRect(kept.topLeft(), kept.size().boundedTo(_room(free)))
    place.moveRight(min(place.right(), free.right() - FRAME_SIDE))
    place.moveBottom(min(place.bottom(), free.bottom() - FRAME_SIDE))
    place.moveLeft(max(place.left(), free.left() + FRAME_SIDE))
    place.moveTop(max(place.top(), free.top() + FRAME_TOP))
    return place


def put_in_place(window: QWidget, kept: object) -> None:
    """Put a window where it stood, or where a first one stands.

    Args:
        window: it is not shown yet.
        kept: what `QWidget.saveGeometry` gave; anything else counts as nothing.
    """
    screen = window.screen()
    others = [other for other in screen.virtualSiblings() if other is not screen]
    screens = [one.availableGeometry() for one in (screen, *others)]
    if isinstance(kept, QByteArray) and window.restoreGeometry(kept):
        place = kept_place(window.normalGeometry(), screens)
        if place is not None:
            # To move one that fills its screen would make it a window among others.
            if not window.isMaximized() and not window.isFullScreen():
                window.setGeometry(place)
            return
    place, fills = first_place(screens[0])
    window.setGeometry(place)
    if fills:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _room(available: QRect) -> QSize:
    """How large a window without its frame may be."""
    return available.size() - QSize(2 * FRAME_SIDE, FRAME_TOP + FRAME_SIDE)
