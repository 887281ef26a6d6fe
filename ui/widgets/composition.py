"""Text that an input method is composing must not get lost when the form moves on."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent


@runtime_checkable
class Composing(Protocol):
    """An editor that knows what is being composed in it."""

    def is_composing(self) -> bool:
        """Whether an input method has text in it that is not committed."""
        ...

    def keep_composition(self) -> None:
        """Take over as typed what is still being composed."""
        ...


class Composition:
    """Watches the input method's events of one editor.

    Most input methods put their text in when told to commit. Some drop it, and some are not
    there any more when the window closes; then what was last seen of it is put in.
    """

    def __init__(self) -> None:
        self.text = ""

    def see(self, event: QInputMethodEvent) -> None:
        """Note what an event leaves uncommitted."""
        self.text = event.preeditString()

    def committing(self) -> QInputMethodEvent | None:
        """The event that puts in what is left, if anything is."""
        if not self.text:
            return None
        event = QInputMethodEvent("", [])
        event.setCommitString(self.text)
        self.text = ""
        return event


def is_composing() -> bool:
    """Whether a conversion is open in the editor that has the focus."""
    focus: QObject | None = QGuiApplication.focusObject()
    return isinstance(focus, Composing) and focus.is_composing()


def commit_composition() -> None:
    """Take over text that the input method is still composing; it would be lost otherwise."""
    focus: QObject | None = QGuiApplication.focusObject()
    if focus is None:
        return
    QGuiApplication.inputMethod().commit()
    if isinstance(focus, Composing):
        focus.keep_composition()
