"""What the main window hosts: the page of one opened file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Tone
from ui.widgets.composition import commit_composition


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the notice bar, perhaps with one thing to do about it, or `others` too."""

    text: str
    tone: Tone = Tone.HINT
    action: str = ""
    act: Callable[[], object] | None = None
    others: tuple[tuple[str, Callable[[], object]], ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """What F1 shows: headings with their texts."""

    title: str
    sections: tuple[tuple[str, str], ...]


class DeskPage(QWidget):
    """A page that holds an opened desk or office file.

    The window shows `noticed` in its notice bar, `status_changed` in its status line and what
    `saved` says at the end of that, where it stays. It opens the file of `open_requested` in its place. It calls `settle` and then `release` before the page goes away. A `DxdeskError` raised in a
    slot needs no catching: the hook of `ui.crash` shows its sentence in the notice bar.
    """

    noticed = Signal(Notice)
    status_changed = Signal(str)
    saved = Signal(str)
    title_changed = Signal(str)
    closed = Signal()
    open_requested = Signal(object)

    def title(self) -> str:
        """What the title bar says of the opened file."""
        return ""

    def start(self) -> None:
        """Show the file's contents; called once, after the page was put into the window."""

    def take_focus(self) -> None:
        """Put the cursor where the work goes on; the window became active without any."""

    def help(self) -> Help:
        """How to go on where the person is now."""
        return Help("", ())

    def arrangement(self) -> str:
        """How the person arranged the page, for the next time."""
        return ""

    def arrange_as(self, arrangement: str) -> None:
        """Take over what `arrangement` said; anything else is ignored."""

    def settle(self) -> None:
        """End a pending conversion of the input method and save what was typed."""
        commit_composition()

    def unsaved(self) -> bool:
        """Whether something that was typed could not be saved, even by `settle`."""
        return False

    def release(self) -> None:
        """Close the file behind the page."""


__all__ = ["DeskPage", "Help", "Notice", "commit_composition"]
